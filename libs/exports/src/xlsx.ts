import { FIGURE_COLUMNS, NUMBER_COLUMNS, type FigureRow } from './figure-rows';
import { FIGURE_COMMENTS } from './reporting-comments';
import { neutralised } from './text-cell';
import { appParts, worksheet } from './xlsx-parts';
import { escaped } from './xml';
import { ZipWriter } from './zip';

/** What a workbook says of itself on its last sheet. */
export interface About {
  /** "as known on 31 July 2024 23:59, London". */
  readonly asAt: string;
  readonly position: number;
  /** The address that gives the same again. */
  readonly link: string;
}

/** A sheet holds 1,048,576 rows; the figures go on on another one before that. */
const ROWS_A_SHEET = 1_000_000;
/** A spreadsheet calculates with 15 digits: a longer number is written as text, so that none is lost. */
const EXACT_DIGITS = 15;
const LETTERS = FIGURE_COLUMNS.map((_, index) => columnLetters(index));
const IS_NUMBER = FIGURE_COLUMNS.map((name) => NUMBER_COLUMNS.has(name));

const WIDE = 60;
const NARROW = 16;
const SENTENCES = new Set(['name', 'note', 'reason_text', 'target_text', 'commentary']);
const FIGURE_WIDTHS = FIGURE_COLUMNS.map((name) => (SENTENCES.has(name) ? WIDE : NARROW));
const ABOUT_WIDTHS = [20, WIDE];

/** Figures as a workbook, written while they come: the sheets of the figures, and one that says what they are. */
export async function* figuresAsXlsx(
  pages: AsyncIterable<readonly FigureRow[]>,
  about: About,
  rowsASheet = ROWS_A_SHEET,
): AsyncGenerator<Buffer> {
  const zip = new ZipWriter();
  const names: string[] = [];
  const rows = new SheetRows(pages, rowsASheet);
  do {
    names.push(names.length === 0 ? 'Figures' : `Figures ${names.length + 1}`);
    yield* zip.file(`xl/worksheets/sheet${names.length}.xml`, worksheet(rows.sheet(), FIGURE_WIDTHS));
  } while (rows.hasMore);
  names.push('About');
  yield* zip.file(`xl/worksheets/sheet${names.length}.xml`, worksheet([aboutRows(about)], ABOUT_WIDTHS));
  for (const [name, content] of appParts(names)) yield* zip.file(name, [content]);
  yield zip.end();
}

/** Hands out pages of rows sheet by sheet. */
class SheetRows {
  private readonly pages: AsyncIterator<readonly FigureRow[]>;
  private waiting: readonly FigureRow[] = [];

  constructor(
    pages: AsyncIterable<readonly FigureRow[]>,
    private readonly rowsASheet: number,
  ) {
    this.pages = pages[Symbol.asyncIterator]();
  }

  get hasMore(): boolean {
    return this.waiting.length > 0;
  }

  async *sheet(): AsyncGenerator<string> {
    let number = 1;
    yield rowXml(FIGURE_COLUMNS, number, textCell);
    for (let rows = await this.next(); rows.length > 0; rows = await this.next()) {
      const room = this.rowsASheet - (number - 1);
      this.waiting = rows.slice(room);
      const fitting = rows.slice(0, room);
      const first = number + 1;
      yield fitting.map((row, index) => rowXml(row, first + index, figureCell)).join('');
      number += fitting.length;
      if (this.waiting.length > 0) return;
    }
  }

  private async next(): Promise<readonly FigureRow[]> {
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length > 0) return waiting;
    const page = await this.pages.next();
    return page.done === true ? [] : page.value;
  }
}

function rowXml(row: FigureRow, number: number, cell: (text: string, place: string, column: number) => string): string {
  let cells = '';
  row.forEach((text, column) => {
    if (text !== null) cells += cell(text, `${LETTERS[column] ?? ''}${number}`, column);
  });
  return `<row r="${number}">${cells}</row>`;
}

function figureCell(text: string, place: string, column: number): string {
  return IS_NUMBER[column] === true ? numberCell(text, place) : textCell(neutralised(text), place);
}

/** A number with the digits that it has; its format shows as many decimals. */
function numberCell(text: string, place: string): string {
  if (text.replace(/[-.]/g, '').length > EXACT_DIGITS) return textCell(text, place);
  const point = text.indexOf('.');
  const decimals = point === -1 ? 0 : text.length - point - 1;
  return `<c r="${place}" s="${decimals + 1}"><v>${text}</v></c>`;
}

function textCell(text: string, place: string): string {
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function aboutRows({ asAt, position, link }: About): string {
  const lines: [string, string][] = [
    ['Figures', asAt],
    ['Position', String(position)],
    ['The same again', link],
    ['Text', 'A text that begins with = + - @ has an apostrophe in front, so that it is no formula.'],
    ...Object.entries(FIGURE_COMMENTS),
    ['as_at_position', 'Position as at which the figures were asked for.'],
  ];
  return lines
    .map((line, index) => rowXml(line, index + 1, (text, place) => textCell(neutralised(text), place)))
    .join('');
}

function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
