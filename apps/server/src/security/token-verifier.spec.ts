import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type JWTVerifyGetKey } from 'jose';
import { verifierWith } from './token-verifier';

jest.setTimeout(20_000);

const ISSUER = 'https://identity.test/';
const AUDIENCE = 'outturn';

async function startVerifier() {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'EdDSA' }] });
  let checks = 0;
  const counting: JWTVerifyGetKey = (header, token) => {
    checks += 1;
    return keys(header, token);
  };
  const sign = (claims: object, secondsLeft: number) =>
    new SignJWT({ sub: 'u-1', roles: ['auditor'], ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + secondsLeft)
      .sign(privateKey);
  return { verifier: verifierWith(counting, ISSUER, AUDIENCE), sign, checks: () => checks };
}

describe('a token that has been verified', () => {
  it('is believed without checking its signature again', async () => {
    const { verifier, sign, checks } = await startVerifier();
    const token = await sign({}, 600);
    const first = await verifier.verify(token);
    expect(first).toEqual({ actor: 'u-1', roles: ['auditor'], areas: [] });
    expect(await verifier.verify(token)).toBe(first);
    expect(checks()).toBe(1);
  });

  it('says nothing about another token', async () => {
    const { verifier, sign } = await startVerifier();
    const token = await sign({}, 600);
    await verifier.verify(token);
    const [header, , signature] = token.split('.');
    const [, forged] = (await sign({ roles: ['administrator'] }, 600)).split('.');
    await expect(verifier.verify([header, forged, signature].join('.'))).rejects.toThrow('not one that this server');
  });

  it('is not believed for longer than it lasts', async () => {
    const { verifier, sign } = await startVerifier();
    // It has expired within the tolerance, which ends while this waits.
    const token = await sign({}, -3);
    await verifier.verify(token);
    let refusal: unknown;
    while (refusal === undefined) {
      await verifier.verify(token).catch((error: unknown) => (refusal = error));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(refusal).toEqual(new Error('The token has expired: get a new one.'));
  });
});
