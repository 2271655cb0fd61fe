import { Queue, QueueEvents, QueueEventsProducer, type QueueEventsListener } from 'bullmq';
import { Redis } from 'ioredis';
import { QUEUE, blocking, jobOf, type StoredInput } from './bullmq-jobs';
import { BullMqWorker } from './bullmq-worker';
import { Notices, changesOf } from './changes';
import {
  DEFAULT_ATTEMPTS,
  DEFAULT_BACK_OFF_SECONDS,
  DEFAULT_LIMIT,
  FAILED_KEPT_DAYS,
  JOB_STATES,
  KEPT_DAYS,
  hasEnded,
  type Job,
  type JobFilter,
  type JobHandler,
  type JobPlace,
  type JobRequest,
  type JobState,
  type JobWorker,
  type Jobs,
  type JsonObject,
  type WorkOptions,
} from './jobs';

export interface BullMqJobsOptions {
  /** Such as `redis://user:password@host:6379/0`. Holds a password, so it never goes into a log. */
  readonly url: string;
  readonly onError: (error: unknown) => void;
  /** Sets the keys of this installation apart from others on the same Redis; `outturn` when absent. */
  readonly prefix?: string;
  /** After so long without a sign of life a worker counts as lost, and its jobs are begun again; 30 when absent. */
  readonly leaseSeconds?: number;
}

const DEFAULT_LEASE_SECONDS = 30;
const DAY_SECONDS = 24 * 60 * 60;
const MOST_KEPT = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
const DISCONNECT_TIMEOUT_MS = 100;

/** Where BullMQ keeps jobs of each state. */
const QUEUED_STATES = {
  waiting: ['waiting', 'prioritized'],
  retrying: ['waiting', 'delayed'],
  running: ['active'],
  completed: ['completed'],
  // One that was cancelled stays where it was until a worker comes across it.
  cancelled: ['waiting', 'prioritized', 'delayed', 'active', 'failed'],
  failed: ['failed'],
} as const satisfies Record<JobState, readonly string[]>;

interface OwnEvents extends QueueEventsListener {
  cancelled: (event: { jobId: string }) => void;
}

/** Jobs on Redis, by BullMQ: for several workers. */
export class BullMqJobs implements Jobs {
  private readonly queue: Queue<StoredInput, JsonObject | null>;
  private readonly producer: QueueEventsProducer;
  private readonly notices = new Notices();
  private readonly workers = new Set<BullMqWorker>();
  private events: QueueEvents | undefined;

  private constructor(
    private readonly options: BullMqJobsOptions,
    private readonly connection: Redis,
    private readonly prefix: string,
  ) {
    this.queue = new Queue(QUEUE, {
      connection,
      prefix,
      defaultJobOptions: {
        removeOnComplete: { age: KEPT_DAYS * DAY_SECONDS, count: MOST_KEPT },
        removeOnFail: { age: FAILED_KEPT_DAYS * DAY_SECONDS },
        stackTraceLimit: 0,
      },
    });
    this.queue.on('error', options.onError);
    this.producer = new QueueEventsProducer(QUEUE, { connection, prefix });
    this.producer.on('error', options.onError);
  }

  /** @throws {Error} when no Redis answers at the address. */
  static async open(options: BullMqJobsOptions): Promise<BullMqJobs> {
    const connection = new Redis(options.url, {
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      // A connection that was never made keeps the process waiting for so long.
      disconnectTimeout: DISCONNECT_TIMEOUT_MS,
      // Whoever asks for a job is told soon that Redis does not answer.
      maxRetriesPerRequest: 2,
    });
    let reason = '';
    const note = (error: Error): void => {
      reason = error.message;
    };
    connection.on('error', note);
    try {
      await connection.connect();
      await connection.ping();
    } catch (error) {
      connection.disconnect();
      throw new Error(`No connection to the Redis of REDIS_URL (${reason || sentenceOf(error)}): check REDIS_URL.`, {
        cause: error,
      });
    }
    connection.off('error', note);
    connection.on('error', options.onError);
    return new BullMqJobs(options, connection, options.prefix ?? 'outturn');
  }

  async enqueue(request: JobRequest): Promise<Job> {
    const { id, kind, input, startedBy, attempts = DEFAULT_ATTEMPTS, backOffSeconds } = request;
    const delay = (backOffSeconds ?? DEFAULT_BACK_OFF_SECONDS) * 1_000;
    await this.queue.add(
      kind,
      { input, startedBy },
      { jobId: id, attempts, backoff: { type: 'exponential', delay, jitter: 0.5 } },
    );
    const job = await this.find(id);
    if (job === undefined) throw new Error(`The job ${id} was not taken.`);
    return job;
  }

  async find(id: string): Promise<Job | undefined> {
    // The state and the rest are read one after the other, and a job that moves meanwhile would be told half and half.
    for (let before = await this.queue.getJobState(id); ;) {
      const queued = await this.queue.getJob(id);
      const after = await this.queue.getJobState(id);
      if (after === before) return queued && jobOf(queued, after);
      before = after;
    }
  }

  async list(filter: JobFilter = {}): Promise<Job[]> {
    const { states = JOB_STATES, kinds, startedBy, limit = DEFAULT_LIMIT, after } = filter;
    const places = [...new Set(states.flatMap((state) => QUEUED_STATES[state]))];
    const found = await Promise.all(
      places.map(async (place) => {
        // All of them: BullMQ keeps them in other orders than that of the list.
        const queued = await this.queue.getJobs([place]);
        return queued.map((job) => jobOf(job, place));
      }),
    );
    return found
      .flat()
      .filter((job) => states.includes(job.state))
      .filter((job) => kinds?.includes(job.kind) ?? true)
      .filter((job) => startedBy === undefined || job.startedBy === startedBy)
      .filter((job) => after === undefined || byPlace(job, after) > 0)
      .sort(byPlace)
      .slice(0, limit);
  }

  async cancel(id: string): Promise<boolean> {
    const job = await this.find(id);
    const queued = await this.queue.getJob(id);
    if (queued === undefined || job === undefined || hasEnded(job)) return false;
    await queued.updateData({ ...queued.data, cancelledAt: Date.now() });
    await this.producer.publishEvent({ eventName: 'cancelled', jobId: id });
    return true;
  }

  async retry(id: string): Promise<boolean> {
    if ((await this.find(id))?.state !== 'failed') return false;
    const queued = await this.queue.getJob(id);
    await queued?.retry('failed');
    return queued !== undefined;
  }

  changes(id: string, signal?: AbortSignal): AsyncGenerator<Job, void> {
    this.listen();
    return changesOf(
      () => this.find(id),
      (listener) => this.notices.subscribe(id, listener),
      signal,
    );
  }

  work(handlers: readonly JobHandler[], options: WorkOptions): Promise<JobWorker> {
    const { queue, prefix } = this;
    const { url, leaseSeconds = DEFAULT_LEASE_SECONDS } = this.options;
    const worker = new BullMqWorker({ ...options, jobs: this, queue, url, prefix, handlers, leaseSeconds });
    this.workers.add(worker);
    this.listen();
    return Promise.resolve({
      close: async (graceMs) => {
        await worker.close(graceMs);
        this.workers.delete(worker);
      },
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.close()));
    await this.events?.close();
    await this.producer.close();
    await this.queue.close();
    this.connection.disconnect();
  }

  private listen(): void {
    if (this.events !== undefined) return;
    const events = new QueueEvents(QUEUE, { connection: blocking(this.options.url), prefix: this.prefix });
    events.on('error', this.options.onError);
    const tell = ({ jobId }: { jobId: string }): void => {
      this.notices.tell(jobId);
    };
    for (const name of ['waiting', 'active', 'progress', 'delayed', 'completed', 'failed', 'stalled'] as const) {
      events.on(name, tell);
    }
    events.on<OwnEvents>('cancelled', (event: { jobId: string }) => {
      for (const worker of this.workers) worker.cancelled(event.jobId);
      tell(event);
    });
    this.events = events;
  }
}

/** The newest first; those of one millisecond by their ids. */
function byPlace(a: JobPlace, b: JobPlace): number {
  if (a.enqueuedAt !== b.enqueuedAt) return a.enqueuedAt < b.enqueuedAt ? 1 : -1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
