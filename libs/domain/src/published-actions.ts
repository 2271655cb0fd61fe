import { DateText, PeriodKey, parseDate, parsePeriod } from './period';
import { invalid } from './refusal';
import { requireList, requireText, requireTextIfGiven } from './text';

/** A published table of business plan actions, as printed (report 4.5). It is shown beside what is computed, and never computed with. */
export interface PublishedActions {
  readonly document: string;
  readonly publishedOn: DateText;
  readonly reference: string;
  readonly rows: readonly PublishedActionsRow[];
  readonly total: PublishedActionsCounts;
  /** How many actions are said to have been updated. */
  readonly updated: number;
  /** Shares of the updated actions as printed, as text, by status. */
  readonly printedShares: Readonly<Record<string, string>>;
  /** The quarter whose counts the table prints in brackets, with what the text says of it. */
  readonly comparison?: {
    readonly period: PeriodKey;
    readonly updated: number;
    readonly printedShares: Readonly<Record<string, string>>;
  };
  readonly note?: string;
}

/** A count that is absent is printed as a dash, which is not a nought. */
export interface PublishedActionStatuses {
  readonly onTrack?: number;
  readonly mediumIssues?: number;
  readonly significantIssues?: number;
  readonly noUpdate?: number;
}

export interface PublishedActionsCounts extends PublishedActionStatuses {
  readonly weWills: number;
  readonly actions: number;
  /** What is printed in brackets: the quarter of comparison. */
  readonly compared?: PublishedActionStatuses;
}

export interface PublishedActionsRow extends PublishedActionsCounts {
  readonly area: string;
}

/** A count of a table as printed that is not what the counts beside it come to. */
export interface DifferingSum {
  /** The quarter of the counts; null for the one of comparison where the table does not name it. */
  readonly period: PeriodKey | null;
  /** The area in whose row it stands; null in the totals. */
  readonly area: string | null;
  readonly count: keyof Omit<PublishedActionsCounts, 'compared'> | 'updated';
  /** Over what is summed: the areas, or the statuses of one row. */
  readonly of: 'areas' | 'statuses';
  readonly printed: number;
  readonly sum: number;
}

const UPDATED = ['onTrack', 'mediumIssues', 'significantIssues'] as const;
const STATUSES = [...UPDATED, 'noUpdate'] as const;
const COUNTS = ['weWills', 'actions', ...STATUSES] as const;

/**
 * The sums that do not hold in a table as printed (report 4.5: in Q3 the areas come to 196 on track, and 197 is printed).
 * A dash adds nothing. How many actions there were in the quarter of comparison is not printed, and so not checked.
 */
export function differingSums(
  period: PeriodKey,
  { rows, total, updated, comparison }: PublishedActions,
): DifferingSum[] {
  const before = comparison?.period ?? null;
  const compared = rows.map((row) => row.compared ?? {});
  const sums: readonly (Omit<DifferingSum, 'printed'> & { readonly printed: number | undefined })[] = [
    ...[...rows, { ...total, area: null }].map((row) => ({
      period,
      area: row.area,
      count: 'actions' as const,
      of: 'statuses' as const,
      printed: row.actions,
      sum: sumOf(STATUSES.map((status) => row[status])),
    })),
    ...COUNTS.map((count) => overAreas(period, count, total[count], sumOf(rows.map((row) => row[count])))),
    ...STATUSES.map((count) =>
      overAreas(before, count, total.compared?.[count], sumOf(compared.map((row) => row[count]))),
    ),
    updatedOf(period, updated, total),
    ...(comparison && total.compared ? [updatedOf(before, comparison.updated, total.compared)] : []),
  ];
  return sums.flatMap((found) => {
    const { printed, sum } = found;
    return printed === undefined || printed === sum ? [] : [{ ...found, printed }];
  });
}

function overAreas(period: PeriodKey | null, count: (typeof COUNTS)[number], printed: number | undefined, sum: number) {
  return { period, area: null, count, of: 'areas', printed, sum } as const;
}

function updatedOf(period: PeriodKey | null, printed: number, counts: PublishedActionStatuses) {
  const sum = sumOf(UPDATED.map((status) => counts[status]));
  return { period, area: null, count: 'updated', of: 'statuses', printed, sum } as const;
}

function sumOf(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

const MOST_ROWS = 100;

/**
 * Checks a table for being what a document can print: whole counts and texts. Whether the counts add up is not asked: what
 * was printed is kept as it was printed.
 *
 * @throws {Refusal} naming the field that is wrong.
 */
export function parsePublishedActions(table: PublishedActions): void {
  requireText(table.document, '/table/document', 'The document');
  requireText(table.reference, '/table/reference', 'The reference');
  parseDate(table.publishedOn, '/table/publishedOn');
  requireTextIfGiven(table.note, '/table/note', 'The note');
  requireList(table.rows, MOST_ROWS, '/table/rows', 'rows');
  table.rows.forEach((row, index) => {
    requireText(row.area, `/table/rows/${index}/area`, 'The area');
    parseRow(row, `/table/rows/${index}`);
  });
  parseRow(table.total, '/table/total');
  parseCounts({ updated: table.updated }, '/table');
  parseShares(table.printedShares, '/table/printedShares');
  if (!table.comparison) return;
  const { period, updated, printedShares } = table.comparison;
  parsePeriod(period, '/table/comparison/period');
  parseCounts({ updated }, '/table/comparison');
  parseShares(printedShares, '/table/comparison/printedShares');
}

function parseRow({ weWills, actions, compared, ...statuses }: PublishedActionsCounts, pointer: string): void {
  parseCounts({ weWills, actions, ...statusesOf(statuses) }, pointer);
  if (compared) parseCounts({ ...statusesOf(compared) }, `${pointer}/compared`);
}

function statusesOf({ onTrack, mediumIssues, significantIssues, noUpdate }: PublishedActionStatuses) {
  return { onTrack, mediumIssues, significantIssues, noUpdate };
}

function parseCounts(counts: Readonly<Record<string, number | undefined>>, pointer: string): void {
  for (const [name, count] of Object.entries(counts)) {
    if (count === undefined || (Number.isSafeInteger(count) && count >= 0)) continue;
    throw invalid('invalid-count', 'A count is a whole number from 0.', `${pointer}/${name}`);
  }
}

function parseShares(shares: Readonly<Record<string, string>>, pointer: string): void {
  requireList(Object.keys(shares), MOST_ROWS, pointer, 'shares');
  for (const [name, share] of Object.entries(shares)) requireText(share, `${pointer}/${name}`, 'The share');
}
