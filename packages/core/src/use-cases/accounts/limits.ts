import type { Limit } from '../../ports/throttle.ts';

const hour = 3600;
const day = 24 * hour;

/**
 * Against guessing passwords (OWASP Authentication Cheat Sheet): ten failures in a row lock one user
 * from one address for an hour; an address that tries many users is stopped for the day.
 */
export const failuresPerUserAndAddress: Limit = {
  name: 'login_user_address',
  points: 10,
  windowSeconds: hour,
  blockSeconds: hour,
};
export const failuresPerAddress: Limit = {
  name: 'login_address',
  points: 100,
  windowSeconds: day,
};
/** Past this, each further try for the user only waits, so that no stranger can lock anybody out. */
export const failuresPerUser: Limit = { name: 'login_user', points: 50, windowSeconds: day };

export const signUpsPerAddress: Limit = { name: 'sign_up', points: 5, windowSeconds: hour };
