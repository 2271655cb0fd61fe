import type { Pool } from 'pg';
import type { CopyTarget } from './copy-target';
import type { EventStore } from './event-store';
import { EventStoreDbEventStore } from './eventstoredb';
import { EventStoreDbConnection } from './eventstoredb-connection';
import { PostgresEventStore } from './postgres';

/** Where the events lie. */
export type EventStoreChoice =
  | { readonly kind: 'postgres' }
  /** The URL holds a password, so it never goes into a log. */
  | { readonly kind: 'eventstoredb'; readonly url: string };

export interface OpenEventStoreOptions {
  /** To the database with the events, or with the positions of those in EventStoreDB; the caller ends it after `close`. */
  readonly pool: Pool;
  /** Is told why events get no positions for the moment; the store goes on by itself. */
  readonly onError: (error: unknown) => void;
}

/**
 * Opens the event store of this process; nothing is asked of it before it is used.
 *
 * @throws {Error} when the URL is none, or this process has a connection to an EventStoreDB already.
 */
export async function openEventStore(
  choice: EventStoreChoice,
  options: OpenEventStoreOptions,
): Promise<EventStore & CopyTarget> {
  const { pool, onError } = options;
  if (choice.kind === 'postgres') return new PostgresEventStore(pool);
  const connection = await EventStoreDbConnection.open({ url: choice.url });
  return new EventStoreDbEventStore({ connection, pool, onError, onClosed: () => connection.dispose() });
}
