import { add } from '../decimal';
import type { CellReference, PrintedDocument, PrintedNumberText, PrintedSum, PrintedTable } from './printed-document';
import { type NumberReading, type PrintedNumber, readPrintedNumber } from './printed-number';

/** The counts of one cell as printed: its own and that in brackets. Undefined where nothing is printed. */
export interface PrintedCell {
  readonly current?: string;
  readonly comparison?: string;
}

const CELL = /^(?<current>\d[\d.,]*|[-–])?\s*(?:\((?<comparison>\d[\d.,]*|[-–])\))?$/;

/** Reads `15`, `15 (14)`, `2(1)`, `-` and an empty cell; undefined for anything else. A dash is none, on both sides. */
export function readCell(text: string): PrintedCell | undefined {
  const groups = CELL.exec(text.trim())?.groups;
  if (!groups) return undefined;
  const { current, comparison } = groups;
  if (isDash(current) && comparison === undefined) return { current: '0', comparison: '0' };
  return { current: isDash(current) ? '0' : current, comparison: isDash(comparison) ? '0' : comparison };
}

function isDash(text: string | undefined): boolean {
  return text === '-' || text === '–';
}

/** The cell of a table by the labels of its row and column. */
export function cellAt(table: PrintedTable, rowLabel: string, columnLabel: string): PrintedCell | undefined {
  const row = table.rows.find(({ label }) => label === rowLabel);
  const index = table.columns.findIndex(({ label }) => label === columnLabel);
  const text = row?.cells[index];
  return text === undefined ? undefined : readCell(text);
}

/** The count to which a reference points; undefined where there is none. */
export function referredText(document: PrintedDocument, reference: CellReference): string | undefined {
  const table = document.tables.find((candidate) => candidate.table === reference.table);
  const cell = table && cellAt(table, reference.row, reference.column);
  return reference.comparison === true ? cell?.comparison : cell?.current;
}

/** A number as it is printed, wherever it stands; a sum as its parts. */
export function printedText(document: PrintedDocument, printed: PrintedSum): string {
  if (isList(printed)) return printed.map((part) => printedText(document, part)).join(' + ');
  return typeof printed === 'string' ? printed : (referredText(document, printed) ?? '');
}

function isList(printed: PrintedSum): printed is readonly PrintedNumberText[] {
  return Array.isArray(printed);
}

/** The numbers of a sum, or the one. */
export function partsOf(printed: PrintedSum): readonly PrintedNumberText[] {
  return isList(printed) ? printed : [printed];
}

export function readingOf(document: PrintedDocument, printed: PrintedNumberText): NumberReading {
  return readPrintedNumber(printedText(document, printed));
}

/** The number that can be computed with: not one that is wrongly set, nor one that says of itself that it is not exact. */
export function exactNumber(document: PrintedDocument, printed: PrintedSum): PrintedNumber | undefined {
  if (isList(printed)) return exactSum(printed.map((part) => exactNumber(document, part)));
  const reading = readingOf(document, printed);
  return reading.kind === 'number' && !reading.number.qualified ? reading.number : undefined;
}

function exactSum(parts: readonly (PrintedNumber | undefined)[]): PrintedNumber | undefined {
  return parts.reduce(
    (sum, part) => sum && part && { ...sum, value: add(sum.value, part.value), margin: add(sum.margin, part.margin) },
  );
}
