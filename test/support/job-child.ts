/**
 * A worker that opens a quarter by the ordinary command, under the id of its job, and then either finishes or hangs.
 * Arguments: `hang` or `finish`; the URL of a migrated database; for jobs on Redis its URL and the prefix of its keys.
 */
import { createApplicationPool } from '@outturn/database';
import { reportingPeriod, reportingPeriodStream } from '@outturn/domain';
import { PostgresEventStore, handle } from '@outturn/event-store';
import { BullMqJobs, PgBossJobs, type JobHandler, type Jobs } from '@outturn/jobs';
import { eventTypes } from '@outturn/read-models';

const [, , conduct = '', databaseUrl = '', redisUrl, prefix] = process.argv;
const LEASE_SECONDS = 1;
const PERIOD = '2024-25-Q1';

const complain = (error: unknown): void => {
  console.error(error);
};
const pool = createApplicationPool(databaseUrl, { maxConnections: 6, onIdleError: complain });
const store = new PostgresEventStore(pool);

const openQuarter: JobHandler = {
  kind: 'open-quarter',
  async run({ id }) {
    const { repeated } = await handle({
      store,
      decider: reportingPeriod,
      eventTypes,
      streamId: reportingPeriodStream(PERIOD),
      command: { type: 'OpenReportingPeriod', actor: 'system', period: PERIOD, coverage: 'full' },
      commandId: id,
      metadata: { actor: 'system', role: 'performance', correlationId: id, causationId: id },
    });
    console.log(`recorded ${repeated ? 'before' : 'now'}`);
    if (conduct === 'hang') await new Promise(() => undefined);
    return { repeated };
  },
};

function openJobs(): Promise<Jobs> {
  const options = { onError: complain, leaseSeconds: LEASE_SECONDS };
  if (redisUrl === undefined) return Promise.resolve(new PgBossJobs({ ...options, pool }));
  return BullMqJobs.open({ ...options, url: redisUrl, prefix });
}

openJobs()
  .then((jobs) => jobs.work([openQuarter], { onError: complain }))
  .then(() => {
    console.log('working');
  })
  .catch((error: unknown) => {
    complain(error);
    process.exit(1);
  });
