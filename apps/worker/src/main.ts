import 'reflect-metadata';
import { parseConfiguration } from '@outturn/configuration';
import { createApplicationPool, pendingMigrations } from '@outturn/database';
import { ledgerMigrations, openEventStore, type EventStore } from '@outturn/event-store';
import { readModelMigrations } from '@outturn/read-models';
import type { Pool } from 'pg';
import { pino, type Logger } from 'pino';
import { startWorker } from './worker.module';

const MAX_CONNECTIONS = 6;

/** Runs the worker alone, until SIGTERM or SIGINT, or until it can go no further. */
async function main(): Promise<void> {
  const configuration = parseConfiguration(process.env, 'worker');
  const logger = pino({ level: configuration.logLevel });
  const pool = createApplicationPool(configuration.databaseUrl ?? '', {
    maxConnections: MAX_CONNECTIONS,
    onIdleError: (error) => {
      logger.warn({ err: error }, 'A connection to the database broke.');
    },
  });
  const store = await openEventStore(configuration.eventStore, {
    pool,
    onError: (error) => {
      logger.warn({ err: error }, 'Events get no positions for the moment.');
    },
  });
  try {
    await refuseOldDatabase(pool);
    await follow(store, pool, logger);
  } finally {
    await store.close();
    await pool.end();
    logger.info('Stopped.');
  }
}

async function refuseOldDatabase(pool: Pool): Promise<void> {
  const pending = await pendingMigrations(pool, [...ledgerMigrations, ...readModelMigrations]);
  if (pending.length === 0) return;
  throw new Error(`The database lacks ${pending.length} migrations: run the command "migrate" first.`);
}

async function follow(store: EventStore, pool: Pool, logger: Logger): Promise<void> {
  let fail: (error: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    fail = reject;
    const stop = (signal: NodeJS.Signals) => {
      logger.info(`Stopping after ${signal}.`);
      resolve();
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
  });
  const worker = await startWorker({
    store,
    pool,
    onError: (error) => {
      logger.error({ err: error }, 'Following the event store failed and is tried again.');
    },
    onFailure: fail,
  });
  logger.info('Following the event store.');
  try {
    await ended;
  } finally {
    await worker.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
