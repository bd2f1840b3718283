import type { Task } from '@cloudconvert/core';
import type { RequestHandler, Response } from 'express';
import type { ApiContext } from '../api-context.ts';
import { isJson, readJsonBody } from '../body/json-body.ts';
import { userOf } from '../locals.ts';
import { bearer } from '../middleware/bearer.ts';
import { throttlePerson, uploadLimit } from '../middleware/throttle-uploads.ts';
import { presentTask } from '../presenters/present-task.ts';
import { hangUpSignal } from '../responses/hang-up-signal.ts';
import type { Route } from '../routing.ts';
import { parseUploadId } from '../schemas/path-ids.ts';
import { checkSubmitEarly, submitForm } from '../schemas/tasks.ts';
import { submitUploadBody } from '../schemas/uploads.ts';
import { AtOnce } from '../upload/at-once.ts';
import type { FormReceiver } from '../upload/form-receiver.ts';

const form = { schema: submitForm, checkEarly: checkSubmitEarly };

/** A task is made of a form with its file, or in JSON of an upload that has arrived. */
export function submitRoutes(context: ApiContext, forms: FormReceiver): Route[] {
  const { services, throttle, settings } = context;
  const throttled = (name: Parameters<typeof uploadLimit>[0]) =>
    throttlePerson(throttle, uploadLimit(name, settings.uploadsPerMinute));
  const handlers = [
    bearer(services.authenticate),
    byType(throttled('upload-claim'), throttled('upload')),
    byType(postUpload(context), postForm(context, forms)),
  ];
  return [
    { method: 'post', path: '/api/tasks', handlers },
    { method: 'post', path: '/api/task', handlers },
  ];
}

function byType(json: RequestHandler, other: RequestHandler): RequestHandler {
  return (req, res, next) => (isJson(req) ? json : other)(req, res, next);
}

function postForm(
  { services, baseUrl, settings }: ApiContext,
  forms: FormReceiver,
): RequestHandler {
  const atOnce = new AtOnce(settings.uploadsAtOnce);
  return async (req, res) => {
    const receive = () => forms.receive(req, res, form);
    const { fields, ...file } = await atOnce.run(userOf(res).id, receive);
    const { newFormat, ...options } = fields;
    const request = { ...callerOf(res), ...file, newFormat, options };
    sendCreated(res, await services.submitTask.execute(request), baseUrl);
  };
}

function postUpload({ services, baseUrl, settings }: ApiContext): RequestHandler {
  const atOnce = new AtOnce(settings.uploadsAtOnce);
  return async (req, res) => {
    const { uploadId: id, newFormat, ...options } = await readJsonBody(req, res, submitUploadBody);
    const uploadId = parseUploadId(id);
    const request = { ...callerOf(res), uploadId, newFormat, options };
    const submit = () => services.submitUpload.execute(request, hangUpSignal(res));
    sendCreated(res, await atOnce.run(request.userId, submit), baseUrl);
  };
}

function callerOf(res: Response) {
  return { userId: userOf(res).id, requestId: res.locals.requestId };
}

function sendCreated(res: Response, task: Task, baseUrl: string): void {
  res.locals.taskId = task.id;
  res.status(201).location(`/api/tasks/${task.id}`);
  res.json({ message: 'task created', task: presentTask(task, baseUrl) });
}
