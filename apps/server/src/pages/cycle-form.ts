import type { CalendarEntry, Coverage, PeriodKey, ReportingPeriodCommand } from '@outturn/domain';
import type { Unstamped } from '../api/change-indicator';
import { readDay } from './day';
import { ONCE_FIELD, REVISION_FIELD, type Typed } from './form';
import type { FieldError } from './page';
import { FieldReader, textOf } from './typed-value';

/** The fields in which a period is opened, closed, and reopened for one indicator. */
export const OPENING_FIELDS = [REVISION_FIELD, ONCE_FIELD, 'coverage', 'day', 'month', 'year'] as const;
export const CLOSING_FIELDS = [REVISION_FIELD, ONCE_FIELD, 'note'] as const;
export const REOPENING_FIELDS = [REVISION_FIELD, ONCE_FIELD, 'indicator', 'reason'] as const;

type OpeningTyped = Typed<(typeof OPENING_FIELDS)[number]>;
type ClosingTyped = Typed<(typeof CLOSING_FIELDS)[number]>;
type ReopeningTyped = Typed<(typeof REOPENING_FIELDS)[number]>;
/** Every field of the page of a period, whichever of its forms was sent. */
export type PeriodTyped = OpeningTyped & ClosingTyped & ReopeningTyped;

/** A command about a period that a form of its page sends. */
export type PeriodCommand = Unstamped<
  Extract<ReportingPeriodCommand, { type: 'OpenReportingPeriod' | 'CloseReportingPeriod' | 'ReopenFigure' }>
>;

/** Where each thing that a command may be refused for was typed. */
export const PERIOD_POINTERS: Readonly<Record<PeriodCommand['type'], Readonly<Record<string, string>>>> = {
  OpenReportingPeriod: { '': 'coverage', '/coverage': 'coverage', '/cutOff': 'cut-off-day' },
  CloseReportingPeriod: { '': 'note', '/note': 'note' },
  ReopenFigure: { '': 'indicator', '/indicator': 'indicator', '/reason': 'reason' },
};

/** How much of a period is expected, as people say it. */
export const COVERAGES: Readonly<Record<Coverage, { readonly text: string; readonly hint: string }>> = {
  full: { text: 'Every figure that is due', hint: 'Officers see it as due, and what is not given counts as missing' },
  'comparators-only': {
    text: 'Only some, for comparison',
    hint: 'A past period: nobody is asked, and nothing is missed',
  },
};

/** What may be done with a period as it stands. */
export interface PeriodSteps {
  readonly open: boolean;
  readonly close: boolean;
  readonly reopen: boolean;
}

/** What the domain would take: a period is opened once, closed while it takes figures, and reopened once it is closed. */
export function stepsOf(entry: CalendarEntry | undefined): PeriodSteps {
  if (entry === undefined) return { open: true, close: false, reopen: false };
  const isClosed = entry.state === 'closed';
  return { open: false, close: !isClosed || entry.reopenedFor.length > 0, reopen: isClosed };
}

/** The forms of a period before anything has been typed. */
export function emptyPeriodForm(revision: number, once: string): PeriodTyped {
  const nothing = { coverage: '', day: '', month: '', year: '', note: '', indicator: '', reason: '' };
  return { revision: String(revision), once, ...nothing };
}

/** What a form asks for, or what is wrong with the form, field by field. */
export type ReadPeriodForm = { readonly command: PeriodCommand } | { readonly errors: readonly FieldError[] };

/** Reads the form that opens a period. */
export function readOpening(typed: OpeningTyped, period: PeriodKey): ReadPeriodForm {
  const fields = new FieldReader({});
  const coverage = coverageIn(typed);
  if (coverage === undefined) fields.refuse('coverage', 'Choose which figures are expected.');
  const cutOff = readDay(typed, (part) => `cut-off-${part}`);
  if (typeof cutOff !== 'string') fields.errors.push(cutOff);
  if (coverage === undefined || typeof cutOff !== 'string') return { errors: fields.errors };
  return { command: { type: 'OpenReportingPeriod', period, coverage, cutOff: cutOff || undefined } };
}

function coverageIn({ coverage }: OpeningTyped): Coverage | undefined {
  return coverage === 'full' || coverage === 'comparators-only' ? coverage : undefined;
}

/** Reads the form that closes a period. */
export function readClosing({ note }: ClosingTyped, period: PeriodKey): ReadPeriodForm {
  return { command: { type: 'CloseReportingPeriod', period, note: textOf(note) || undefined } };
}

/** Reads the form that reopens a period for one indicator. */
export function readReopening(typed: ReopeningTyped, period: PeriodKey): ReadPeriodForm {
  const fields = new FieldReader({});
  const indicator = fields.required('indicator', typed.indicator, 'Choose the indicator whose figure may be given.');
  const reason = fields.required('reason', typed.reason, 'Say why it is reopened.');
  if (fields.errors.length > 0) return { errors: fields.errors };
  return { command: { type: 'ReopenFigure', period, indicator, reason } };
}
