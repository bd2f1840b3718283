import type { RequestHandler } from 'express';
import { contentPolicy } from '../middleware/security-headers.ts';
import type { Route } from '../routing.ts';
import { pageFile } from './page-file.ts';

const folder = new URL('../../../pages/benchmark/', import.meta.url);

/** Below `/benchmark/`; nothing else there is a file. */
const files: Readonly<Record<string, URL>> = {
  ...ours('page.css', 'page.js', 'service.js', 'progress.js', 'figures.js', 'view.js', 'chart.js'),
  ...ours('icon.svg'),
  'uplot.js': new URL(import.meta.resolve('uplot/dist/uPlot.iife.min.js')),
  'uplot.css': new URL(import.meta.resolve('uplot/dist/uPlot.min.css')),
};

/** The page that shows how a benchmark is getting on. */
export function benchmarkPage(): Route[] {
  const page = pageFile(new URL('index.html', folder));
  return [
    { method: 'get', path: '/benchmark', handlers: [withoutSlash, policy, page] },
    ...Object.entries(files).map(([name, file]): Route => {
      return { method: 'get', path: `/benchmark/${name}`, handlers: [pageFile(file)] };
    }),
  ];
}

/** Scripts and styles are files of their own, so nothing inline has to be allowed. */
const policy = contentPolicy({
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'connect-src': ["'self'"],
});

/** The page names its files relative to its own URL, so that it works behind a proxy's prefix too. */
const withoutSlash: RequestHandler = (req, res, next) => {
  if (!req.path.endsWith('/')) return next();
  res.status(308).set('Location', '../benchmark').end();
};

function ours(...names: readonly string[]): Record<string, URL> {
  return Object.fromEntries(names.map((name) => [name, new URL(name, folder)]));
}
