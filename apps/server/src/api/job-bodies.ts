import { JOB_STATES, type JobState } from '@outturn/jobs';
import { Choice, Parameter, PeriodName, Text } from './fields';

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
}
