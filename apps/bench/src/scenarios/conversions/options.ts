import { UsageError } from '../../errors/command-error.ts';
import type { GivenOptions, Options, Size } from '../scenario.ts';
import type { Amount } from './order.ts';

const maxTasks = 10_000;

const formats = ['ogg', 'wma', 'acc', 'mp3', 'wav'] as const;

export const conversionOptions = {
  file: { value: 'FILE', help: 'what is converted; else an MP3 or WAV of 5 MB, always the same' },
  tasks: {
    value: 'NUMBERS',
    help: `how many times at once, 1 to ${maxTasks}, such as 60,400; else 60, and wav also 200 and 400`,
  },
  formats: { value: 'NAMES', help: `to which formats, such as ogg,wav; else ${formats}` },
} satisfies Options;

/** What is asked for unless somebody says otherwise. */
const usual: Readonly<Record<Size, readonly Amount[]>> = {
  full: [...amounts([60], formats), ...amounts([200, 400], ['wav'])],
  smoke: amounts([3], formats),
};

const usualTasks: Readonly<Record<Size, number>> = { full: 60, smoke: 3 };

/** @throws UsageError */
export function readAmounts({ tasks, formats: names }: GivenOptions, size: Size) {
  if (tasks === undefined && names === undefined) return usual[size];
  const numbers = tasks === undefined ? [usualTasks[size]] : readNumbers(tasks);
  return amounts(numbers, names?.split(',') ?? formats);
}

function amounts(numbers: readonly number[], names: readonly string[]): readonly Amount[] {
  return numbers.flatMap((taskNumber) => names.map((newFormat) => ({ taskNumber, newFormat })));
}

function readNumbers(text: string): readonly number[] {
  return text.split(',').map((part) => {
    const tasks = /^\d{1,5}$/.test(part) ? Number(part) : 0;
    if (tasks >= 1 && tasks <= maxTasks) return tasks;
    throw new UsageError(
      `--tasks must be whole numbers from 1 to ${maxTasks}, such as 60,400; got "${text}".`,
    );
  });
}
