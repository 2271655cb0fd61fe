import { DEFAULT_CLAIMS, parseConfiguration, type Program } from '.';

const TOKENS = {
  JWT_ISSUER: 'https://identity.example',
  JWT_AUDIENCE: 'outturn',
  JWT_JWKS_URL: 'https://identity.example/keys',
};
const PROVIDER = { ...TOKENS, OIDC_ISSUER: 'https://login.example/tenant', OIDC_CLIENT_ID: 'outturn' };

function signIn(environment: Record<string, string>, program: Program = 'standalone') {
  return parseConfiguration({ DATABASE_URL: 'postgresql://host/outturn', ...environment }, program).signIn;
}

describe('the sign-in to the pages', () => {
  it('is that of the example, where its identities are taken, and else none', () => {
    expect(signIn({})).toEqual({ kind: 'demonstration' });
    expect(signIn(TOKENS)).toEqual({ kind: 'none' });
    expect(signIn(TOKENS, 'server')).toEqual({ kind: 'none' });
  });

  it('is at a provider where one is named, with claims of its own', () => {
    expect(
      signIn(
        { ...PROVIDER, PUBLIC_URL: 'https://outturn.example/', OIDC_CLIENT_SECRET: 's', OIDC_ID_CLAIM: 'oid' },
        'server',
      ),
    ).toEqual({
      kind: 'provider',
      issuer: 'https://login.example/tenant',
      clientId: 'outturn',
      clientSecret: 's',
      publicUrl: 'https://outturn.example',
      claims: { ...DEFAULT_CLAIMS, id: 'oid' },
    });
  });

  it.each([
    [
      { ...TOKENS, OIDC_ISSUER: 'https://login.example' },
      'OIDC_CLIENT_ID is missing: OIDC_ISSUER and OIDC_CLIENT_ID belong together, set both.',
    ],
    [
      { ...TOKENS, OIDC_CLIENT_ID: 'outturn' },
      'OIDC_ISSUER is missing: OIDC_ISSUER and OIDC_CLIENT_ID belong together, set both.',
    ],
    [
      { ...PROVIDER, OIDC_ISSUER: 'http://login.example' },
      'OIDC_ISSUER must be an https URL without user and password (http only on this machine), such as https://login.example/tenant/v2.0.',
    ],
    [
      { ...PROVIDER, PUBLIC_URL: 'https://outturn.example/pages' },
      'PUBLIC_URL must be an https address without path (http only on this machine), such as https://outturn.example.',
    ],
    [
      { ...PROVIDER, HOST: '0.0.0.0' },
      'PUBLIC_URL is missing: people come back to it after they have signed in, so set it to the address that they use, such as https://outturn.example.',
    ],
  ])('is refused as %j', (environment, sentence) => {
    expect(() => signIn(environment)).toThrow(sentence);
  });
});
