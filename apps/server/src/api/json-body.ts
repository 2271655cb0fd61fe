import { isUtf8 } from 'node:buffer';
import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { duplicateKey } from './duplicate-keys';
import { Problem, badRequest } from './problem';
import { isInherited, unknownName } from './unknown-names';

/** The most bytes that a body may have, unpacked. */
export const BODY_LIMIT_BYTES = 1024 * 1024;
const DEEPEST = 24;
const LONGEST_NAME = 200;
/** What the parser is told and tells when a name is given twice. */
const DUPLICATE = 'duplicate-field';
const OTHER_CHARSET = /charset\s*=\s*(?!"?utf-?8"?\s*(;|$))/i;

/**
 * Reads a JSON body: an object of plain text, at most 1 MB, not deeper than 24, without control characters and without
 * names that are long or mean something to JavaScript. Everything else is refused with its place.
 */
export function jsonBody(): RequestHandler {
  const parse: RequestHandler = json({
    limit: BODY_LIMIT_BYTES,
    strict: false,
    type: () => true,
    verify: (_request, _response, bytes) => {
      if (!isUtf8(bytes)) throw new Error('The body is not valid UTF-8.');
      const name = duplicateKey(bytes.toString('utf8'));
      if (name !== undefined) throw Object.assign(new Error(name), { type: DUPLICATE });
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

function duplicate(name: string): Problem {
  const detail = `The body gives "${name.slice(0, 60)}" twice in one object. Give it once.`;
  return badRequest('duplicate-field', { in: 'body', pointer: '', detail });
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
    case DUPLICATE:
      return duplicate((error as Error).message);
    case 'request.aborted':
    case 'request.size.invalid':
      return notJson('The body did not arrive whole. Send it again.');
    default:
      return isUnpacking(error) ? notPacked() : error;
  }
}

/** The unpackers of Node say with a code of their own that what they got is none of theirs. */
function isUnpacking(error: unknown): boolean {
  const { status, code } = error as { status?: unknown; code?: unknown };
  return status === 400 && typeof code === 'string' && /^(Z_|ERR_)/.test(code);
}

function notPacked(): Problem {
  const detail = 'The body is not packed as "Content-Encoding" says. Leave that header out, or pack the body so.';
  return badRequest('malformed-content', { in: 'header', pointer: '/content-encoding', detail });
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
    // The place of whatever is refused says the names that lead to it: they must not be long.
    if (name.length > LONGEST_NAME) return nameTooLong(name, pointer);
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isInherited(name)) return badRequest('invalid-request', unknownName(name, 'body', at));
    const fault = faultIn(part, at, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function nameTooLong(name: string, pointer: string): Problem {
  const detail = `The name "${name.slice(0, 60)}…" has more than ${LONGEST_NAME} characters. No field is called so.`;
  return badRequest('invalid-request', { in: 'body', pointer, detail });
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
