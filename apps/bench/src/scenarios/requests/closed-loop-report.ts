import type { Comparable, Report } from '../../report/report.ts';
import type { Outcome } from './measure-way.ts';

/** The most that comes out of the API when nobody ever thinks. */
export function closedLoopReport(outcomes: readonly Outcome[]): Report {
  return {
    title: 'Clients that never pause, converters working',
    header: ['upload', 'clients', 'uploads', 'failed', 'per second'],
    rows: outcomes.map(rowOf),
    note: null,
    failure: null,
    charts: [],
    ratios: [],
    comparable: comparableOf(outcomes),
    figures: { ways: outcomes.map(figuresOf) },
  };
}

function rowOf({ way, plan, closedLoop }: Outcome): readonly string[] {
  const { clients, calls } = plan.closedLoop;
  const { perSecond, failed } = closedLoop;
  return [way.name, String(clients), String(calls), String(failed), perSecond.toFixed(1)];
}

function comparableOf(outcomes: readonly Outcome[]): Comparable {
  const old = outcomes.find(({ way }) => way.isOld);
  return old ? { closedLoopBusy: Number(old.closedLoop.perSecond.toFixed(1)) } : {};
}

function figuresOf({ way, plan, closedLoop }: Outcome) {
  return { way: way.name, ...plan.closedLoop, ...closedLoop };
}
