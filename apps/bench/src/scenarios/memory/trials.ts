import type { OwnService } from '../../service/service.ts';
import type { ScenarioContext } from '../scenario.ts';
import { type Courses, withCourses } from './resident.ts';

/** Something that the service went through, and its memory meanwhile. */
export interface Trial {
  readonly name: string;
  readonly seconds: number;
  readonly courses: Courses;
}

/** Puts a service through one thing after the other. */
export class Trials {
  readonly all: Trial[] = [];
  /** Why some of them failed, in a sentence each. */
  readonly failures: string[] = [];
  readonly #own: OwnService;
  readonly #hearing: Pick<ScenarioContext, 'stop' | 'say'>;

  constructor(own: OwnService, hearing: Pick<ScenarioContext, 'stop' | 'say'>) {
    this.#own = own;
    this.#hearing = hearing;
  }

  /** Its memory is of interest also if `work` fails. */
  async add(name: string, work: () => Promise<void>): Promise<void> {
    const { stop, say } = this.#hearing;
    say(`Memory is watched: ${name}.`);
    const from = performance.now();
    const courses = await withCourses(this.#own, stop, () => this.#orFailure(work));
    this.all.push({ name, seconds: (performance.now() - from) / 1000, courses });
  }

  async #orFailure(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#hearing.stop.throwIfAborted();
      this.failures.push(error instanceof Error ? error.message : String(error));
    }
  }
}
