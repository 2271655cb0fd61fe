import { UnrecoverableError, WaitingError, Worker, type Queue } from 'bullmq';
import { Attempt, type Outcome } from './attempt';
import { QUEUE, blocking, jobOf, type Queued, type StoredInput } from './bullmq-jobs';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_GRACE_MS,
  type JobHandler,
  type JobProgress,
  type Jobs,
  type JsonObject,
  type WorkOptions,
} from './jobs';
import { startSchedules } from './schedules';

interface BullMqWorkerOptions extends WorkOptions {
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly queue: Queue<StoredInput, JsonObject | null>;
  readonly url: string;
  readonly prefix: string;
  readonly handlers: readonly JobHandler[];
  readonly leaseSeconds: number;
}

/** The notice of a cancellation may be lost, so whoever runs a job also looks. */
const LOOK_EVERY_MS = 2_000;
/** How often a job may lose its worker: one that takes its worker down each time must not do so for ever. */
const MOST_LOST_WORKERS = 2;

/** Runs jobs through a worker of BullMQ, which keeps the lock of each while it runs. */
export class BullMqWorker {
  private readonly running = new Map<string, Attempt>();
  private readonly worker: Worker<StoredInput, JsonObject | null>;
  private readonly schedules: { stop(): Promise<void> };

  constructor(private readonly options: BullMqWorkerOptions) {
    const { jobs, handlers, onError, url, prefix, leaseSeconds } = options;
    this.worker = new Worker<StoredInput, JsonObject | null>(QUEUE, (queued, token) => this.process(queued, token), {
      connection: blocking(url),
      prefix,
      concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
      lockDuration: leaseSeconds * 1_000,
      stalledInterval: (leaseSeconds * 1_000) / 2,
      maxStalledCount: MOST_LOST_WORKERS,
    });
    this.worker.on('error', onError);
    this.worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) this.running.get(id)?.stop('lost');
    });
    this.schedules = startSchedules(jobs, handlers, onError);
  }

  cancelled(id: string): void {
    this.running.get(id)?.stop('cancelled');
  }

  async close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    const handBack = setTimeout(() => {
      for (const attempt of this.running.values()) attempt.stop('handed-back');
    }, graceMs);
    await Promise.all([this.schedules.stop(), this.worker.close()]);
    clearTimeout(handBack);
  }

  private async process(queued: Queued, token: string | undefined): Promise<JsonObject> {
    if (queued.data.cancelledAt !== undefined) throw new UnrecoverableError('Cancelled.');
    // What BullMQ was fetching while it was closed still comes here, after all else may have been handed back.
    if (this.worker.closing !== undefined) return settle({ kind: 'handed-back' }, queued, token);
    const { handlers, onError } = this.options;
    const job = jobOf(queued, 'active');
    const save = (progress: JobProgress): Promise<void> => queued.updateProgress(progress);
    const handler = handlers.find(({ kind }) => kind === job.kind);
    const attempt = new Attempt({ handler, job, save, onError });
    this.running.set(job.id, attempt);
    const looking = setInterval(() => {
      this.look(job.id, attempt).catch(onError);
    }, LOOK_EVERY_MS);
    try {
      const outcome = await attempt.run();
      if (attempt.progress !== null) await save(attempt.progress);
      return await settle(outcome, queued, token);
    } finally {
      clearInterval(looking);
      this.running.delete(job.id);
    }
  }

  private async look(id: string, attempt: Attempt): Promise<void> {
    const queued = await this.options.queue.getJob(id);
    if (queued?.data.cancelledAt !== undefined) attempt.stop('cancelled');
  }
}

/** Tells BullMQ what came of an attempt, in its way: by what is returned or thrown. */
async function settle(outcome: Outcome, queued: Queued, token: string | undefined): Promise<JsonObject> {
  switch (outcome.kind) {
    case 'completed':
      return outcome.result;
    case 'failed':
      throw outcome.final ? new UnrecoverableError(outcome.sentence) : new Error(outcome.sentence);
    case 'cancelled':
      throw new UnrecoverableError('Cancelled.');
    case 'handed-back':
      await queued.moveToWait(token);
      throw new WaitingError();
    case 'lost':
      throw new Error('Another worker has taken the job over.');
  }
}
