import { FIGURE_COLUMNS, NUMBER_COLUMNS, type FigureRow } from './figure-rows';
import { neutralised } from './text-cell';

/** Excel reads a file without it in the code page of the machine, and garbles a pound sign. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Semicolons and tabs too: where a spreadsheet splits at those, a cell that holds one must not become two. */
const QUOTED = /[",;\t\r\n]|^ | $/;
const IS_NUMBER = FIGURE_COLUMNS.map((name) => NUMBER_COLUMNS.has(name));

/** A line of CSV as RFC 4180 has it, with its end. Cells are written as they are. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string | null): string {
  if (text === null) return '';
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Figures as CSV in UTF-8, for spreadsheets. */
export async function* figuresAsCsv(pages: AsyncIterable<readonly FigureRow[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(FIGURE_COLUMNS);
  for await (const rows of pages) yield rows.map((row) => csvLine(safeCells(row))).join('');
}

/** A row of which no cell is a formula. */
export function safeCells(row: FigureRow): (string | null)[] {
  return row.map((text, index) => (text === null || IS_NUMBER[index] === true ? text : neutralised(text)));
}
