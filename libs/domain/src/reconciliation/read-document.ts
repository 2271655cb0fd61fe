import { parseDate, parsePeriod } from '../period';
import { type Reader, flag, listOf, object, oneOf, optional, refusedInput, textOf } from './input';
import {
  COMPARISONS,
  COVERAGES_OF_PARTS,
  type CellReference,
  LINE_KINDS,
  type PrintedAppendix,
  type PrintedColumn,
  type PrintedCommentary,
  type PrintedComparison,
  type PrintedComposition,
  type PrintedDate,
  type PrintedDocument,
  type PrintedFigure,
  type PrintedNumberText,
  type PrintedPlan,
  type PrintedRange,
  type PrintedReference,
  type PrintedRow,
  type PrintedShare,
  type PrintedSum,
  type PrintedTable,
  PRINTED_DOCUMENT_FORMAT,
  PRINTED_DOCUMENT_VERSION,
} from './printed-document';
import { requireConsistent } from './require-consistent';

/** The report has 120 paragraphs, and no list here has more than 100 statements of it. */
const MOST_PARAGRAPHS = 2_000;
const MOST = 500;
const MOST_TABLES = 20;
const MOST_LINES = 50;
const LONGEST_COMMENTARY = 10_000;

const label = textOf(300);
const short = textOf(100);

const paragraph: Reader<string> = (input, pointer) => {
  const text = short(input, pointer);
  if (/^[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,3}$/.test(text)) return text;
  throw refusedInput(`"${text}" is not the number of a section or paragraph, such as 4 or 4.10.`, pointer);
};

const year: Reader<string> = (input, pointer) => {
  const text = short(input, pointer);
  if (/^\d{4}$/.test(text)) return text;
  throw refusedInput(`"${text}" is not a year, such as 2024.`, pointer);
};

const cellReference = object<CellReference>({ table: label, row: label, column: label, comparison: optional(flag) });

const numberText: Reader<PrintedNumberText> = (input, pointer) =>
  typeof input === 'object' ? cellReference(input, pointer) : short(input, pointer);

const sum: Reader<PrintedSum> = (input, pointer) =>
  Array.isArray(input) ? listOf(numberText, MOST_LINES, 2)(input, pointer) : numberText(input, pointer);

const cellText: Reader<string> = (input, pointer) => (input === '' ? '' : short(input, pointer));

const lineKind = oneOf(...LINE_KINDS);
const namedColumn = object<PrintedColumn>({ label, kind: lineKind });
/** A label alone is a part, as most columns are. */
const column: Reader<PrintedColumn> = (input, pointer) =>
  typeof input === 'string' ? { label: label(input, pointer), kind: 'part' } : namedColumn(input, pointer);
const row: Reader<PrintedRow> = (input, pointer) => {
  const read = object<Omit<PrintedRow, 'kind'> & { readonly kind?: PrintedRow['kind'] }>({
    label,
    kind: optional(lineKind),
    cells: listOf(cellText, MOST_LINES),
  })(input, pointer);
  return { ...read, kind: read.kind ?? 'part' };
};

const table = object<PrintedTable>({
  table: label,
  paragraph,
  columns: listOf(column, MOST_LINES, 1),
  rows: listOf(row, MOST_LINES, 1),
  comparison: optional(short),
  sameTotalsAs: optional(label),
});
const figure = object<PrintedFigure>({ paragraph, label, basis: optional(label), printed: numberText });
const share = object<PrintedShare>({ paragraph, label, count: numberText, base: sum, printed: numberText });
const comparison = object<PrintedComparison>({
  paragraph,
  label,
  value: numberText,
  against: numberText,
  says: oneOf(...COMPARISONS),
  by: optional(numberText),
});
const composition = object<PrintedComposition>({
  paragraph,
  label,
  whole: sum,
  parts: listOf(numberText, MOST_LINES, 1),
  partsAre: oneOf(...COVERAGES_OF_PARTS),
});
const period: Reader<string> = (input, pointer) => parsePeriod(short(input, pointer), pointer).key;
const date = object<PrintedDate>({
  paragraph,
  label,
  printed: short,
  year: optional(year),
  during: optional(period),
});
const range = object<PrintedRange>({
  paragraph,
  label,
  of: oneOf('dates', 'numbers'),
  from: optional(short),
  to: optional(short),
});
const reference = object<PrintedReference>({
  paragraph,
  printed: label,
  to: oneOf('paragraph', 'appendix'),
  number: short,
  dated: optional(short),
});
const appendix = object<PrintedAppendix>({ number: short, paragraph, title: label, dated: optional(short) });
const commentary = object<PrintedCommentary>({
  paragraph,
  label,
  figure: numberText,
  text: textOf(LONGEST_COMMENTARY),
  earlier: object({ document: label, figure: short, text: textOf(LONGEST_COMMENTARY) }),
});
const plan = object<PrintedPlan>({ paragraph, words: textOf(1_000), due: short, year: optional(year) });

/** The lists that may be left out. */
const LISTS = {
  appendices: listOf(appendix, MOST),
  tables: listOf(table, MOST_TABLES),
  figures: listOf(figure, MOST),
  shares: listOf(share, MOST),
  comparisons: listOf(comparison, MOST),
  compositions: listOf(composition, MOST),
  dates: listOf(date, MOST),
  ranges: listOf(range, MOST),
  references: listOf(reference, MOST),
  commentary: listOf(commentary, MOST),
  plans: listOf(plan, MOST),
};

const document: Reader<PrintedDocument> = (input, pointer) => {
  const given = object<Omit<PrintedDocument, keyof typeof LISTS> & Partial<PrintedDocument>>({
    format: oneOf(PRINTED_DOCUMENT_FORMAT),
    version: oneOf(PRINTED_DOCUMENT_VERSION),
    name: label,
    publishedOn: (value, at) => parseDate(short(value, at), at),
    paragraphs: listOf(paragraph, MOST_PARAGRAPHS, 1),
    appendices: optional(LISTS.appendices),
    tables: optional(LISTS.tables),
    figures: optional(LISTS.figures),
    shares: optional(LISTS.shares),
    comparisons: optional(LISTS.comparisons),
    compositions: optional(LISTS.compositions),
    dates: optional(LISTS.dates),
    ranges: optional(LISTS.ranges),
    references: optional(LISTS.references),
    commentary: optional(LISTS.commentary),
    plans: optional(LISTS.plans),
  })(input, pointer);
  // A list that is left out is empty, whatever it is of.
  const none = Object.fromEntries(Object.keys(LISTS).map((name) => [name, []])) as unknown as Pick<
    PrintedDocument,
    keyof typeof LISTS
  >;
  return { ...none, ...given };
};

/**
 * Reads a printed document. Only its form is checked, and that each statement can be understood: whether it is right is
 * what the reconciliation is for.
 *
 * @throws {Refusal} `invalid-document`, `invalid-date` or `invalid-period`, with the JSON pointer of what is at fault.
 */
export function parsePrintedDocument(input: unknown): PrintedDocument {
  const read = document(input, '');
  requireConsistent(read);
  return read;
}
