import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';

/** Refuses a request without a valid token; the customer is known from here on. */
export function requireCustomer(request: Request, response: Response, next: NextFunction): void {
  const token = request.get('authorization')?.replace(/^Bearer /, '');
  if (token === undefined) {
    response.status(401).json({ error: 'A token is required' });
    return;
  }
  const claims = jwt.verify(token, process.env.JWT_PUBLIC_KEY ?? '', { algorithms: ['ES256'] });
  response.locals.customerId = claims.sub;
  next();
}
