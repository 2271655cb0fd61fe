import { ConfigurationError, parseConfiguration, startFailure, withoutSecrets } from '@outturn/configuration';
import { createApplicationPool } from '@outturn/database';
import { openEventStore, type EventStore } from '@outturn/event-store';
import { openJobs, type Jobs } from '@outturn/jobs';
import type { Pool } from 'pg';
import { createServer, type OutturnServer } from './create-server';
import { postgresParts } from './postgres-parts';

const CONNECTIONS = 16;

/** Runs the server alone, on the database that DATABASE_URL names; the worker keeps the read models up. */
async function main(): Promise<void> {
  const configuration = parseConfiguration(process.env, 'server');
  const pool = createApplicationPool(configuration.databaseUrl ?? '', {
    maxConnections: CONNECTIONS,
    onIdleError: (error) => {
      complain(`A connection to the database broke: ${error.message}`);
    },
  });
  const store = await openEventStore(configuration.eventStore, { pool, onError: complain });
  const jobs = await openJobs(configuration.jobs, { pool, onError: complain });
  const parts = postgresParts({ pool, store, jobs, dataDir: configuration.dataDir });
  await parts.checkDatabase();
  const server = await createServer(configuration, parts);
  process.stdout.write(`Outturn answers at ${await server.listen()}\n`);
  const stop = (): void => {
    close(server, jobs, store, pool).catch(complain);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function close(server: OutturnServer, jobs: Jobs, store: EventStore, pool: Pool): Promise<void> {
  await server.close();
  await jobs.close();
  await store.close();
  await pool.end();
}

function complain(problem: unknown): void {
  process.stderr.write(`${withoutSecrets(problem instanceof Error ? problem.message : String(problem))}\n`);
}

main().catch((error: unknown) => {
  // These lines repeat no setting that can hold a secret, and show how one is written.
  const line = error instanceof ConfigurationError ? error.message : startFailure('server', error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
});
