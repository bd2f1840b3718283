import type { TaskPage } from '@cloudconvert/core';
import type { Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../api-context.ts';
import { checkSingleFields } from '../body/check-fields.ts';
import { userOf } from '../locals.ts';
import { bearer } from '../middleware/bearer.ts';
import { presentTask } from '../presenters/present-task.ts';
import { streamJsonArray } from '../responses/stream-json-array.ts';
import type { Route } from '../routing.ts';
import { formatCursor } from '../schemas/cursor.ts';
import { type ListQuery, listQuery } from '../schemas/list-query.ts';

const defaultLimit = 100;

export function listRoutes({ services, baseUrl }: ApiContext): Route[] {
  const { listTasks, authenticate } = services;
  const sendAll = (res: Response, filters: Omit<ListQuery, 'limit' | 'cursor'>) =>
    streamJsonArray(res, listTasks.all(userOf(res).id, filters), (task) =>
      presentTask(task, baseUrl),
    );
  const sendPage = async (req: Request, res: Response, query: ListQuery) => {
    const { limit = defaultLimit, cursor, ...filters } = query;
    const before = cursor === undefined ? {} : { before: cursor };
    const page = await listTasks.page(userOf(res).id, { ...filters, ...before, limit });
    linkToNext(res, `${baseUrl}/api/tasks`, req.query, page);
    res.json(page.tasks.map((task) => presentTask(task, baseUrl)));
  };
  const get: RequestHandler = async (req, res) => {
    const query = checkSingleFields(listQuery, req.query);
    const { limit, cursor, ...filters } = query;
    const isPage = limit !== undefined || cursor !== undefined;
    await (isPage ? sendPage(req, res, query) : sendAll(res, filters));
  };
  return [{ method: 'get', path: '/api/tasks', handlers: [bearer(authenticate), get] }];
}

/** RFC 8288: the same query from where this page ends. */
function linkToNext(res: Response, url: string, query: Request['query'], { next }: TaskPage): void {
  if (next === undefined) return;
  const parameters = new URLSearchParams({ ...query, cursor: formatCursor(next) });
  res.set('Link', `<${url}?${parameters}>; rel="next"`);
}
