import type { Clock } from '@cloudconvert/core';
import { HmacDownloadLinks, Secret } from '@cloudconvert/runtime';
import { memoryPorts } from '@cloudconvert/testing';

const baseUrl = 'https://convert.example.com';

/** Every port in memory, open to the tests. */
export function memoryPlatform(clock: Clock = () => new Date()) {
  const secrets = { current: new Secret('a secret that only the tests know') };
  const links = new HmacDownloadLinks({ secrets, baseUrl, clock });
  return { ...memoryPorts(clock), secrets, baseUrl, links };
}

export type MemoryPlatform = ReturnType<typeof memoryPlatform>;
