import { converterRegistryContract, MemoryConverterRegistry } from '@cloudconvert/testing';
import { MovingClock } from './moving-clock.ts';

converterRegistryContract('MemoryConverterRegistry', async () => {
  const clock = new MovingClock();
  return { registry: new MemoryConverterRegistry(clock.now), passTime: clock.passTime };
});
