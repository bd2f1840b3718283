import { z } from 'zod';
import { text } from './text.ts';

export const signUpBody = z.strictObject({
  username: text,
  password1: text,
  password2: text,
  email: text,
});

export const logInBody = z.strictObject({ username: text, password: text });
