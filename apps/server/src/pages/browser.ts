import { isLoopbackHost, type SignInSetting } from '@outturn/configuration';
import type { CookieOptions, Request, Response } from 'express';
import { badRequest } from '../api/problem';
import type { AuthenticatedRequest } from '../security/guard';

/** A request that a page has passed on to it. */
export type PageRequest = AuthenticatedRequest;

/** Whether an address is one that people read: not of the API, of probes or of the shared files. */
export function isPagePath(path: string): boolean {
  return !/^\/(api|health|metrics|assets)(\/|$)/.test(path);
}

/** The path that was asked for: Express shows middleware only what is left of it below where they are mounted. */
export function pathOf(request: Request): string {
  return request.originalUrl.split('?')[0] ?? '';
}

/** Whether an answer should be a page: the address is one for people, and a browser asks. */
export function wantsPage(request: Request): boolean {
  return isPagePath(pathOf(request)) && request.accepts(['json', 'html']) === 'html';
}

/** Where browsers find this server, and the cookie that they keep of it. */
export class BrowserSide {
  private readonly publicUrl: string | undefined;
  private readonly isSecure: boolean;
  private readonly cookie: string;

  constructor(setting: SignInSetting) {
    this.publicUrl = setting.kind === 'provider' ? setting.publicUrl : undefined;
    this.isSecure = this.publicUrl?.startsWith('https:') ?? false;
    // With this prefix browsers take the cookie from this very host only, and only encrypted.
    this.cookie = this.isSecure ? '__Host-outturn' : 'outturn';
  }

  /**
   * The origin under which the browser sees this server.
   *
   * @throws {Problem} 400 when none is configured and the browser names another host than this machine.
   */
  originOf(request: Request): string {
    if (this.publicUrl !== undefined) return this.publicUrl;
    if (isLoopbackHost(request.hostname.replace(/^\[|\]$/g, ''))) return `http://${request.headers.host ?? ''}`;
    const detail =
      'This server is used under another name than it knows: set PUBLIC_URL to the address that people use.';
    throw badRequest('unknown-host', { in: 'header', pointer: '/host', detail });
  }

  /** The id of the session that the browser holds. */
  sessionIdOf(request: Request): string | undefined {
    const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
    const found = cookies.find((part) => part.startsWith(`${this.cookie}=`));
    return found?.slice(this.cookie.length + 1);
  }

  keep(response: Response, sessionId: string): void {
    response.cookie(this.cookie, sessionId, this.options());
  }

  forget(response: Response): void {
    response.clearCookie(this.cookie, this.options());
  }

  private options(): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.isSecure, path: '/' };
  }
}

/** A path of this server, which no browser takes for the name of another. */
const LOCAL = /^\/(?![/\\])[\x21-\x7e]*$/;

/** An address of this server that somebody has given, or the first page: nobody is sent elsewhere. */
export function localAddress(given: string | undefined): string {
  if (given === undefined || !LOCAL.test(given)) return '/';
  const { host, pathname, search } = new URL(given, 'http://local.invalid');
  // Without its dots `/.//elsewhere` would be the name of another server.
  return host === 'local.invalid' && LOCAL.test(pathname) ? `${pathname}${search}` : '/';
}
