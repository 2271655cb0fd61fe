import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import { urlencoded, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { jsonBody } from '../api/json-body';
import { Problem, badRequest } from '../api/problem';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { isFormToken } from '../security/sessions';
import { BrowserSide, isPagePath, pathOf, type PageRequest } from './browser';

/** Name of the field that carries the secret of the session in every form. */
export const FORM_TOKEN_FIELD = 'formToken';
const FORM_LIMIT_BYTES = 256 * 1024;
const MINUTE_MS = 60_000;
/** More than a person types, fewer than a program tries. */
const WRITES_A_MINUTE = 60;
/** Many people may come from one address. */
const SIGN_INS_A_MINUTE = 120;

/** Finds the session of the browser. */
@Injectable()
export class SessionMiddleware implements NestMiddleware {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(BrowserSide) private readonly browser: BrowserSide,
  ) {}

  async use(request: PageRequest, _response: Response, next: NextFunction): Promise<void> {
    const id = isPagePath(pathOf(request)) ? this.browser.sessionIdOf(request) : undefined;
    const session = id === undefined ? undefined : await this.parts.sessions.find(id);
    Object.assign(request, { session });
    next();
  }
}

/** Reads the body: that of a form for pages, JSON for everything else. */
export function readBody(): (request: Request, response: Response, next: NextFunction) => void {
  const form: RequestHandler = urlencoded({ extended: false, limit: FORM_LIMIT_BYTES, parameterLimit: 500 });
  const json = jsonBody();
  return (request, response, next) => {
    if (!isPagePath(pathOf(request)) || request.is('application/json') !== false) json(request, response, next);
    else form(request, response, next);
  };
}

/**
 * Lets a form through only when it carries the secret of its session, and takes that out of the body. Signing in and out
 * aside, pages change things by POST alone.
 */
export function requireFormToken(request: PageRequest, _response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD' || !isPagePath(pathOf(request))) {
    next();
    return;
  }
  const body = (request.body ?? {}) as Record<string, unknown>;
  const { [FORM_TOKEN_FIELD]: given, ...fields } = body;
  const foreign = foreignForm(request, given);
  if (foreign !== undefined) {
    next(foreign);
    return;
  }
  request.body = fields;
  const control = Object.keys(fields).find((name) => hasControlCharacter(fields[name]));
  if (control === undefined) next();
  else {
    const detail = 'The text holds a control character or half a character. Remove it.';
    next(badRequest('invalid-text', { in: 'body', pointer: `/${control}`, detail }));
  }
}

/** What is wrong with a form that does not carry the secret of its session; undefined where it does. */
export function foreignForm({ session }: PageRequest, given: unknown): Problem | undefined {
  // Who is not signed in is told so by the guard; there is nothing to protect before.
  if (session?.content.kind !== 'signed-in' || isFormToken(given, session.content.formToken)) return undefined;
  const detail = 'This form is not from the page that you were shown. Go back, load the page again, and send it again.';
  return new Problem({ status: 403, code: 'foreign-form', detail });
}

function hasControlCharacter(value: unknown): boolean {
  const texts = Array.isArray(value) ? value : [value];
  return texts.some((text) => typeof text === 'string' && /[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text));
}

/** Slows down who signs in more often than people do. */
export function limitSignIns() {
  return limit(SIGN_INS_A_MINUTE, (request) => request.method === 'GET' && pathOf(request).startsWith('/sign-in'));
}

/** Slows down who sends more forms than people do. */
export function limitForms() {
  return limit(WRITES_A_MINUTE, (request) => request.method === 'POST' && isPagePath(pathOf(request)));
}

/** A person, however many sessions they have; who is not signed in by their address, as anybody can begin a sign-in. */
function whoIsCounted({ session, socket }: PageRequest): string {
  return session?.content.kind === 'signed-in'
    ? `person ${session.content.identity.actor}`
    : `address ${socket.remoteAddress ?? ''}`;
}

function limit(mostAMinute: number, applies: (request: PageRequest) => boolean) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: mostAMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: whoIsCounted,
    skip: (request) => !applies(request),
    validate: false,
    handler: (_request, _response, next) => {
      const detail = 'There were too many requests within a minute. Wait a minute and try again.';
      next(new Problem({ status: 429, code: 'too-many-requests', detail, headers: { 'Retry-After': '60' } }));
    },
  });
}
