import { v5 as uuidOf } from 'uuid';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/**
 * `waiting`: nobody has begun it. `retrying`: it went wrong and is tried again. `failed`: it went wrong for the last time
 * and lies in the dead-letter list until an operator retries it.
 */
export const JOB_STATES = ['waiting', 'running', 'retrying', 'completed', 'cancelled', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** How far a job has come. */
export interface JobProgress {
  /** A whole number from 0 to 100. */
  readonly percent: number;
  readonly done?: number;
  readonly total?: number;
  /** One sentence for people. */
  readonly message?: string;
}

/** A piece of long work, as whoever waits for it sees it. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly input: JsonObject;
  /** Opaque id of who asked for it. */
  readonly startedBy: string;
  readonly state: JobState;
  /** How often it has been begun, of how often it may be. */
  readonly attempt: number;
  readonly attempts: number;
  readonly progress: JobProgress | null;
  /** What came of it; small, as it travels with the job. */
  readonly result: JsonObject | null;
  /** One sentence about the last attempt that went wrong. */
  readonly error: string | null;
  /** Instants in UTC, such as `2024-07-31T15:04:05.123Z`. */
  readonly enqueuedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** What is to be done. */
export interface JobRequest {
  /** See `jobIdOf`: a job is done once under an id, however often it is asked for. */
  readonly id: string;
  readonly kind: string;
  readonly input: JsonObject;
  readonly startedBy: string;
  /** How often it may be begun; 3 when absent. */
  readonly attempts?: number;
  /** Pause before the second attempt, doubled before each further one; 5 when absent. */
  readonly backOffSeconds?: number;
}

export interface JobFilter {
  readonly states?: readonly JobState[];
  readonly kinds?: readonly string[];
  readonly startedBy?: string;
  /** 100 when absent. */
  readonly limit?: number;
  /** Only those that the list has after this one, which need not be there any more. */
  readonly after?: JobPlace;
}

/** Where a job stands in the list. */
export type JobPlace = Pick<Job, 'enqueuedAt' | 'id'>;

/** What a handler is told and may say while it runs. */
export interface JobContext {
  /** Fires when the job is to stop: look at it between steps (`throwIfAborted`), or pass it on. */
  readonly signal: AbortSignal;
  /** Tells how far it has come; call it as often as you like. */
  readonly report: (progress: JobProgress) => void;
}

/**
 * Does the jobs of one kind. A job may be begun again after a crash, so whatever it does must be harmless to repeat: let the
 * ids of its commands follow from the job's id.
 */
export interface JobHandler {
  readonly kind: string;
  /** When it runs by itself: a cron expression of five fields, in London time. */
  readonly cron?: string;
  /**
   * @returns what came of it, small
   * @throws {JobFailure} when trying again would not help; anything else is tried again.
   */
  readonly run: (job: Job, context: JobContext) => Promise<JsonObject>;
}

/** A job that cannot succeed. The message is for people: one clear sentence. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
}

export interface WorkOptions {
  /** How many jobs at once; 3 when absent. */
  readonly concurrency?: number;
  /** Is told about whatever went wrong unexpectedly; the work goes on. */
  readonly onError: (error: unknown) => void;
}

/** A process's share in the work. */
export interface JobWorker {
  /** Begins no other job, lets those that run finish within the time, and hands the rest back to other workers. */
  close(graceMs?: number): Promise<void>;
}

/** Long work: what is asked for, who does it and how far it has come. Two adapters keep this contract. */
export interface Jobs {
  /** Asks for a job; one with the same id is left as it is, whatever became of it. */
  enqueue(request: JobRequest): Promise<Job>;
  find(id: string): Promise<Job | undefined>;
  /** The newest first; those of one millisecond by their ids. */
  list(filter?: JobFilter): Promise<Job[]>;
  /** Stops a job that waits or runs; false when there is nothing to stop. */
  cancel(id: string): Promise<boolean>;
  /** Lets a failed job be begun once more; false when it has not failed. */
  retry(id: string): Promise<boolean>;
  /** The job as it is and after each change, until it has ended or the signal fires; nothing when there is no such job. */
  changes(id: string, signal?: AbortSignal): AsyncGenerator<Job, void>;
  /** Starts to work here. */
  work(handlers: readonly JobHandler[], options: WorkOptions): Promise<JobWorker>;
  /** Lets go of connections. Close the workers first. */
  close(): Promise<void>;
}

const JOBS = '0a9f2a4e-7a5b-5b7f-8d11-2f6f0a6f3c10';

/** The id of a job that is to be done once for a key, such as the id of an import: the same key, the same job. */
export function jobIdOf(kind: string, key: string): string {
  return uuidOf(JSON.stringify([kind, key]), JOBS);
}

/** Whether nothing more will happen to a job by itself. */
export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state === 'completed' || state === 'cancelled' || state === 'failed';
}

/** The progress of a loop: `done` of `total`, and what they are. */
export function progressOf(done: number, total: number, message?: string): JobProgress {
  const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
  return { percent, done, total, ...(message === undefined ? {} : { message }) };
}

export const DEFAULT_ATTEMPTS = 3;
export const DEFAULT_BACK_OFF_SECONDS = 5;
export const DEFAULT_CONCURRENCY = 3;
export const DEFAULT_LIMIT = 100;
export const DEFAULT_GRACE_MS = 10_000;
/** What has ended stays to be looked at for so long; what has failed stays until it is retried, for a year. */
export const KEPT_DAYS = 30;
export const FAILED_KEPT_DAYS = 365;
