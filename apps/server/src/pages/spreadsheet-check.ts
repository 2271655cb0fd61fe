import {
  columnName,
  type Action,
  type ImportRecord,
  type Outcome,
  type StoredRow,
  type Verdict,
} from '@outturn/imports';
import { formatLondon } from '@outturn/read-models';
import { capitalised, counted, periodInShort } from '@outturn/reports';
import { valueInUnit } from './figure-words';
import { errorsByField } from './form';
import { addressOf } from './links';
import type { FieldError, PageModel } from './page';
import { uploadState } from './spreadsheet';
import type { AcceptanceTyped } from './spreadsheet-acceptance';

/** What of an address chooses among the rows. */
export interface RowsQuery {
  readonly verdict?: Verdict;
  readonly after?: string;
  readonly limit?: string;
}

/** The form of an acceptance as it was sent, and what is wrong with it. */
export interface TypedAcceptance {
  readonly typed: AcceptanceTyped;
  readonly errors: readonly FieldError[];
}

interface CheckInput {
  readonly record: ImportRecord;
  readonly rows: readonly StoredRow[];
  readonly hasMore: boolean;
  readonly query: RowsQuery;
  /** Whether whoever asks has uploaded it: nobody else accepts it. */
  readonly isOwn: boolean;
  readonly again: TypedAcceptance | undefined;
  readonly nameOf: (person: string) => string;
}

interface RowView {
  readonly place: string;
  readonly indicator: string;
  readonly period: string;
  readonly raw: string;
  readonly read: string;
  readonly verdict: Verdict;
  readonly verdictText: string;
  readonly action: string;
  readonly reason: string;
  readonly outcome: string;
}

/** The page with the verdicts about the rows of a spreadsheet. */
export interface SpreadsheetCheckPage extends PageModel {
  readonly caption: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly notes: readonly string[];
  readonly filters: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly rows: readonly RowView[];
  readonly firstHref?: string;
  readonly nextHref?: string;
  /** Whether outcomes are known. */
  readonly isDone: boolean;
  /** What the acceptance has done. */
  readonly result?: string;
  /** Absent where nothing is left to accept, or somebody else has uploaded it. */
  readonly acceptance?: { readonly href: string; readonly hasRefused: boolean; readonly corrections: string };
  readonly typed: AcceptanceTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
}

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  accepted: 'Taken',
  warned: 'Taken, look at it',
  refused: 'Not taken',
};

/** Nothing is taken before somebody accepts it. */
const VERDICT_WORDS_BEFORE: typeof VERDICT_WORDS = {
  accepted: 'Would be taken',
  warned: 'Would be taken, look at it',
  refused: 'Would not be taken',
};

const ACTION_WORDS: Readonly<Record<Action, string>> = {
  submit: 'Submits the figure',
  'submit-annual-return': 'Submits the year’s figure',
  correct: 'Proposes a correction',
  'declare-unavailable': 'Says that there is no figure',
  none: 'Does nothing',
};

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  recorded: 'Recorded',
  'nothing-to-record': 'Nothing to record',
  'left-out': 'Left out',
  refused: 'Refused when it was to be recorded',
};

const NOTHING_TYPED: AcceptanceTyped = { rows: '', reason: '', cause: '' };

/** Puts the page with the verdicts together. */
export function spreadsheetCheckPage(input: CheckInput): SpreadsheetCheckPage {
  const { record, rows, hasMore, query, isOwn, again, nameOf } = input;
  const { counts, fileName, notes } = record;
  const path = `/submit/spreadsheet/${record.id}`;
  const { typed, errors } = again ?? { typed: NOTHING_TYPED, errors: [] };
  const isDone = record.state === 'accepted';
  // What the file gets wrong stays out for good.
  const isLeft = counts.outcomes['left-out'] > counts.refused || counts.outcomes.refused > 0;
  const last = rows.at(-1);
  return {
    title: isDone ? 'What was recorded' : 'Check before anything is recorded',
    caption: fileName,
    facts: factsOf(record, nameOf),
    notes,
    filters: filtersOf(path, record, query.verdict),
    rows: rows.map((row) => rowView(row, wordsOf(record))),
    firstHref: query.after === undefined ? undefined : addressOf(path, { ...query, after: undefined }),
    nextHref: hasMore && last ? addressOf(path, { ...query, after: String(last.number) }) : undefined,
    isDone,
    result: isDone ? resultOf(record) : undefined,
    acceptance: isOwn && (!isDone || isLeft) ? { href: path, ...whatToAccept(record) } : undefined,
    typed,
    errors,
    errorOf: errorsByField(errors),
  };
}

function factsOf(record: ImportRecord, nameOf: CheckInput['nameOf']): SpreadsheetCheckPage['facts'] {
  const { uploadedBy, uploadedAt, period, position, fileSha256, counts } = record;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['State', uploadState(record)],
    ['Rows', String(counts.rows)],
    ['Uploaded', `by ${nameOf(uploadedBy)}, ${formatLondon(uploadedAt)}`],
    ['Period given for the file', period === null ? undefined : capitalised(periodInShort(period))],
    ['Checked against', `everything up to position ${position}`],
    ['SHA-256 of the file', fileSha256],
  ];
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

function wordsOf({ state }: ImportRecord): typeof VERDICT_WORDS {
  return state === 'accepted' ? VERDICT_WORDS : VERDICT_WORDS_BEFORE;
}

function filtersOf(path: string, record: ImportRecord, chosen: Verdict | undefined) {
  const { counts } = record;
  const words = wordsOf(record);
  const one = (text: string, count: number, verdict: Verdict | undefined) => ({
    text: `${text} (${count})`,
    href: addressOf(path, { verdict }),
    current: verdict === chosen,
  });
  return [
    one('All', counts.rows, undefined),
    one(words.refused, counts.refused, 'refused'),
    one(words.warned, counts.warned, 'warned'),
    one(words.accepted, counts.accepted, 'accepted'),
  ];
}

function resultOf({ counts: { outcomes } }: ImportRecord): string {
  const others = [
    { count: outcomes['nothing-to-record'], text: 'had nothing to record' },
    { count: outcomes['left-out'], text: 'left out' },
    { count: outcomes.refused, text: 'refused, as others had changed the figure meanwhile' },
  ].filter(({ count }) => count > 0);
  const recorded = `${counted(outcomes.recorded, 'row was', 'rows were')} recorded`;
  return `${[recorded, ...others.map(({ count, text }) => `${count} ${text}`)].join(', ')}.`;
}

function whatToAccept({ counts }: ImportRecord) {
  const { corrections, refused } = counts;
  const verb = corrections === 1 ? 'gives' : 'give';
  return {
    hasRefused: refused > 0,
    corrections:
      corrections === 0
        ? ''
        : `${counted(corrections, 'row', 'rows')} ${verb} another value than the one that is held. They become proposals of corrections, which somebody else decides. Without a reason they are left out.`,
  };
}

function rowView(row: StoredRow, verdictWords: typeof VERDICT_WORDS): RowView {
  const { sheet, sheetRow, sheetColumn, indicator, period, raw, reading, verdict, action, reason, outcome } = row;
  const outcomeText = outcome === null ? '' : OUTCOME_WORDS[outcome];
  return {
    place: `${sheet}, row ${sheetRow}, column ${columnName(sheetColumn)}`,
    indicator,
    period: period === null ? 'Not read' : capitalised(periodInShort(period)),
    raw: raw ?? 'Blank',
    read: readInWords(reading),
    verdict,
    verdictText: verdictWords[verdict],
    action: ACTION_WORDS[action],
    reason,
    outcome: row.outcomeReason === null ? outcomeText : `${outcomeText}: ${row.outcomeReason}`,
  };
}

function readInWords(reading: StoredRow['reading']): string {
  if (reading === null) return 'Not read';
  if (reading.kind === 'value') return valueInUnit(reading.value.value, reading.value.unit);
  return capitalised(reading.kind.replaceAll('-', ' '));
}
