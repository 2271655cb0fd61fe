import type { Pool } from 'pg';
import PgBoss from 'pg-boss';
import { Notices, changesOf } from './changes';
import {
  DEFAULT_ATTEMPTS,
  DEFAULT_BACK_OFF_SECONDS,
  FAILED_KEPT_DAYS,
  KEPT_DAYS,
  hasEnded,
  type Job,
  type JobFilter,
  type JobHandler,
  type JobRequest,
  type JobWorker,
  type Jobs,
  type WorkOptions,
} from './jobs';
import { JOBS_SCHEMA, QUEUE } from './migrations';
import { PgBossNotices } from './pg-boss-notices';
import { jobOf, selectById, selectFiltered, type JobRow, type StoredInput } from './pg-boss-rows';
import { PgBossWorker } from './pg-boss-worker';

export interface PgBossJobsOptions {
  /** To a database that has been migrated; the caller ends it after `close`. */
  readonly pool: Pool;
  readonly onError: (error: unknown) => void;
  /** After so long without a sign of life a worker counts as lost, and its jobs are begun again; 30 when absent. */
  readonly leaseSeconds?: number;
}

const DEFAULT_LEASE_SECONDS = 30;
const DAY_SECONDS = 24 * 60 * 60;

/** Jobs in the application's own database, by pg-boss: all that one council needs. */
export class PgBossJobs implements Jobs {
  private readonly boss: PgBoss;
  private readonly started: Promise<unknown>;
  private readonly notices = new Notices();
  private readonly workers = new Set<PgBossWorker>();
  private readonly leaseSeconds: number;
  private listener: PgBossNotices | undefined;

  constructor(private readonly options: PgBossJobsOptions) {
    this.leaseSeconds = options.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
    this.boss = new PgBoss({
      db: { executeSql: (text, values) => this.execute(text, values) },
      schema: JOBS_SCHEMA,
      // The migrations make the schema, each worker looks after it, and the schedules are the port's own.
      migrate: false,
      supervise: false,
      schedule: false,
      archiveCompletedAfterSeconds: KEPT_DAYS * DAY_SECONDS,
      archiveFailedAfterSeconds: FAILED_KEPT_DAYS * DAY_SECONDS,
      retentionDays: FAILED_KEPT_DAYS,
      deleteAfterDays: 1,
    });
    this.boss.on('error', options.onError);
    // It looks whether the schema is the one that this version of pg-boss knows; whoever asks first is told.
    this.started = this.boss.start();
    this.started.catch(() => undefined);
  }

  async enqueue(request: JobRequest): Promise<Job> {
    await this.started;
    const { id, kind, input, startedBy, attempts = DEFAULT_ATTEMPTS, backOffSeconds } = request;
    const data: StoredInput = { kind, input, startedBy };
    await this.boss.send(QUEUE, data, {
      id,
      retryLimit: attempts - 1,
      retryDelay: backOffSeconds ?? DEFAULT_BACK_OFF_SECONDS,
      retryBackoff: true,
      expireInSeconds: this.leaseSeconds,
    });
    const job = await this.find(id);
    if (job === undefined) throw new Error(`The job ${id} was not taken.`);
    return job;
  }

  async find(id: string): Promise<Job | undefined> {
    const answer = await this.options.pool.query<JobRow>(selectById(id));
    return answer.rows.map(jobOf)[0];
  }

  async list(filter: JobFilter = {}): Promise<Job[]> {
    const answer = await this.options.pool.query<JobRow>(selectFiltered(filter));
    return answer.rows.map(jobOf);
  }

  async cancel(id: string): Promise<boolean> {
    await this.started;
    const job = await this.find(id);
    if (job === undefined || hasEnded(job)) return false;
    await this.boss.cancel(QUEUE, id);
    return (await this.find(id))?.state === 'cancelled';
  }

  async retry(id: string): Promise<boolean> {
    await this.started;
    if ((await this.find(id))?.state !== 'failed') return false;
    await this.boss.retry(QUEUE, id);
    return true;
  }

  changes(id: string, signal?: AbortSignal): AsyncGenerator<Job, void> {
    this.listen();
    return changesOf(
      () => this.find(id),
      (listener) => this.notices.subscribe(id, listener),
      signal,
    );
  }

  async work(handlers: readonly JobHandler[], options: WorkOptions): Promise<JobWorker> {
    await this.started;
    const { boss, leaseSeconds } = this;
    const worker = new PgBossWorker({ ...options, jobs: this, boss, pool: this.options.pool, handlers, leaseSeconds });
    this.workers.add(worker);
    this.listen();
    worker.start();
    return {
      close: async (graceMs) => {
        await worker.close(graceMs);
        this.workers.delete(worker);
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.close()));
    await this.listener?.close();
    await this.started.catch(() => undefined);
    await this.boss.stop({ graceful: false });
  }

  private listen(): void {
    this.listener ??= new PgBossNotices(this.options.pool, (state, id) => {
      this.notices.tell(id);
      for (const worker of this.workers) worker.notice(state, id);
    });
  }

  /** A statement of pg-boss may be a transaction: when it goes wrong, nobody else may get its connection. */
  private async execute(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    const client = await this.options.pool.connect();
    try {
      const answer = await client.query<object>(text, values);
      client.release();
      return answer;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}
