import { randomUUID } from 'node:crypto';
import { BullMqJobs } from '@outturn/jobs';
import { jobsContract } from './jobs.contract';
import { killedWorkerContract } from './killed-worker.contract';

const url = process.env.OUTTURN_TEST_REDIS ?? '';

jobsContract('jobs on Redis, by BullMQ', async () => {
  const prefix = `test-${randomUUID()}`;
  const errors: unknown[] = [];
  const open = (): Promise<BullMqJobs> =>
    BullMqJobs.open({ url, prefix, onError: (error) => errors.push(error), leaseSeconds: 2 });
  const [jobs, other] = await Promise.all([open(), open()]);
  return {
    jobs,
    other,
    errors,
    dispose: async () => {
      await Promise.all([jobs.close(), other.close()]);
      expect(errors).toEqual([]);
    },
  };
});

killedWorkerContract('a killed worker, with jobs on Redis', async () => {
  const prefix = `test-${randomUUID()}`;
  return { jobs: await BullMqJobs.open({ url, prefix, onError: () => undefined }), place: [url, prefix] };
});

describe('a wrong REDIS_URL', () => {
  it('is told in one sentence, without the password', async () => {
    const opening = BullMqJobs.open({ url: 'redis://me:hunter2@127.0.0.1:1/0', onError: () => undefined });
    await expect(opening).rejects.toThrow(/^No connection to the Redis of REDIS_URL \(.+\): check REDIS_URL\.$/);
    await expect(opening).rejects.not.toThrow(/hunter2/);
  });
});
