import type { Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../api-context.ts';
import { readJsonBody } from '../body/json-body.ts';
import { userOf } from '../locals.ts';
import { bearer } from '../middleware/bearer.ts';
import { throttlePerson, uploadLimit } from '../middleware/throttle-uploads.ts';
import { presentTask } from '../presenters/present-task.ts';
import type { Route } from '../routing.ts';
import { parseTaskId } from '../schemas/path-ids.ts';
import { changeBody } from '../schemas/tasks.ts';

export function taskRoutes({ services, throttle, settings, baseUrl }: ApiContext): Route[] {
  const get: RequestHandler = async (req, res) => {
    const task = await services.getTask.execute(userOf(res).id, namedTask(req, res));
    res.json(presentTask(task, baseUrl));
  };
  const put: RequestHandler = async (req, res) => {
    const taskId = namedTask(req, res);
    const { newFormat, ...options } = await readJsonBody(req, res, changeBody);
    const { requestId } = res.locals;
    const request = { userId: userOf(res).id, taskId, newFormat, options, requestId };
    const task = await services.changeFormat.execute(request);
    res.json({ message: 'task updated', task: presentTask(task, baseUrl) });
  };
  const remove: RequestHandler = async (req, res) => {
    await services.deleteTask.execute(userOf(res).id, namedTask(req, res));
    res.json({ message: 'Task deleted successfully' });
  };
  const path = '/api/tasks/:id';
  const authenticated = bearer(services.authenticate);
  const throttled = throttlePerson(throttle, uploadLimit('change', settings.uploadsPerMinute));
  return [
    { method: 'get', path, handlers: [authenticated, get] },
    { method: 'put', path, handlers: [authenticated, throttled, put] },
    { method: 'delete', path, handlers: [authenticated, remove] },
  ];
}

function namedTask(req: Request, res: Response): number {
  const taskId = parseTaskId(req.params.id);
  res.locals.taskId = taskId;
  return taskId;
}
