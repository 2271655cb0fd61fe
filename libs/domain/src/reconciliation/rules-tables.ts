import { DecimalText, add, compare, equal, isZero, subtract } from '../decimal';
import { cellAt, readCell } from './cells';
import type { Found } from './finding';
import type { LineKind, PrintedColumn, PrintedDocument, PrintedTable } from './printed-document';
import { readPrintedNumber } from './printed-number';

// Counts in tables: whole and exact, so every difference is certain. Tables 4.2, 4.3 and 4.5 of the report are the models.

/** Which of the two counts of a cell: its own, or that in brackets. */
type Side = 'current' | 'comparison';
const SIDES: readonly Side[] = ['current', 'comparison'];

/** A line of a table, a row or a column, as the counts that stand across it. */
interface Line {
  readonly label: string;
  readonly kind: LineKind;
  readonly cells: readonly LineCell[];
  /** Of its parts; undefined where one of them cannot be read. */
  readonly sum: DecimalText | undefined;
  /** The first total that is printed on it; of a comparison without one, that of the current counts. */
  readonly total: DecimalText | undefined;
}

interface LineCell {
  readonly label: string;
  readonly kind: LineKind;
  /** Undefined where nothing is printed or the digits are wrongly set. */
  readonly count: DecimalText | undefined;
  /** The count that is not in brackets. */
  readonly current: DecimalText | undefined;
}

/** The parts of each row add up to its total (4.2: each row to the area's population). */
export function checkRowTotals(document: PrintedDocument): Found[] {
  return document.tables.flatMap((table) =>
    SIDES.flatMap((side) => checkLines(table, side, 'row-total', rowsOf(table, side), columnsOf(table, side))),
  );
}

/** The parts of each column add up to its total; a row "apart" is in none (4.5: the 'we wills'). */
export function checkColumnTotals(document: PrintedDocument): Found[] {
  return document.tables.flatMap((table) =>
    SIDES.flatMap((side) => checkLines(table, side, 'column-total', columnsOf(table, side), rowsOf(table, side))),
  );
}

function rowsOf(table: PrintedTable, side: Side): Line[] {
  return table.rows.map(({ label, kind, cells }) =>
    lineOf(
      { label, kind },
      table.columns.map((column, index) => cellOf(column, cells[index], side)),
    ),
  );
}

function columnsOf(table: PrintedTable, side: Side): Line[] {
  return table.columns.map((column, index) =>
    lineOf(
      column,
      table.rows.map((row) => cellOf(row, row.cells[index], side)),
    ),
  );
}

function lineOf({ label, kind }: PrintedColumn, cells: readonly LineCell[]): Line {
  const total = cells.find((cell) => cell.kind === 'total');
  return { label, kind, cells, sum: sumOfParts(cells), total: total?.count ?? total?.current };
}

function cellOf({ label, kind }: PrintedColumn, text = '', side: Side): LineCell {
  return { label, kind, count: countIn(text, side), current: countIn(text, 'current') };
}

function countIn(text: string, side: Side): DecimalText | undefined {
  const printed = readCell(text)?.[side];
  const reading = printed === undefined ? undefined : readPrintedNumber(printed);
  return reading?.kind === 'number' ? reading.number.value : undefined;
}

function checkLines(
  table: PrintedTable,
  side: Side,
  rule: 'row-total' | 'column-total',
  lines: readonly Line[],
  across: readonly Line[],
): Found[] {
  return lines.flatMap((line): Found[] => {
    const { sum } = line;
    if (sum === undefined) return [];
    return line.cells.flatMap(({ label, kind, count }): Found[] => {
      if (kind !== 'total' || count === undefined || equal(count, sum)) return [];
      const [row, column] = rule === 'row-total' ? [line.label, label] : [label, line.label];
      const counts = side === 'current' ? '' : ` (${table.comparison ?? 'the counts in brackets'})`;
      const what = `The ${rule === 'row-total' ? 'row' : 'column'} "${line.label}"${counts}`;
      const item = side === 'current' ? {} : { item: table.comparison ?? 'in brackets' };
      return [
        {
          rule,
          certainty: 'certain',
          place: { paragraph: table.paragraph, table: table.table, row, column, ...item },
          printed: count,
          expected: sum,
          sentence: `${what} adds up to ${sum}, and ${count} is printed as its total.${suspicion(line, across, subtract(count, sum))}`,
        },
      ];
    });
  });
}

function sumOfParts(cells: readonly LineCell[]): DecimalText | undefined {
  const parts = cells.filter(({ kind }) => kind === 'part');
  if (parts.length === 0) return undefined;
  return parts.reduce<DecimalText | undefined>(
    (sum, { count }) => (sum === undefined || count === undefined ? undefined : add(sum, count)),
    '0',
  );
}

/**
 * The one cell in which an error would explain that both its lines do not add up. A line whose total is printed for the
 * current counts only is measured against that: 4.5 prints the totals of Q3 once, and the number of actions had not changed.
 */
function suspicion(line: Line, across: readonly Line[], difference: DecimalText): string {
  const suspects = line.cells.flatMap(({ label, kind, count }, index) => {
    const other = across[index];
    if (kind !== 'part' || count === undefined || other?.sum === undefined || other.total === undefined) return [];
    const { sum, total } = other;
    return equal(subtract(total, sum), difference) ? [{ label, count, wanted: add(count, difference), total }] : [];
  });
  const [suspect] = suspects;
  if (suspects.length !== 1 || suspect === undefined || compare(suspect.wanted, '0') < 0) return '';
  const { label, count, wanted, total } = suspect;
  return ` With ${wanted} instead of ${count} under "${label}" it would add up, and so would "${label}" (to ${total}).`;
}

/** Tables about the same things have the same totals (4.2 and 4.3: the indicators of each area). */
export function checkTotalsOfTables(document: PrintedDocument): Found[] {
  return document.tables.flatMap((table): Found[] => {
    const other = document.tables.find((candidate) => candidate.table === table.sameTotalsAs);
    const totals = table.columns.filter(({ kind }) => kind === 'total').map(({ label }) => label);
    if (other === undefined) return [];
    return table.rows.flatMap(({ label: row }) =>
      totals.flatMap((column): Found[] => {
        const [own, theirs] = [cellAt(table, row, column)?.current, cellAt(other, row, column)?.current];
        if (own === undefined || theirs === undefined || !differ(own, theirs)) return [];
        return [
          {
            rule: 'totals-of-tables',
            certainty: 'certain',
            place: { paragraph: table.paragraph, table: table.table, row, column },
            printed: own,
            expected: theirs,
            sentence: `"${row}" has ${own} in table "${table.table}" and ${theirs} in table "${other.table}".`,
          },
        ];
      }),
    );
  });
}

function differ(a: string, b: string): boolean {
  const [left, right] = [readPrintedNumber(a), readPrintedNumber(b)];
  if (left.kind !== 'number' || right.kind !== 'number') return false;
  return !isZero(subtract(left.number.value, right.number.value));
}
