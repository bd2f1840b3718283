import type { Account } from './account.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type Command, run } from './run.ts';

/** Turns a program and its arguments into what starts it as the server must be started. */
export type Launcher = (file: string, args: readonly string[]) => Command;

/**
 * Finds the way to run the server that asks for least: as itself where that works; by an
 * unprivileged account where the caller is root; with the capability to pass through folders that
 * only root may enter where the way to the program or its data leads through such.
 */
export async function findLauncher(
  account: Account | undefined,
  postgres: string,
  cluster: string,
): Promise<Launcher> {
  let output = '';
  for (const launcher of process.platform === 'win32' ? [plain()] : candidates(account)) {
    const tried = await run(
      launcher('/bin/sh', ['-c', '"$0" --version && cd "$1"', postgres, cluster]),
    );
    if (tried.isGood) return launcher;
    output = tried.output;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run here: this system must be able to run ${postgres}, and the user that ` +
      `runs it to enter ${cluster}; or use a PostgreSQL of your own`,
    output,
  );
}

function candidates(account: Account | undefined): readonly Launcher[] {
  if (!account) return [throughSetpriv([]), plain()];
  const { uid, gid } = account;
  const as = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return [
    throughSetpriv(as),
    throughSetpriv([...as, ...keeping('dac_read_search')]),
    // A container's root has this one only.
    throughSetpriv([...as, ...keeping('dac_override')]),
    plain(account),
  ];
}

/** initdb asks access(2), which ignores capabilities of others than root but for `no_setuid_fixup`. */
function keeping(capability: string): readonly string[] {
  return [
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    '--securebits=+no_setuid_fixup',
  ];
}

/** util-linux, version 2.33 or later: asks for a fast shutdown when this process dies. */
function throughSetpriv(options: readonly string[]): Launcher {
  return (file, args) => ({
    file: '/usr/bin/setpriv',
    args: ['--pdeathsig=INT', ...options, file, ...args],
  });
}

function plain(account?: Account): Launcher {
  return (file, args) => ({ file, args, ...account });
}
