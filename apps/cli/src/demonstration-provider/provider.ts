import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type Provider from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC, interactionPolicy } from 'oidc-provider';
import { ASSETS_PATH, serveAssets } from '../../../server/src/pages/assets';
import { renderView } from '../../../server/src/pages/templates';
import { CALLBACK_PATH, SIGNED_OUT_PATH } from '../../../server/src/security/sign-in';
import {
  DEMONSTRATION_IDENTITIES,
  isDemonstrationIdentity,
} from '../../../server/src/security/demonstration-identities';
import { DEMONSTRATION_CLIENT_ID, DEMONSTRATION_NAMES } from './client';

const LOOPBACK = 'http://127.0.0.1';
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Starts an OpenID Connect provider for the people of the example, on a free port of this machine.
 *
 * @returns its issuer
 */
export async function startProvider(clientSecret: string): Promise<string> {
  // It ships as an ES module, and only this process needs it.
  const { Provider: OidcProvider, interactionPolicy } = await import('oidc-provider');
  const policy = interactionPolicy.base();
  // The service is this machine's own: nobody has to agree to it.
  policy.remove('consent');
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with a port.
  const issuer = `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const provider = new OidcProvider(issuer, configuration(clientSecret, policy));
  server.on('request', application(provider));
  return issuer;
}

function configuration(clientSecret: string, policy: interactionPolicy.DefaultPolicy): Configuration {
  return {
    clients: [
      {
        client_id: DEMONSTRATION_CLIENT_ID,
        client_secret: clientSecret,
        // Of a native client on this machine the port may be any: the server's is chosen when it starts.
        application_type: 'native',
        redirect_uris: [`${LOOPBACK}${CALLBACK_PATH}`, `http://localhost${CALLBACK_PATH}`],
        post_logout_redirect_uris: [`${LOOPBACK}${SIGNED_OUT_PATH}`, `http://localhost${SIGNED_OUT_PATH}`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub', 'roles', 'areas'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => {
      const found = accountOf(id);
      return found && { accountId: id, claims: () => ({ sub: found.sub, ...found.claims }) };
    },
    interactions: { policy, url: (_context, { uid }) => `/choose/${uid}` },
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: askToSignOut },
    },
    pkce: { required: () => true },
    renderError: (context, { error, error_description: description }) => {
      showPage(context, 'error', {
        title: 'Sign-in did not work',
        ...{
          detail: `${description ?? error}.`,
          places: [],
          advice: 'Go back to the service and sign in again.',
          correlationId: 'none',
        },
      });
    },
  };
}

function accountOf(sub: string) {
  const [word, identity] = Object.entries(DEMONSTRATION_IDENTITIES).find(([, known]) => known.sub === sub) ?? [];
  if (word === undefined || identity === undefined || !isDemonstrationIdentity(word)) return undefined;
  const { roles, areas } = identity;
  return { sub, claims: { roles: [...roles], areas: [...areas], name: DEMONSTRATION_NAMES[word] } };
}

function askToSignOut(context: KoaContextWithOIDC, form: string): void {
  showPage(context, 'provider-sign-out', { title: 'Sign out of your account too?', ...{ form } });
}

function showPage(context: KoaContextWithOIDC, view: string, model: { readonly title: string }): void {
  context.type = 'html';
  context.set('Content-Security-Policy', POLICY);
  context.body = renderView(view, { model, assets: ASSETS_PATH, navigation: [] });
}

/** The page on which one of the people is chosen, and the provider itself. */
function application(provider: Provider) {
  const app = express();
  app.disable('x-powered-by');
  app.use(serveAssets);
  app.get('/choose/:uid', (request, response) => {
    response.set('Content-Security-Policy', POLICY).set('Cache-Control', 'no-store');
    response.send(accountsPage(request.params.uid, false));
  });
  app.post('/choose/:uid', express.urlencoded({ extended: false }), async (request, response) => {
    const { account } = request.body as { readonly account?: unknown };
    if (typeof account !== 'string' || accountOf(account) === undefined) {
      response.status(400).set('Content-Security-Policy', POLICY).send(accountsPage(request.params.uid, true));
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: account, remember: false } });
  });
  app.use(provider.callback());
  return app;
}

function accountsPage(uid: string, isMissing: boolean): string {
  const accounts = Object.entries(DEMONSTRATION_IDENTITIES).map(([word, { sub, roles }]) => ({
    value: sub,
    text: isDemonstrationIdentity(word) ? DEMONSTRATION_NAMES[word] : word,
    hint: { text: `Role: ${roles.join(', ')}` },
  }));
  const errors = isMissing ? [{ field: 'account', text: 'Choose who to sign in as.' }] : [];
  const model = { title: 'Who do you want to sign in as?', action: `/choose/${uid}`, accounts, errors };
  return renderView('accounts', { model, assets: ASSETS_PATH, navigation: [] });
}
