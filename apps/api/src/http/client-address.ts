import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/** Whom limits per address count: an IPv4 address, or the /64 that one IPv6 subscriber has whole. */
export function clientAddress({ ip = '' }: Request): string {
  if (!isIPv6(ip)) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  return mapped ?? `${networkOf(ip)}::/64`;
}

function networkOf(ip: string): string {
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...rest];
  return all.slice(0, 4).join(':');
}
