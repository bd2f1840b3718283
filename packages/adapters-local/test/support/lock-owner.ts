// Takes the lock on the directory that is given, says whether it got it, and lives until it is ended.
import { lockDirectory } from '../../src/directory-lock/lock-directory.ts';

const [directory = ''] = process.argv.slice(2);
try {
  await lockDirectory(directory);
  console.log('locked');
  process.stdin.resume();
} catch (error) {
  console.log(error instanceof Error ? error.name : error);
}
