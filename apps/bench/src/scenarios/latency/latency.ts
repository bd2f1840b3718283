import { setTimeout as sleep } from 'node:timers/promises';
import { signUp } from '../../client/account.ts';
import { Sender } from '../../load/sender.ts';
import { formUpload } from '../../load/upload.ts';
import type { Report } from '../../report/report.ts';
import { ownService } from '../../service/service.ts';
import { usualSound } from '../../sound/usual-sound.ts';
import { wavSound } from '../../sound/wav-sound.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { FfmpegStarts } from './ffmpeg-starts.ts';
import { idleReport, loadedReport } from './latency-report.ts';
import { plans } from './plan.ts';
import { type Laboratory, type Latency, probe } from './probe.ts';
import { underLoad } from './under-load.ts';

export const latency: Scenario = {
  summary: 'how soon a conversion starts and its e-mail comes, idle and under load',
  options: {},
  setup: { mail: 'sink', variables: { THROTTLE: 'off' } },
  run,
};

const newFormat = 'ogg';

async function run(_given: GivenOptions, context: ScenarioContext): Promise<readonly Report[]> {
  const own = ownService(context.service);
  const sender = new Sender(context.service.target);
  const starts = new FfmpegStarts(own);
  try {
    const { target } = context.service;
    const sound = { name: 'short.wav', bytes: wavSound(1) };
    const upload = formUpload({ sender, target, sound, newFormat });
    const account = await signUp(target, context.stop);
    return await measure(
      { target, own, account, upload, starts, stop: context.stop },
      sender,
      context,
    );
  } finally {
    starts.close();
    sender.close();
  }
}

async function measure(
  laboratory: Laboratory,
  sender: Sender,
  context: ScenarioContext,
): Promise<readonly Report[]> {
  const plan = plans[context.size];
  context.say(`${plan.probes} short sounds, one after the other …`);
  const idle = await probes(plan.probes, laboratory);
  const sound = await usualSound(context);
  context.say('The same while the converters and the API have other work …');
  const work = () => probes(plan.probes, laboratory);
  const loaded = await underLoad({ plan, sound, sender }, context, work);
  return [idleReport(idle), loadedReport(loaded)];
}

async function probes(count: number, laboratory: Laboratory): Promise<readonly Latency[]> {
  const latencies: Latency[] = [];
  while (latencies.length < count) {
    // At random, so that it never falls into step with something that happens every so often.
    await sleep(50 + 200 * Math.random(), undefined, { signal: laboratory.stop });
    latencies.push(await probe(laboratory));
  }
  return latencies;
}
