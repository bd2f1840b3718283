import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, bearer } from '../../client/account.ts';
import { exchange } from '../../client/exchange.ts';
import { RunError } from '../../errors/command-error.ts';
import type { Upload } from '../../load/upload.ts';
import type { OwnService } from '../../service/service.ts';
import type { FfmpegStarts } from './ffmpeg-starts.ts';

/** Milliseconds from the last byte of an upload; all of one clock, which is this machine's. */
export interface Latency {
  readonly answered: number;
  /** By a converter. */
  readonly taken: number;
  /** `null` where this system does not show it. */
  readonly started: number | null;
  readonly converted: number;
  readonly mailed: number;
}

export interface Laboratory {
  readonly target: URL;
  readonly own: OwnService;
  readonly account: Account;
  readonly upload: Upload;
  readonly starts: FfmpegStarts;
  readonly stop: AbortSignal;
}

interface EndedTask {
  readonly status: string;
  readonly started_at: string;
  readonly processed_at: string;
}

const lookEveryMs = 10;
const mailWithinMs = 120_000;

/** Follows one upload until its e-mail is there. */
export async function probe(laboratory: Laboratory): Promise<Latency> {
  const { target, account, upload, starts, stop } = laboratory;
  const { task, sentAt } = await upload(account.token, stop);
  const answered = Date.now() - sentAt;
  const mailed = (await mailAbout(task.file_id, laboratory)) - sentAt;
  const url = new URL(`/api/tasks/${task.id}`, target);
  const shown = await exchange(url, { headers: bearer(account.token), signal: stop });
  const { status, started_at, processed_at } = shown as EndedTask;
  if (status !== 'processed') throw new RunError(`A task ended as ${status}: see ${url}.`);
  const startedAt = starts.of(task.id);
  return {
    answered,
    taken: Date.parse(started_at) - sentAt,
    started: startedAt === null ? null : startedAt - sentAt,
    converted: Date.parse(processed_at) - sentAt,
    mailed,
  };
}

/** When the e-mail with a link to the file had arrived, whenever somebody looks. */
async function mailAbout(fileId: string, laboratory: Laboratory): Promise<number> {
  const { own, account, stop } = laboratory;
  const endsAt = performance.now() + mailWithinMs;
  while (performance.now() < endsAt) {
    const ours = own.mails().filter(({ to }) => to === account.email);
    const mail = ours.findLast(({ text }) => unfolded(text).includes(fileId));
    if (mail) return mail.receivedAt;
    await sleep(lookEveryMs, undefined, { signal: stop });
  }
  throw new RunError(`No e-mail came within ${mailWithinMs / 1000} s after a short upload.`);
}

/** Quoted-printable breaks long lines (RFC 2045, 6.7). */
function unfolded(text: string): string {
  return text.replaceAll('=\r\n', '');
}
