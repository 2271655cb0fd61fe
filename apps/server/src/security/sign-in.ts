import type { ProviderSetting } from '@outturn/configuration';
import type { Directory } from '@outturn/people';
import * as openid from 'openid-client';
import { newFormToken, type PendingSignIn, type Session, type Sessions } from './sessions';
import { IdentityProviderUnavailable, InvalidToken, identityOf } from './token-verifier';

/** Path to which the identity provider sends people back. */
export const CALLBACK_PATH = '/sign-in/callback';
/** Path to which it sends them when they have signed out. */
export const SIGNED_OUT_PATH = '/signed-out';
const SCOPE = 'openid profile';
const TIMEOUT_SECONDS = 5;

/** Signs people in at an OpenID Connect provider: code flow, with PKCE, state and nonce. */
export class SignIn {
  private discovered: Promise<openid.Configuration> | undefined;

  constructor(
    private readonly setting: ProviderSetting,
    private readonly sessions: Sessions,
    private readonly directory: Directory,
  ) {}

  /**
   * Begins a sign-in: a session that remembers what was asked, and the address of the provider to go to.
   *
   * @throws {IdentityProviderUnavailable} when the provider does not answer.
   */
  async begin(origin: string, returnTo: string): Promise<{ readonly session: Session; readonly url: URL }> {
    const provider = await this.provider();
    const pending: PendingSignIn = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
      returnTo,
    };
    const url = openid.buildAuthorizationUrl(provider, {
      redirect_uri: `${origin}${CALLBACK_PATH}`,
      scope: SCOPE,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { session: await this.sessions.begin({ kind: 'signing-in', pending }), url };
  }

  /**
   * Ends a sign-in: exchanges the code, and begins a session under a new id, so that an id from before is worth nothing.
   *
   * @param callback the address with everything that the provider has put into it
   * @throws {InvalidToken} when the answer is not that to what was asked, or says too little.
   * @throws {IdentityProviderUnavailable} when the provider does not answer.
   */
  async finish(callback: URL, session: Session, pending: PendingSignIn): Promise<Session> {
    await this.sessions.end(session.id);
    const claims = await this.exchange(callback, pending);
    const identity = identityOf(claims, this.setting.claims);
    const name = claims[this.setting.claims.name];
    if (typeof name === 'string') await this.directory.name(identity.actor, name);
    return this.sessions.begin({ kind: 'signed-in', identity, formToken: newFormToken() });
  }

  /** Where to go to sign out at the provider too; undefined where it does not say. */
  async endUrl(origin: string): Promise<URL | undefined> {
    const provider = await this.provider();
    if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
    return openid.buildEndSessionUrl(provider, { post_logout_redirect_uri: `${origin}${SIGNED_OUT_PATH}` });
  }

  private async exchange(callback: URL, { codeVerifier, state, nonce }: PendingSignIn): Promise<openid.IDToken> {
    const provider = await this.provider();
    try {
      const tokens = await openid.authorizationCodeGrant(provider, callback, {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims !== undefined) return claims;
    } catch (cause) {
      if (isOutOfReach(cause)) throw unavailable(cause);
      throw new InvalidToken('The identity provider has not signed you in.', { cause });
    }
    throw new InvalidToken('The identity provider has not said who you are.');
  }

  /** A provider that could not be reached is asked again the next time. */
  private provider(): Promise<openid.Configuration> {
    this.discovered ??= this.discover().catch((cause: unknown) => {
      this.discovered = undefined;
      throw unavailable(cause);
    });
    return this.discovered;
  }

  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.setting;
    const url = new URL(issuer);
    const authentication = clientSecret === undefined ? openid.None() : openid.ClientSecretBasic(clientSecret);
    return openid.discovery(url, clientId, undefined, authentication, {
      timeout: TIMEOUT_SECONDS,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- a warning: the configuration lets http pass on this machine only
      execute: url.protocol === 'http:' ? [openid.allowInsecureRequests] : [],
    });
  }
}

function unavailable(cause: unknown): IdentityProviderUnavailable {
  return new IdentityProviderUnavailable('The identity provider does not answer: try again in a moment.', { cause });
}

/** No answer at all, or one of a server in trouble; everything else is an answer about this sign-in. */
function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return error instanceof TypeError || code === 'OAUTH_TIMEOUT' || error.name === 'TimeoutError';
}
