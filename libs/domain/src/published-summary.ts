import { DateText, PeriodKey, parseDate, parsePeriod } from './period';
import { invalid } from './refusal';
import { requireList, requireText, requireTextIfGiven } from './text';

/** A published table of counts, as printed. It is never computed with; summaries show it beside what can be computed. */
export interface PublishedSummary {
  readonly document: string;
  readonly publishedOn: DateText;
  readonly reference: string;
  readonly rows: readonly PublishedSummaryRow[];
  readonly total: PublishedCounts;
  /** Shares as printed, as text, by status. */
  readonly printedShares: Readonly<Record<string, string>>;
  readonly comparison?: {
    readonly period: PeriodKey;
    readonly counts: Readonly<Record<string, number>>;
    readonly printedShares: Readonly<Record<string, string>>;
  };
  readonly note?: string;
}

export interface PublishedCounts {
  readonly total: number;
  readonly red: number;
  readonly amber: number;
  readonly green: number;
  readonly ragNotApplicable: number;
  readonly dataNotAvailable: number;
  /** Only in a quarter's table. */
  readonly annualOnly?: number;
}

export interface PublishedSummaryRow extends PublishedCounts {
  readonly area: string;
}

/** The report has nine areas and six columns; a council with ten times as many is not known. */
const MOST_ROWS = 100;

/**
 * Checks a summary for being what a document can print: whole counts that are not negative, and texts. Whether the counts
 * add up is not asked: what was printed is kept as it was printed, errata and all.
 *
 * @throws {Refusal} naming the field that is wrong.
 */
export function parsePublishedSummary(summary: PublishedSummary): void {
  requireText(summary.document, '/summary/document', 'The document');
  requireText(summary.reference, '/summary/reference', 'The reference');
  parseDate(summary.publishedOn, '/summary/publishedOn');
  requireTextIfGiven(summary.note, '/summary/note', 'The note');
  requireList(summary.rows, MOST_ROWS, '/summary/rows', 'rows');
  summary.rows.forEach((row, index) => {
    requireText(row.area, `/summary/rows/${index}/area`, 'The area');
    parseCounts(row, `/summary/rows/${index}`);
  });
  parseCounts(summary.total, '/summary/total');
  parseShares(summary.printedShares, '/summary/printedShares');
  if (!summary.comparison) return;
  const { period, counts, printedShares } = summary.comparison;
  parsePeriod(period, '/summary/comparison/period');
  requireList(Object.keys(counts), MOST_ROWS, '/summary/comparison/counts', 'counts');
  for (const [name, count] of Object.entries(counts)) parseCount(count, `/summary/comparison/counts/${name}`);
  parseShares(printedShares, '/summary/comparison/printedShares');
}

function parseCounts(counts: PublishedCounts, pointer: string): void {
  const { total, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly = 0 } = counts;
  const all = { total, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly };
  for (const [name, count] of Object.entries(all)) parseCount(count, `${pointer}/${name}`);
}

function parseCount(count: number, pointer: string): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw invalid('invalid-count', 'A count is a whole number from 0.', pointer);
}

function parseShares(shares: Readonly<Record<string, string>>, pointer: string): void {
  requireList(Object.keys(shares), MOST_ROWS, pointer, 'shares');
  for (const [name, share] of Object.entries(shares)) requireText(share, `${pointer}/${name}`, 'The share');
}
