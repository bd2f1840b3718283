import { type Account, bearer } from '../../client/account.ts';
import { exchange } from '../../client/exchange.ts';

const atOnce = 4;

interface Task {
  readonly id: number;
}

/** Whatever comes next begins with an empty queue, and with what the disk had before. */
export async function removeTasks(
  target: URL,
  accounts: readonly Account[],
  stop: AbortSignal,
): Promise<void> {
  const left = [...accounts];
  const work = async () => {
    for (let account = left.pop(); account; account = left.pop()) {
      await removeTasksOf(target, account, stop);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function removeTasksOf(target: URL, { token }: Account, signal: AbortSignal): Promise<void> {
  const init = { headers: bearer(token), signal };
  const tasks = await exchange(new URL('/api/tasks', target), init);
  for (const { id } of tasks as readonly Task[]) {
    await exchange(new URL(`/api/tasks/${id}`, target), { ...init, method: 'DELETE' });
  }
}
