import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { outcomeOf } from '../support/convert.ts';
import { made } from '../support/tools.ts';

let connections = 0;
const listener = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
afterAll(() => listener.close());

const { port } = listener.address() as AddressInfo;
const web = `http://127.0.0.1:${port}/secret`;
const secret = made('wav', '-f', 'lavfi', '-i', 'sine=d=0.2');
const secretUrl = pathToFileURL(secret).href;

const head = '#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:0\n';
const hls = (...urls: readonly string[]) =>
  `${head}${urls.map((url) => `#EXTINF:1.0,\n${url}\n`).join('')}#EXT-X-ENDLIST\n`;
const live = (url: string) => `${head}#EXTINF:1.0,\n${url}\n`;

/** A subtitle stream of an AVI may itself be a file of any format. */
function gab2(playlist: string): Buffer {
  const chunk = (id: string, body: Buffer) => {
    const header = Buffer.alloc(8);
    header.write(id, 0, 'latin1');
    header.writeUInt32LE(body.length, 4);
    return Buffer.concat([header, body, Buffer.alloc(body.length % 2)]);
  };
  const list = (type: string, ...parts: readonly Buffer[]) =>
    chunk('LIST', Buffer.concat([Buffer.from(type, 'latin1'), ...parts]));
  const mainHeader = Buffer.alloc(56);
  mainHeader.writeUInt32LE(1, 24);
  const streamHeader = Buffer.alloc(56);
  streamHeader.write('txts', 0, 'latin1');
  streamHeader.writeUInt32LE(1, 20);
  streamHeader.writeUInt32LE(1, 24);
  const text = Buffer.from(playlist, 'latin1');
  const sizes = Buffer.from([0, 0, 0, 0, 4, 0]);
  sizes.writeUInt32LE(text.length, 0);
  const subtitle = Buffer.concat([Buffer.from('GAB2\0\x02\0\0\0\0\0\0', 'latin1'), sizes, text]);
  const streams = list('strl', chunk('strh', streamHeader), chunk('strf', Buffer.alloc(40)));
  const headers = list('hdrl', chunk('avih', mainHeader), streams);
  const body = [Buffer.from('AVI ', 'latin1'), headers, list('movi', chunk('00tx', subtitle))];
  return chunk('RIFF', Buffer.concat(body));
}

const dash = `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"
 profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="audio/mp4">
 <Representation id="1" bandwidth="1"><BaseURL>${web}</BaseURL></Representation>
 </AdaptationSet></Period></MPD>`;
const sdp = `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio ${port} RTP/AVP 0\n`;

const files: readonly (readonly [string, Uint8Array | string])[] = [
  ['ffconcat with a relative name', 'ffconcat version 1.0\nfile other.wav\n'],
  ['ffconcat of itself', 'ffconcat version 1.0\nfile in\n'],
  ['ffconcat with an absolute name', `ffconcat version 1.0\nfile ${secret}\n`],
  ['HLS of a file', hls(secretUrl)],
  ['HLS of the web', hls(web)],
  ['HLS of several files in one', hls(`concat:${secret}|${secret}`)],
  ['HLS of a neighbour', hls('other.ts')],
  ['HLS that is still going on', live('in')],
  ['HLS that is still going on elsewhere', live(secretUrl)],
  ['DASH', dash],
  ['SDP', sdp],
  ['PLS', `[playlist]\nNumberOfEntries=1\nFile1=${web}\n`],
];

describe('what refers to something else', () => {
  it.each(files)('%s is no audio', async (_, bytes) => {
    expect(await outcomeOf(bytes, 'wav')).toBe('not_audio');
  });

  it.each([
    ['a file', hls(secretUrl)],
    ['the web', hls(web)],
  ])('an AVI with a playlist of %s as its subtitles holds no sound', async (_, playlist) => {
    expect(['not_audio', 'no_audio_stream', 'damaged']).toContain(await outcomeOf(gab2(playlist)));
  });

  it('is never connected to', () => {
    expect(connections).toBe(0);
  });
});
