/** A file that its owner has announced, sends by other ways than a form, and will claim by a task. */
export interface PendingUpload {
  /** UUID */
  readonly id: string;
  readonly userId: number;
  /** As the person gave it. */
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** The MD5 of the bytes in base64 (RFC 1864), where the person announced it. */
  readonly md5: string | null;
  /** As the person gave it; kept with the bytes and otherwise meaningless. */
  readonly contentType: string;
  /** After this it can be neither sent nor claimed. */
  readonly expiresAt: Date;
}
