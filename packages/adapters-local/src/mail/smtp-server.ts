/** A mail server that takes messages for delivery. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Told only to a server with which the connection is encrypted. */
  readonly login?: { readonly user: string; readonly password: string };
}
