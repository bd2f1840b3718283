import { bearer } from '../../client/account.ts';
import { QueueInserts } from '../../limits/queue-inserts.ts';
import { Sender } from '../../load/sender.ts';
import { Refused } from '../../load/upload.ts';
import type { OwnService } from '../../service/service.ts';
import type { ScenarioContext } from '../scenario.ts';
import type { Api } from './contenders.ts';
import { clients, rateOf, roundsBySize } from './rounds.ts';

/** Per second. */
export interface InsertRound {
  readonly database: number;
  readonly api: number;
}

/**
 * What the database server takes of rows alone, and of those by which the API records that an upload will
 * come: the least that it does for anybody, in one transaction as well.
 */
export async function compareInserts(
  api: Api,
  own: OwnService,
  context: ScenarioContext,
): Promise<readonly InsertRound[]> {
  await using opened = new AsyncDisposableStack();
  const inserts = await QueueInserts.open(own.databaseUrl, clients);
  opened.defer(() => inserts.close());
  const sender = opened.adopt(new Sender(api.target), (sender) => sender.close());
  const { rounds, inserts: calls } = roundsBySize[context.size];
  const byDatabase = () => inserts.insert();
  const byApi = () => announce(api, sender, context.stop);
  const done: InsertRound[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    context.say(`Inserts: round ${round} of ${rounds} …`);
    done.push({
      database: await rateOf({ name: 'PostgreSQL', calls }, context, byDatabase),
      api: await rateOf({ name: 'The API', calls }, context, byApi),
    });
  }
  return done;
}

const announcement = { fileName: 'sound.mp3', size: 5_000_000, newFormat: 'ogg' };
const body = Buffer.from(JSON.stringify(announcement));

async function announce({ target, token }: Api, sender: Sender, stop: AbortSignal): Promise<void> {
  const url = new URL('/api/uploads', target);
  const headers = { ...bearer(token), 'Content-Type': 'application/json' };
  const received = await sender.send({ method: 'POST', url, headers, body }, stop);
  if (received.status >= 300) throw new Refused(received);
}
