/** @import { Progress } from './progress.js' */
import { MinutesChart } from './chart.js';
import { filesPerMinute } from './figures.js';

const whole = new Intl.NumberFormat('en');
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const chart = new MinutesChart(element('chart'));

/** @param {Progress | undefined} progress */
export function show(progress) {
  element('start').hidden = progress !== undefined && progress.underWay > 0;
  element('figures').hidden = progress === undefined;
  say(statusOf(progress));
  if (progress) showProgress(progress);
}

/**
 * What a screen reader reads aloud, so it changes only when there is news.
 * @param {string} text
 */
export function say(text) {
  setText(element('status'), text);
}

/** @param {string} url */
export function showStartUrl(url) {
  setText(element('start-url'), url);
}

/** @param {Progress | undefined} progress */
function statusOf(progress) {
  if (!progress) return 'There has been no benchmark yet.';
  if (progress.underWay > 0) return 'Under way.';
  return progress.benchmark.failed > 0
    ? 'All tasks have ended, some as failed.'
    : 'All tasks have ended.';
}

/** @param {Progress} progress */
function showProgress({ benchmark, processed, underWay, minutes, seconds }) {
  const { fileName, fileSize, format, asked, failed, startedAt } = benchmark;
  const size = tenths.format(fileSize / 1e6);
  const start = new Date(startedAt).toLocaleString();
  setText(element('what'), `${fileName} (${size} MB) to ${format}, since ${start}`);
  showFigures({ asked, processed, failed, underWay }, whole);
  const {
    counts,
    whole: wholeMinutes,
    mean,
    best,
    mostFrequent,
  } = filesPerMinute(minutes, seconds);
  showFigures({ mean }, tenths);
  showFigures({ best, mostFrequent }, whole);
  setText(figure('time'), duration(seconds));
  chart.show(counts, wholeMinutes);
  showTable(counts);
}

/**
 * @param {Record<string, number | null>} figures
 * @param {Intl.NumberFormat} format
 */
function showFigures(figures, format) {
  for (const [name, value] of Object.entries(figures)) {
    setText(figure(name), value === null ? '–' : format.format(value));
  }
}

/** @param {readonly number[]} counts */
function showTable(counts) {
  const body = /** @type {HTMLTableSectionElement} */ (element('minutes'));
  while (body.rows.length > counts.length) body.deleteRow(-1);
  for (const [index, count] of counts.entries()) {
    const row = body.rows[index] ?? newRow(body, index + 1);
    setText(row.cells[1], whole.format(count));
  }
}

/**
 * @param {HTMLTableSectionElement} body
 * @param {number} minute
 */
function newRow(body, minute) {
  const row = body.insertRow();
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = String(minute);
  row.append(head);
  row.insertCell();
  return row;
}

/** @param {number} seconds */
function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = Math.floor(seconds % 60);
  return `${minutes}:${String(rest).padStart(2, '0')}`;
}

/** @param {string} name */
function figure(name) {
  return /** @type {HTMLElement} */ (document.querySelector(`[data-figure="${name}"]`));
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {Element | undefined} target
 * @param {string} text
 */
function setText(target, text) {
  if (target && target.textContent !== text) target.textContent = text;
}
