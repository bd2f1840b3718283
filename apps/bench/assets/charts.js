/** Draws the figures of the report: each holds what it shows as JSON. */
(() => {
  const height = 280;
  const printedWidth = 640;
  /** Up to so many, each value is a point of its own. */
  const mostPoints = 40;
  const root = document.documentElement;
  const plots = new Map();

  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const seriesColour = (index) => {
    const colours = colour('--series').split(',');
    return colours[index % colours.length].trim();
  };
  const figure = (value) =>
    value === null || value === undefined
      ? '–'
      : value.toLocaleString('en', { maximumSignificantDigits: Math.abs(value) < 100 ? 3 : 6 });

  const axis = (label, values) => ({
    label,
    values,
    labelSize: 24,
    labelFont: '12px system-ui, sans-serif',
    font: '12px system-ui, sans-serif',
    stroke: () => colour('--quiet'),
    grid: { stroke: () => colour('--line'), width: 1 },
    ticks: { stroke: () => colour('--line'), width: 1 },
  });

  const numbers = (_chart, splits) => splits.map((value) => (value === null ? '' : figure(value)));

  /** Values that double want an axis of doublings. */
  const logarithm = (values) =>
    values.every((value) => Number.isInteger(Math.log2(value / values[0]))) ? 2 : 10;

  /** Half a minute, or half a client, is no mark for whole ones. */
  function steps(values) {
    const all = [
      0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 60, 100, 120, 300, 600, 1200, 3600, 1e4, 1e5, 1e6,
    ];
    return values.every(Number.isInteger) ? all.filter((step) => step >= 1) : all;
  }

  function xScale({ scale, values }) {
    if (scale !== 'log') return { time: false };
    const only = (_chart, min, max) => [min, max];
    return { time: false, distr: 3, log: logarithm(values), range: only };
  }

  /** From zero, so that heights can be compared. */
  const fromZero = (_chart, min, max) => uPlot.rangeNum(Math.min(0, min), max || 1, 0.1, true);

  const line = (series, index, length) => ({
    label: series.name,
    stroke: () => seriesColour(index),
    width: 1.75,
    // The colours are used a second time, then with dashes.
    dash: index < colour('--series').split(',').length ? undefined : [6, 4],
    points: { show: length <= mostPoints, size: 5 },
    value: (_chart, value) => figure(value),
  });

  function options({ x, y, series }, width) {
    const marks = x.scale === 'log' ? { splits: () => x.values } : { incrs: steps(x.values) };
    return {
      width,
      height,
      // For the right half of the last number below the axis.
      padding: [null, 36, null, null],
      scales: { x: xScale(x), y: { range: fromZero } },
      axes: [
        { ...axis(x.label, numbers), ...marks },
        { ...axis(y, numbers), size: 64 },
      ],
      series: [
        { label: x.label, value: (_chart, value) => figure(value) },
        ...series.map((one, index) => line(one, index, x.values.length)),
      ],
      cursor: { drag: { x: false, y: false } },
    };
  }

  function draw(element, width = element.clientWidth) {
    const chart = JSON.parse(element.querySelector('script').textContent);
    const values = [chart.x.values, ...chart.series.map((one) => one.values)];
    plots.get(element)?.destroy();
    plots.set(element, new uPlot(options(chart, width), values, element));
  }

  const drawAll = (width) => {
    for (const element of document.querySelectorAll('figure.chart')) draw(element, width);
  };

  drawAll();
  addEventListener('resize', () => {
    for (const [element, plot] of plots) plot.setSize({ width: element.clientWidth, height });
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll());
  addEventListener('beforeprint', () => {
    root.classList.add('printing');
    drawAll(printedWidth);
  });
  addEventListener('afterprint', () => {
    root.classList.remove('printing');
    drawAll();
  });
})();
