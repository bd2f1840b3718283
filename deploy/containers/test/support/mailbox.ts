import { json } from './api-client.ts';
import { mappedPort } from './engine.ts';

/** Above the number of messages that any test causes. */
const limit = 500;

interface Summary {
  readonly ID: string;
}

export interface Mail {
  /** The same for a message that was sent again (RFC 5322, 3.6.4), so that a mailbox can tell. */
  readonly MessageID: string;
  readonly Subject: string;
  readonly Text: string;
}

/** What Mailpit has received. */
export class Mailbox {
  readonly #containerId: string;

  constructor(containerId: string) {
    this.#containerId = containerId;
  }

  async count(): Promise<number> {
    return (await this.#summaries()).length;
  }

  async messages(): Promise<readonly Mail[]> {
    const summaries = await this.#summaries();
    return Promise.all(summaries.map(({ ID }) => this.#get<Mail>(`/message/${ID}`)));
  }

  async #summaries(): Promise<readonly Summary[]> {
    return (await this.#get<{ messages: Summary[] }>(`/messages?limit=${limit}`)).messages;
  }

  async #get<T>(path: string): Promise<T> {
    const port = await mappedPort(this.#containerId, 8025);
    return json<T>(await fetch(`http://127.0.0.1:${port}/api/v1${path}`));
  }
}

/** The messages without those that are another one sent again. */
export function withoutRepetitions(mails: readonly Mail[]): readonly Mail[] {
  return [...new Map(mails.map((mail) => [mail.MessageID, mail])).values()];
}

/** Path and query of the link in a message; its host is one that only clients of the service know. */
export function linkIn({ Text }: Mail): string {
  const [link] = /https?:\/\/\S+/.exec(Text) ?? [];
  if (!link) throw new Error(`There is no link in the message: ${Text}`);
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}

/** Which file a message is about. */
export function fileIdIn(mail: Mail): string {
  return new URL(linkIn(mail), 'http://localhost').pathname.split('/').at(-1) ?? '';
}
