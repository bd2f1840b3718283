import { describe, expect, it } from 'vitest';
import type { Attempt } from '../src/load/attempt.ts';
import type { Visit } from '../src/load/users.ts';
import type { Plan } from '../src/scenarios/requests/plan.ts';
import { requestsReport } from '../src/scenarios/requests/requests-report.ts';
import { ways } from '../src/scenarios/requests/way.ts';

const [way] = ways;
const plan: Plan = {
  users: { count: 400, perSecond: 2, thinkMs: [5_000, 10_000], heldSeconds: 60 },
  usersPerStep: 200,
  timeoutMs: 10_000,
  closedLoop: { clients: 8, calls: 400 },
  keptBytes: 0,
};
const uploaded = { task: { id: 1, file_id: 'f' }, sentAt: 0 };

type Outcome = 'well' | 'slow' | 'late' | 'refused';

const results: Readonly<Record<Outcome, Omit<Attempt, 'startedAt'>>> = {
  well: { ms: 100, uploaded, failure: null },
  slow: { ms: 2_000, uploaded, failure: null },
  late: { ms: 10_000, uploaded: null, failure: 'time-out' },
  refused: { ms: 10, uploaded: null, failure: 'status 503' },
};

function visits(users: number, counts: Partial<Record<Outcome, number>>, isHeld = false) {
  return Object.entries(counts).flatMap(([outcome, length]) => {
    const result = { startedAt: 0, ...results[outcome as Outcome] };
    return Array.from({ length }, (): Visit<Attempt> => ({ users, isHeld, result }));
  });
}

function reportOf(...all: readonly (readonly Visit<Attempt>[])[]) {
  if (!way) throw new Error('there is no way to upload');
  const sound = { name: 'song.mp3', bytes: new Uint8Array(5_000_000) };
  const delay = { p99Ms: 1, maxMs: 2 };
  const closedLoop = { perSecond: 1, failed: 0 };
  return requestsReport({ way, plan, sound, visits: all.flat(), delay, closedLoop });
}

describe('what users met with', () => {
  it('has a row for each number of users, and one for the time after the last had come', () => {
    const { header, rows } = reportOf(
      visits(1, { well: 50 }),
      visits(200, { well: 50 }),
      visits(201, { well: 300, slow: 100 }),
      visits(400, { well: 1_200, late: 600 }, true),
    );
    expect(header.slice(0, 4)).toEqual(['users', 'requests', 'per second', 'mean ms']);
    expect(rows).toEqual([
      ['200', '100', '1.0', '100', '100', '100', '0.0', '0'],
      ['400', '400', '4.0', '575', '2000', '2000', '0.0', '0'],
      ['400, held', '1800', '20.0', '3400', '10000', '10000', '33.3', '600'],
    ]);
  });

  it('has a capacity up to the last number that was borne', () => {
    const { note, comparable } = reportOf(
      visits(200, { well: 600 }),
      visits(400, { slow: 10 }),
      visits(400, { well: 10 }, true),
    );
    expect(comparable).toEqual({ users: 200, requestsPerSecond: 6 });
    expect(note).toContain('Up to 200 users and 6.0 requests per second');
    expect(note).toContain('There was no time-out.');
  });

  it.each([
    ['a mean of 1.5 s or more', { slow: 100 }],
    ['errors of 1 % or more', { well: 99, refused: 1 }],
  ])('has none with %s from the beginning', (_what, counts) => {
    const { note, comparable, failure } = reportOf(visits(1, counts), visits(300, { well: 9 }));
    expect(comparable).toEqual({});
    expect(note).toContain('Not even the first users');
    expect(failure).toBeNull();
  });

  it('tells with how many users time-outs began', () => {
    const { note } = reportOf(visits(200, { well: 600 }), visits(300, { well: 600, late: 1 }));
    expect(note).toContain('The first time-out was with 400 users.');
  });

  it('is measured by what 400 users meet with once they are there', () => {
    const held = visits(400, { well: 98, late: 2 }, true);
    const { ratios } = reportOf(visits(300, { slow: 9 }), held);
    expect(ratios).toEqual([
      expect.objectContaining({ measured: 298, wanted: { atMost: 1_500 }, unit: 'ms' }),
      expect.objectContaining({ measured: 2, wanted: { atMost: 1 }, unit: '%' }),
    ]);
  });

  it('is a failure only where not one upload was taken', () => {
    const { failure } = reportOf(visits(1, { refused: 5 }));
    expect(failure).toBe(
      'Not one upload by form was taken (status 503): see the log of the service.',
    );
  });
});
