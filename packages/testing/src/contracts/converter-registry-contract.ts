import { randomUUID } from 'node:crypto';
import { aliveSeconds, type ConverterRegistry, type ConverterStatus } from '@cloudconvert/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** One implementation that knows no converter yet. */
export interface ConverterRegistrySubject {
  readonly registry: ConverterRegistry;
  /** Makes all that happened so far lie as many seconds further back. */
  passTime(seconds: number): Promise<void>;
  close?(): Promise<void>;
}

function aStatus(overrides: Partial<ConverterStatus> = {}): ConverterStatus {
  return {
    id: randomUUID(),
    host: 'converter-1',
    startedAt: new Date('2025-01-02T03:04:05.678Z'),
    concurrency: 4,
    formats: ['mp3', 'wav'],
    taskIds: [7, 8],
    ...overrides,
  };
}

export function converterRegistryContract(
  name: string,
  open: () => Promise<ConverterRegistrySubject>,
): void {
  describe(`${name} as a ConverterRegistry`, () => {
    let subject: ConverterRegistrySubject;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject?.close?.());
    describeAnnouncements(() => subject);
  });
}

function describeAnnouncements(underTest: () => ConverterRegistrySubject): void {
  test('knows nobody at first', async () => {
    expect(await underTest().registry.alive()).toEqual([]);
  });

  test('knows who announced itself, and all it said', async () => {
    const status = aStatus();
    await underTest().registry.announce(status);
    expect(await underTest().registry.alive()).toEqual([status]);
  });

  test('knows several, also on one host', async () => {
    const statuses = [aStatus(), aStatus(), aStatus({ formats: [], taskIds: [] })];
    await Promise.all(statuses.map((status) => underTest().registry.announce(status)));
    const alive = await underTest().registry.alive();
    expect(alive).toHaveLength(3);
    expect(alive).toEqual(expect.arrayContaining(statuses));
  });

  test('knows what was said last', async () => {
    const { registry } = underTest();
    const status = aStatus();
    await registry.announce(status);
    const later = { ...status, taskIds: [], formats: ['ogg'] } as const;
    await registry.announce(later);
    expect(await registry.alive()).toEqual([later]);
  });

  test('forgets who withdraws, and nobody else', async () => {
    const { registry } = underTest();
    const [leaves, stays] = [aStatus(), aStatus()];
    await registry.announce(leaves);
    await registry.announce(stays);
    await registry.withdraw(leaves.id);
    await registry.withdraw('nobody');
    expect(await registry.alive()).toEqual([stays]);
  });

  test('forgets who has been silent for too long', async () => {
    const { registry, passTime } = underTest();
    const [silent, alive] = [aStatus(), aStatus()];
    await registry.announce(silent);
    await registry.announce(alive);
    await passTime(aliveSeconds - 1);
    expect(await registry.alive()).toHaveLength(2);
    await registry.announce(alive);
    await passTime(2);
    expect(await registry.alive()).toEqual([alive]);
  });

  test('knows who speaks again after a silence', async () => {
    const { registry, passTime } = underTest();
    const status = aStatus();
    await registry.announce(status);
    await passTime(aliveSeconds + 1);
    await registry.announce(status);
    expect(await registry.alive()).toEqual([status]);
  });
}
