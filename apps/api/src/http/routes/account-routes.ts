import type { RequestHandler } from 'express';
import type { Services } from '../../services.ts';
import { readJsonBody } from '../body/json-body.ts';
import { clientAddress } from '../client-address.ts';
import type { Route } from '../routing.ts';
import { logInBody, signUpBody } from '../schemas/accounts.ts';

export function accountRoutes({ signUp, logIn }: Services): Route[] {
  const postSignUp: RequestHandler = async (req, res) => {
    const body = await readJsonBody(req, res, signUpBody);
    const token = await signUp.execute({ ...body, address: clientAddress(req) });
    res.status(201).json({ message: 'User created successfully', access_token: token });
  };
  const postLogIn: RequestHandler = async (req, res) => {
    const body = await readJsonBody(req, res, logInBody);
    const token = await logIn.execute({ ...body, address: clientAddress(req) });
    res.json({ access_token: token });
  };
  return [
    { method: 'post', path: '/api/auth/signup', handlers: [postSignUp] },
    { method: 'post', path: '/api/auth/login', handlers: [postLogIn] },
  ];
}
