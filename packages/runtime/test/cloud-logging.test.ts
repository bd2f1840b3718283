import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const program = fileURLToPath(new URL('./support/logs.ts', import.meta.url));

async function linesOf(project: string): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await run(process.execPath, [program, project]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('a log for Cloud Logging', () => {
  it('names severities, message and time as it reads them', async () => {
    const lines = await linesOf('p');
    expect(lines.map(({ severity }) => severity)).toEqual(['INFO', 'WARNING', 'ERROR', 'DEBUG']);
    expect(lines[1]).toMatchObject({ message: 'a warning', service: 'api', taskId: 7 });
    expect(lines[1]?.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('shows requests as such', async () => {
    const [request] = await linesOf('p');
    const httpRequest = { requestMethod: 'GET', requestUrl: '/livez', status: 200 };
    expect(request?.httpRequest).toEqual({ ...httpRequest, latency: '0.012s' });
    expect(request).not.toHaveProperty('status');
  });

  it('keeps an error whole', async () => {
    const [, , failure] = await linesOf('p');
    expect(failure?.err).toMatchObject({ message: 'a bug', stack: expect.stringContaining('at ') });
  });

  it('names the trace where it knows the project', async () => {
    const [, , , traced] = await linesOf('p');
    expect(traced?.['logging.googleapis.com/trace']).toBe('projects/p/traces/abc');
    const [, , , other] = await linesOf('');
    expect(other).toMatchObject({ traceId: 'abc', requestId: 'r' });
  });
});
