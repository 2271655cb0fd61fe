import type { Job as QueuedJob, RedisOptions } from 'bullmq';
import type { Job, JobProgress, JobState, JsonObject } from './jobs';

/** All kinds of jobs wait in one queue: the kind is the job's name. */
export const QUEUE = 'jobs';

/** What is put into a job of BullMQ, whose name is its kind. */
export interface StoredInput {
  readonly input: JsonObject;
  readonly startedBy: string;
  /** BullMQ has no cancelled jobs: one with this is never begun again. Milliseconds since 1970. */
  readonly cancelledAt?: number;
}

export type Queued = QueuedJob<StoredInput, JsonObject | null>;

const LOST = 'The worker ended in the middle of it.';

/** A job of BullMQ, in one of its states, as whoever waits for it sees it. */
export function jobOf(queued: Queued, queuedState: string): Job {
  const { id = '', name, data, opts, attemptsMade, processedOn, finishedOn, returnvalue, failedReason } = queued;
  const state = stateOf(queued, queuedState);
  const attempt = state === 'running' ? attemptsMade + 1 : attemptsMade;
  return {
    id,
    kind: name,
    input: data.input,
    startedBy: data.startedBy,
    state,
    attempt,
    attempts: Math.max(opts.attempts ?? 1, attempt),
    progress: progressIn(queued),
    result: state === 'completed' ? returnvalue : null,
    error: state === 'cancelled' || state === 'completed' ? null : sentenceOf(failedReason),
    enqueuedAt: instant(queued.timestamp),
    startedAt: processedOn === undefined ? null : instant(processedOn),
    endedAt: endOf(state, state === 'cancelled' ? (data.cancelledAt ?? finishedOn) : finishedOn),
  };
}

function stateOf({ data, attemptsMade }: Queued, queuedState: string): JobState {
  if (queuedState === 'completed') return 'completed';
  if (data.cancelledAt !== undefined) return 'cancelled';
  if (queuedState === 'failed') return 'failed';
  if (queuedState === 'active') return 'running';
  return attemptsMade > 0 ? 'retrying' : 'waiting';
}

function progressIn({ progress }: Queued): JobProgress | null {
  // Nobody but an attempt writes it; before the first time it is 0.
  return typeof progress === 'object' ? (progress as JobProgress) : null;
}

/** BullMQ types the reason as always there. */
function sentenceOf(reason: string | undefined): string | null {
  if (reason === undefined) return null;
  return reason.startsWith('job stalled') ? LOST : reason;
}

function endOf(state: JobState, at: number | undefined): string | null {
  const ended = state === 'completed' || state === 'cancelled' || state === 'failed';
  return ended && at !== undefined ? instant(at) : null;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** For a further connection that waits for what comes: it may not give up. */
export function blocking(url: string): RedisOptions {
  return { url, maxRetriesPerRequest: null };
}
