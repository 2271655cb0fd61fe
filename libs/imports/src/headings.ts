import type { PeriodKey } from '@outturn/domain';
import { FileRefused } from './limits';
import { readPeriod } from './period-text';
import { columnName, trimmed, type RawRow } from './raw-cell';

export const FIELDS = [
  'indicator',
  'period',
  'value',
  'unit',
  'numerator',
  'denominator',
  'weight',
  'provisional',
  'no data reason',
  'note',
  'qualifier',
  'maturity',
  'source',
] as const;
/** What a column of a table may give of a figure; also its heading in the template. */
export type Field = (typeof FIELDS)[number];

/** Other headings under which a field is known. */
const ALSO: Readonly<Record<string, Field>> = {
  'indicator key': 'indicator',
  key: 'indicator',
  measure: 'indicator',
  kpi: 'indicator',
  quarter: 'period',
  'reporting period': 'period',
  outturn: 'value',
  figure: 'value',
  actual: 'value',
  result: 'value',
  'outturn value': 'value',
  notes: 'note',
};

/** The columns of a table: in a long one the fields of one figure a row, in a wide one a figure for each period. */
export interface Headings {
  readonly fields: ReadonlyMap<Field, number>;
  readonly periods: readonly { readonly column: number; readonly period: PeriodKey }[];
  /** Headings that mean nothing here; their columns are not read. */
  readonly ignored: readonly string[];
  /** Every column that has a heading, read or not. */
  readonly columns: ReadonlySet<number>;
  /** How many cells the row of the headings has with blank ones; undefined where a row has no end. */
  readonly width: number | undefined;
}

/** Whether a text is a heading of the column that names the indicators. */
export function isHeadingOfIndicators(text: string): boolean {
  return fieldOf(headingIn(text)) === 'indicator';
}

function headingIn(text: string): string {
  return trimmed(text).replace(/\s+/g, ' ');
}

/**
 * Reads a row as the headings of a table; undefined where it is none.
 *
 * @throws {FileRefused} when two columns could be meant, or a period in a heading is not clear.
 */
export function readHeadings({ sheet, row, cells, width }: RawRow, year: PeriodKey | undefined): Headings | undefined {
  const named = cells.map((cell) => ({ column: cell.column, text: headingIn(cell.text) }));
  const fieldsFound = named.map(({ column, text }) => ({ column, text, field: fieldOf(text) }));
  if (!fieldsFound.some(({ field }) => field === 'indicator')) return undefined;
  const where = `in row ${row} of the sheet "${sheet}"`;
  const fields = new Map<Field, number>();
  const periods: { column: number; period: PeriodKey }[] = [];
  const ignored: string[] = [];
  for (const { column, text, field } of fieldsFound) {
    const read = field === undefined ? readPeriod(text, year) : undefined;
    if (field !== undefined) {
      if (fields.has(field)) throw unclear(`Two columns ${where} give the ${field}. Keep one of them.`);
      fields.set(field, column);
    } else if (read === undefined) {
      ignored.push(text.slice(0, 60));
    } else if ('reason' in read) {
      throw unclear(`The heading of column ${columnName(column)} ${where} is not clear: ${read.reason}`);
    } else {
      if (periods.some(({ period }) => period === read.period))
        throw unclear(`Two columns ${where} are about ${read.period}. Keep one of them.`);
      periods.push({ column, period: read.period });
    }
  }
  if (!fields.has('value') && periods.length === 0) return undefined;
  if (fields.has('value') && periods.length > 0) {
    throw unclear(`The table ${where} has a column for the value and columns for periods. Keep one kind of them.`);
  }
  const columns = new Set(cells.map(({ column }) => column));
  return { fields, periods, ignored, columns, width };
}

function fieldOf(text: string): Field | undefined {
  const heading = text.toLowerCase();
  return FIELDS.find((field) => field === heading) ?? (Object.hasOwn(ALSO, heading) ? ALSO[heading] : undefined);
}

function unclear(message: string): FileRefused {
  return new FileRefused('unclear-headings', message);
}
