import type { Users } from '../../load/users.ts';
import type { Size } from '../scenario.ts';

export interface Plan {
  /** Short sounds that are sent one after the other, idle and under load. */
  readonly probes: number;
  /** Of a benchmark that keeps the converters busy under load. */
  readonly tasks: number;
  /** Who upload under load. */
  readonly users: Users;
}

export const plans: Readonly<Record<Size, Plan>> = {
  full: {
    probes: 50,
    tasks: 400,
    users: { count: 20, perSecond: 20, thinkMs: [5_000, 10_000], heldSeconds: Infinity },
  },
  smoke: {
    probes: 3,
    tasks: 4,
    users: { count: 2, perSecond: 20, thinkMs: [100, 200], heldSeconds: Infinity },
  },
};
