import { DomainError } from '../../errors/domain-error.ts';
import type { FormatName } from '../../formats/format-name.ts';
import type { Clock } from '../../ports/clock.ts';
import { announceEverySeconds, type ConverterRegistry } from '../../ports/converter-registry.ts';

/** Knows which formats can be written by the converters that are alive. */
export class FormatAvailability {
  readonly #registry: ConverterRegistry;
  readonly #clock: Clock;
  /** ms since 1970, by format: a converter that was there is asked for anew when it speaks again. */
  readonly #knownUntil = new Map<FormatName, number>();

  constructor(registry: ConverterRegistry, clock: Clock) {
    this.#registry = registry;
    this.#clock = clock;
  }

  /**
   * Resolves when some converter can write `format`, and also when none is alive: the task then waits
   * for one to come.
   * @throws DomainError `format_unavailable`
   */
  async check(format: FormatName): Promise<void> {
    const now = this.#clock().getTime();
    if (now < (this.#knownUntil.get(format) ?? 0)) return;
    const converters = await this.#registry.alive();
    if (converters.length === 0) return;
    const available = new Set(converters.flatMap(({ formats }) => formats));
    if (!available.has(format)) throw unavailable(format, available);
    this.#knownUntil.set(format, now + announceEverySeconds * 1000);
  }
}

function unavailable(format: FormatName, available: ReadonlySet<FormatName>): DomainError {
  return new DomainError(
    'format_unavailable',
    `The ffmpeg of this installation can't write ${format}; it can write ${[...available].join(', ')}`,
    { field: 'newFormat' },
  );
}
