import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Html } from './html.ts';

/** What the page carries along, so that it asks nobody for anything. */
export interface Assets {
  readonly styles: Html;
  readonly scripts: Html;
}

/** The same from the sources and from what is compiled of them. */
const own = (name: string) => new URL(`../../../assets/${name}`, import.meta.url).href;

export async function readAssets(): Promise<Assets> {
  const styles = [import.meta.resolve('uplot/dist/uPlot.min.css'), own('report.css')];
  const scripts = [import.meta.resolve('uplot/dist/uPlot.iife.min.js'), own('charts.js')];
  return { styles: await join(styles), scripts: await join(scripts) };
}

async function join(urls: readonly string[]): Promise<Html> {
  const texts = await Promise.all(urls.map((url) => readFile(fileURLToPath(url), 'utf8')));
  return new Html(texts.join('\n'));
}
