import { lastDay, parsePeriod, type CalendarEntry } from '@outturn/domain';
import type { ReportedChange } from '@outturn/reports';
import { capitalised, counted, enumerated, periodInShort, periodInWords, periodsInShort } from '@outturn/reports';
import type { EditionPreview } from '../api/edition-preview';
import { errorsByField } from './form';
import type { FieldError, PageModel } from './page';

/** What somebody may do something about by a note. */
const NEED_A_NOTE: ReadonlySet<string> = new Set(['period-held-in-part', 'nothing-changes', 'decided-after-position']);
const MOST_LISTED = 100;

interface PublishInput {
  readonly period: string;
  readonly preview: EditionPreview;
  /** Of indicators, by key. */
  readonly names: ReadonlyMap<string, string>;
  readonly note: string;
  readonly once: string;
  readonly errors?: readonly FieldError[];
  /** Decisions that were taken since the edition was looked at. */
  readonly decidedSince?: readonly string[];
}

interface Check {
  readonly text: string;
  readonly holds: boolean;
}

interface ListedFigure {
  readonly name: string;
  readonly href: string;
  readonly text: string;
}

/** The page that shows an edition before it is published. */
export interface PublishPage extends PageModel {
  readonly caption: string;
  readonly period: string;
  readonly checks: readonly Check[];
  /** Why it cannot be published; absent where it can. */
  readonly refusal?: string;
  readonly unapproved: readonly ListedFigure[];
  /** Why it needs a note; absent where it needs none. */
  readonly needsNote?: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly keyMessages: readonly string[];
  readonly changes: readonly {
    readonly name: string;
    readonly before: string;
    readonly after: string;
    readonly reason: string;
  }[];
  readonly moreChanges?: string;
  readonly draftHref: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly note: string;
  readonly errors: readonly FieldError[];
  readonly errorOf: ReturnType<typeof errorsByField>;
  readonly decidedSince: readonly string[];
}

/** Puts the page that shows an edition before it is published together. */
export function publishPage(input: PublishInput): PublishPage {
  const { period, preview, note, once, errors = [], decidedSince = [] } = input;
  const { edition, content, refusal } = preview;
  const isNoteNeeded = refusal !== undefined && NEED_A_NOTE.has(refusal.code);
  const { entries } = content.changes;
  return {
    title: `Publish ${edition.period}.${edition.number}`,
    caption: edition.title,
    period,
    checks: checksOf(preview),
    refusal: refusal === undefined || isNoteNeeded ? undefined : periodsInShort(refusal.message),
    unapproved: unapprovedOf(input),
    needsNote: isNoteNeeded ? periodsInShort(refusal.message) : undefined,
    facts: factsOf(preview),
    keyMessages: content.keyMessages,
    changes: entries.slice(0, MOST_LISTED).map(changeInWords),
    moreChanges: entries.length > MOST_LISTED ? `${entries.length - MOST_LISTED} more are in the draft.` : undefined,
    draftHref: `/publications/drafts/${period}?asAt=position:${edition.position}`,
    hidden: [
      { name: 'period', value: period },
      { name: 'previous', value: edition.previous ?? '' },
      { name: 'position', value: String(edition.position) },
      { name: 'once', value: once },
    ],
    note,
    errors,
    errorOf: errorsByField(errors),
    decidedSince,
  };
}

function checksOf({ edition }: EditionPreview): Check[] {
  const { reportedPeriods, calendar, unapproved } = edition;
  const ofPeriods = reportedPeriods.flatMap((period): Check[] => {
    const entry = calendar.find((one) => one.period === period);
    const name = capitalised(periodInShort(period));
    const reopened = entry?.reopenedFor.length ?? 0;
    const closed = { text: `${name} is closed.`, holds: entry?.state === 'closed' };
    return reopened === 0 ? [closed] : [closed, { text: `No figure of ${name} is reopened.`, holds: false }];
  });
  return [
    ...ofPeriods,
    { text: 'Somebody else than who submitted it has approved each figure.', holds: unapproved.length === 0 },
  ];
}

function unapprovedOf({ preview, names }: PublishInput): ListedFigure[] {
  return preview.edition.unapproved.slice(0, MOST_LISTED).map(({ indicator, period, maturity }) => ({
    name: names.get(indicator) ?? indicator,
    href: `/indicators/${indicator}/figures/${period}`,
    text: `${periodInShort(period)}, ${maturity}`,
  }));
}

function factsOf({ edition, content }: EditionPreview): PublishPage['facts'] {
  const { period, number, previous, reportedPeriods, figures, position } = edition;
  return [
    { key: 'Edition', value: `${period}.${number}` },
    { key: 'Follows', value: previous ?? 'none: it would be the first' },
    { key: 'Report on', value: capitalised(periodInWords(period)) },
    { key: 'With tables of', value: enumerated(reportedPeriods.map(periodInShort)) },
    { key: 'Known to it', value: `everything recorded up to position ${position}` },
    { key: 'Shows', value: counted(figures.length, 'figure', 'figures') },
    { key: 'Lists', value: changesInWords(content.changes.since, edition.changes) },
  ];
}

function changesInWords(since: string | null, count: number): string {
  const changes = counted(count, 'change', 'changes');
  return since === null ? `${changes} since the period was closed` : `${changes} since ${since}`;
}

function changeInWords({ name, periods, before, after, reason }: ReportedChange): PublishPage['changes'][number] {
  const about = periods.length === 0 ? name : `${name}, ${enumerated(periods.map(periodInShort))}`;
  return { name: about, before: before ?? 'nothing', after: after ?? 'nothing', reason: reason ?? 'none given' };
}

/** The page on which the report to publish is chosen. */
export interface ChooseReportPage extends PageModel {
  readonly periods: readonly { readonly value: string; readonly text: string }[];
}

/** The reports that could be published: of periods that are expected whole, the latest first, closed ones before open ones. */
export function chooseReportPage(calendar: readonly CalendarEntry[]): ChooseReportPage {
  const latestFirst = [...calendar].sort((a, b) =>
    lastDay(parsePeriod(b.period)).localeCompare(lastDay(parsePeriod(a.period))),
  );
  const closed = latestFirst.filter(({ state }) => state === 'closed');
  const open = latestFirst.filter(({ state }) => state !== 'closed');
  return {
    title: 'Publish a report',
    periods: [...closed, ...open].map(({ period, state }) => ({
      value: period,
      text: `${capitalised(periodInShort(period))} (${state})`,
    })),
  };
}
