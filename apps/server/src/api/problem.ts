import { BadRequestException, HttpException } from '@nestjs/common';
import { Refusal, type RefusalKind } from '@outturn/domain';
import { NotFollowedYet } from '@outturn/editions';
import {
  CommandIdReused,
  EventStoreRefused,
  EventStoreUnavailable,
  EventTooLarge,
  NotStorable,
  StaleRevision,
  WrongExpectedRevision,
} from '@outturn/event-store';
import { FileRefused } from '@outturn/imports';
import { Refused, challenge } from '../security/guard';
import { IdentityProviderUnavailable, InvalidToken } from '../security/token-verifier';

/** One thing that is wrong, and where: `pointer` is a JSON pointer into that part of the request. */
export interface ProblemPlace {
  readonly in: 'body' | 'path' | 'query' | 'header';
  readonly pointer: string;
  readonly detail: string;
}

interface ProblemOptions {
  readonly status: number;
  /** Stable, in kebab-case. */
  readonly code: string;
  /** One sentence for people: what, where, and what to do. */
  readonly detail: string;
  readonly errors?: readonly ProblemPlace[];
  /** What the caller needs to see to go on. */
  readonly state?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An answer that says what went wrong (RFC 9457). Throw it anywhere; the filter writes it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly ProblemPlace[];
  readonly state: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: ProblemOptions) {
    super(options.detail, { cause: options.cause });
    this.status = options.status;
    this.code = options.code;
    this.errors = options.errors ?? [];
    this.state = options.state;
    this.headers = options.headers ?? {};
  }
}

/** A request that cannot be right, at one place. */
export function badRequest(code: string, place: ProblemPlace): Problem {
  return new Problem({ status: 400, code, detail: place.detail, errors: [place] });
}

const RETRY_AFTER_SECONDS = '1';

/** Something that will pass: the caller may try again after a second. */
export function unavailable(code: string, detail: string, cause?: unknown): Problem {
  return new Problem({ status: 503, code, detail, cause, headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
}

const STATUS_OF_REFUSAL: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
};

/** A refusal of the domain as an answer. Its pointer is into the body, or into the path where that names what is not there. */
export function refusalProblem(refusal: Refusal, place: ProblemPlace['in'] = 'body'): Problem {
  const { kind, code, message, state } = refusal;
  const found = kind === 'not-found' ? placeInPath(refusal) : { in: place, pointer: refusal.pointer };
  const errors = found.pointer === undefined ? [] : [{ in: found.in, pointer: found.pointer, detail: message }];
  return new Problem({ status: STATUS_OF_REFUSAL[kind], code, detail: message, errors, state, cause: refusal });
}

function placeInPath({ code, pointer }: Refusal): { readonly in: 'path'; readonly pointer: string } {
  return { in: 'path', pointer: pointer ?? (code === 'unknown-indicator' ? '/indicator' : '/id') };
}

const STATUS_OF_FILE: Readonly<Record<string, number>> = {
  'wrong-file-type': 415,
  'file-too-large': 413,
  'zip-bomb': 413,
};

function fileProblem({ code, message }: FileRefused): Problem {
  const status = STATUS_OF_FILE[code] ?? 400;
  return new Problem({ status, code, detail: message, errors: [{ in: 'body', pointer: '/file', detail: message }] });
}

/** Whatever was thrown, as the answer to send. What is not expected says nothing about itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return refusalProblem(error);
  if (error instanceof FileRefused) return fileProblem(error);
  return (
    securityProblem(error) ??
    storeProblem(error) ??
    httpProblem(error) ??
    new Problem({
      status: 500,
      code: 'internal-error',
      detail: 'Something went wrong here. It has been logged under the correlation id: give that to whoever runs this.',
      cause: error,
    })
  );
}

function securityProblem(error: unknown): Problem | undefined {
  if (error instanceof Refused) {
    const headers: Record<string, string> =
      error.challenge === undefined ? {} : { 'WWW-Authenticate': error.challenge };
    const { status, code, message } = error;
    return new Problem({
      status,
      code,
      detail: message,
      errors: status === 401 ? [ofToken(message)] : [],
      headers,
      cause: error,
    });
  }
  if (error instanceof InvalidToken) {
    const headers = { 'WWW-Authenticate': challenge('invalid_token', error.message) };
    return new Problem({
      status: 401,
      code: 'invalid-token',
      detail: error.message,
      errors: [ofToken(error.message)],
      headers,
    });
  }
  if (error instanceof IdentityProviderUnavailable) {
    return unavailable('identity-provider-unavailable', error.message, error);
  }
  return undefined;
}

function ofToken(detail: string): ProblemPlace {
  return { in: 'header', pointer: '/authorization', detail };
}

function storeProblem(error: unknown): Problem | undefined {
  if (error instanceof NotFollowedYet) return unavailable('not-followed-yet', error.message, error);
  if (error instanceof CommandIdReused) {
    return reusedIdempotencyKey();
  }
  if (error instanceof StaleRevision) return staleProblem(error, { current: error.state });
  if (error instanceof EventTooLarge) {
    const detail = `What is to be recorded has ${error.sizeBytes} bytes; ${error.limitBytes} are the most. Shorten it.`;
    return new Problem({ status: 413, code: 'too-large', detail });
  }
  if (error instanceof NotStorable) {
    return new Problem({ status: 400, code: 'not-storable', detail: 'The request holds what cannot be stored.' });
  }
  if (error instanceof WrongExpectedRevision) {
    return unavailable('busy', 'Others keep changing this at the same moment. Nothing was recorded: try again.', error);
  }
  if (error instanceof EventStoreRefused) {
    return unavailable(
      'store-unavailable',
      'The event store turns this program away. Tell who runs it to look into the log, and try again after that; with an Idempotency-Key nothing is recorded twice.',
      error,
    );
  }
  if (error instanceof EventStoreUnavailable || isDatabaseAway(error)) {
    return unavailable(
      'store-unavailable',
      'What keeps the record does not answer. Try again; with an Idempotency-Key nothing is recorded twice.',
      error,
    );
  }
  return undefined;
}

/** That a key stands for another request. */
export function reusedIdempotencyKey(): Problem {
  return new Problem({
    status: 422,
    code: 'idempotency-key-reused',
    detail: 'This Idempotency-Key was used for another request. Give this one a key of its own.',
    errors: [{ in: 'header', pointer: '/idempotency-key', detail: 'The key belongs to a request with other content.' }],
  });
}

/** That a caller has seen an older revision; the state shows the current one. */
export function staleProblem(error: StaleRevision, state: object): Problem {
  const { expectedRevision, currentRevision } = error;
  return new Problem({
    status: 412,
    code: 'stale-revision',
    detail: `You have seen revision ${expectedRevision}, and this is at revision ${currentRevision} now. Look at what was recorded since; if your request still holds, send it again with If-Match "${currentRevision}".`,
    errors: [{ in: 'header', pointer: '/if-match', detail: `The revision is ${currentRevision} now.` }],
    state: { expectedRevision, currentRevision, ...state },
  });
}

/** Connection lost or refused, no resources, shutting down: SQLSTATE classes 08, 53 and 57P, and the errors of sockets. */
const PASSING = /^(08|53|57P|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)/;

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return PASSING.test(code);
  return /timeout exceeded when trying to connect|Connection terminated|Query read timeout|max retries per request/.test(
    error.message,
  );
}

function httpProblem(error: unknown): Problem | undefined {
  if (error instanceof BadRequestException || error instanceof URIError) {
    return new Problem({ status: 400, code: 'malformed-address', detail: 'The address is not properly encoded.' });
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return new Problem({ status, code: `http-${status}`, detail: TITLES[status] ?? 'The request was refused.' });
  }
  return undefined;
}

/** What each status means, in words: `title` is the same for every problem of a status. */
export const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'It is not known who asks',
  403: 'This is not allowed',
  404: 'There is no such thing',
  405: 'This address does not take that method',
  408: 'The request took too long to arrive',
  409: 'This conflicts with what has been recorded',
  412: 'What you have seen has changed',
  413: 'The request is too large',
  415: 'The content type is not taken',
  422: 'The idempotency key was used for something else',
  429: 'There were too many requests',
  431: 'The headers are too large',
  500: 'Something went wrong',
  503: 'Not available at the moment',
};

/** The body of a problem answer. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors: readonly ProblemPlace[];
  readonly correlationId: string;
  readonly state?: unknown;
}

/** Writes a problem as its body; `instance` is the path, without its query, which may hold anything. */
export function problemBody(problem: Problem, path: string, correlationId: string): ProblemBody {
  const { status, code, message, errors, state } = problem;
  return {
    type: `urn:outturn:problem:${code}`,
    title: TITLES[status] ?? 'The request was refused',
    status,
    detail: message,
    instance: path,
    code,
    errors,
    correlationId,
    ...(state === undefined ? {} : { state }),
  };
}
