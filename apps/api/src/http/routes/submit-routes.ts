import type { RequestHandler } from 'express';
import type { ApiContext } from '../api-context.ts';
import { userOf } from '../locals.ts';
import { bearer } from '../middleware/bearer.ts';
import { throttleUploads } from '../middleware/throttle-uploads.ts';
import { presentTask } from '../presenters/present-task.ts';
import type { Route } from '../routing.ts';
import { checkSubmitEarly, submitForm } from '../schemas/tasks.ts';
import type { FormReceiver } from '../upload/form-receiver.ts';

const form = { schema: submitForm, checkEarly: checkSubmitEarly };

export function submitRoutes(context: ApiContext, forms: FormReceiver): Route[] {
  const { services, throttle, baseUrl, settings } = context;
  const postTask: RequestHandler = async (req, res) => {
    const { fields, ...file } = await forms.receive(req, res, form);
    const { newFormat, ...options } = fields;
    const { requestId } = res.locals;
    const userId = userOf(res).id;
    const request = { userId, ...file, newFormat, options, requestId };
    const task = await services.submitTask.execute(request);
    res.locals.taskId = task.id;
    res.status(201).location(`/api/tasks/${task.id}`);
    res.json({ message: 'task created', task: presentTask(task, baseUrl) });
  };
  const handlers = [
    bearer(services.authenticate),
    throttleUploads(throttle, settings.uploadsPerMinute),
    postTask,
  ];
  return [
    { method: 'post', path: '/api/tasks', handlers },
    { method: 'post', path: '/api/task', handlers },
  ];
}
