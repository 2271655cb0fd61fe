import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Role } from './permissions';

/** People who exist only to show the system on one's own machine. Their ids say nothing about anybody. */
export const DEMONSTRATION_IDENTITIES = {
  'officer.housing': { sub: 'demo-7c1e40', roles: ['officer'], areas: ['quality-homes'] },
  'officer.children': { sub: 'demo-2b95d3', roles: ['officer'], areas: ['best-start'] },
  approver: { sub: 'demo-e08a6f', roles: ['approver'], areas: [] },
  performance: { sub: 'demo-51f2c8', roles: ['performance'], areas: [] },
  auditor: { sub: 'demo-93d7b4', roles: ['auditor'], areas: [] },
  commissioner: { sub: 'demo-c46e19', roles: ['commissioner'], areas: [] },
  administrator: { sub: 'demo-a7d052', roles: ['administrator'], areas: [] },
} as const satisfies Record<string, { sub: string; roles: readonly Role[]; areas: readonly string[] }>;

export type DemonstrationIdentity = keyof typeof DEMONSTRATION_IDENTITIES;

export const DEMONSTRATION_ISSUER = 'urn:outturn:demonstration';
export const DEMONSTRATION_AUDIENCE = 'urn:outturn:this-machine';

const KEY_FILE = 'demonstration-key.json';
const TOKEN_LIFETIME = '12h';

/** Whether a word names a demonstration identity. */
export function isDemonstrationIdentity(word: string): word is DemonstrationIdentity {
  return Object.hasOwn(DEMONSTRATION_IDENTITIES, word);
}

/**
 * A token for a demonstration identity, good for 12 hours at a server that runs standalone on the same data folder.
 *
 * @throws {Error} when others on this machine may read the key.
 */
export async function signDemonstrationToken(identity: DemonstrationIdentity, dataDir: string): Promise<string> {
  const key = await openKey(dataDir);
  const { sub, roles, areas } = DEMONSTRATION_IDENTITIES[identity];
  return new SignJWT({ roles: [...roles], areas: [...areas] })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: key.kid })
    .setSubject(sub)
    .setIssuer(DEMONSTRATION_ISSUER)
    .setAudience(DEMONSTRATION_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(TOKEN_LIFETIME)
    .sign(await importJWK(key, 'EdDSA'));
}

/** The public part of the key of a data folder, made when missing. */
export async function demonstrationPublicKey(dataDir: string): Promise<JWK> {
  const { kty, crv, x, kid } = await openKey(dataDir);
  return { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' };
}

async function openKey(dataDir: string): Promise<JWK & { readonly kid: string }> {
  const file = join(dataDir, KEY_FILE);
  const text = readKey(file) ?? (await makeKey(dataDir, file));
  const key = JSON.parse(text) as JWK;
  if (key.kid === undefined || key.d === undefined) {
    throw new Error(`${file} is not a demonstration key: remove it, and the next start makes another.`);
  }
  return { ...key, kid: key.kid };
}

function readKey(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(
      `Other users of this machine may read ${file}, so whoever shows its tokens may be anybody: remove it, and the next start makes another.`,
    );
  }
  return text;
}

/** Written beside its place and then linked, so that two programs that start at once end up with the same key. */
async function makeKey(dataDir: string, file: string): Promise<string> {
  mkdirSync(dataDir, { recursive: true });
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const key = await exportJWK(privateKey);
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, JSON.stringify({ ...key, kid: await calculateJwkThumbprint(key) }), { mode: 0o600 });
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  return readKey(file) ?? '';
}
