import type { Logger, User } from '@cloudconvert/core';
import type { Response } from 'express';

declare global {
  namespace Express {
    /** What middleware leaves for the handlers after it. */
    interface Locals {
      requestId: string;
      logger: Logger;
      user?: User;
      /** The task that the request is about, for the log. */
      taskId?: number;
    }
  }
}

/** The person behind a request that has passed `bearer`. */
export function userOf({ locals }: Response): User {
  if (locals.user) return locals.user;
  throw new Error('a route that needs a user has no authentication before it');
}
