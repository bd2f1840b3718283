export interface User {
  readonly id: number;
  readonly username: string;
  /** `null` for the benchmark's user, behind whom is no person. */
  readonly email: string | null;
  /** PHC string. */
  readonly passwordHash: string;
  /** Grows with every change of the password; tokens of an older one are no longer good. */
  readonly passwordVersion: number;
}

export interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly passwordHash: string;
}
