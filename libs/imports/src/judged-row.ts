import type { PeriodKey } from '@outturn/domain';
import type { Reading } from './reading';

export const VERDICTS = ['accepted', 'warned', 'refused'] as const;
/** Warned: taken, and somebody should look at it before it is accepted. */
export type Verdict = (typeof VERDICTS)[number];

export const ACTIONS = ['submit', 'submit-annual-return', 'correct', 'declare-unavailable', 'none'] as const;
/** What accepting a row would do. */
export type Action = (typeof ACTIONS)[number];

export const OUTCOMES = ['recorded', 'nothing-to-record', 'left-out', 'refused'] as const;
/** What accepting a row has done. */
export type Outcome = (typeof OUTCOMES)[number];

/** What is thought of a row, and why. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly action: Action;
  /** Stable, in kebab-case. */
  readonly code: string;
  /** For people: why, and what to do. */
  readonly reason: string;
}

/** One figure of a file: where it stands, what stands there, what was read in it. */
export interface ImportRow {
  /** Its place among the figures of the file, from 1. */
  readonly number: number;
  readonly sheet: string;
  readonly sheetRow: number;
  readonly sheetColumn: number;
  readonly indicator: string;
  /** Null where none could be read. */
  readonly period: PeriodKey | null;
  /** The cell as it stands in the file; null when it is blank. */
  readonly raw: string | null;
  /** Null where the cell could not be read. */
  readonly reading: Reading | null;
}

export type JudgedRow = ImportRow & Judgement;

/** What has become of a row. */
export interface RowOutcome {
  readonly number: number;
  readonly outcome: Outcome;
  readonly eventId?: string;
  /** Why it was not recorded. */
  readonly reason?: string;
}

export interface StoredRow extends JudgedRow {
  readonly outcome: Outcome | null;
  readonly eventId: string | null;
  readonly outcomeReason: string | null;
}

/** How many rows there are of each kind. */
export interface ImportCounts extends Readonly<Record<Verdict, number>> {
  readonly rows: number;
  /** Rows that need a reason, as another value is held. */
  readonly corrections: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** The counts of outcomes before an acceptance. */
export const noOutcomes = (): Readonly<Record<Outcome, number>> => ({
  recorded: 0,
  'nothing-to-record': 0,
  'left-out': 0,
  refused: 0,
});

/** Counts checked rows by their verdicts. */
export function countRows(rows: Iterable<Judgement>): ImportCounts {
  const counts = { rows: 0, accepted: 0, warned: 0, refused: 0, corrections: 0 };
  for (const { verdict, action } of rows) {
    counts.rows += 1;
    counts[verdict] += 1;
    if (action === 'correct') counts.corrections += 1;
  }
  return { ...counts, outcomes: noOutcomes() };
}
