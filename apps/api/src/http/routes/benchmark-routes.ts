import type { RequestHandler } from 'express';
import type { ApiContext } from '../api-context.ts';
import { readableByAll } from '../middleware/cross-origin.ts';
import { benchmarkPage } from '../pages/benchmark-page.ts';
import { presentTask } from '../presenters/present-task.ts';
import { streamJsonArray } from '../responses/stream-json-array.ts';
import type { Route } from '../routing.ts';
import { benchmarkForm, checkBenchmarkEarly } from '../schemas/benchmark.ts';
import type { FormReceiver } from '../upload/form-receiver.ts';

const form = { schema: benchmarkForm, checkEarly: checkBenchmarkEarly };

export function benchmarkRoutes({ services, baseUrl }: ApiContext, forms: FormReceiver): Route[] {
  const { startBenchmark, getBenchmark } = services;
  const start: RequestHandler = async (req, res) => {
    const { fields, ...file } = await forms.receive(req, res, form);
    const { requestId } = res.locals;
    await startBenchmark.execute({ ...file, ...fields, requestId });
    res.status(202).json({ message: `${fields.taskNumber} tasks created` });
  };
  const result: RequestHandler = (_req, res) =>
    streamJsonArray(res, getBenchmark.tasks(), (task) => presentTask(task, baseUrl));
  const data: RequestHandler = async (_req, res) => {
    const counts = await getBenchmark.countByMinute();
    res.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', ...readableByAll });
    res.json(counts);
  };
  return [
    ...benchmarkPage(),
    { method: 'post', path: '/benchmark/conversion/start', handlers: [start] },
    { method: 'get', path: '/benchmark/conversion/result', handlers: [result] },
    { method: 'get', path: '/benchmark/conversion/data', handlers: [data] },
  ];
}
