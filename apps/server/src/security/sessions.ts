import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { Identity } from './permissions';

/** Nobody has used the session for so long: it ends. */
export const IDLE_LIMIT_MS = 30 * 60_000;
/** A session ends after so long, whatever is done with it. */
export const ABSOLUTE_LIMIT_MS = 12 * 60 * 60_000;
/** So long may somebody take to sign in. */
export const SIGN_IN_LIMIT_MS = 15 * 60_000;
/** "Last seen" is written at most this often: a page that is read writes nothing. */
const SEEN_EVERY_MS = 60_000;
const ID_BYTES = 32;

/** What the identity provider is asked, to be compared with what it answers. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Address of this server to go to afterwards. */
  readonly returnTo: string;
}

/** What a session is about: somebody who is signing in, or who is signed in. */
export type SessionContent =
  | { readonly kind: 'signing-in'; readonly pending: PendingSignIn }
  | { readonly kind: 'signed-in'; readonly identity: Identity; readonly formToken: string };

/** A session that holds, with the id that its browser holds. */
export interface Session {
  readonly id: string;
  readonly content: SessionContent;
}

/** A session of somebody who is signed in. */
export type SignedInSession = Session & { readonly content: Extract<SessionContent, { kind: 'signed-in' }> };

/** Sessions, kept by the hash of their id so that whoever reads the table cannot use them. */
export class Sessions {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Begins a session under an id that nobody has seen before, and removes those that have ended. */
  async begin(content: SessionContent): Promise<Session> {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const now = this.now();
    await this.pool.query('delete from sessions.sessions where last_seen_at < $1 or created_at < $2', [
      before(now, IDLE_LIMIT_MS),
      before(now, ABSOLUTE_LIMIT_MS),
    ]);
    await this.pool.query(
      'insert into sessions.sessions (id_hash, content, created_at, last_seen_at) values ($1, $2, $3, $3)',
      [hashOf(id), JSON.stringify(content), now],
    );
    return { id, content };
  }

  /** The session of an id; undefined when there is none or its time is up. */
  async find(id: string): Promise<Session | undefined> {
    const now = this.now();
    const answer = await this.pool.query<{ content: SessionContent; created_at: Date; last_seen_at: Date }>({
      name: 'session',
      text: 'select content, created_at, last_seen_at from sessions.sessions where id_hash = $1',
      values: [hashOf(id)],
    });
    const row = answer.rows[0];
    if (row === undefined || hasEnded(row, now)) return undefined;
    if (row.last_seen_at < before(now, SEEN_EVERY_MS)) {
      await this.pool.query('update sessions.sessions set last_seen_at = $2 where id_hash = $1', [hashOf(id), now]);
    }
    return { id, content: row.content };
  }

  /** Ends a session; what has ended already stays so. */
  async end(id: string): Promise<void> {
    await this.pool.query('delete from sessions.sessions where id_hash = $1', [hashOf(id)]);
  }
}

/** A secret that stands in every form of a session, so that no other site can send one in its name. */
export function newFormToken(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}

/** Whether a form carries the secret of its session; takes as long for a near miss as for a far one. */
export function isFormToken(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  return timingSafeEqual(hashOf(given), hashOf(expected));
}

function hasEnded(row: { content: SessionContent; created_at: Date; last_seen_at: Date }, now: Date): boolean {
  const limit = row.content.kind === 'signing-in' ? SIGN_IN_LIMIT_MS : ABSOLUTE_LIMIT_MS;
  return row.created_at < before(now, limit) || row.last_seen_at < before(now, IDLE_LIMIT_MS);
}

function before(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() - milliseconds);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
