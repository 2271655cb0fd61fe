import { LONGEST_CELL, MOST_COLUMNS, tooLarge } from './limits';
import { addMergedArea, type MergedArea } from './merged-area';
import { trimmed, type NumberFormat, type RawCell, type RawRow } from './raw-cell';
import { malformed, type XmlListener } from './workbook-parts';

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly format: NumberFormat;
  formula: boolean;
  /** It has a value, be it an empty one. */
  held: boolean;
  text: string;
}

const KINDS: ReadonlyMap<string, RawCell['kind']> = new Map([
  ['s', 'text'],
  ['str', 'text'],
  ['inlineStr', 'text'],
  ['b', 'boolean'],
  ['e', 'error'],
  ['d', 'date'],
  ['n', 'number'],
]);

/** Listens to the XML of one sheet and gathers its rows. */
export class SheetListener implements XmlListener {
  private rows: RawRow[] = [];
  private row = 0;
  private column = 0;
  private cells: RawCell[] = [];
  private cell: OpenCell | undefined;
  private inValue = false;
  private rowHidden = false;
  private readonly hiddenColumns = new Set<number>();

  constructor(
    private readonly sheet: string,
    private readonly formats: readonly NumberFormat[],
    private readonly shared: readonly string[],
    private readonly merged: MergedArea[],
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
        this.openRow(attributes);
        break;
      case 'col':
        this.noteColumns(attributes);
        break;
      case 'mergeCell':
        addMergedArea(this.merged, this.areaOf(attributes.ref));
        break;
      case 'c':
        this.openCell(attributes);
        break;
      case 'f':
        if (this.cell) this.cell.formula = true;
        break;
      case 'v':
        if (this.cell?.held === true) throw malformed();
        if (this.cell) this.cell.held = true;
        this.inValue = true;
        break;
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

  private openRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const row = r === undefined ? this.row + 1 : Number(r);
    if (!Number.isSafeInteger(row) || row <= this.row || row > 1_048_576) throw malformed();
    this.row = row;
    this.rowHidden = isTrue(hidden);
    this.column = 0;
    this.cells = [];
  }

  private noteColumns({ min, max, hidden }: Readonly<Record<string, string>>): void {
    if (!isTrue(hidden)) return;
    const last = Math.min(Number(max), MOST_COLUMNS);
    for (let column = Math.max(Number(min), 1); column <= last; column += 1) this.hiddenColumns.add(column);
  }

  private areaOf(name = ''): MergedArea {
    const [first, last] = /^([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})$/.exec(name)?.slice(1) ?? [];
    if (first === undefined || last === undefined) throw malformed();
    return {
      sheet: this.sheet,
      name,
      firstRow: rowOf(first),
      firstColumn: columnOf(first),
      lastRow: rowOf(last),
      lastColumn: columnOf(last),
    };
  }

  private openCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.column + 1 : columnOf(r);
    if (column <= this.column || !KINDS.has(t)) throw malformed();
    this.column = column;
    this.cell = {
      column,
      type: t,
      format: this.formats[Number(s ?? 0)] ?? 'plain',
      formula: false,
      held: false,
      text: '',
    };
  }

  private closeCell({ column, type, format, formula, held, text: read }: OpenCell): void {
    const text = type === 's' && read !== '' ? this.shared[Number(read)] : read;
    if (text === undefined) throw malformed();
    if (text.length > LONGEST_CELL) throw this.tooLong();
    // A formula that comes to an empty text shows a blank; one without a value has not been worked out.
    if (trimmed(text) === '' && (!formula || (held && KINDS.get(type) === 'text'))) return;
    if (column > MOST_COLUMNS) {
      throw tooLarge(
        `Row ${this.row} of the sheet "${this.sheet}" has more than ${MOST_COLUMNS} columns. Remove some.`,
      );
    }
    const hidden = this.rowHidden || this.hiddenColumns.has(column);
    this.cells.push({ column, text, kind: KINDS.get(type) ?? 'text', format, formula, hidden });
  }

  private tooLong(): Error {
    return tooLarge(
      `A cell in row ${this.row} of "${this.sheet}" has more than ${LONGEST_CELL} characters. Shorten it.`,
    );
  }
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}

/** `AB12` lies in row 12. */
function rowOf(address: string): number {
  return Number(address.replace(/^[A-Z]+/, ''));
}

/** `AB12` lies in column 28. */
function columnOf(address: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(address)?.[1];
  if (letters === undefined) throw malformed();
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
