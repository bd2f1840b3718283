import { DomainError } from '../../errors/domain-error.ts';
import type { FormatName } from '../../formats/format-name.ts';
import type { ConverterRegistry } from '../../ports/converter-registry.ts';

/** Knows which formats can be written by the converters that are alive. */
export class FormatAvailability {
  readonly #registry: ConverterRegistry;

  constructor(registry: ConverterRegistry) {
    this.#registry = registry;
  }

  /**
   * Resolves when some converter can write `format`, and also when none is alive: the task then waits
   * for one to come.
   * @throws DomainError `format_unavailable`
   */
  async check(format: FormatName): Promise<void> {
    const converters = await this.#registry.alive();
    if (converters.length === 0) return;
    if (converters.some(({ formats }) => formats.includes(format))) return;
    const available = [...new Set(converters.flatMap(({ formats }) => formats))].join(', ');
    throw new DomainError(
      'format_unavailable',
      `The ffmpeg of this installation can't write ${format}; it can write ${available}`,
      { field: 'newFormat' },
    );
  }
}
