import type { NextFunction, Request, Response } from 'express';
import { badRequest } from './problem';

/** HTTP/1.1 asks every request to say which host it means (RFC 9112, 3.2). */
export function requireHost(request: Request, _response: Response, next: NextFunction): void {
  if (request.headers.host !== undefined || request.httpVersion !== '1.1') {
    next();
    return;
  }
  next(badRequest('no-host', { in: 'header', pointer: '/host', detail: 'The header "Host" is missing. Send it.' }));
}
