import {
  displayStatedDate,
  parsePeriod,
  summaryColumn,
  type AwaitedDecision,
  type CalendarEntry,
  type PeriodKey,
} from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import { formatLondon, type AwaitedDecisionView, type CellStatusAsAt } from '@outturn/read-models';
import {
  capitalised,
  counted,
  enumerated,
  periodInShort,
  periodInWords,
  periodsInShort,
  sentence,
} from '@outturn/reports';
import { datesOf } from './cycle';
import { COVERAGES, stepsOf, type PeriodSteps, type PeriodTyped } from './cycle-form';
import { listed } from './decision-facts';
import { eventInWords } from './figure-history';
import { choices, type Choice } from './filters';
import { errorsByField } from './form';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';

/** What somebody may have done right before. */
export const PERIOD_DONE = ['opened', 'closed', 'reopened'] as const;
export type PeriodDone = (typeof PERIOD_DONE)[number];

const DONE_TEXTS: Readonly<Record<PeriodDone, string>> = {
  opened: 'The period is open.',
  closed: 'The period is closed.',
  reopened: 'The figure is reopened: it may be given now.',
};

const BROUGHT: Readonly<Record<AwaitedDecision['kind'], string>> = {
  outturn: 'a figure',
  correction: 'a correction',
  restatement: 'a restatement',
  override: 'a judgement',
};
const MOST_LISTED = 50;
const FIELDS: Readonly<Record<keyof PeriodSteps, readonly string[]>> = {
  open: ['coverage', 'cut-off-day', 'cut-off-month', 'cut-off-year'],
  close: ['note'],
  reopen: ['indicator', 'reason'],
};

/** A reporting period with what is known of it. */
export interface PeriodFacts {
  readonly period: PeriodKey;
  readonly entry: CalendarEntry | undefined;
  /** Of every figure of the period. */
  readonly statuses: readonly CellStatusAsAt[];
  /** How much about the period awaits a decision, and the oldest of it. */
  readonly awaiting: number;
  readonly awaited: readonly AwaitedDecisionView[];
  /** What was recorded of the period itself. */
  readonly events: readonly StoredEvent[];
  /** Of indicators, by key. */
  readonly names: ReadonlyMap<string, string>;
  readonly nameOf: (person: string) => string;
  /** Whether the reader opens and closes periods. */
  readonly mayManage: boolean;
}

interface PeriodInput extends PeriodFacts {
  readonly typed: PeriodTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
  readonly done?: PeriodDone;
}

/** A part of a list, and how many more there are. */
interface Listed {
  readonly items: readonly { readonly text: string; readonly href: string }[];
  readonly more?: string;
}

/** The page of a reporting period, on which it is opened, closed and reopened. */
export interface PeriodPage extends PageModel {
  readonly caption: string;
  readonly action: string;
  readonly doneText?: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly missing: Listed;
  readonly awaited: Listed;
  /** Said before the period is closed. */
  readonly unfinished: string;
  readonly isReopened: boolean;
  readonly forms: PeriodSteps;
  readonly coverages: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly indicators: readonly Choice[];
  readonly events: readonly { readonly what: string; readonly when: string; readonly said: string }[];
  readonly overviewHref?: string;
  readonly publishHref?: string;
  readonly typed: PeriodTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly cutOffError?: string;
  readonly missed?: MissedView;
}

/** Puts the page of a reporting period together. */
export function periodPage(input: PeriodInput): PeriodPage {
  const { period, entry, mayManage, typed, missed, done } = input;
  const forms = mayManage ? stepsOf(entry) : { open: false, close: false, reopen: false };
  const errors = errorsOn(forms, input.errors);
  const errorOf = errorsByField(errors);
  // Of a period that nobody has opened nothing is expected, so nothing is missing.
  const missing = entry === undefined ? [] : missingIn(input);
  return {
    title: capitalised(periodInShort(period)),
    caption: 'Reporting period',
    action: `/cycle/${period}`,
    doneText: done && DONE_TEXTS[done],
    facts: factsOf(input, missing.length),
    missing: partOf(missing.map(({ indicator }) => figureLink(indicator, input))),
    awaited: partOf(
      input.awaited.map((one) => awaitedLink(one, input)),
      input.awaiting,
    ),
    unfinished: unfinishedInWords(missing.length, input.awaiting),
    isReopened: entry?.state === 'closed' && entry.reopenedFor.length > 0,
    forms,
    coverages: Object.entries(COVERAGES).map(([value, { text, hint }]) => ({
      ...{ value, text, hint: { text: hint } },
      checked: value === typed.coverage,
    })),
    indicators: forms.reopen ? reopenable(input) : [],
    events: eventsOf(input),
    overviewHref: entry && `/periods/${period}`,
    publishHref: mayManage && entry?.state === 'closed' ? `/publish?period=${period}` : undefined,
    ...{ typed, errors, errorOf, missed },
    cutOffError: FIELDS.open.flatMap((field) => (field === 'coverage' ? [] : (errorOf[field]?.text ?? [])))[0],
  };
}

/** What is wrong with a form that is no longer there, because somebody else was faster, is wrong with the page. */
function errorsOn(forms: PeriodSteps, errors: readonly FieldError[]): readonly FieldError[] {
  const shown = new Set(
    Object.entries(FIELDS).flatMap(([step, fields]) => (forms[step as keyof PeriodSteps] ? fields : [])),
  );
  return errors.map(({ field, text }) => ({
    field: shown.has(field) ? field : 'main-content',
    text: periodsInShort(text),
  }));
}

function missingIn({ statuses }: Pick<PeriodFacts, 'statuses'>): readonly CellStatusAsAt[] {
  return statuses.filter((cell) => summaryColumn(cell) === 'dataNotAvailable');
}

function factsOf({ period, entry, statuses, awaiting, names }: PeriodFacts, missing: number) {
  const known = [
    ['Period', capitalised(periodInWords(period))],
    ['Dates', datesOf(parsePeriod(period))],
    ['State', stateInWords(entry)],
  ] as const;
  if (entry === undefined) return listed(known);
  const columns = statuses.map(summaryColumn);
  const held = columns.filter(
    (one) => one === 'red' || one === 'amber' || one === 'green' || one === 'ragNotApplicable',
  );
  return listed([
    ...known,
    ['Figures expected', COVERAGES[entry.coverage].text],
    ['First figures in time until', entry.cutOff && displayStatedDate(entry.cutOff)],
    ['Reopened for', enumerated(entry.reopenedFor.map((key) => names.get(key) ?? key))],
    ['Figures held', String(held.length)],
    ['Figures missing', String(missing)],
    ['Awaiting a decision', String(awaiting)],
  ]);
}

function stateInWords(entry: CalendarEntry | undefined): string {
  if (entry === undefined) return 'Not opened: no figures are taken';
  if (entry.state === 'open') return 'Open: figures are taken';
  return entry.reopenedFor.length === 0
    ? 'Closed: figures change by corrections only'
    : `Closed, and reopened for ${counted(entry.reopenedFor.length, 'indicator', 'indicators')}`;
}

function unfinishedInWords(missing: number, awaiting: number): string {
  if (missing === 0 && awaiting === 0) return 'Nothing is missing, and nothing awaits a decision.';
  const figures = missing === 1 ? 'is missing' : 'are missing';
  const decisions = awaiting === 1 ? 'awaits a decision' : 'await a decision';
  return `${counted(missing, 'figure', 'figures')} ${figures}, and ${counted(awaiting, 'change', 'changes')} ${decisions}.`;
}

function partOf(all: Listed['items'], count = all.length): Listed {
  const items = all.slice(0, MOST_LISTED);
  return { items, more: count > items.length ? `And ${count - items.length} more.` : undefined };
}

function figureLink(indicator: string, { period, names }: PeriodFacts): Listed['items'][number] {
  return { text: names.get(indicator) ?? indicator, href: `/indicators/${indicator}/figures/${period}` };
}

function awaitedLink({ id, kind, indicator }: AwaitedDecisionView, { names }: PeriodFacts): Listed['items'][number] {
  return { text: `${names.get(indicator) ?? indicator}: ${BROUGHT[kind]}`, href: `/decide/${id}` };
}

/** The indicators for which the period may be reopened, those without a figure first. */
function reopenable({ entry, statuses, names, typed }: PeriodInput): readonly Choice[] {
  const missing = new Set(missingIn({ statuses }).map(({ indicator }) => indicator));
  const open = new Set(entry?.reopenedFor);
  const options = [...names]
    .filter(([key]) => !open.has(key))
    .map(([value, name]) => ({ value, name, isMissing: missing.has(value) }))
    .sort((a, b) => Number(b.isMissing) - Number(a.isMissing) || a.name.localeCompare(b.name, 'en-GB'))
    .map(({ value, name, isMissing }) => ({ value, text: isMissing ? `${name} (missing)` : name }));
  return choices('Choose an indicator', options, typed.indicator === '' ? undefined : typed.indicator);
}

/** The latest first. */
function eventsOf({ events, names, nameOf }: PeriodFacts): PeriodPage['events'] {
  return events.toReversed().map(({ type, recordedAt, metadata, data }) => {
    // Every event of a period has some of these, or none.
    const { indicator, reason, note } = data as Readonly<Partial<Record<'indicator' | 'reason' | 'note', string>>>;
    const about = indicator === undefined ? '' : `: ${names.get(indicator) ?? indicator}`;
    const said = reason ?? note;
    return {
      what: `${eventInWords(type)}${about}`,
      when: `${formatLondon(recordedAt)}, by ${nameOf(metadata.actor)}`,
      said: said === undefined ? '' : sentence(said),
    };
  });
}
