import { DomainError } from '../../errors/domain-error.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { Pause } from '../../ports/clock.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Throttle } from '../../ports/throttle.ts';
import type { UserRepository } from '../../ports/user-repository.ts';
import type { User } from '../../users/user.ts';
import { usernameKey } from '../../users/username.ts';
import { failuresPerAddress, failuresPerUser, failuresPerUserAndAddress } from './limits.ts';
import { OneAtATime } from './one-at-a-time.ts';

export interface LogInRequest {
  readonly username: string;
  readonly password: string;
  /** The client's network address. */
  readonly address: string;
}

interface Dependencies {
  readonly users: UserRepository;
  readonly passwords: PasswordHasher;
  readonly tokens: AccessTokens;
  readonly throttle: Throttle;
  readonly pause: Pause;
}

const slowdownMs = 1000;

export class LogIn {
  readonly #deps: Dependencies;
  /** Who tries many passwords at once would have all of them looked at before one has failed. */
  readonly #tries = new OneAtATime();

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Answers an access token.
   * @throws DomainError `invalid_credentials` in the same words and after the same time whether the
   * user exists or not; `too_many_requests` after too many failures
   */
  execute(request: LogInRequest): Promise<string> {
    return this.#tries.run(pairOf(request), () => this.#logIn(request));
  }

  async #logIn(request: LogInRequest): Promise<string> {
    await this.#checkLimits(request);
    const user = await this.#deps.users.findByUsername(request.username);
    const isRight = await this.#deps.passwords.verify(user?.passwordHash, request.password);
    if (!user || !isRight) return this.#refuse(request);
    await this.#deps.throttle.reset(failuresPerUserAndAddress, pairOf(request));
    await this.#refreshHash(user, request.password);
    const { id: userId, passwordVersion } = user;
    return this.#deps.tokens.issue({ userId, passwordVersion });
  }

  async #checkLimits(request: LogInRequest): Promise<void> {
    const { throttle, pause } = this.#deps;
    await throttle.check(failuresPerAddress, request.address);
    await throttle.check(failuresPerUserAndAddress, pairOf(request));
    await throttle.check(failuresPerUser, userOf(request)).catch((error: unknown) => {
      if (isThrottled(error)) return pause(slowdownMs);
      throw error;
    });
  }

  async #refuse(request: LogInRequest): Promise<never> {
    const { throttle } = this.#deps;
    const counted = await Promise.allSettled([
      throttle.spend(failuresPerUserAndAddress, pairOf(request)),
      throttle.spend(failuresPerAddress, request.address),
      throttle.spend(failuresPerUser, userOf(request)),
    ]);
    const broken = counted.find((one) => one.status === 'rejected' && !isThrottled(one.reason));
    if (broken?.status === 'rejected') throw broken.reason;
    throw new DomainError('invalid_credentials', 'The username or the password is wrong');
  }

  async #refreshHash(user: User, password: string): Promise<void> {
    const { users, passwords } = this.#deps;
    if (!passwords.isOutdated(user.passwordHash)) return;
    await users.rehash(user.id, await passwords.hash(password));
  }
}

function userOf({ username }: LogInRequest): string {
  return usernameKey(username);
}

function pairOf(request: LogInRequest): string {
  return `${request.address} ${userOf(request)}`;
}

function isThrottled(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'too_many_requests';
}
