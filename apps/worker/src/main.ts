import 'reflect-metadata';
import {
  ConfigurationError,
  errorInLog,
  logWithoutSecrets,
  parseConfiguration,
  startFailure,
} from '@outturn/configuration';
import { createApplicationPool, requireMigrated } from '@outturn/database';
import { openEventStore } from '@outturn/event-store';
import { openJobs, type Jobs } from '@outturn/jobs';
import { allMigrations } from '@outturn/migrations';
import { pino, type Logger } from 'pino';
import { jobHandlers, jobPartsOf } from './jobs';
import { startWorker, type WorkerParts } from './worker.module';

/** The follower, the jobs that run, and who listens share them. */
const MAX_CONNECTIONS = 12;

/** Runs the worker alone, until SIGTERM or SIGINT, or until it can go no further. */
async function main(): Promise<void> {
  const configuration = parseConfiguration(process.env, 'worker');
  const logger = pino({
    level: configuration.logLevel,
    serializers: { err: errorInLog },
    hooks: { logMethod: logWithoutSecrets },
  });
  // From the beginning: who is stopped while still starting stops in order, too.
  const stopped = untilSignalled(logger);
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
  let jobs: Jobs | undefined;
  try {
    await requireMigrated(pool, allMigrations);
    jobs = await openJobs(configuration.jobs, {
      pool,
      onError: (error) => {
        logger.error({ err: error }, 'The jobs had a problem; the work goes on.');
      },
    });
    const handlers = jobHandlers(jobPartsOf(configuration, { store, pool }));
    await work({ store, pool, jobs, handlers }, stopped, logger);
  } finally {
    await jobs?.close();
    await store.close();
    await pool.end();
    logger.info('Stopped.');
  }
}

function untilSignalled(logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      logger.info(`Stopping after ${signal}.`);
      resolve();
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
  });
}

async function work(
  parts: Omit<WorkerParts, 'onError' | 'onFailure'>,
  stopped: Promise<void>,
  logger: Logger,
): Promise<void> {
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<void>((_, reject) => {
    fail = reject;
  });
  const worker = await startWorker({
    ...parts,
    onError: (error) => {
      logger.error({ err: error }, 'Something went wrong and is tried again.');
    },
    onFailure: fail,
  });
  logger.info('Following the event store.');
  try {
    await Promise.race([stopped, failed]);
  } finally {
    await worker.close();
  }
}

main().catch((error: unknown) => {
  // These lines repeat no setting that can hold a secret, and show how one is written.
  const line = error instanceof ConfigurationError ? error.message : startFailure('worker', error);
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
});
