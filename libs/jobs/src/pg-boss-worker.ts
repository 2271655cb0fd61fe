import type { Pool } from 'pg';
import type PgBoss from 'pg-boss';
import { Attempt, type Outcome } from './attempt';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_GRACE_MS,
  type Job,
  type JobHandler,
  type JobProgress,
  type Jobs,
  type WorkOptions,
} from './jobs';
import { JOBS_SCHEMA, QUEUE } from './migrations';
import { jobOf, selectById, type JobRow, type StoredInput, type StoredOutput } from './pg-boss-rows';
import { startSchedules } from './schedules';

interface PgBossWorkerOptions extends WorkOptions {
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly boss: PgBoss;
  readonly pool: Pool;
  readonly handlers: readonly JobHandler[];
  readonly leaseSeconds: number;
}

/** How soon a job is found whose pause is over, or whose notice was lost. */
const LOOK_EVERY_MS = 1_000;

interface Running {
  readonly attempt: Attempt;
  readonly done: Promise<void>;
}

/** Fetches jobs and runs them; renews the lease of each while it runs, and begins those anew whose worker was lost. */
export class PgBossWorker {
  private readonly running = new Map<string, Running>();
  private readonly concurrency: number;
  private schedules: { stop(): Promise<void> } | undefined;
  private upkeep: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private wake: () => void = () => undefined;
  private hasNotice = false;
  private isClosing = false;

  constructor(private readonly options: PgBossWorkerOptions) {
    this.concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  }

  start(): void {
    const { jobs, handlers, onError, boss, leaseSeconds } = this.options;
    this.schedules = startSchedules(jobs, handlers, onError);
    this.upkeep = setInterval(
      () => {
        boss.maintain().catch(onError);
      },
      (leaseSeconds * 1_000) / 2,
    );
    this.looking = this.look();
  }

  /** Something happened to a job: there may be work, or what runs here is to stop. */
  notice(state: string, id: string): void {
    if (state === 'cancelled') this.running.get(id)?.attempt.stop('cancelled');
    if (state !== 'created' && state !== 'retry') return;
    this.hasNotice = true;
    this.wake();
  }

  async close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    this.isClosing = true;
    clearInterval(this.upkeep);
    await this.schedules?.stop();
    this.wake();
    await this.looking;
    const handBack = setTimeout(() => {
      for (const { attempt } of this.running.values()) attempt.stop('handed-back');
    }, graceMs);
    await Promise.all([...this.running.values()].map(({ done }) => done));
    clearTimeout(handBack);
  }

  private async look(): Promise<void> {
    while (!this.isClosing) {
      this.hasNotice = false;
      const free = this.concurrency - this.running.size;
      const found = free > 0 ? await this.fetch(free) : [];
      for (const job of found) this.begin(job);
      if (found.length === 0) await this.pause();
    }
  }

  private async fetch(batchSize: number): Promise<Job[]> {
    const { boss, pool, onError } = this.options;
    try {
      const fetched = await boss.fetch<StoredInput>(QUEUE, { batchSize });
      const rows = await Promise.all(fetched.map(({ id }) => pool.query<JobRow>(selectById(id))));
      return rows.flatMap((answer) => answer.rows.map(jobOf));
    } catch (error) {
      onError(error);
      return [];
    }
  }

  private pause(): Promise<void> {
    if (this.hasNotice || this.isClosing) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private begin(job: Job): void {
    const { handlers, onError } = this.options;
    const save = (progress: JobProgress): Promise<void> => this.saveOutput(job, { progress });
    const handler = handlers.find(({ kind }) => kind === job.kind);
    const attempt = new Attempt({ handler, job, save, onError });
    const done = this.runToEnd(job, attempt)
      .catch(onError)
      .finally(() => {
        this.running.delete(job.id);
        this.wake();
      });
    this.running.set(job.id, { attempt, done });
  }

  private async runToEnd(job: Job, attempt: Attempt): Promise<void> {
    const { onError, leaseSeconds } = this.options;
    const renew = (): void => {
      this.renewLease(job)
        .then((held) => {
          if (!held) attempt.stop('lost');
        })
        .catch(onError);
    };
    renew();
    const renewal = setInterval(renew, (leaseSeconds * 1_000) / 3);
    try {
      // What was being fetched while this was closed is not begun any more.
      await this.settle(job, attempt, this.isClosing ? { kind: 'handed-back' } : await attempt.run());
    } finally {
      clearInterval(renewal);
    }
  }

  /** Whether the job is still this attempt's: it may have been cancelled, or taken over after a long silence. */
  private async renewLease(job: Job): Promise<boolean> {
    const answer = await this.options.pool.query(
      `update ${JOBS_SCHEMA}.job set expire_in = now() - started_on + $4 * interval '1 second' where ${OWN}`,
      [...ownedBy(job), this.options.leaseSeconds],
    );
    return answer.rowCount === 1;
  }

  private async saveOutput(job: Job, output: StoredOutput): Promise<void> {
    await this.options.pool.query(`update ${JOBS_SCHEMA}.job set output = $4 where ${OWN}`, [...ownedBy(job), output]);
  }

  private async settle(job: Job, attempt: Attempt, outcome: Outcome): Promise<void> {
    const { boss, pool } = this.options;
    const { progress } = attempt;
    if (outcome.kind === 'cancelled' || outcome.kind === 'lost' || !(await this.renewLease(job))) return;
    switch (outcome.kind) {
      case 'completed':
        await boss.complete(QUEUE, job.id, { progress, result: outcome.result });
        return;
      case 'failed': {
        const last = `update ${JOBS_SCHEMA}.job set retry_limit = retry_count where ${OWN}`;
        if (outcome.final) await pool.query(last, ownedBy(job));
        await boss.fail(QUEUE, job.id, { progress, error: outcome.sentence });
        return;
      }
      case 'handed-back':
        await pool.query(
          `update ${JOBS_SCHEMA}.job set state = 'created', started_on = null, start_after = now() where ${OWN}`,
          ownedBy(job),
        );
    }
  }
}

/** Holds while the very attempt that was fetched runs. */
const OWN = `name = $1 and id = $2 and state = 'active' and retry_count = $3`;

function ownedBy(job: Job): [string, string, number] {
  return [QUEUE, job.id, job.attempt - 1];
}
