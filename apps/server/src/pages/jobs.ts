import { JOB_STATES, hasEnded, type Job, type JobState } from '@outturn/jobs';
import { formatLondon } from '@outturn/read-models';
import { capitalised, counted, sentence } from '@outturn/reports';
import { choices, type Choice } from './filters';
import { addressOf } from './links';
import { textsOf } from './object-words';
import type { PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';

const KINDS: Readonly<Record<string, string>> = {
  rebuild: 'Make read models again from the events',
  verification: 'Compare read models with the events',
  'stale-commentary': 'Find commentary that is missing or stale',
  reminders: 'Remind people of what is due',
  calendar: 'Open and close reporting periods',
  import: 'Take a spreadsheet in',
};

const STATES: Readonly<Record<JobState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  retrying: 'Went wrong, and is tried again',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

/** How far a job has come, as a page shows it. */
export interface ProgressView {
  readonly percent: number;
  readonly text: string;
  readonly state: string;
  readonly hasEnded: boolean;
}

/** Puts into words how far a job has come. */
export function progressOf(job: Pick<Job, 'state' | 'progress'>): ProgressView {
  const { state, progress } = job;
  const percent = state === 'completed' ? 100 : (progress?.percent ?? 0);
  const message = progress?.message === undefined ? '' : ` ${sentence(capitalised(progress.message))}`;
  return { percent, text: `${STATES[state]}: ${percent}%.${message}`, state: STATES[state], hasEnded: hasEnded(job) };
}

interface JobsInput {
  readonly query: { readonly state?: JobState; readonly kind?: string; readonly page?: string };
  readonly jobs: readonly Job[];
  /** Whether the jobs of all are seen, or one's own only. */
  readonly seesAll: boolean;
  readonly nameOf: (person: string) => string;
}

/** The page that lists jobs. */
export interface JobsPage extends PageModel {
  readonly intro: string;
  readonly states: readonly Choice[];
  readonly found: string;
  readonly rows: readonly {
    readonly what: string;
    readonly href: string;
    readonly state: string;
    readonly percent: string;
    readonly startedBy: string;
    readonly enqueuedAt: string;
  }[];
  readonly numbers?: PageNumbers;
}

const JOBS_A_PAGE = 25;

/** Puts the list of jobs together. */
export function jobsPage({ query, jobs, seesAll, nameOf }: JobsInput): JobsPage {
  const { state, kind, page } = query;
  const hrefOf = (number: string) => addressOf('/jobs', { state, kind, page: number });
  const { items, numbers } = numberedPage(jobs, JOBS_A_PAGE, page, hrefOf);
  return {
    title: 'Jobs',
    intro: seesAll
      ? 'Long work that the service does beside answering: that of everybody, and what runs by itself.'
      : 'Long work that you have started.',
    states: choices(
      'All states',
      JOB_STATES.map((value) => ({ value, text: STATES[value] })),
      state,
    ),
    found: jobs.length === 0 ? 'There is no such job.' : `${counted(jobs.length, 'job', 'jobs')}, the newest first.`,
    rows: items.map((job) => ({
      what: kindText(job),
      href: `/jobs/${job.id}`,
      state: STATES[job.state],
      percent: `${progressOf(job).percent}%`,
      startedBy: starterOf(job, nameOf),
      enqueuedAt: formatLondon(job.enqueuedAt),
    })),
    numbers,
  };
}

interface JobInput {
  readonly job: Job;
  readonly mayRetry: boolean;
  readonly nameOf: (person: string) => string;
}

/** The page about a job. */
export interface JobPage extends PageModel {
  readonly progress: ProgressView;
  /** Where its changes are told; absent once it has ended. */
  readonly eventsHref?: string;
  readonly selfHref: string;
  readonly error?: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly result: readonly { readonly key: string; readonly value: string }[];
  readonly cancelHref?: string;
  readonly retryHref?: string;
}

/** Puts the page about a job together. */
export function jobPage({ job, mayRetry, nameOf }: JobInput): JobPage {
  const { id, state, attempt, attempts, input, result, error, enqueuedAt, startedAt, endedAt } = job;
  const progress = progressOf(job);
  const selfHref = `/jobs/${id}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Started by', starterOf(job, nameOf)],
    ['Asked for', formatLondon(enqueuedAt)],
    ['Begun last', startedAt === null ? undefined : formatLondon(startedAt)],
    ['Ended', endedAt === null ? undefined : formatLondon(endedAt)],
    ['Attempts', `${attempt} of ${attempts}`],
    ...[...textsOf(input)].map(([key, value]) => [capitalised(key), value] as const),
    ['Id', id],
  ];
  return {
    title: kindText(job),
    progress,
    selfHref,
    facts: facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }])),
    result: [...textsOf(result)].map(([key, value]) => ({ key: capitalised(key), value })),
    ...(error !== null && { error: sentence(error) }),
    ...(!progress.hasEnded && { eventsHref: `${selfHref}/events`, cancelHref: `${selfHref}/cancellation` }),
    ...(state === 'failed' && mayRetry && { retryHref: `${selfHref}/retry` }),
  };
}

function kindText({ kind }: Job): string {
  return KINDS[kind] ?? capitalised(kind.replaceAll('-', ' '));
}

function starterOf({ startedBy }: Job, nameOf: (person: string) => string): string {
  return startedBy === 'system' ? 'The service itself' : nameOf(startedBy);
}
