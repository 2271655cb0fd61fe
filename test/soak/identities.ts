import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

export const AREA = 'quality-homes';
const ISSUER = 'https://identity.soak/';
const AUDIENCE = 'outturn';

const CLAIMS = {
  performance: { roles: ['performance'] },
  officer: { roles: ['officer'], areas: [AREA] },
  stranger: { roles: ['officer'], areas: ['best-start'] },
  approver: { roles: ['approver'] },
  auditor: { roles: ['auditor'] },
  administrator: { roles: ['administrator'] },
} as const;
export type Person = keyof typeof CLAIMS;

/** Who signs the tokens of the clients. */
export interface Identities {
  /** What a server must be told of it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tokens: Readonly<Record<Person, string>>;
  close(): void;
}

/** Starts an identity provider in this process, and makes tokens that outlive every jump of a clock. */
export async function startIdentities(): Promise<Identities> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const key = { ...(await exportJWK(publicKey)), kid: 'soak', alg: 'EdDSA', use: 'sig' };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sign = (person: Person) =>
    new SignJWT({ sub: `soak-${person}`, ...CLAIMS[person] })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'soak' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('30d')
      .sign(privateKey);
  // The keys of the claims are the people.
  const people = Object.keys(CLAIMS) as Person[];
  const tokens = await Promise.all(people.map(async (person) => [person, await sign(person)] as const));
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    environment: { JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: `http://127.0.0.1:${port}/keys` },
    // Every person has a token.
    tokens: Object.fromEntries(tokens) as Record<Person, string>,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
