import type { NextFunction, Request, Response } from 'express';
import { badRequest } from './problem';

/** What is to be recorded stands in the body: a parameter beside it would be ignored, so it is refused. */
export function refuseQueryOfWrites(request: Request, _response: Response, next: NextFunction): void {
  const [name] = Object.keys(request.query);
  if (request.method === 'GET' || request.method === 'HEAD' || name === undefined) {
    next();
    return;
  }
  const detail = `There is no parameter "${name.slice(0, 60)}" here. Put what is to be recorded into the body.`;
  next(badRequest('invalid-request', { in: 'query', pointer: `/${name.slice(0, 60)}`, detail }));
}
