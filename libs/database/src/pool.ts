import { Pool } from 'pg';
import { connectionConfig } from './address';

/** The reduced role under which the application works: it adds events and owns the read models, nothing else. */
export const APPLICATION_ROLE = 'outturn_application';

export interface ApplicationPoolOptions {
  /** How many connections at the most. */
  readonly maxConnections: number;
  /** Receives errors of connections that nobody is using, such as when the server restarts; the pool replaces them. */
  readonly onIdleError: (error: Error) => void;
}

const SESSION_SETTINGS = [
  `role=${APPLICATION_ROLE}`,
  'timezone=UTC',
  'statement_timeout=30s',
  'lock_timeout=10s',
  'idle_in_transaction_session_timeout=60s',
  // Who holds a lock and vanishes without a word is noticed within 4 s, so that another takes over.
  'tcp_keepalives_idle=2',
  'tcp_keepalives_interval=1',
  'tcp_keepalives_count=2',
  // Appending relies on every statement seeing what was committed before it.
  'default_transaction_isolation=read committed',
];

/**
 * Connections to a database whose sessions have only the rights of `outturn_application`, in UTC. A statement may take
 * 30 s and wait 10 s for a lock; longer work sets `set local statement_timeout` in its own transaction.
 *
 * @param url of the database, with a user who is a member of that role (`migrate` sees to it)
 * @throws {Error} when the URL is none
 */
export function createApplicationPool(url: string, options: ApplicationPoolOptions): Pool {
  const pool = new Pool({ ...connectionConfig(url, SESSION_SETTINGS), max: options.maxConnections });
  pool.on('error', options.onIdleError);
  // A connection that breaks while it is in use also emits an error, besides failing the query, and would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
