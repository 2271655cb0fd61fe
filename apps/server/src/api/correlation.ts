import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** A request with the id under which everything that it causes is recorded and logged. */
export interface CorrelatedRequest extends Request {
  correlationId?: string;
}

/** Long enough for the ids of others, and nothing that could mean something in a log, a header or a page. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Takes the caller's X-Correlation-Id where it looks like an id, makes one otherwise, and gives it back. */
export function correlate(request: CorrelatedRequest, response: Response, next: NextFunction): void {
  const given = request.get('x-correlation-id');
  request.correlationId = given !== undefined && ID.test(given) ? given : randomUUID();
  response.setHeader('X-Correlation-Id', request.correlationId);
  next();
}

/** The id of a request; one of its own where `correlate` has not run. */
export function correlationIdOf(request: CorrelatedRequest): string {
  return (request.correlationId ??= randomUUID());
}
