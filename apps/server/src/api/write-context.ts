import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { callerOf, type AuthenticatedRequest } from '../security/guard';
import type { Identity, Permission } from '../security/permissions';
import { correlationIdOf, type CorrelatedRequest } from './correlation';
import { badRequest } from './problem';

/** What a request that writes brings along besides its body. */
export interface WriteContext {
  readonly identity: Identity;
  readonly permission: Permission;
  readonly correlationId: string;
  /** From If-Match: the revision that the caller has seen. */
  readonly expectedRevision?: number;
  readonly idempotencyKey?: string;
  /** SHA-256 (hex) of method, path and body: tells a repeat from another request. */
  readonly requestHash: string;
}

/** The context of a request that writes, for a handler's parameter. */
export const Context = createParamDecorator((_: unknown, context: ExecutionContext): WriteContext => {
  return writeContextOf(context.switchToHttp().getRequest<AuthenticatedRequest & CorrelatedRequest>());
});

/**
 * Reads what a writing request says of itself.
 *
 * @throws {Problem} 400 for an If-Match or an Idempotency-Key that is none.
 */
export function writeContextOf(request: AuthenticatedRequest & CorrelatedRequest): WriteContext {
  return {
    ...callerOf(request),
    correlationId: correlationIdOf(request),
    expectedRevision: expectedRevisionOf(request.get('if-match')),
    idempotencyKey: idempotencyKeyOf(request.get('idempotency-key')),
    requestHash: requestHash(request.method, request.path, request.body),
  };
}

function expectedRevisionOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const revision = /^"(-1|\d{1,15})"$/.exec(header)?.[1];
  if (revision !== undefined) return Number(revision);
  throw badRequest('invalid-if-match', {
    in: 'header',
    pointer: '/if-match',
    detail: 'If-Match must be one revision in quotation marks, as the ETag of an answer gives it, such as "7".',
  });
}

function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw badRequest('invalid-idempotency-key', {
    in: 'header',
    pointer: '/idempotency-key',
    detail: 'Idempotency-Key must have 1 to 200 visible ASCII characters without blanks, such as a UUID.',
  });
}

/** The same for every way to write the same request: order and blanks in the JSON do not matter. */
export function requestHash(method: string, path: string, body: unknown): string {
  const text = [method, path.replace(/\/+$/, ''), canonicalJson(body)].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
