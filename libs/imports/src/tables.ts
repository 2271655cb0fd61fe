import type { PeriodKey } from '@outturn/domain';
import { readHeadings, type Field, type Headings } from './headings';
import { FileRefused, MOST_ROWS, tooLarge } from './limits';
import { readPeriod, type ReadPeriod } from './period-text';
import { columnName, trimmed, type RawCell, type RawRow } from './raw-cell';

/** What a file says about one figure, where it says it, and nothing read into it yet. */
export interface Entry {
  readonly sheet: string;
  readonly row: number;
  /** Of the cell that gives the value. */
  readonly column: number;
  /** The key, as written. */
  readonly indicator: string;
  readonly period: ReadPeriod;
  /** Undefined when it is blank. */
  readonly cell: RawCell | undefined;
  readonly fields: ReadonlyMap<Field, RawCell>;
  readonly ambiguousCommas: boolean;
  /** Why nobody can know which cell belongs to which figure; undefined where that is plain. */
  readonly unclear?: string;
}

const MOST_ROWS_ABOVE_HEADINGS = 30;
const TOO_MANY_CELLS =
  'The row has more cells than there are headings, as when 1,234 stands without quotation marks. Correct the row.';
const NO_CELLS: ReadonlyMap<Field, RawCell> = new Map();

/** Finds the tables in rows that come one after the other: the first row of each sheet that reads as headings starts one. */
export class TableReader {
  readonly notes: string[] = [];
  private sheet: string | undefined;
  private headings: Headings | undefined;
  /** Columns without a heading in which something stands. */
  private readonly unnamed = new Set<number>();
  private rowsAbove = 0;
  private rows = 0;
  private entries = 0;
  private tables = 0;

  /** @param period of figures whose table does not say it; a financial year also says whose quarters `Q1` to `Q4` are */
  constructor(private readonly period: PeriodKey | undefined) {}

  /** @throws {FileRefused} when there are more rows than are taken, or headings are not clear. */
  read(row: RawRow): Entry[] {
    if (row.sheet !== this.sheet) this.startSheet(row.sheet);
    if (this.headings === undefined && this.findsHeadings(row)) return [];
    this.rows += 1;
    if (this.rows > MOST_ROWS) throw tooLarge(`The file has more than ${MOST_ROWS} rows. Split it.`);
    if (this.headings === undefined) return [];
    const { columns, periods, width = Infinity } = this.headings;
    for (const { column } of row.cells) if (!columns.has(column)) this.unnamed.add(column);
    const found = periods.length > 0 ? this.wide(row, this.headings) : this.long(row, this.headings);
    this.entries += found.length;
    if (this.entries > MOST_ROWS) throw tooLarge(`The file has more than ${MOST_ROWS} figures. Split it.`);
    return (row.width ?? 0) > width ? found.map((entry) => ({ ...entry, unclear: TOO_MANY_CELLS })) : found;
  }

  /** @throws {FileRefused} when there was no table at all. */
  end(): void {
    this.noteUnread();
    if (this.tables > 0) return;
    throw new FileRefused(
      'no-table',
      'There is no table of figures: the first row needs the heading "indicator", and "value" or periods such as 2023-24-Q4.',
    );
  }

  private startSheet(sheet: string): void {
    this.noteUnread();
    this.sheet = sheet;
    this.headings = undefined;
    this.rowsAbove = 0;
  }

  private findsHeadings(row: RawRow): boolean {
    if (this.rowsAbove >= MOST_ROWS_ABOVE_HEADINGS) return false;
    this.rowsAbove += 1;
    this.headings = readHeadings(row, this.period);
    if (this.headings === undefined) return false;
    this.tables += 1;
    const { ignored } = this.headings;
    if (ignored.length > 0)
      this.notes.push(`Not read in the sheet "${row.sheet}": ${ignored.map((name) => `"${name}"`).join(', ')}.`);
    return true;
  }

  private noteUnread(): void {
    if (this.sheet === undefined) return;
    if (this.headings === undefined) {
      this.notes.push(`The sheet "${this.sheet}" has no table of figures and is not read.`);
    }
    if (this.unnamed.size === 0) return;
    const columns = [...this.unnamed].sort((a, b) => a - b).map(columnName);
    this.notes.push(`Not read in the sheet "${this.sheet}", as they have no heading: columns ${columns.join(', ')}.`);
    this.unnamed.clear();
  }

  private wide({ sheet, row, cells, ambiguousCommas }: RawRow, { fields, periods }: Headings): Entry[] {
    const byColumn = new Map(cells.map((cell) => [cell.column, cell]));
    const indicator = textIn(byColumn.get(fields.get('indicator') ?? 0));
    if (indicator === '' && !periods.some(({ column }) => byColumn.has(column))) return [];
    const unit = byColumn.get(fields.get('unit') ?? 0);
    const shared: ReadonlyMap<Field, RawCell> = unit === undefined ? NO_CELLS : new Map([['unit', unit]]);
    return periods.map(({ column, period }) => ({
      sheet,
      row,
      column,
      indicator,
      period: { period },
      cell: byColumn.get(column),
      fields: shared,
      ambiguousCommas,
    }));
  }

  private long({ sheet, row, cells, ambiguousCommas }: RawRow, headings: Headings): Entry[] {
    const byColumn = new Map(cells.map((cell) => [cell.column, cell]));
    const fields = new Map<Field, RawCell>();
    for (const [field, column] of headings.fields) {
      const cell = byColumn.get(column);
      if (cell !== undefined) fields.set(field, cell);
    }
    const indicator = textIn(fields.get('indicator'));
    const cell = fields.get('value');
    if (indicator === '' && cell === undefined) return [];
    const column = headings.fields.get('value') ?? 0;
    return [{ sheet, row, column, indicator, period: this.periodOf(fields), cell, fields, ambiguousCommas }];
  }

  private periodOf(fields: ReadonlyMap<Field, RawCell>): ReadPeriod {
    const cell = fields.get('period');
    if (cell === undefined) {
      return this.period === undefined
        ? { reason: 'The row names no period. Give a column "period", or the period of the whole file.' }
        : { period: this.period };
    }
    const text = textIn(cell);
    const read = cell.kind === 'text' ? readPeriod(text, this.period) : undefined;
    return read ?? { reason: `"${text.slice(0, 40)}" is no period. Write it like 2023-24-Q4.` };
  }
}

function textIn(cell: RawCell | undefined): string {
  return cell === undefined ? '' : trimmed(cell.text);
}
