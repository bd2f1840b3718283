import { DomainError } from '../../errors/domain-error.ts';
import { failedMessage } from '../../notifications/failed-message.ts';
import { processedMessage } from '../../notifications/processed-message.ts';
import type { DownloadLinks } from '../../ports/download-links.ts';
import type { ReceivedJob } from '../../ports/job-consumer.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Mailer, MailMessage } from '../../ports/mailer.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import type { UserRepository } from '../../ports/user-repository.ts';
import type { Task } from '../../tasks/task.ts';

interface Dependencies {
  readonly tasks: TaskRepository;
  readonly users: UserRepository;
  readonly mailer: Mailer;
  readonly links: DownloadLinks;
  readonly logger: Logger;
}

export class SendNotification {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Tells the owner how a revision ended, unless it is no longer current. Rejects when the mail
   * server may take the message later.
   */
  async execute({ payload, signal }: ReceivedJob<'notify'>): Promise<void> {
    const task = await this.#deps.tasks.findRevision(payload);
    const user = task && (await this.#deps.users.find(task.userId));
    const message = task && user?.email ? this.#compose(task, user.email) : undefined;
    if (message) await this.#send(message, payload, signal);
  }

  #compose(task: Task, to: string): MailMessage | undefined {
    const { fileId, revision, failure, status } = task;
    // Tasks are counted anew in an empty database; a file's id is a UUID.
    const envelope = { id: `${fileId}.${revision}.${status}`, to };
    if (failure) return { ...envelope, ...failedMessage(task, failure) };
    if (!task.result) return undefined;
    return { ...envelope, ...processedMessage(task, this.#deps.links.issue({ fileId, revision })) };
  }

  async #send(
    message: MailMessage,
    { taskId, requestId }: ReceivedJob<'notify'>['payload'],
    signal: AbortSignal,
  ): Promise<void> {
    const { mailer, logger } = this.#deps;
    try {
      await mailer.send(message, signal);
      logger.info({ taskId, requestId }, 'owner notified');
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'mail_rejected')) throw error;
      logger.warn({ err: error, taskId, requestId }, 'the mail server refuses this message');
    }
  }
}
