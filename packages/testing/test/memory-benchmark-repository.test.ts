import {
  benchmarkRepositoryContract,
  MemoryBenchmarkRepository,
  MemoryTaskRepository,
  MemoryTaskTable,
  MemoryUserRepository,
} from '@cloudconvert/testing';
import { MovingClock } from './moving-clock.ts';

benchmarkRepositoryContract('MemoryBenchmarkRepository', async () => {
  const clock = new MovingClock();
  const table = new MemoryTaskTable(clock.now);
  return {
    benchmarks: new MemoryBenchmarkRepository(table),
    tasks: new MemoryTaskRepository(table),
    users: new MemoryUserRepository(),
    passTime: clock.passTime,
  };
});
