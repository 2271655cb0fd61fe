import type { NextFunction, Request, Response } from 'express';

/**
 * Answers are never kept by a cache, and never left out because of one: the ETag is a revision to write against, and the
 * same revision can be shown in different words. Files are named by their bytes, and see to it themselves (`sendFile`).
 */
export function plainHeaders(request: Request, response: Response, next: NextFunction): void {
  delete request.headers['if-none-match'];
  delete request.headers['if-modified-since'];
  response.setHeader('Cache-Control', 'no-store');
  next();
}
