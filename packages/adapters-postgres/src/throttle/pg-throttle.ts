import { createHash } from 'node:crypto';
import { DomainError, type Limit, type Throttle } from '@cloudconvert/core';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { wrapDatabaseError } from '../errors.ts';

export class PgThrottle implements Throttle {
  readonly #pool: Pool;
  readonly #limiters = new Map<string, RateLimiterPostgres>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async check(limit: Limit, subject: string): Promise<void> {
    const state = await this.#limiterOf(limit).get(keyOf(subject)).catch(rethrow);
    if (state && state.consumedPoints >= limit.points) throw tooMany(state.msBeforeNext);
  }

  async spend(limit: Limit, subject: string): Promise<void> {
    const limiter = this.#limiterOf(limit);
    const key = keyOf(subject);
    const { remainingPoints } = await limiter.consume(key).catch(rethrow);
    const { points, blockSeconds } = limit;
    if (remainingPoints > 0 || blockSeconds === undefined) return;
    await limiter.set(key, points, blockSeconds).catch(rethrow);
  }

  async reset(limit: Limit, subject: string): Promise<void> {
    await this.#limiterOf(limit).delete(keyOf(subject)).catch(rethrow);
  }

  #limiterOf({ name, points, windowSeconds }: Limit): RateLimiterPostgres {
    const known = this.#limiters.get(name);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      storeClient: this.#pool,
      storeType: 'pool',
      schemaName: 'cloudconvert',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: windowSeconds,
    });
    this.#limiters.set(name, limiter);
    return limiter;
  }
}

/** Of one length whatever a stranger typed, and no record of who tried what. */
function keyOf(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url');
}

/** The limiter rejects with its state, which is no error, when no point was left. */
function rethrow(reason: unknown): never {
  throw reason instanceof RateLimiterRes ? tooMany(reason.msBeforeNext) : wrapDatabaseError(reason);
}

function tooMany(milliseconds: number): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const message = `Too many attempts; try again in ${inWords(retryAfterSeconds)}`;
  return new DomainError('too_many_requests', message, { retryAfterSeconds });
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
