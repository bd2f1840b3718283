import type { Sampler } from '../machine/sampler.ts';
import type { ServiceSetup } from './service.ts';

export interface OwnServiceOptions {
  readonly setup: ServiceSetup;
  /** Is told of every process. */
  readonly sampler: Sampler;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}
