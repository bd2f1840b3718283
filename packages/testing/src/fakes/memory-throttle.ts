import { type Clock, DomainError, type Limit, type Throttle } from '@cloudconvert/core';

interface Account {
  readonly spent: number;
  /** When the points come back, in milliseconds since 1970. */
  readonly endsAt: number;
}

export class MemoryThrottle implements Throttle {
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();

  constructor(clock: Clock = () => new Date()) {
    this.#clock = clock;
  }

  async check(limit: Limit, subject: string): Promise<void> {
    const account = this.#accountOf(limit, subject);
    if (account.spent >= limit.points) throw this.#refusal(account);
  }

  async spend(limit: Limit, subject: string): Promise<void> {
    const account = this.#accountOf(limit, subject);
    if (account.spent >= limit.points) throw this.#refusal(account);
    const spent = account.spent + 1;
    const isLast = spent === limit.points && limit.blockSeconds !== undefined;
    const endsAt = isLast ? this.#after(limit.blockSeconds ?? 0) : account.endsAt;
    this.#accounts.set(nameOf(limit, subject), { spent, endsAt });
  }

  async reset(limit: Limit, subject: string): Promise<void> {
    this.#accounts.delete(nameOf(limit, subject));
  }

  #accountOf(limit: Limit, subject: string): Account {
    const account = this.#accounts.get(nameOf(limit, subject));
    if (account && account.endsAt > this.#after(0)) return account;
    return { spent: 0, endsAt: this.#after(limit.windowSeconds) };
  }

  #refusal({ endsAt }: Account): DomainError {
    const retryAfterSeconds = Math.max(1, Math.ceil((endsAt - this.#after(0)) / 1000));
    const message = `Too many attempts; try again in ${retryAfterSeconds} seconds`;
    return new DomainError('too_many_requests', message, { retryAfterSeconds });
  }

  #after(seconds: number): number {
    return this.#clock().getTime() + seconds * 1000;
  }
}

function nameOf({ name }: Limit, subject: string): string {
  return JSON.stringify([name, subject]);
}
