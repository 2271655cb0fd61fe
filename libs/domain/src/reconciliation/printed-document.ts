import type { DateText, PeriodKey } from '../period';

// What somebody has copied out of a published document, to the letter, so that it can be checked. A document says a lot
// that cannot be checked; each list holds statements of one kind that can. No list has to be there.

export const PRINTED_DOCUMENT_FORMAT = 'outturn-printed-document';
export const PRINTED_DOCUMENT_VERSION = 1;

/** A cell of a table of the same document, in the place of its text. */
export interface CellReference {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** Whether the count in brackets is meant. */
  readonly comparison?: boolean;
}

/** A number, to the letter (`£4,254k`, `30.8%`, `3 minutes 53 seconds`, `circa £25K`), or the cell in which it stands. */
export type PrintedNumberText = string | CellReference;

/** A number, or the numbers of which it is the sum where the document does not print it. */
export type PrintedSum = PrintedNumberText | readonly PrintedNumberText[];

/** A row or column is a part of the totals, a total of its parts, or stands apart from them. */
export const LINE_KINDS = ['part', 'total', 'apart'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export interface PrintedColumn {
  readonly label: string;
  readonly kind: LineKind;
}

export interface PrintedRow extends PrintedColumn {
  /** One for each column: a count, `-` for none, nothing, or a count with that of the comparison: `15 (14)`. */
  readonly cells: readonly string[];
}

/** A table of counts. */
export interface PrintedTable {
  /** The name by which it is referred to. */
  readonly table: string;
  readonly paragraph: string;
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly PrintedRow[];
  /** What the counts in brackets are of, such as `Q3`. */
  readonly comparison?: string;
  /** Name of another table whose total column must say the same, row by row. */
  readonly sameTotalsAs?: string;
}

/** A figure, its label, and on which basis it is said (`draft year-end position`). The same label and basis: the same figure. */
export interface PrintedFigure {
  readonly paragraph: string;
  readonly label: string;
  readonly basis?: string;
  readonly printed: PrintedNumberText;
}

/** `42 (30.8%)` of 136. */
export interface PrintedShare {
  readonly paragraph: string;
  readonly label: string;
  readonly count: PrintedNumberText;
  readonly base: PrintedSum;
  readonly printed: PrintedNumberText;
}

export const COMPARISONS = ['higher', 'lower', 'equal'] as const;

/** Two values and what is said of them: `£5.602m compared to £4.890m … an increase of £712k`. */
export interface PrintedComparison {
  readonly paragraph: string;
  readonly label: string;
  readonly value: PrintedNumberText;
  readonly against: PrintedNumberText;
  /** What the words say of the value: `increased`, `above target` are higher; `reduced`, `fewer` are lower. */
  readonly says: (typeof COMPARISONS)[number];
  /** By how much: in the unit of the values, or in per cent of the value compared with. */
  readonly by?: PrintedNumberText;
}

/**
 * What the parts of an amount are said to be: all of it ("made up of"), a list of them ("of these, 8 were … and 5 were …"),
 * or some of it ("of which").
 */
export const COVERAGES_OF_PARTS = ['all', 'listed', 'some'] as const;

/** An amount and its parts: `187 … (made up of 87 …, 92 … and 8 …)`. */
export interface PrintedComposition {
  readonly paragraph: string;
  readonly label: string;
  readonly whole: PrintedSum;
  readonly parts: readonly PrintedNumberText[];
  readonly partsAre: (typeof COVERAGES_OF_PARTS)[number];
}

/** A date, to the letter. The same label: the same event. */
export interface PrintedDate {
  readonly paragraph: string;
  readonly label: string;
  /** `12 April 2022`, `31/04/2024`, `Friday 5 April 2024`, `Sept 2023`, `2010`. */
  readonly printed: string;
  /** Where the document prints none and its meaning is plain. */
  readonly year?: string;
  /** The period in which the document says that it lies. */
  readonly during?: PeriodKey;
}

/** From and to, of dates or of numbers; without one of them it is open on that side. The same label: the same thing. */
export interface PrintedRange {
  readonly paragraph: string;
  readonly label: string;
  readonly of: 'dates' | 'numbers';
  readonly from?: string;
  readonly to?: string;
}

/** A mention of a paragraph or an appendix. */
export interface PrintedReference {
  readonly paragraph: string;
  readonly printed: string;
  readonly to: 'paragraph' | 'appendix';
  readonly number: string;
  /** What the mention says of the date of the appendix. */
  readonly dated?: string;
}

/** An appendix as the document lists it. */
export interface PrintedAppendix {
  readonly number: string;
  readonly paragraph: string;
  readonly title: string;
  /** The date that the list gives it. */
  readonly dated?: string;
}

/** Commentary on a figure, beside that of an earlier document. */
export interface PrintedCommentary {
  readonly paragraph: string;
  readonly label: string;
  readonly figure: PrintedNumberText;
  readonly text: string;
  readonly earlier: { readonly document: string; readonly figure: string; readonly text: string };
}

/** What somebody is to do by a date. */
export interface PrintedPlan {
  readonly paragraph: string;
  /** The sentence, or the part of it that says so: `will be completed by end of May 2024`. */
  readonly words: string;
  /** The date in it: `May 2024`. */
  readonly due: string;
  /** Where the document prints none and its meaning is plain. */
  readonly year?: string;
}

/** A published document, as far as it has been copied out. */
export interface PrintedDocument {
  readonly format: typeof PRINTED_DOCUMENT_FORMAT;
  readonly version: typeof PRINTED_DOCUMENT_VERSION;
  readonly name: string;
  readonly publishedOn: DateText;
  /** Numbers of all sections and paragraphs, in their order: `2`, `2.1`. */
  readonly paragraphs: readonly string[];
  readonly appendices: readonly PrintedAppendix[];
  readonly tables: readonly PrintedTable[];
  readonly figures: readonly PrintedFigure[];
  readonly shares: readonly PrintedShare[];
  readonly comparisons: readonly PrintedComparison[];
  readonly compositions: readonly PrintedComposition[];
  readonly dates: readonly PrintedDate[];
  readonly ranges: readonly PrintedRange[];
  readonly references: readonly PrintedReference[];
  readonly commentary: readonly PrintedCommentary[];
  readonly plans: readonly PrintedPlan[];
}
