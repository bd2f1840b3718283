import { type ReceiveUpload, tooLarge, type Upload } from '@cloudconvert/core';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { checkSingleFields, type Fields } from '../body/check-fields.ts';
import { inviteBody } from '../body/invite-body.ts';
import { RequestError } from '../errors/request-error.ts';
import { requestAborted } from '../errors/request-errors.ts';
import { hangUpSignal } from '../responses/hang-up-signal.ts';
import { FormBody } from './form-body.ts';
import { maxOverheadBytes } from './form-limits.ts';
import { checkFormType } from './form-type.ts';
import { parseForm } from './parse-form.ts';
import { UploadIntake } from './upload-intake.ts';

/** The fields that a form has beside its file. */
export interface Form<S extends z.ZodObject> {
  readonly schema: S;
  /** Checks the fields that came before the file; throws when they can't be right any more. */
  readonly checkEarly: (fields: Fields) => void;
}

/** A form whose file is stored and belongs to no task yet. */
export interface ReceivedForm<F> {
  readonly upload: Upload;
  readonly fileName: string;
  readonly fields: F;
}

interface Dependencies {
  readonly uploads: ReceiveUpload;
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
    const { uploads, maxFileBytes } = this.#deps;
    checkFormType(req.headers);
    checkDeclaredSize(req, maxFileBytes);
    const signal = hangUpSignal(res);
    const intake = new UploadIntake({ uploads, signal, checkEarly: form.checkEarly });
    try {
      inviteBody(req, res);
      const fields = await readForm(req.pipe(new FormBody(req, maxFileBytes)), res, intake);
      const file = await intake.received;
      const checked = checkSingleFields(form.schema, fields);
      if (!file) throw missingFile();
      if (signal.aborted) throw requestAborted();
      return { ...file, fields: checked };
    } catch (error) {
      // The parser takes a file that is no longer read for one that was cut off.
      const refusal = await intake.refusal();
      await discard(intake, res);
      throw refusal ?? error;
    }
  }
}

async function readForm(body: FormBody, res: Response, intake: UploadIntake): Promise<Fields> {
  await parseForm(body, res, intake);
  return body.body ?? {};
}

function checkDeclaredSize(req: Request, maxFileBytes: number): void {
  const declared = Number(req.headers['content-length'] ?? 0);
  if (declared > maxFileBytes + maxOverheadBytes) throw tooLarge(maxFileBytes);
}

function missingFile(): RequestError {
  return new RequestError('missing_field', 'fileName is missing: send the file itself under it', {
    field: 'fileName',
  });
}

async function discard(intake: UploadIntake, { locals }: Response): Promise<void> {
  // What can't be removed now has no task, so the sweep collects it.
  await intake
    .discard()
    .catch((err: unknown) => locals.logger.warn({ err }, 'a refused upload could not be removed'));
}
