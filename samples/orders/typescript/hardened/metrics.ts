import type { NextFunction, Request, Response } from 'express';
import { Histogram } from 'prom-client';

const seconds = new Histogram({
  name: 'http_request_seconds',
  help: 'Duration of requests, by route and status',
  labelNames: ['route', 'status'],
});

/** Rate, errors and duration of every route, by its template. */
export function measure(request: Request, response: Response, next: NextFunction): void {
  const stop = seconds.startTimer();
  response.on('finish', () => stop({ route: request.route?.path ?? 'none', status: response.statusCode }));
  next();
}
