import { Client, type SendgridClient } from './sendgrid-classes.ts';

/** Where SendGrid takes messages, and who sends them. */
export interface SendgridAccess {
  readonly apiKey: string;
  /** Of the API, where it isn't the global one: `https://api.eu.sendgrid.com` for EU subusers. */
  readonly baseUrl?: string;
}

/**
 * SendGrid's client for one request, which `signal` ends: what it hands to axios can only be said as
 * its default. Its connections are Node's and are kept for the next one.
 */
export function requestClient(
  { apiKey, baseUrl }: SendgridAccess,
  signal: AbortSignal,
): SendgridClient {
  const client = new Client();
  client.setApiKey(apiKey);
  const request = { url: '', signal, validateStatus: isAccepted, ...(baseUrl && { baseUrl }) };
  return client.setDefaultRequest(request);
}

/** Also a page of some gateway may be answered with 200. */
function isAccepted(status: number): boolean {
  return status === 202;
}
