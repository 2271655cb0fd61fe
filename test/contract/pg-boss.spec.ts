import { PgBossJobs } from '@outturn/jobs';
import { createTestDatabase } from '../support/database';
import { jobsContract } from './jobs.contract';
import { killedWorkerContract } from './killed-worker.contract';

jobsContract('jobs in PostgreSQL, by pg-boss', async () => {
  const database = await createTestDatabase();
  const errors: unknown[] = [];
  const open = (): PgBossJobs =>
    new PgBossJobs({ pool: database.openPool(), onError: (error) => errors.push(error), leaseSeconds: 2 });
  const [jobs, other] = [open(), open()];
  return {
    jobs,
    other,
    errors,
    dispose: async () => {
      await Promise.all([jobs.close(), other.close()]);
      await database.drop();
      expect(errors).toEqual([]);
    },
  };
});

killedWorkerContract('a killed worker, with jobs in PostgreSQL', (database) => ({
  jobs: new PgBossJobs({ pool: database.pool, onError: () => undefined }),
  place: [],
}));
