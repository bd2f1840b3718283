import { type RivalServer, startBareServer } from '../../limits/start-bare-server.ts';
import { startNginx } from '../../limits/start-nginx.ts';
import { uploadForm } from '../../load/form.ts';
import { Sender } from '../../load/sender.ts';
import {
  type Delivery,
  directUpload,
  formUpload,
  Refused,
  type Upload,
} from '../../load/upload.ts';
import type { Sound } from '../../sound/usual-sound.ts';

export const names = {
  form: 'API, by form',
  direct: 'API, directly',
  bare: 'bare node:http',
  synced: 'bare node:http with fsync',
  nginx: 'nginx',
} as const;
export type Name = (typeof names)[keyof typeof names];

/** Somebody who takes uploads. */
export interface Contender {
  readonly name: Name;
  /** One upload, up to the last answer. */
  readonly upload: (stop: AbortSignal) => Promise<unknown>;
}

export interface Api {
  readonly target: URL;
  readonly token: string;
}

interface Surroundings {
  readonly sound: Sound;
  /** Where the rivals of the API put what they get. */
  readonly files: string;
  /** Where nginx keeps the rest. */
  readonly folder: string;
}

/** All of them, until `opened` is disposed of. */
export async function openContenders(
  api: Api,
  { sound, files, folder }: Surroundings,
  opened: AsyncDisposableStack,
): Promise<readonly Contender[]> {
  const rival = (name: Name, server: RivalServer) => {
    opened.defer(() => server.stop());
    return rivalUploads(name, senderTo(server.origin, opened), server.origin, sound);
  };
  const nginx = await startNginx(folder, files);
  return [
    ...apiUploads(api, sound, senderTo(api.target, opened)),
    rival(names.bare, await startBareServer(files, 'answer')),
    rival(names.synced, await startBareServer(files, 'fsync')),
    ...(nginx ? [rival(names.nginx, nginx)] : []),
  ];
}

function senderTo(target: URL, opened: AsyncDisposableStack): Sender {
  return opened.adopt(new Sender(target), (sender) => sender.close());
}

function apiUploads({ target, token }: Api, sound: Sound, sender: Sender): readonly Contender[] {
  const delivery: Delivery = { sender, target, sound, newFormat: 'ogg' };
  const by = (name: Name, upload: Upload) => {
    return { name, upload: (stop: AbortSignal) => upload(token, stop) };
  };
  return [by(names.form, formUpload(delivery)), by(names.direct, directUpload(delivery))];
}

/** A server that knows nothing of people and tasks gets what the API gets. */
function rivalUploads(name: Name, sender: Sender, origin: URL, sound: Sound): Contender {
  const { body } = uploadForm(sound, 'ogg');
  let files = 0;
  return {
    name,
    upload: async (stop) => {
      files += 1;
      const url = new URL(String(files), origin);
      const received = await sender.send({ method: 'PUT', url, body }, stop);
      if (received.status >= 300) throw new Refused(received);
    },
  };
}
