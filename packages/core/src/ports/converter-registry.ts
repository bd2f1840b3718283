import type { FormatName } from '../formats/format-name.ts';

/** What one converter says of itself. */
export interface ConverterStatus {
  readonly id: string;
  readonly host: string;
  readonly startedAt: Date;
  /** How many conversions it runs at once. */
  readonly concurrency: number;
  readonly formats: readonly FormatName[];
  /** The tasks that it converts now. */
  readonly taskIds: readonly number[];
}

/** Knows which converters are alive: those that announced themselves within `aliveSeconds`. */
export interface ConverterRegistry {
  announce(status: ConverterStatus): Promise<void>;
  withdraw(id: string): Promise<void>;
  alive(): Promise<readonly ConverterStatus[]>;
}

/** Three announcements may be lost before a converter counts as gone. */
export const announceEverySeconds = 3;
export const aliveSeconds = 10;
