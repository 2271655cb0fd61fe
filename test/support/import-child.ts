/**
 * A worker that does the imports of a database. Arguments: its URL; after how many appends the process is to end as by
 * `kill -9`, or 0 for never.
 */
import { tmpdir } from 'node:os';
import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore, type EventStore } from '@outturn/event-store';
import { ExportFiles } from '@outturn/exports';
import { PgBossJobs } from '@outturn/jobs';
import { PostgresReadModels } from '@outturn/read-models';
import { importFigures } from '../../apps/worker/src/jobs/import';

const [, , databaseUrl = '', appends = '0'] = process.argv;
const LEASE_SECONDS = 1;

const complain = (error: unknown): void => {
  console.error(error);
};
const pool = createApplicationPool(databaseUrl, { maxConnections: 6, onIdleError: complain });
const store = new PostgresEventStore(pool);
let left = Number(appends);

const mortal: EventStore = Object.assign(Object.create(store) as EventStore, {
  append: async (...args: Parameters<EventStore['append']>) => {
    const result = await store.append(...args);
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return result;
  },
});
const handler = importFigures({
  store: mortal,
  pool,
  readModels: new PostgresReadModels(pool, store),
  mailer: { send: () => Promise.resolve() },
  exportFiles: new ExportFiles(tmpdir()),
  addresses: () => new Map(),
});

new PgBossJobs({ pool, onError: complain, leaseSeconds: LEASE_SECONDS })
  .work([handler], { onError: complain })
  .then(() => {
    console.log('working');
  })
  .catch((error: unknown) => {
    complain(error);
    process.exit(1);
  });
