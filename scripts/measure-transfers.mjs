// Measures what one upload and one download cost the API, in CPU time and memory, by form and by direct
// transfer, on a folder and on a bucket, and prints the table of docs/performance.md. The bucket is a
// stand-in on loopback that counts bytes and keeps none; it and the client run in this process, so that
// nothing of theirs is counted. Linux only, since it reads /proc.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPostgresPool, startEmbeddedPostgres } from '../packages/adapters-local/src/index.ts';
import { aServiceAccount, startScriptedGcs } from '../packages/testing-gcp/src/index.ts';
import { ENVIRONMENT, FLAGS } from './lib/node-settings.mjs';
import { root } from './lib/root.mjs';

const sizes = [
  { name: '5 MB', bytes: 5_000_000, requests: 40 },
  { name: '1 GB', bytes: 1_000_000_000, requests: 1 },
];
const warmUps = 10;
const bucket = 'sounds';
const limits = {
  MAX_UPLOAD_BYTES: '2000000000',
  SECRET_KEY: 'of no use to anybody but this script',
};
const piece = Buffer.alloc(256 * 1024, 7);
/** The kernel counts CPU time in hundredths of a second. */
const msPerTick = 10;
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

function* bytesOf(size) {
  for (let left = size; left > 0; left -= piece.length) yield piece.subarray(0, left);
}

async function send(url, { method, headers, body }) {
  const req = request(url, { method, headers });
  const sent = pipeline(Readable.from(body, { objectMode: false }), req);
  // An answer that comes before all is sent says why.
  const [[res]] = await Promise.all([once(req, 'response'), sent.catch(() => {})]);
  const chunks = await res.toArray();
  const text = Buffer.concat(chunks).toString();
  if (res.statusCode >= 400) throw new Error(`${method} ${url}: ${res.statusCode} ${text}`);
  return text && JSON.parse(text);
}

async function json(url, token, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return send(url, { method: 'POST', headers, body: [Buffer.from(JSON.stringify(body))] });
}

async function uploadByForm({ url, token }, size) {
  const head = Buffer.from(
    '--b\r\nContent-Disposition: form-data; name="newFormat"\r\n\r\nmp3\r\n--b\r\n' +
      'Content-Disposition: form-data; name="fileName"; filename="a.wav"\r\n\r\n',
  );
  const tail = Buffer.from('\r\n--b--\r\n');
  function* body() {
    yield head;
    yield* bytesOf(size);
    yield tail;
  }
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'multipart/form-data; boundary=b',
    'content-length': head.length + size + tail.length,
  };
  const answer = await send(`${url}/api/tasks`, { method: 'POST', headers, body: body() });
  return answer.task;
}

async function uploadDirectly({ url, token, gcs }, size) {
  const announcement = { fileName: 'a.wav', size, newFormat: 'mp3' };
  const { upload } = await json(`${url}/api/uploads`, token, announcement);
  const headers = { ...upload.headers, 'content-length': size };
  await send(upload.url, { method: upload.method, headers, body: bytesOf(size) });
  // The stand-in keeps no bytes, and the first ones are read again at the claim.
  gcs?.addGenerated(bucket, `uploads/${upload.id}`, size);
  const claim = { uploadId: upload.id, newFormat: 'mp3' };
  return (await json(`${url}/api/tasks`, token, claim)).task;
}

async function download({ url, token }, { file_id: id }) {
  const res = await fetch(`${url}/api/files/${id}`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
  });
  if (res.status !== 200 && res.status !== 302) throw new Error(`download: ${res.status}`);
  // Where a redirect leads concerns the API no more.
  if (res.body) for await (const _ of res.body);
}

async function cpuMs(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // proc_pid_stat(5): utime and stime, after a name that may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

async function memoryMb(pid, field) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)[1]) / 1024;
}

async function measure(pid, requests, work) {
  // proc_pid_clear_refs(5): 5 resets the peak.
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const before = await cpuMs(pid);
  const startedAt = performance.now();
  for (let left = requests; left > 0; left -= 1) await work();
  const seconds = (performance.now() - startedAt) / 1000 / requests;
  const cpu = ((await cpuMs(pid)) - before) / requests;
  return { cpu, seconds, peak: await memoryMb(pid, 'VmHWM') };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function startApi(env) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...FLAGS.api, 'apps/api/src/main.ts'], {
    cwd: root,
    env: { ...ENVIRONMENT, PATH: process.env.PATH, PORT: port, BASE_URL: url, ...limits, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    if (!output.includes('API listens')) output += text;
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The API has ended');
  });
  while (!output.includes('API listens')) await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => {});
  return { child, url };
}

async function signUp(url) {
  const name = createHash('md5').update(url).digest('hex').slice(0, 12);
  const passwords = { password1: 'Passw0rd$', password2: 'Passw0rd$' };
  const person = { username: name, email: `${name}@example.com`, ...passwords };
  return (await json(`${url}/api/auth/signup`, '', person)).access_token;
}

async function measureOn(storage, env, gcs, pool) {
  const { child, url } = await startApi(env);
  try {
    return await measureApi({ storage, url, gcs, pid: child.pid, token: await signUp(url) }, pool);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function measureApi(api, pool) {
  const { storage, pid } = api;
  const rows = [];
  const add = async (what, size, work) => {
    const figures = await measure(pid, size.requests, work);
    rows.push({ storage, what, size: size.name, ...figures });
  };
  for (let left = warmUps; left > 0; left -= 1) {
    await uploadByForm(api, 100_000);
    await uploadDirectly(api, 100_000);
  }
  const atRest = await memoryMb(pid, 'VmRSS');
  for (const size of sizes) {
    let task;
    await add('upload by form', size, async () => {
      task = await uploadByForm(api, size.bytes);
    });
    await add('direct upload', size, () => uploadDirectly(api, size.bytes));
    await finish(pool, task);
    await add('download', size, () => download(api, task));
  }
  return { atRest, rows };
}

/** What a download costs doesn't depend on what is in the file. */
async function finish(pool, { id }) {
  await pool.query(
    `update cloudconvert.tasks set status = 'processed', ended_at = now(), result_format = 'mp3',
     result_key = original_key, result_size = original_size where id = $1`,
    [id],
  );
}

function print(results) {
  const line = (cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  line(['storage', 'request', 'file', 'CPU of the API', 'peak memory', 'took']);
  line(['---', '---', '---', '---:', '---:', '---:']);
  for (const { rows, atRest } of results) {
    for (const { storage, what, size, cpu, peak, seconds } of rows) {
      const memory = `${Math.round(peak)} MB (+${Math.max(Math.round(peak - atRest), 0)})`;
      line([storage, what, size, `${cpu.toFixed(1)} ms`, memory, `${seconds.toFixed(3)} s`]);
    }
  }
}

async function main() {
  const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-measure-'));
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, 'postgres'),
    logger: silent,
  });
  const connection = { connectionString: postgres.url };
  const pool = openPostgresPool({ connection, max: 1, logger: silent });
  const gcs = await startScriptedGcs({ buckets: [bucket], keepsBytes: false });
  const { hostname, port, username, password, pathname } = new URL(postgres.url);
  const keyFile = join(directory, 'key.json');
  await writeFile(keyFile, JSON.stringify(aServiceAccount()));
  const env = {
    DATA_DIR: directory,
    POSTGRES_HOST: hostname,
    POSTGRES_PORT: port,
    POSTGRES_USER: decodeURIComponent(username),
    POSTGRES_PASSWORD: decodeURIComponent(password),
    POSTGRES_DB: pathname.slice(1),
  };
  const cloud = {
    STORAGE: 'gcs',
    GCP_BUCKET_NAME: bucket,
    STORAGE_EMULATOR_HOST: gcs.url,
    GOOGLE_APPLICATION_CREDENTIALS: keyFile,
  };
  try {
    print([
      await measureOn('folder', env, undefined, pool),
      await measureOn('bucket', { ...env, ...cloud }, gcs, pool),
    ]);
  } finally {
    await pool.end();
    await gcs.close();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

await main();
