import { MemoryThrottle, throttleContract } from '@cloudconvert/testing';
import { MovingClock } from './moving-clock.ts';

throttleContract('MemoryThrottle', async () => {
  const clock = new MovingClock();
  return { throttle: new MemoryThrottle(clock.now), passTime: clock.passTime };
});
