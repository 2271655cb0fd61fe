import { JOB_STATES, type JobPlace, type JobState } from '@outturn/jobs';
import { Choice, Parameter, PeriodName, Text } from './fields';

/** Milliseconds since 1970 and an id. */
const PLACE = /^(0|[1-9]\d{0,12})\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The kinds of job that whoever operates may start. */
export const STARTED_KINDS = ['rebuild', 'verification', 'stale-commentary'] as const;
export type StartedKind = (typeof STARTED_KINDS)[number];

/** Long work that is to be started. */
export class JobBody {
  @Choice(
    STARTED_KINDS,
    'What is to be done: make read models again from the events, compare them with the events, or find commentary that is missing or stale.',
    'verification',
  )
  readonly kind!: StartedKind;

  @Text('Only with rebuild: which read model; all of them when left out.', 'figures', { optional: true, longest: 100 })
  readonly readModel?: string;

  @PeriodName('Only with stale-commentary: which open period; all of them when left out.', { optional: true })
  readonly period?: string;
}

/** Which jobs. */
export class JobsQuery {
  @Parameter(
    /^[a-z]+$/,
    `one of ${JOB_STATES.join(', ')}`,
    'Only those in this state; "failed" is the dead-letter list.',
    'failed',
    JOB_STATES,
  )
  readonly state?: JobState;

  @Parameter(/^[a-z]+(-[a-z]+)*$/, 'the kind of a job', 'Only those of this kind.', 'verification')
  readonly kind?: string;

  @Parameter(
    /^([1-9]\d?|[1-4]\d\d|500)$/,
    'a whole number from 1 to 500',
    'How many at the most; 100 when left out.',
    '100',
  )
  readonly limit?: string;

  @Parameter(
    PLACE,
    'the "next" of an earlier page',
    'Reads on after an earlier page: the "next" of that page.',
    '1722438245123.6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11',
  )
  readonly after?: string;
}

/** Where to read on: after the job with this place, as the "next" of a page says it. */
export function placeIn(next: string): JobPlace {
  const [milliseconds, id = ''] = next.split('.');
  return { enqueuedAt: new Date(Number(milliseconds)).toISOString(), id };
}

/** The "next" of a page that ends with this job. */
export function nextAfter({ enqueuedAt, id }: JobPlace): string {
  return `${Date.parse(enqueuedAt)}.${id}`;
}
