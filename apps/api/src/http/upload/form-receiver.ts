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
    const boundary = this.#boundaryOf(req);
    inviteBody(req, res);
    const body = new RequestBody(req);
    const signal = hangUpSignal(res);
    const receive = () => this.#take(this.#partsOf(body, boundary), form, signal);
    try {
      return await this.#deps.line.run(req, signal, receive);
    } finally {
      // Where its turn never came nobody else lets go of it, and the rest is to be discarded.
      await body.return();
    }
  }

  async #take<S extends z.ZodObject>(
    parts: AsyncIterable<FormPart>,
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
      await intake.discard();
      throw error;
    }
  }

  /** @throws DomainError `file_too_large` when the length that is announced says so */
  #boundaryOf({ headers }: Request): string {
    const boundary = boundaryOf(headers);
    if (Number(headers['content-length'] ?? 0) > this.#maxBytes) throw this.#tooLarge();
    return boundary;
  }

  #partsOf(body: RequestBody, boundary: string): AsyncIterable<FormPart> {
    const bytes = boundedBody(body, this.#maxBytes, () => this.#tooLarge());
    return formParts(bytes, boundary);
  }

  get #maxBytes(): number {
    return this.#deps.maxFileBytes + maxOverheadBytes;
  }

  #tooLarge(): Error {
    return tooLarge(this.#deps.maxFileBytes);
  }
}
