import type { Job, JobFilter, JobProgress, JobState, JsonObject } from './jobs';
import { DEFAULT_LIMIT } from './jobs';
import { JOBS_SCHEMA, QUEUE } from './migrations';

/** What is put into a job of pg-boss. */
export interface StoredInput {
  readonly kind: string;
  readonly input: JsonObject;
  readonly startedBy: string;
}

/** What stands in `output`, also while a job runs. pg-boss itself writes a `value` when a worker was lost. */
export interface StoredOutput {
  readonly progress?: JobProgress | null;
  readonly result?: JsonObject;
  readonly error?: string;
  readonly value?: unknown;
}

/** A row of the table of jobs. */
export interface JobRow {
  readonly id: string;
  readonly data: StoredInput;
  readonly state: string;
  readonly retry_count: number;
  readonly retry_limit: number;
  readonly started_on: Date | null;
  readonly created_on: Date;
  readonly completed_on: Date | null;
  readonly output: StoredOutput | null;
}

const COLUMNS = 'id, data, state::text, retry_count, retry_limit, started_on, created_on, completed_on, output';

const STATES: Readonly<Record<string, JobState>> = {
  created: 'waiting',
  retry: 'retrying',
  active: 'running',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
};

const LOST = 'The worker ended in the middle of it.';

/** A row as whoever waits for the job sees it. */
export function jobOf(row: JobRow): Job {
  const { id, data, output, retry_count, retry_limit, started_on, created_on, completed_on } = row;
  return {
    id,
    ...data,
    state: STATES[row.state] ?? 'waiting',
    attempt: started_on === null ? retry_count : retry_count + 1,
    attempts: retry_limit + 1,
    progress: output?.progress ?? null,
    result: output?.result ?? null,
    error: output?.error ?? (output?.value === undefined ? null : LOST),
    enqueuedAt: created_on.toISOString(),
    startedAt: started_on?.toISOString() ?? null,
    endedAt: completed_on?.toISOString() ?? null,
  };
}

interface Query {
  readonly text: string;
  readonly values: unknown[];
}

export function selectById(id: string): Query {
  return { text: `select ${COLUMNS} from ${JOBS_SCHEMA}.job where name = $1 and id = $2`, values: [QUEUE, id] };
}

export function selectFiltered({ states, kinds, startedBy, limit = DEFAULT_LIMIT, after }: JobFilter): Query {
  const wanted = states && Object.keys(STATES).filter((name) => states.some((state) => STATES[name] === state));
  // In milliseconds, as a job tells it: the last one of a page stands where it says.
  const enqueuedAt = `date_trunc('milliseconds', created_on)`;
  return {
    text: `select ${COLUMNS} from ${JOBS_SCHEMA}.job
            where name = $1 and ($2::text[] is null or state::text = any($2))
              and ($3::text[] is null or data->>'kind' = any($3)) and ($4::text is null or data->>'startedBy' = $4)
              and ($5::timestamptz is null or ${enqueuedAt} < $5 or (${enqueuedAt} = $5 and id > $6))
            order by ${enqueuedAt} desc, id limit $7`,
    values: [QUEUE, wanted, kinds, startedBy, after?.enqueuedAt, after?.id, limit],
  };
}
