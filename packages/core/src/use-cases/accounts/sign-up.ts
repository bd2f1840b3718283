import { DomainError } from '../../errors/domain-error.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Throttle } from '../../ports/throttle.ts';
import type { UserRepository } from '../../ports/user-repository.ts';
import { checkEmailAddress } from '../../users/email-address.ts';
import { checkPassword } from '../../users/password-rule.ts';
import { checkUsername } from '../../users/username.ts';
import { signUpsPerAddress } from './limits.ts';

export interface SignUpRequest {
  readonly username: string;
  readonly email: string;
  readonly password1: string;
  readonly password2: string;
  /** The client's network address. */
  readonly address: string;
}

interface Dependencies {
  readonly users: UserRepository;
  readonly passwords: PasswordHasher;
  readonly tokens: AccessTokens;
  readonly throttle: Throttle;
}

export class SignUp {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Creates the user and answers an access token.
   * @throws DomainError for a field that is not good, a name or an address that is taken
   */
  async execute(request: SignUpRequest): Promise<string> {
    const username = checkUsername(request.username);
    const email = checkEmailAddress(request.email);
    checkNewPassword(request);
    const { users, passwords, tokens, throttle } = this.#deps;
    await throttle.spend(signUpsPerAddress, request.address);
    const passwordHash = await passwords.hash(request.password1);
    const user = await users.insert({ username, email, passwordHash });
    return tokens.issue({ userId: user.id, passwordVersion: user.passwordVersion });
  }
}

function checkNewPassword({ password1, password2 }: SignUpRequest): void {
  checkPassword(password1);
  if (password1 === password2) return;
  throw new DomainError('passwords_differ', 'password1 and password2 must be the same', {
    field: 'password2',
  });
}
