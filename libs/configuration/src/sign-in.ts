import { isLoopbackHost, isSafeUrl, type Reader } from './reader';

/** Under which names the identity provider says who somebody is. */
export interface ClaimNames {
  /** Opaque id: goes into events for ever. */
  readonly id: string;
  /** What people call them: goes into the directory, from which it can be erased. */
  readonly name: string;
  readonly roles: string;
  readonly areas: string;
}

export const DEFAULT_CLAIMS: ClaimNames = { id: 'sub', name: 'name', roles: 'roles', areas: 'areas' };

/** An OpenID Connect provider at which people sign in to the pages. */
export interface ProviderSetting {
  readonly kind: 'provider';
  readonly issuer: string;
  readonly clientId: string;
  /** Never goes into a log. Absent for a client that the provider knows as public. */
  readonly clientSecret?: string;
  /** Where browsers find this server, such as `https://outturn.example`. Absent: on this machine, as they ask for it. */
  readonly publicUrl?: string;
  readonly claims: ClaimNames;
}

/** How people sign in to the pages. */
export type SignInSetting =
  | ProviderSetting
  /** As one of the people of the example, at a provider that runs beside the server. */
  | { readonly kind: 'demonstration' }
  /** Not at all: programs use the API. */
  | { readonly kind: 'none' };

interface Circumstances {
  readonly host: string;
  readonly isStandalone: boolean;
  readonly identities: 'demonstration' | 'provider';
}

/** Reads how people sign in to the pages. */
export function readSignIn(reader: Reader, { host, isStandalone, identities }: Circumstances): SignInSetting {
  const issuer = reader.text('OIDC_ISSUER');
  const clientId = reader.text('OIDC_CLIENT_ID');
  const publicUrl = readPublicUrl(reader);
  if (issuer === undefined && clientId === undefined) {
    return { kind: isStandalone && identities === 'demonstration' ? 'demonstration' : 'none' };
  }
  for (const [name, value] of Object.entries({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId })) {
    if (value === undefined) {
      reader.refuse(`${name} is missing: OIDC_ISSUER and OIDC_CLIENT_ID belong together, set both.`);
    }
  }
  if (issuer !== undefined && !isSafeUrl(issuer)) {
    reader.refuse(
      'OIDC_ISSUER must be an https URL without user and password (http only on this machine), such as https://login.example/tenant/v2.0.',
    );
  }
  if (publicUrl === undefined && !isLoopbackHost(host)) {
    reader.refuse(
      'PUBLIC_URL is missing: people come back to it after they have signed in, so set it to the address that they use, such as https://outturn.example.',
    );
  }
  return {
    kind: 'provider',
    issuer: issuer ?? '',
    clientId: clientId ?? '',
    clientSecret: reader.text('OIDC_CLIENT_SECRET'),
    publicUrl,
    claims: {
      id: reader.text('OIDC_ID_CLAIM') ?? DEFAULT_CLAIMS.id,
      name: reader.text('OIDC_NAME_CLAIM') ?? DEFAULT_CLAIMS.name,
      roles: reader.text('OIDC_ROLES_CLAIM') ?? DEFAULT_CLAIMS.roles,
      areas: reader.text('OIDC_AREAS_CLAIM') ?? DEFAULT_CLAIMS.areas,
    },
  };
}

/** Only an origin: the pages stand at its top. */
function readPublicUrl(reader: Reader): string | undefined {
  const text = reader.text('PUBLIC_URL');
  if (text === undefined) return undefined;
  if (isSafeUrl(text) && ['', '/'].includes(new URL(text).pathname) && !/[?#]/.test(text)) return new URL(text).origin;
  reader.refuse(
    'PUBLIC_URL must be an https address without path (http only on this machine), such as https://outturn.example.',
  );
  return undefined;
}
