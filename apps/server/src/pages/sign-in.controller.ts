import { Controller, Get, Header, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Problem } from '../api/problem';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { Open } from '../security/guard';
import { SIGN_IN } from '../security/tokens';
import type { SignIn } from '../security/sign-in';
import { InvalidToken } from '../security/token-verifier';
import { BrowserSide, localAddress, type PageRequest } from './browser';
import { Pages } from './pages';

/** Signing in and out. */
@Controller()
@ApiExcludeController()
export class SignInController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(SIGN_IN) private readonly signIn: SignIn | undefined,
    @Inject(BrowserSide) private readonly browser: BrowserSide,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get('sign-in')
  @Open()
  async begin(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    const { returnTo } = request.query;
    const to = localAddress(typeof returnTo === 'string' ? returnTo : undefined);
    // A link from anywhere may lead here: it ends nobody's session.
    if (request.session?.content.kind === 'signed-in') {
      response.redirect(303, to);
      return;
    }
    const { session, url } = await this.atProvider().begin(this.browser.originOf(request), to);
    if (request.session !== undefined) await this.parts.sessions.end(request.session.id);
    this.browser.keep(response, session.id);
    response.redirect(303, url.href);
  }

  @Get('sign-in/callback')
  @Open()
  async finish(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    const { session } = request;
    if (session?.content.kind !== 'signing-in') {
      throw notSignedIn('The sign-in took too long, or was begun in another browser. Sign in again.');
    }
    const callback = new URL(request.originalUrl, this.browser.originOf(request));
    const { pending } = session.content;
    const signedIn = await this.atProvider().finish(callback, session, pending).catch(refuse);
    this.browser.keep(response, signedIn.id);
    response.redirect(303, pending.returnTo);
  }

  @Post('sign-out')
  @Open()
  async end(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    if (request.session !== undefined) await this.parts.sessions.end(request.session.id);
    this.browser.forget(response);
    // Signed out here they are in any case; at the provider too where it can be reached and has an address for that.
    const url = await this.signIn?.endUrl(this.browser.originOf(request)).catch(() => undefined);
    response.redirect(303, url?.href ?? '/signed-out');
  }

  @Get('signed-out')
  @Open()
  @Header('Content-Type', 'text/html; charset=utf-8')
  signedOut(@Req() request: PageRequest): Promise<string> {
    return this.pages.render(request, 'signed-out', { title: 'You have signed out' });
  }

  private atProvider(): SignIn {
    if (this.signIn !== undefined) return this.signIn;
    throw new Problem({
      status: 503,
      code: 'no-sign-in',
      detail: 'Nobody can sign in here: whoever runs this service must set OIDC_ISSUER and OIDC_CLIENT_ID.',
    });
  }
}

function notSignedIn(detail: string, cause?: unknown): Problem {
  return new Problem({ status: 403, code: 'not-signed-in', detail, cause });
}

function refuse(error: unknown): never {
  throw error instanceof InvalidToken ? notSignedIn(`${error.message} Sign in again.`, error) : error;
}
