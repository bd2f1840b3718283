import type { Clock } from '@cloudconvert/core';
import { HmacDownloadLinks, HmacUploadLinks, Secret } from '@cloudconvert/runtime';
import { memoryPorts } from '@cloudconvert/testing';

const baseUrl = 'https://convert.example.com';

/** Every port in memory, open to the tests. */
export function memoryPlatform(clock: Clock = () => new Date()) {
  const secrets = { current: new Secret('a secret that only the tests know') };
  const links = new HmacDownloadLinks({ secrets, baseUrl, clock });
  const uploadLinks = new HmacUploadLinks({ secrets, baseUrl, clock });
  const own = { secrets, baseUrl, links, uploadLinks, directUploads: uploadLinks };
  return { ...memoryPorts(clock), ...own };
}

export type MemoryPlatform = ReturnType<typeof memoryPlatform>;
