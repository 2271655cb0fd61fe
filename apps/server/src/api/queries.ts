import { REGISTER_KINDS, REGISTER_STATES } from '@outturn/read-models';
import { BASES, type Basis } from './common-answers';
import { Parameter } from './fields';

const POSITION = /^(0|[1-9]\d{0,14})$/;
/** As-ats, periods and keys are checked further by who reads them; here, only that it is text of one line. */
const LINE = /^[^\p{Cc}\p{Cs}]{1,100}$/u;

/** What every question about the record may say. */
export class VintageQuery {
  @Parameter(
    LINE,
    'a date, an instant or a position of at most 100 characters',
    'What was known: a date (the end of that day in London), an instant with its offset, or position:N. Now when left out.',
    '2024-07-31',
  )
  readonly asAt?: string;

  @Parameter(
    POSITION,
    'a whole number from 0',
    'Waits up to 5 seconds until this position is known to the read models; 503 otherwise.',
    '1043',
  )
  readonly minPosition?: string;
}

/** What every question with statuses may say. */
export class RatedQuery extends VintageQuery {
  @Parameter(
    LINE,
    `one of ${BASES.join(', ')}`,
    'Whose colours: known-then (the rules known then to be in force for the period), period-rules (those in force for the period, as known now) or today-rules (those in force today); or published: what the latest edition showed.',
    'known-then',
    BASES,
  )
  readonly basis?: Basis;

  @Parameter(
    LINE,
    'a date, an instant or a position of at most 100 characters',
    'Only with period-rules and today-rules: as at when the rules are known, in the forms of asAt and never before it; today is then the day of that moment in London. Now when left out. The permanent link says it.',
    'position:1043',
  )
  readonly rulesAt?: string;
}

/** A page of a list. */
export class PageQuery extends VintageQuery {
  @Parameter(
    /^([1-9]\d?|[1-4]\d\d|500)$/,
    'a whole number from 1 to 500',
    'How many at the most; 100 when left out.',
    '100',
  )
  readonly limit?: string;

  @Parameter(LINE, 'the "next" of an earlier page', 'Reads on after an earlier page: the "next" of that page.', '1042')
  readonly after?: string;
}

/** A page of what is ordered by position. */
export class HistoryQuery extends VintageQuery {
  @Parameter(
    /^([1-9]\d?|[1-4]\d\d|500)$/,
    'a whole number from 1 to 500',
    'How many at the most; 100 when left out.',
    '100',
  )
  readonly limit?: string;

  @Parameter(
    POSITION,
    'the "next" of an earlier page',
    'Reads on after an earlier page: the "next" of that page.',
    '1042',
  )
  readonly after?: string;
}

/** Which indicators. */
export class IndicatorsQuery extends PageQuery {
  @Parameter(LINE, 'the key of an area', 'Only those of this area.', 'quality-homes')
  readonly area?: string;

  @Parameter(LINE, 'a text of one line', 'Only those with this in their name or key.', 'attendance')
  readonly search?: string;
}

/** Which entries of the register. */
export class CorrectionsQuery extends HistoryQuery {
  @Parameter(LINE, 'the key of an indicator', 'Only those of this indicator.', 'qh-fire-risk-assessments')
  readonly indicator?: string;

  @Parameter(LINE, 'a period', 'Only those about this period.', '2023-24-Q4')
  readonly period?: string;

  @Parameter(LINE, `one of ${REGISTER_STATES.join(', ')}`, 'Only those in this state.', 'approved', REGISTER_STATES)
  readonly state?: (typeof REGISTER_STATES)[number];

  @Parameter(LINE, `one of ${REGISTER_KINDS.join(', ')}`, 'Only those of this kind.', 'correction', REGISTER_KINDS)
  readonly kind?: (typeof REGISTER_KINDS)[number];

  @Parameter(LINE, 'the key of an area', 'Only those about indicators of this area.', 'quality-homes')
  readonly area?: string;
}

/** Which figures an export holds. */
export class ExportQuery extends VintageQuery {
  @Parameter(LINE, 'a period', 'Only figures of periods that do not start before this one.', '2023-24-Q1')
  readonly from?: string;

  @Parameter(LINE, 'a period', 'Only figures of periods that do not end after this one.', '2023-24-Q4')
  readonly to?: string;

  @Parameter(LINE, 'the key of an area', 'Only figures that are reported under this area.', 'quality-homes')
  readonly area?: string;

  @Parameter(
    /^(true|false)$/,
    'true or false',
    'true gives every version that was known up to the position, with since when and until when it was.',
    'true',
    ['true', 'false'],
  )
  readonly includeHistory?: 'true' | 'false';
}

/** Two vintages of one period. */
export class ChangesQuery extends RatedQuery {
  @Parameter(LINE, 'a period', 'The period; needed.', '2023-24-Q4')
  readonly period?: string;

  @Parameter(LINE, 'a date, an instant or a position', 'The earlier vintage; needed.', '2024-07-31')
  readonly from?: string;

  @Parameter(LINE, 'a date, an instant or a position', 'The later vintage; what asAt says when left out.', '2024-12-31')
  readonly to?: string;
}

/** Which editions. */
export class EditionsQuery extends VintageQuery {
  @Parameter(LINE, 'a period', 'Only those of the report of this period.', '2023-24-Q4')
  readonly period?: string;
}

/** Two editions of one period. */
export class EditionComparisonQuery extends VintageQuery {
  @Parameter(LINE, 'an edition', 'The earlier edition; needed.', '2023-24-Q4.1')
  readonly from?: string;

  @Parameter(LINE, 'an edition', 'The later edition; needed.', '2023-24-Q4.2')
  readonly to?: string;
}

/** A quarter as it was known. */
export class QuarterQuery extends VintageQuery {
  @Parameter(LINE, 'a quarter', 'The quarter; needed.', '2023-24-Q4')
  readonly period?: string;
}

/** Which actions of a quarter. */
export class ActionsQuery extends QuarterQuery {
  @Parameter(LINE, 'the key of an area', 'Only those of this area.', 'quality-homes')
  readonly area?: string;
}

/** Programmes, looked at from a day. */
export class ProgrammesQuery extends VintageQuery {
  @Parameter(
    /^\d{4}-\d{2}-\d{2}$/,
    'a date',
    'The day from which milestones are looked at: those expected before are overdue. Today in London when left out; the permanent link says it.',
    '2024-07-31',
  )
  readonly on?: string;
}

/** How contracts stood in a quarter. */
export class ContractsQuery extends VintageQuery {
  @Parameter(LINE, 'a quarter', 'The quarter; the last one that has ended when left out.', '2023-24-Q4')
  readonly period?: string;

  @Parameter(
    LINE,
    'a date',
    'The day in London on which it is judged what is overdue; that of the as-at when left out. The permanent link says it.',
    '2024-07-31',
  )
  readonly day?: string;
}

const DEFAULT_LIMIT = 100;

/** The page that a query asks for. */
export function pageOf({ limit, after }: { readonly limit?: string; readonly after?: string }) {
  return { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), after };
}
