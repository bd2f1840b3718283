import type { ConverterHealth, ConverterStatus } from '@cloudconvert/core';

/** The converters as anybody may see them. */
export function presentConverters({ converters, queue }: ConverterHealth) {
  return {
    converters: converters.map(presentConverter),
    queue: { queued: queue.queued, active: queue.active, oldest_seconds: queue.oldestSeconds },
  };
}

function presentConverter(converter: ConverterStatus) {
  return {
    id: converter.id,
    started_at: converter.startedAt.toISOString(),
    concurrency: converter.concurrency,
    formats: converter.formats,
    task_ids: converter.taskIds,
  };
}
