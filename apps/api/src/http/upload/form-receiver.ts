import { type ReceiveUpload, tooLarge } from '@cloudconvert/core';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { boundedBody } from '../body/bounded-body.ts';
import { checkFields, type Fields } from '../body/check-fields.ts';
import { inviteBody } from '../body/invite-body.ts';
import { RequestBody } from '../body/request-body.ts';
import { type FormPart, formParts } from '../multipart/form-parts.ts';
import { hangUpSignal } from '../responses/hang-up-signal.ts';
import { FormIntake, type ReceivedFile } from './form-intake.ts';
import { maxOverheadBytes } from './form-limits.ts';
import { boundaryOf } from './form-type.ts';
import type { UploadLine } from './upload-line.ts';

/** The fields that a form has beside its file. */
export interface Form<S extends z.ZodObject> {
  readonly schema: S;
  /** Checks the fields that came before the file; throws when they can't be right any more. */
  readonly checkEarly: (fields: Fields) => void;
}

/** A form whose file is stored and belongs to no task yet. */
export interface ReceivedForm<F> extends ReceivedFile {
  readonly fields: F;
}

interface Dependencies {
  readonly uploads: ReceiveUpload;
  readonly line: UploadLine;
  /** bytes */
  readonly maxFileBytes: number;
}

export class FormReceiver {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Streams the file of a form into storage and answers it with the other fields, which may come
   * before or after it. When the form is refused, or the client hangs up, nothing stays.
   */
  async receive<S extends z.ZodObject>(
    req: Request,
    res: Response,
    form: Form<S>,
  ): Promise<ReceivedForm<z.output<S>>> {
    const parts = this.#open(req);
    inviteBody(req, res);
    const signal = hangUpSignal(res);
    return this.#deps.line.run(req, signal, () => this.#take(parts, res, form, signal));
  }

  async #take<S extends z.ZodObject>(
    parts: AsyncIterable<FormPart>,
    res: Response,
    { schema, checkEarly }: Form<S>,
    signal: AbortSignal,
  ): Promise<ReceivedForm<z.output<S>>> {
    const { uploads } = this.#deps;
    const intake = new FormIntake({ uploads, signal, checkEarly });
    try {
      for await (const part of parts) await intake.take(part);
      const fields = checkFields(schema, intake.fields);
      return { ...intake.file, fields };
    } catch (error) {
      await discard(intake, res);
      throw error;
    }
  }

  #open(req: Request): AsyncIterable<FormPart> {
    const { maxFileBytes } = this.#deps;
    const maxBytes = maxFileBytes + maxOverheadBytes;
    const boundary = boundaryOf(req.headers);
    if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxFileBytes);
    const body = boundedBody(new RequestBody(req), maxBytes, () => tooLarge(maxFileBytes));
    return formParts(body, boundary);
  }
}

async function discard(intake: FormIntake, { locals }: Response): Promise<void> {
  // What can't be removed now has no task, so the sweep collects it.
  await intake
    .discard()
    .catch((err: unknown) => locals.logger.warn({ err }, 'a refused upload could not be removed'));
}
