import { type Memory, machineState, memoryOf, type ProcessState, readProcesses } from './proc.ts';

export interface Watched {
  readonly name: string;
  readonly pid: number;
  /** The name under which all that it starts is counted; may be its own. */
  readonly children: string;
}

export interface Usage {
  /** Seconds of a core, since whenever. */
  readonly seconds: number;
  readonly residentBytes: number;
}

/** What those that are watched, their children and the machine have used up to now, by name. */
export function currentUsage(watched: readonly Watched[]): ReadonlyMap<string, Usage> {
  const states = readProcesses();
  const byPid = new Map(watched.map((one) => [one.pid, one]));
  const groups = new Map<string, Group>();
  const groupOf = (name: string) => {
    const group = groups.get(name) ?? new Group();
    groups.set(name, group);
    return group;
  };
  for (const state of states.values()) {
    const itself = byPid.get(state.pid);
    const parent = itself ?? watchedParent(state, states, byPid);
    if (!parent) continue;
    groupOf(itself?.name ?? parent.children).add(state.seconds, memoryOf(state.pid));
    groupOf(parent.children).add(state.childSeconds);
  }
  const { seconds, usedBytes } = machineState();
  const usages = [...groups].map(([name, group]) => [name, group.usage] as const);
  return new Map([...usages, ['machine', { seconds, residentBytes: usedBytes }]]);
}

function watchedParent(
  { parent }: ProcessState,
  states: ReadonlyMap<number, ProcessState>,
  watched: ReadonlyMap<number, Watched>,
): Watched | undefined {
  const found = watched.get(parent);
  const next = states.get(parent);
  return found || !next ? found : watchedParent(next, states, watched);
}

/** Processes that count as one. */
class Group {
  #seconds = 0;
  #ownBytes = 0;
  #sharedBytes = 0;

  add(seconds: number, memory: Memory = { own: 0, shared: 0 }): void {
    this.#seconds += seconds;
    this.#ownBytes += memory.own;
    // Once for all of them, as far as anybody can tell.
    this.#sharedBytes = Math.max(this.#sharedBytes, memory.shared);
  }

  get usage(): Usage {
    return { seconds: this.#seconds, residentBytes: this.#ownBytes + this.#sharedBytes };
  }
}
