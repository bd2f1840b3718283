import type { Ratio } from './report.ts';

export const ratioHeader = ['to be reached', 'measured', 'wanted', 'reached'] as const;

export function isMet({ measured, wanted }: Ratio): boolean {
  return 'atLeast' in wanted ? measured >= wanted.atLeast : measured <= wanted.atMost;
}

/** A ratio under `ratioHeader`. */
export function ratioRow(ratio: Ratio): readonly string[] {
  const { name, measured, wanted, unit } = ratio;
  const figure = (value: number) => withUnit(value, unit);
  const goal =
    'atLeast' in wanted ? `at least ${figure(wanted.atLeast)}` : `at most ${figure(wanted.atMost)}`;
  return [name, figure(measured), goal, isMet(ratio) ? 'yes' : 'no'];
}

/** As many digits as tell 0.97 from 0.98, and no more where the number is large. */
function withUnit(value: number, unit: string | null): string {
  const digits = Math.abs(value) < 10 ? 3 : 1;
  const text = String(Number(value.toFixed(digits)));
  return unit === null ? text : `${text} ${unit}`;
}
