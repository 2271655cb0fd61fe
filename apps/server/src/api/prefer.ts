import type { Request } from 'express';

const QUOTED = /"(?:\\.|[^"\\])*"/g;
export const RESPOND_ASYNC = 'respond-async';

/** Whether a request would rather be answered with a job than wait (RFC 7240). */
export function prefersJob(request: Request): boolean {
  const preferences = (request.get('prefer') ?? '').replace(QUOTED, '').split(',');
  return preferences.some((preference) => preference.split(';')[0]?.trim().toLowerCase() === RESPOND_ASYNC);
}
