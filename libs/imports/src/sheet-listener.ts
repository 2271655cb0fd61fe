import { LONGEST_CELL, MOST_COLUMNS, tooLarge } from './limits';
import { trimmed, type NumberFormat, type RawCell, type RawRow } from './raw-cell';
import { malformed, type XmlListener } from './workbook-parts';

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly format: NumberFormat;
  formula: boolean;
  text: string;
}

const KINDS: Readonly<Record<string, RawCell['kind']>> = {
  s: 'text',
  str: 'text',
  inlineStr: 'text',
  b: 'boolean',
  e: 'error',
  d: 'date',
  n: 'number',
};

/** Listens to the XML of one sheet and gathers its rows. */
export class SheetListener implements XmlListener {
  private rows: RawRow[] = [];
  private row = 0;
  private column = 0;
  private cells: RawCell[] = [];
  private cell: OpenCell | undefined;
  private inValue = false;

  constructor(
    private readonly sheet: string,
    private readonly formats: readonly NumberFormat[],
    private readonly shared: readonly string[],
  ) {}

  /** The rows that are complete and have not been taken before. */
  take(): RawRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    switch (name) {
      case 'row':
        this.openRow(attributes.r);
        break;
      case 'c':
        this.openCell(attributes);
        break;
      case 'f':
        if (this.cell) this.cell.formula = true;
        break;
      case 'v':
      case 't':
        this.inValue = true;
        break;
    }
  };

  text = (read: string): void => {
    if (!this.cell || !this.inValue) return;
    this.cell.text += read;
    if (this.cell.text.length > LONGEST_CELL) throw this.tooLong();
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.inValue = false;
    if (name === 'c' && this.cell) {
      this.closeCell(this.cell);
      this.cell = undefined;
    }
    if (name === 'row' && this.cells.length > 0) {
      this.rows.push({ sheet: this.sheet, row: this.row, cells: this.cells, ambiguousCommas: false });
    }
  };

  private openRow(number: string | undefined): void {
    const row = number === undefined ? this.row + 1 : Number(number);
    if (!Number.isSafeInteger(row) || row <= this.row || row > 1_048_576) throw malformed();
    this.row = row;
    this.column = 0;
    this.cells = [];
  }

  private openCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.column + 1 : columnOf(r);
    if (column <= this.column || KINDS[t] === undefined) throw malformed();
    this.column = column;
    this.cell = { column, type: t, format: this.formats[Number(s ?? 0)] ?? 'plain', formula: false, text: '' };
  }

  private closeCell({ column, type, format, formula, text: read }: OpenCell): void {
    const text = type === 's' && read !== '' ? this.shared[Number(read)] : read;
    if (text === undefined) throw malformed();
    if (text.length > LONGEST_CELL) throw this.tooLong();
    if (trimmed(text) === '' && !formula) return;
    if (column > MOST_COLUMNS) {
      throw tooLarge(
        `Row ${this.row} of the sheet "${this.sheet}" has more than ${MOST_COLUMNS} columns. Remove some.`,
      );
    }
    this.cells.push({ column, text, kind: KINDS[type] ?? 'text', format, formula });
  }

  private tooLong(): Error {
    return tooLarge(
      `A cell in row ${this.row} of "${this.sheet}" has more than ${LONGEST_CELL} characters. Shorten it.`,
    );
  }
}

/** `AB12` lies in column 28. */
function columnOf(address: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(address)?.[1];
  if (letters === undefined) throw malformed();
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
