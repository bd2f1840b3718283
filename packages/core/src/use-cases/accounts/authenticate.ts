import { DomainError } from '../../errors/domain-error.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { UserRepository } from '../../ports/user-repository.ts';
import type { User } from '../../users/user.ts';

interface Dependencies {
  readonly users: UserRepository;
  readonly tokens: AccessTokens;
}

export class Authenticate {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * The user that a token speaks for.
   * @throws DomainError `unauthenticated`, also when the user is gone or changed the password
   */
  async execute(token: string): Promise<User> {
    const subject = await this.#deps.tokens.verify(token);
    const user = await this.#deps.users.find(subject.userId);
    if (user && user.passwordVersion === subject.passwordVersion) return user;
    throw new DomainError('unauthenticated', 'The access token is no longer good; log in again');
  }
}
