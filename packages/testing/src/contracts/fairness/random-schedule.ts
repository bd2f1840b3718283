import type { Task } from '@cloudconvert/core';
import type { SteppedService } from './service.ts';

/** One request for a conversion, as its owner sees it. */
export interface Request {
  /** As of its last change. */
  task: Task;
  /** 1 for the first request that its owner had waiting when this one came. */
  readonly place: number;
  /** How many conversions had begun before. */
  readonly after: number;
  /** A new format was asked for while it waited. */
  isChanged: boolean;
}

export interface ScheduleOptions {
  readonly steps: number;
  readonly slots: number;
  readonly random: (below: number) => number;
}

/** People send, change formats and wait at random. Half of all requests are the first owner's. */
export class RandomSchedule {
  /** In the order in which they came. */
  readonly requests: Request[] = [];
  readonly #service: SteppedService;
  readonly #owners: readonly number[];
  readonly #options: ScheduleOptions;

  constructor(service: SteppedService, owners: readonly number[], options: ScheduleOptions) {
    this.#service = service;
    this.#owners = owners;
    this.#options = options;
  }

  async run(): Promise<void> {
    const { steps } = this.#options;
    for (let step = 0; step < steps; step += 1) await this.#step();
    await this.#service.endAll();
  }

  async #step(): Promise<void> {
    const { random, slots } = this.#options;
    const owner = this.#owners[random(2) * random(this.#owners.length)] ?? 0;
    const kind = random(10);
    if (kind < 4 && this.#service.hasRunning) return this.#service.end(random(slots));
    if (kind < 5) return this.#change(owner);
    const submit = () => this.#service.submit(owner);
    await this.#add(owner, submit);
  }

  /** One that waits keeps its place; one that runs or has ended is a request anew. */
  async #change(owner: number): Promise<void> {
    const own = this.requests.filter(({ task }) => task.userId === owner);
    const request = own[this.#options.random(own.length)];
    if (!request || this.#isSuperseded(request)) return;
    const change = () => this.#service.changeFormat(request.task);
    if (this.#service.hasBegun(request.task)) return this.#add(owner, change);
    request.task = await change();
    request.isChanged = true;
  }

  #isSuperseded({ task }: Request): boolean {
    return this.requests.some(
      (other) => other.task.id === task.id && other.task.revision > task.revision,
    );
  }

  async #add(owner: number, send: () => Promise<Task>): Promise<void> {
    const waiting = this.requests.filter(
      ({ task }) => task.userId === owner && !this.#service.hasBegun(task),
    );
    const after = this.#service.starts.length;
    const task = await send();
    this.requests.push({ task, place: waiting.length + 1, after, isChanged: false });
  }
}

/** Whole numbers below a limit, the same for each seed (Lehmer's generator with Park and Miller's 48271). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}
