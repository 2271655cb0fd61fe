import type { Configuration } from '@outturn/configuration';
import { EMBEDDED_DATABASE, createApplicationPool, migrate, startEmbeddedPostgres } from '@outturn/database';
import { openEventStore, type CopyTarget, type EventStore, type EventStoreChoice } from '@outturn/event-store';
import { allMigrations } from '@outturn/migrations';
import type { Pool } from 'pg';
import { Closers } from './closers';
import { prepareDataFolder } from './data-folder';
import { complain, sentenceOf, withoutRepeats } from './output';
import { forgetRunning, noteRunning, runningDatabase } from './running';

export interface Opened {
  readonly url: string;
  readonly pool: Pool;
  readonly store: EventStore & CopyTarget;
}

/**
 * The URL of the database: the one that is configured, or that of the embedded PostgreSQL, which is started.
 *
 * @throws {Error} when another process uses the data folder, or the server does not start.
 */
export async function startDatabase(
  configuration: Configuration,
  closers: Closers,
  report: (line: string) => void,
): Promise<string> {
  if (configuration.databaseUrl !== undefined) return configuration.databaseUrl;
  const { dataDir } = configuration;
  prepareDataFolder(dataDir);
  const postgres = await startEmbeddedPostgres({ dataDir, report });
  closers.add('PostgreSQL', () => postgres.stop());
  const url = postgres.connectionString(EMBEDDED_DATABASE);
  noteRunning(dataDir, url);
  closers.add('the note of the running database', () => {
    forgetRunning(dataDir);
    return Promise.resolve();
  });
  return url;
}

/** Connections and the event store on a database that has been migrated. */
export async function openStore(
  url: string,
  choice: EventStoreChoice,
  maxConnections: number,
  closers: Closers,
): Promise<Opened> {
  let ending = false;
  const pool = createApplicationPool(url, {
    maxConnections,
    onIdleError: (error) => {
      // Connections that are being closed may still see the database stop.
      if (!ending) complain(`A connection to the database broke: ${sentenceOf(error)}`);
    },
  });
  closers.add('the connections to the database', () => {
    ending = true;
    return pool.end();
  });
  const tell = withoutRepeats(complain);
  const store = await openEventStore(choice, {
    pool,
    onError: (error) => {
      tell(sentenceOf(error));
    },
  });
  closers.add('the event store', () => store.close());
  return { url, pool, store };
}

export const TOOL_CONNECTIONS = 6;

/**
 * The URL of the database for a command that runs once, brought up to date: the one that is configured, that of a running
 * `start` on the same data folder, or the embedded one, which is started for it and stopped again.
 */
export async function prepareDatabase(configuration: Configuration, closers: Closers): Promise<string> {
  const running = configuration.databaseUrl ?? (await runningDatabase(configuration.dataDir));
  const url = running ?? (await startDatabase(configuration, closers, complain));
  await migrate(url, allMigrations);
  return url;
}

/** Does something with the database of `prepareDatabase` and the configured event store. */
export async function withDatabase<T>(configuration: Configuration, work: (opened: Opened) => Promise<T>): Promise<T> {
  const closers = new Closers(complain);
  try {
    const url = await prepareDatabase(configuration, closers);
    return await work(await openStore(url, configuration.eventStore, TOOL_CONNECTIONS, closers));
  } finally {
    await closers.close();
  }
}
