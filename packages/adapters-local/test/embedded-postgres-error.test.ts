import { expect, test } from 'vitest';
import { EmbeddedPostgresError } from '../src/index.ts';

test('is recognisable when the disk is full, and says what to do', () => {
  const output = 'FATAL:  could not write lock file "postmaster.pid": No space left on device';

  const error = new EmbeddedPostgresError('The database in /data did not start', output);

  expect(error.code).toBe('ENOSPC');
  expect(error.message).toBe(
    'The database in /data did not start, because the disk is full: make room and start again',
  );
  expect(error.cause).toMatchObject({ message: output });
});

test('leaves all other reasons to its cause', () => {
  const error = new EmbeddedPostgresError('The database in /data did not start', 'FATAL:  no');

  expect(error.code).toBeUndefined();
  expect(error.message).toBe('The database in /data did not start');
  expect(error.cause).toMatchObject({ message: 'FATAL:  no' });
});
