import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { isLoopbackHost } from '@outturn/configuration';
import { describeRoles, rolesFor, type Identity, type Permission } from './permissions';
import type { Session } from './sessions';
import { TOKEN_VERIFIER } from './tokens';
import type { TokenVerifier } from './token-verifier';

/** Nobody has to say who they are. Only for routes that show nothing of what is recorded. */
const OPEN = 'open';
/** Whoever is on this machine itself needs no token; everybody else needs the permission. */
type Declared =
  | typeof OPEN
  | {
      readonly permission: Permission;
      readonly openOnLoopback: boolean;
      /** Programs show a token; browsers have a session, which the API does not take: no page can make them call it. */
      readonly by: 'token' | 'session';
    };

const DECLARED = 'outturn:permission';

/** Declares the permission that a route needs. A route that declares nothing answers nobody. */
export const Permit = (permission: Permission) =>
  SetMetadata(DECLARED, { permission, openOnLoopback: false, by: 'token' } satisfies Declared);

/** Declares a route that needs a permission, but no token from this machine itself. */
export const PermitOnLoopbackOr = (permission: Permission) =>
  SetMetadata(DECLARED, { permission, openOnLoopback: true, by: 'token' } satisfies Declared);

/** Declares the permission that a page needs; who has not signed in is sent to do so. */
export const PermitSignedIn = (permission: Permission) =>
  SetMetadata(DECLARED, { permission, openOnLoopback: false, by: 'session' } satisfies Declared);

/** Declares a route that anybody may call. */
export const Open = () => SetMetadata(DECLARED, OPEN);

/** A request after the guard has let it through. */
export interface AuthenticatedRequest extends Request {
  identity?: Identity;
  /** The session of its browser, where it is a page's. */
  session?: Session;
  /** What the route declares and the caller has. */
  permission?: Permission;
}

/** Why the guard refuses a request; the problem filter writes it with the headers that HTTP asks for. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: 401 | 403,
    readonly code: string,
    message: string,
    /** Value of WWW-Authenticate. */
    readonly challenge?: string,
  ) {
    super(message);
  }
}

/**
 * Who asks, and by which permission.
 *
 * @throws {Refused} when the guard has not established it: the route declares no permission.
 */
export function callerOf(request: AuthenticatedRequest): { identity: Identity; permission: Permission } {
  const { identity, permission } = request;
  if (identity === undefined || permission === undefined) {
    throw new Refused(401, 'no-token', 'Say who you are.', challenge());
  }
  return { identity, permission };
}

/** Lets a request through only when its route has declared what it needs and the caller has it. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declared = this.reflector.get<Declared | undefined>(DECLARED, context.getHandler());
    if (declared === undefined) {
      throw new Refused(403, 'no-permission-declared', 'Nobody may use this address: it declares no permission.');
    }
    if (declared === OPEN) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (declared.openOnLoopback && isFromThisMachine(request)) return true;
    const identity = declared.by === 'session' ? signedIn(request) : await this.identify(request);
    if (rolesFor(identity, declared.permission).length === 0) throw missingRole(declared);
    request.identity = identity;
    request.permission = declared.permission;
    return true;
  }

  private async identify(request: Request): Promise<Identity> {
    const header = request.headers.authorization;
    if (header === undefined) {
      throw new Refused(401, 'no-token', 'Send a token: "Authorization: Bearer <token>".', challenge());
    }
    const token = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header)?.[1];
    // Of two headers a program in front of this one could read the other.
    if (token === undefined || request.headersDistinct.authorization?.length !== 1) {
      const message = 'The Authorization header is not "Bearer" and a token, given once.';
      throw new Refused(401, 'invalid-token', message, challenge('invalid_request', message));
    }
    return this.verifier.verify(token);
  }
}

/** Nobody has signed in on this browser, or their time is up. */
export class SignInNeeded extends Refused {
  constructor() {
    super(401, 'not-signed-in', 'Sign in to see this page.');
  }
}

function signedIn({ session }: AuthenticatedRequest): Identity {
  if (session?.content.kind !== 'signed-in') throw new SignInNeeded();
  return session.content.identity;
}

function missingRole({ permission, by }: Exclude<Declared, typeof OPEN>): Refused {
  const needed = `This needs the role ${describeRoles(permission)}`;
  if (by === 'session') return new Refused(403, 'missing-role', `${needed}, which you do not have.`);
  const message = `${needed}, which your token does not have.`;
  return new Refused(403, 'missing-role', message, challenge('insufficient_scope', message));
}

/** Value of WWW-Authenticate (RFC 6750). */
export function challenge(error?: string, description?: string): string {
  const details = error === undefined ? '' : `, error="${error}", error_description="${quoted(description ?? '')}"`;
  return `Bearer realm="outturn"${details}`;
}

/** RFC 6750 allows no quotation marks, backslashes or characters outside ASCII in a description. */
function quoted(text: string): string {
  return text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?');
}

/** A proxy on this machine passes on what comes from elsewhere, and says so with these headers. */
function isFromThisMachine(request: Request): boolean {
  const { headers, socket, hostname } = request;
  // A page of another site can reach this machine through the browser, but not under this machine's name.
  if (!isLoopbackHost(hostname.replace(/^\[|\]$/g, ''))) return false;
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];
  if (passedOn.some((name) => headers[name] !== undefined)) return false;
  return isLoopbackHost((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
}
