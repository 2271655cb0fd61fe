import { randomUUID } from 'node:crypto';
import {
  JobFailure,
  hasEnded,
  jobIdOf,
  progressOf,
  type Job,
  type JobContext,
  type JobHandler,
  type JobRequest,
  type JobWorker,
  type Jobs,
} from '@outturn/jobs';

/** Jobs under test: two connections to the same, as two processes would have. */
export interface JobsUnderTest {
  readonly jobs: Jobs;
  readonly other: Jobs;
  /** What went wrong unexpectedly. */
  readonly errors: unknown[];
  dispose(): Promise<void>;
}

const KIND = 'count';

/** What every adapter of the port must do. */
export function jobsContract(name: string, open: () => Promise<JobsUnderTest>): void {
  describe(name, () => {
    let world: JobsUnderTest;
    const workers: JobWorker[] = [];

    beforeEach(async () => {
      world = await open();
    });

    afterEach(async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.close(0)));
      await world.dispose();
    });

    const onError = (error: unknown): void => void world.errors.push(error);
    const request = (more: Partial<JobRequest> = {}): JobRequest => ({
      id: jobIdOf(KIND, randomUUID()),
      kind: KIND,
      input: { upTo: 3 },
      startedBy: 'u-1',
      backOffSeconds: 1,
      ...more,
    });
    const handlerOf = (run: JobHandler['run']): JobHandler => ({ kind: KIND, run });
    const work = async (run: JobHandler['run'], jobs = world.jobs): Promise<JobWorker> => {
      const worker = await jobs.work([handlerOf(run)], { onError });
      workers.push(worker);
      return worker;
    };

    it('keeps a job until somebody does it', async () => {
      const asked = request();
      const job = await world.jobs.enqueue(asked);
      expect(job).toEqual({
        id: asked.id,
        kind: KIND,
        input: { upTo: 3 },
        startedBy: 'u-1',
        state: 'waiting',
        attempt: 0,
        attempts: 3,
        progress: null,
        result: null,
        error: null,
        enqueuedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/) as string,
        startedAt: null,
        endedAt: null,
      });
      expect(await world.other.find(asked.id)).toEqual(job);
      expect(await world.jobs.find(randomUUID())).toBeUndefined();
    });

    it('does a job and keeps what came of it', async () => {
      const asked = request();
      await world.other.enqueue(asked);
      await work((job) => Promise.resolve({ counted: job.input.upTo ?? 0 }));
      const job = await ended(world.other, asked.id);
      expect(job).toMatchObject({ state: 'completed', attempt: 1, result: { counted: 3 }, error: null });
      expect(job.endedAt).not.toBeNull();
      expect(await world.jobs.find(asked.id)).toEqual(job);
    });

    it('does a job once however often it is asked for', async () => {
      const asked = request();
      let runs = 0;
      await Promise.all([world.jobs.enqueue(asked), world.other.enqueue(asked)]);
      await work(() => Promise.resolve({ run: (runs += 1) }));
      await ended(world.jobs, asked.id);
      expect(await world.other.enqueue({ ...asked, input: { upTo: 9 } })).toMatchObject({
        state: 'completed',
        input: { upTo: 3 },
      });
      await work(() => Promise.resolve({ run: (runs += 1) }), world.other);
      const next = request();
      await world.jobs.enqueue(next);
      await ended(world.jobs, next.id);
      expect(runs).toBe(2);
    });

    it('shares the jobs out among workers, each to one', async () => {
      const asked = Array.from({ length: 12 }, () => request());
      const done: string[] = [];
      const run: JobHandler['run'] = (job) => {
        done.push(job.id);
        return Promise.resolve({});
      };
      await Promise.all([work(run), work(run, world.other)]);
      await Promise.all(asked.map((one) => world.jobs.enqueue(one)));
      await Promise.all(asked.map(({ id }) => ended(world.jobs, id)));
      expect(done.sort()).toEqual(asked.map(({ id }) => id).sort());
    });

    it('tells how far a job has come, and what it has told last', async () => {
      const asked = request();
      const gate = signalled();
      await work(async (_, { report }) => {
        report(progressOf(1, 3, 'One of three.'));
        await gate.promise;
        report(progressOf(3, 3));
        return {};
      });
      await world.jobs.enqueue(asked);
      const seen: Job[] = [];
      for await (const job of world.other.changes(asked.id)) {
        seen.push(job);
        if (job.progress?.done === 1) gate.resolve();
      }
      expect(seen.map(({ progress }) => progress)).toContainEqual({
        percent: 33,
        done: 1,
        total: 3,
        message: 'One of three.',
      });
      expect(seen.at(-1)).toMatchObject({ state: 'completed', progress: { percent: 100, done: 3, total: 3 } });
    });

    it('tries again what went wrong', async () => {
      const asked = request({ attempts: 2 });
      await work((job) => (job.attempt === 1 ? Promise.reject(new Error('no luck')) : Promise.resolve({ ok: true })));
      await world.jobs.enqueue(asked);
      expect(await ended(world.other, asked.id)).toMatchObject({
        state: 'completed',
        attempt: 2,
        result: { ok: true },
        error: null,
      });
      expect(world.errors.splice(0)).toEqual([
        expect.objectContaining({ message: `The job ${asked.id} (count) went wrong.` }),
      ]);
    });

    it('tells that something went wrong and nothing of the inside, until it is tried again or cancelled', async () => {
      const asked = request({ attempts: 2, backOffSeconds: 600 });
      await work(() => Promise.reject(new Error('secret')));
      await world.jobs.enqueue(asked);
      const seen: Job[] = [];
      for await (const job of world.other.changes(asked.id)) {
        seen.push(job);
        if (job.state === 'retrying') expect(await world.other.cancel(asked.id)).toBe(true);
      }
      expect(seen.find(({ state }) => state === 'retrying')).toMatchObject({
        attempt: 1,
        attempts: 2,
        error: expect.stringMatching(/^Something went wrong; .+\.$/) as string,
        endedAt: null,
      });
      expect(seen.at(-1)?.state).toBe('cancelled');
      expect(JSON.stringify(seen)).not.toContain('secret');
      expect(world.errors.splice(0)).toHaveLength(1);
    });

    it('puts a job that cannot be done into the dead-letter list, and begins it again when told', async () => {
      const hopeless = request();
      const unlucky = request({ attempts: 1 });
      let isMended = false;
      await work((job) => {
        if (isMended) return Promise.resolve({});
        return Promise.reject(job.id === hopeless.id ? new JobFailure('The file is empty.') : new Error('no luck'));
      });
      for (const asked of [hopeless, unlucky]) {
        await world.jobs.enqueue(asked);
        await ended(world.jobs, asked.id);
      }
      const failed = await world.other.list({ states: ['failed'] });
      expect(failed.map(({ id, error, attempt }) => [id, error, attempt])).toEqual([
        [unlucky.id, expect.stringMatching(/^Something went wrong/), 1],
        [hopeless.id, 'The file is empty.', 1],
      ]);
      isMended = true;
      expect(await world.other.retry(hopeless.id)).toBe(true);
      expect(await ended(world.jobs, hopeless.id)).toMatchObject({ state: 'completed', attempt: 2 });
      expect(await world.other.retry(hopeless.id)).toBe(false);
      expect(await world.other.retry(randomUUID())).toBe(false);
      world.errors.splice(0);
    });

    it('cancels what waits', async () => {
      const asked = request();
      await world.jobs.enqueue(asked);
      expect(await world.other.cancel(asked.id)).toBe(true);
      expect(await world.jobs.find(asked.id)).toMatchObject({ state: 'cancelled' });
      let runs = 0;
      await work(() => Promise.resolve({ run: (runs += 1) }));
      const next = request();
      await world.jobs.enqueue(next);
      await ended(world.jobs, next.id);
      expect(runs).toBe(1);
      expect(await world.jobs.cancel(asked.id)).toBe(false);
      expect(await world.jobs.cancel(next.id)).toBe(false);
      expect(await world.jobs.cancel(randomUUID())).toBe(false);
    });

    it('cancels what runs elsewhere, and does not try it again', async () => {
      const asked = request();
      const begun = signalled();
      let runs = 0;
      await work(async (_, context) => {
        runs += 1;
        begun.resolve();
        return untilStopped(context);
      });
      await world.jobs.enqueue(asked);
      await begun.promise;
      expect(await world.other.cancel(asked.id)).toBe(true);
      expect(await ended(world.other, asked.id)).toMatchObject({ state: 'cancelled', result: null });
      const next = request();
      await world.jobs.enqueue(next);
      expect(await world.other.cancel(next.id)).toBe(true);
      await ended(world.other, next.id);
      expect(runs).toBeLessThanOrEqual(2);
    });

    it('lets what runs finish when it is closed, and begins nothing more', async () => {
      const [first, second] = [request(), request()];
      const begun = signalled();
      const gate = signalled();
      const worker = await world.jobs.work(
        [
          handlerOf(async () => {
            begun.resolve();
            await gate.promise;
            return {};
          }),
        ],
        { onError, concurrency: 1 },
      );
      await world.jobs.enqueue(first);
      await begun.promise;
      const closing = worker.close();
      await world.jobs.enqueue(second);
      gate.resolve();
      await closing;
      expect(await world.jobs.find(first.id)).toMatchObject({ state: 'completed' });
      expect(await world.jobs.find(second.id)).toMatchObject({ state: 'waiting' });
    });

    it('hands back what does not finish in time: it is done elsewhere, and that is no failed attempt', async () => {
      const asked = request({ attempts: 1 });
      const begun = signalled();
      const worker = await world.jobs.work(
        [
          handlerOf((_, context) => {
            begun.resolve();
            return untilStopped(context);
          }),
        ],
        { onError },
      );
      await world.jobs.enqueue(asked);
      await begun.promise;
      await worker.close(0);
      await work(() => Promise.resolve({ done: 'elsewhere' }), world.other);
      expect(await ended(world.jobs, asked.id)).toMatchObject({
        state: 'completed',
        attempt: 1,
        result: { done: 'elsewhere' },
      });
    });

    it('leaves to others what it was about to begin when it is closed', async () => {
      const asked = request({ attempts: 1 });
      await world.jobs.enqueue(asked);
      let begun = 0;
      const worker = await world.jobs.work(
        [
          handlerOf((_, context) => {
            begun += 1;
            return untilStopped(context);
          }),
        ],
        { onError },
      );
      await worker.close();
      expect(begun).toBe(0);
      await work(() => Promise.resolve({ done: 'elsewhere' }), world.other);
      expect(await ended(world.jobs, asked.id)).toMatchObject({
        state: 'completed',
        attempt: 1,
        result: { done: 'elsewhere' },
      });
    });

    it('lists the newest first, by state, kind and who asked', async () => {
      const asked = [
        request(),
        request({ kind: 'other-kind' }),
        request({ startedBy: 'u-2' }),
        request({ startedBy: 'u-2', kind: 'other-kind' }),
      ];
      const listed: Job[] = [];
      for (const one of asked) {
        listed.push(await world.jobs.enqueue(one));
        await nextMillisecond();
      }
      await world.jobs.cancel(asked[0]?.id ?? '');
      const placesOf = async (filter: Parameters<Jobs['list']>[0]): Promise<number[]> =>
        (await world.other.list(filter)).map((job) => asked.findIndex(({ id }) => id === job.id));
      expect(await placesOf({})).toEqual([3, 2, 1, 0]);
      expect(await placesOf({ limit: 2 })).toEqual([3, 2]);
      expect(await placesOf({ limit: 2, after: listed[2] })).toEqual([1, 0]);
      expect(await placesOf({ states: ['waiting'], limit: 1, after: listed[3] })).toEqual([2]);
      expect(await placesOf({ after: listed[0] })).toEqual([]);
      expect(await placesOf({ states: ['waiting'] })).toEqual([3, 2, 1]);
      expect(await placesOf({ states: ['cancelled', 'failed'] })).toEqual([0]);
      expect(await placesOf({ kinds: ['other-kind'] })).toEqual([3, 1]);
      expect(await placesOf({ startedBy: 'u-2', kinds: [KIND] })).toEqual([2]);
    });

    it('lists in pages without leaving any out or giving any twice, also of those that came at one moment', async () => {
      const asked = Array.from({ length: 20 }, () => request());
      await Promise.all(asked.map((one) => world.jobs.enqueue(one)));
      const all = await world.other.list();
      const read: Job[] = [];
      for (let page = await world.other.list({ limit: 3 }); page.length > 0;) {
        read.push(...page);
        page = await world.other.list({ limit: 3, after: read.at(-1) });
      }
      expect(read).toEqual(all);
      expect(new Set(read.map(({ id }) => id))).toEqual(new Set(asked.map(({ id }) => id)));
    });

    it('ends the watching of a job when the watcher goes, and at once where there is none', async () => {
      const asked = request();
      await world.jobs.enqueue(asked);
      const going = new AbortController();
      const seen: Job[] = [];
      for await (const job of world.jobs.changes(asked.id, going.signal)) {
        seen.push(job);
        going.abort();
      }
      expect(seen.map(({ state }) => state)).toEqual(['waiting']);
      for await (const job of world.jobs.changes(randomUUID())) seen.push(job);
      expect(seen).toHaveLength(1);
    });

    it('runs what is due by itself once, however many workers there are', async () => {
      const seen: string[] = [];
      const handler: JobHandler = {
        kind: 'daily',
        cron: '0 7 * * *',
        run: (job) => {
          seen.push(job.id);
          return Promise.resolve({});
        },
      };
      workers.push(await world.jobs.work([handler], { onError }), await world.other.work([handler], { onError }));
      const [due] = await firstListed(world.jobs, 'daily');
      expect(due).toMatchObject({ kind: 'daily', startedBy: 'system' });
      await ended(world.jobs, due?.id ?? '');
      expect(await world.jobs.list({ kinds: ['daily'] })).toHaveLength(1);
      expect(seen).toEqual([due?.id]);
    });
  });
}

/** The job once it has ended. */
export async function ended(jobs: Jobs, id: string): Promise<Job> {
  for await (const job of jobs.changes(id)) if (hasEnded(job)) return job;
  throw new Error(`There is no job ${id}.`);
}

async function firstListed(jobs: Jobs, kind: string): Promise<Job[]> {
  for (;;) {
    const found = await jobs.list({ kinds: [kind] });
    if (found.length > 0) return found;
  }
}

/** The order of the list is that of the milliseconds. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise(setImmediate);
}

function signalled(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** A handler's part of the bargain: it stops when it is told to. */
function untilStopped({ signal }: JobContext): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => {
      reject(new Error('Stopped.'));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
}
