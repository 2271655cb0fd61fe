import { isUtf8 } from 'node:buffer';
import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Problem, badRequest } from './problem';

/** The most bytes that a body may have, unpacked. */
export const BODY_LIMIT_BYTES = 1024 * 1024;
const DEEPEST = 24;
const OTHER_CHARSET = /charset\s*=\s*(?!"?utf-?8"?\s*(;|$))/i;

/**
 * Reads a JSON body: an object of plain text, at most 1 MB, not deeper than 24, without control characters and without
 * names that mean something to JavaScript. Everything else is refused with its place.
 */
export function jsonBody(): RequestHandler {
  const parse: RequestHandler = json({
    limit: BODY_LIMIT_BYTES,
    strict: false,
    type: () => true,
    verify: (_request, _response, bytes) => {
      if (!isUtf8(bytes)) throw new Error('The body is not valid UTF-8.');
    },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!hasBody(request)) {
      request.body = {};
      next();
      return;
    }
    if (
      request.is('application/json') !== 'application/json' ||
      OTHER_CHARSET.test(request.get('content-type') ?? '')
    ) {
      next(unsupported('Send the body as JSON in UTF-8, with "Content-Type: application/json".'));
      return;
    }
    parse(request, response, (error?: unknown) => {
      if (error !== undefined) next(translate(error));
      else next(findFault(request.body));
    });
  };
}

function hasBody(request: Request): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function unsupported(detail: string): Problem {
  const errors = [{ in: 'header', pointer: '/content-type', detail } as const];
  return new Problem({ status: 415, code: 'unsupported-content', detail, errors });
}

function tooLarge(): Problem {
  const detail = `The body is larger than ${BODY_LIMIT_BYTES} bytes. Send less at a time.`;
  return new Problem({ status: 413, code: 'too-large', detail, errors: [{ in: 'body', pointer: '', detail }] });
}

function notJson(detail: string): Problem {
  return badRequest('malformed-json', { in: 'body', pointer: '', detail });
}

/** body-parser says what is wrong with `type`; its messages may repeat what was sent. */
function translate(error: unknown): unknown {
  const { type } = error as { type?: unknown };
  switch (type) {
    case 'entity.too.large':
      return tooLarge();
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return unsupported('Send the body as UTF-8, uncompressed or with gzip, deflate or br.');
    case 'entity.parse.failed':
    case 'entity.verify.failed':
      return notJson('The body is not valid JSON in UTF-8. Check its commas, quotes and brackets.');
    case 'request.aborted':
    case 'request.size.invalid':
      return notJson('The body did not arrive whole. Send it again.');
    default:
      return error;
  }
}

function findFault(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return badRequest('not-an-object', { in: 'body', pointer: '', detail: 'The body must be a JSON object.' });
  }
  return faultIn(body, '', 0);
}

function faultIn(value: unknown, pointer: string, depth: number): Problem | undefined {
  if (typeof value === 'string') return faultInText(value, pointer);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) {
    return badRequest('too-deep', { in: 'body', pointer, detail: `The body nests deeper than ${DEEPEST}.` });
  }
  for (const [name, part] of Object.entries(value)) {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
      return badRequest('unknown-field', { in: 'body', pointer: at, detail: `There is no field "${name}" here.` });
    }
    const fault = faultIn(part, at, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Control characters other than tab and line ends, and halves of characters, have no place in a record for ever. */
function faultInText(text: string, pointer: string): Problem | undefined {
  if (!/[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text)) return undefined;
  return badRequest('invalid-text', {
    in: 'body',
    pointer,
    detail: 'The text holds a control character or half a character. Remove it.',
  });
}
