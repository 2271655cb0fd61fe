import { DEFAULT_CLAIMS, isLoopbackHost, type ClaimNames, type Configuration } from '@outturn/configuration';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { DEMONSTRATION_AUDIENCE, DEMONSTRATION_ISSUER, demonstrationPublicKey } from './demonstration-identities';
import { ROLES, type Identity, type Role } from './permissions';

/** Says whose a token is. */
export interface TokenVerifier {
  /**
   * @throws {InvalidToken} when the token does not hold.
   * @throws {IdentityProviderUnavailable} when its keys cannot be had, so that nothing can be said of it.
   */
  verify(token: string): Promise<Identity>;
}

/** A token that is forged, expired, for somebody else, or incomplete. The message is safe to send. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

/** The identity provider's keys cannot be fetched. */
export class IdentityProviderUnavailable extends Error {
  override readonly name = 'IdentityProviderUnavailable';
}

/** Only signatures of a private key: with a shared secret, whoever can check a token could also make one. */
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'];
const CLOCK_TOLERANCE_SECONDS = 5;
const KEYS_TIMEOUT_MS = 5_000;
/** A signature takes longer to check than most questions to answer, and the keys are fetched anew less often than this. */
const BELIEVED_MS = 60_000;
const MOST_BELIEVED = 1_000;
/** No blanks and no "@": ids go into events for ever, and an e-mail address or a name must never be one of them. */
const OPAQUE_ID = /^[A-Za-z0-9][A-Za-z0-9._:|-]{0,119}$/;
const AREA_KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The verifier that a configuration asks for.
 *
 * @throws {Error} when it asks for the demonstration identities elsewhere than standalone on loopback.
 */
export async function createTokenVerifier(configuration: Configuration): Promise<TokenVerifier> {
  const { identities, program, host, dataDir } = configuration;
  if (identities.kind === 'provider') {
    const keys = createRemoteJWKSet(new URL(identities.jwksUrl), { timeoutDuration: KEYS_TIMEOUT_MS });
    return verifierWith(keys, identities.issuer, identities.audience);
  }
  if (program !== 'standalone' || !isLoopbackHost(host)) {
    throw new Error(
      'The demonstration identities are taken only by a server that runs standalone on this machine (HOST=127.0.0.1): set JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL.',
    );
  }
  const keys = createLocalJWKSet({ keys: [await demonstrationPublicKey(dataDir)] });
  return verifierWith(keys, DEMONSTRATION_ISSUER, DEMONSTRATION_AUDIENCE);
}

/** A verifier that takes the tokens of one issuer for one audience, and remembers for a while which it has found to hold. */
export function verifierWith(source: JWTVerifyGetKey, issuer: string, audience: string): TokenVerifier {
  const options = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['exp', 'sub'],
  };
  const keys: JWTVerifyGetKey = async (header, token) => {
    try {
      return await source(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JOSENotSupported) throw cause;
      throw new IdentityProviderUnavailable('The keys of the identity provider cannot be had: try again.', { cause });
    }
  };
  const believed = new LRUCache<string, Identity>({ max: MOST_BELIEVED });
  return {
    verify: async (token) => {
      const known = believed.get(token);
      if (known !== undefined) return known;
      const { payload } = await jwtVerify(token, keys, options).catch(rethrow);
      const identity = identityOf(payload);
      believed.set(token, identity, { ttl: Math.min(BELIEVED_MS, millisecondsLeft(payload)) });
      return identity;
    },
  };
}

/** How much longer a token holds that has just been found to hold; at least 1, as 0 would mean for ever. */
function millisecondsLeft({ exp = 0 }: JWTPayload): number {
  return Math.max(1, Math.floor((exp + CLOCK_TOLERANCE_SECONDS) * 1_000 - Date.now()));
}

function rethrow(error: unknown): never {
  if (error instanceof IdentityProviderUnavailable) throw error;
  if (error instanceof errors.JWTExpired) throw new InvalidToken('The token has expired: get a new one.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    throw new InvalidToken(`The claim "${error.claim}" of the token is missing or not what this server takes.`);
  }
  throw new InvalidToken('The token is not one that this server can trust.');
}

/**
 * Who somebody is, as verified claims say.
 *
 * @throws {InvalidToken} when a claim is missing or not what it must be.
 */
export function identityOf(payload: JWTPayload, names: Omit<ClaimNames, 'name'> = DEFAULT_CLAIMS): Identity {
  const id = payload[names.id];
  // The type is a promise of the issuer's: a list of one id would look like that id.
  if (typeof id !== 'string' || !OPAQUE_ID.test(id)) {
    throw new InvalidToken(
      `The claim "${names.id}" of the token is not an opaque id of letters, digits and . _ : | - (no e-mail address, no name).`,
    );
  }
  return {
    actor: id,
    roles: rolesOf(payload[names.roles], names.roles),
    areas: areasOf(payload[names.areas], names.areas),
  };
}

/** Roles of other systems may stand in the same token, and mean nothing here. */
function rolesOf(claim: unknown, name: string): Role[] {
  if (!Array.isArray(claim)) throw new InvalidToken(`The claim "${name}" of the token is not a list.`);
  return ROLES.filter((role) => claim.includes(role));
}

function areasOf(claim: unknown, name: string): string[] {
  if (claim === undefined) return [];
  if (!Array.isArray(claim)) throw new InvalidToken(`The claim "${name}" of the token is not a list.`);
  return claim.filter((area): area is string => typeof area === 'string' && AREA_KEY.test(area));
}
