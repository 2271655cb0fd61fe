/** What the number format of a cell says that its number is; `plain` for every cell of a CSV. */
export type NumberFormat = 'plain' | 'percent' | 'pounds' | 'other-money' | 'duration' | 'time' | 'date' | 'other';

/** A cell as the file holds it; nothing in it is ever executed, fetched or used as a path. */
export interface RawCell {
  /** From 1. */
  readonly column: number;
  /** As written: of a number in a workbook, the digits in the file. */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'error' | 'date';
  readonly format: NumberFormat;
  /** The text is what a formula last came to; empty where the file does not hold that. */
  readonly formula: boolean;
  /** It is in a row or a column that whoever looks at the sheet does not see. */
  readonly hidden: boolean;
}

/** A row that has anything in it; blank cells are absent. */
export interface RawRow {
  readonly sheet: string;
  /** From 1, as a spreadsheet counts. */
  readonly row: number;
  readonly cells: readonly RawCell[];
  /** How many cells it has with blank ones; undefined where a row has no end, as in a workbook. */
  readonly width?: number;
  /** A decimal comma and a comma between thousands cannot be told apart in such a file. */
  readonly ambiguousCommas: boolean;
}

/** `7` is `G`, `28` is `AB`: as a spreadsheet names it. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** Blanks of every kind at both ends, and what cannot be seen, are no part of what was typed. */
export function trimmed(text: string): string {
  return text.replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '').trim();
}
