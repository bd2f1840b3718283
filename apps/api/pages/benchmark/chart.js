const leastMinutes = 10;
const leastFiles = 5;

/** Bars of the files in each minute, in the colours of the page. */
export class MinutesChart {
  #place;
  #chart;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
    this.#chart = new uPlot({ ...options, ...this.#size() }, [[], [], []], place);
    new ResizeObserver(() => this.#chart.setSize(this.#size())).observe(place);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.#chart.redraw());
  }

  /**
   * @param {readonly number[]} counts
   * @param {number} whole how many of the minutes are over
   */
  show(counts, whole) {
    // The chart takes the width of a bar from its neighbours, so there is always a row of them.
    const minutes = Array.from({ length: Math.max(leastMinutes, counts.length) }, (_, n) => n + 1);
    const each = (/** @type {(minute: number) => boolean} */ isOf) =>
      minutes.map((minute) => (isOf(minute) ? (counts[minute - 1] ?? null) : null));
    this.#chart.setData([minutes, each((n) => n <= whole), each((n) => n > whole)]);
  }

  #size() {
    const width = this.#place.clientWidth;
    return { width, height: Math.min(Math.max(width * 0.45, 220), 360) };
  }
}

/** @param {string} name of a colour in the style sheet */
function colour(name) {
  return () => getComputedStyle(document.documentElement).getPropertyValue(name);
}

/** @type {import('uplot').Axis} */
const axis = {
  stroke: colour('--dim'),
  font: '12px system-ui, sans-serif',
  labelFont: '12px system-ui, sans-serif',
  labelSize: 20,
  size: 36,
  ticks: { show: false },
  grid: { stroke: colour('--grid'), width: 1 },
  // Neither minutes nor files come in halves.
  incrs: [1, 2, 5]
    .flatMap((step) => [0, 1, 2, 3, 4].map((zeros) => step * 10 ** zeros))
    .sort(ascending),
};

/** @type {import('uplot').Series} */
const bars = {
  stroke: colour('--bar'),
  width: 1,
  paths: /** @type {import('uplot').Series.BarsPathBuilderFactory} */ (uPlot.paths.bars)({
    size: [0.7, 64],
  }),
  points: { show: false },
};

/** @type {Omit<import('uplot').Options, 'width' | 'height'>} */
const options = {
  legend: { show: false },
  cursor: { show: false },
  padding: [8, 8, 0, 0],
  scales: {
    x: { time: false, range: ({ data }) => [0.5, data[0].length + 0.5] },
    // With room for a number above the highest bar.
    y: { range: (_chart, _least, most) => [0, Math.max(leastFiles, 1.15 * most)] },
  },
  axes: [
    { ...axis, label: 'minute', space: 24, grid: { show: false } },
    { ...axis, label: 'files', size: 44 },
  ],
  series: [{}, { ...bars, fill: colour('--bar') }, { ...bars, fill: colour('--bar-pale') }],
  hooks: { draw: [writeCounts] },
};

/**
 * Writes its count above each bar, where there is room for it.
 * @param {import('uplot')} chart
 */
function writeCounts(chart) {
  const { ctx, data } = chart;
  const room = chart.valToPos(2, 'x', true) - chart.valToPos(1, 'x', true);
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.fillStyle = colour('--text')();
  // So that lines of the grid don't run through it.
  ctx.strokeStyle = colour('--ground')();
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.textAlign = 'center';
  for (const [index, minute] of data[0].entries()) {
    const count = data[1]?.[index] ?? data[2]?.[index];
    if (count === null || count === undefined || ctx.measureText(String(count)).width > room)
      continue;
    const above = chart.valToPos(count, 'y', true) - 5 * devicePixelRatio;
    ctx.strokeText(String(count), chart.valToPos(minute, 'x', true), above);
    ctx.fillText(String(count), chart.valToPos(minute, 'x', true), above);
  }
  ctx.restore();
}

/**
 * @param {number} a
 * @param {number} b
 */
function ascending(a, b) {
  return a - b;
}
