import { CellStatus } from '../cell';
import { DecimalText, equal } from '../decimal';
import { PeriodKey, parsePeriod } from '../period';
import { invalid } from '../refusal';

/** Name of an edition: its period and its number, `2023-24-Q4.1`. It stands in addresses and in other documents. */
export type EditionId = string;

/** SHA-256 in lower-case hexadecimal digits. */
export type Sha256 = string;

export const EDITION_FORMATS = ['json', 'html', 'docx'] as const;
export type EditionFormat = (typeof EDITION_FORMATS)[number];

/** A file of an edition: what its bytes are, without the bytes. */
export interface EditionFile {
  readonly format: EditionFormat;
  readonly mediaType: string;
  /** Of the file as it was published. */
  readonly sha256: Sha256;
  /** Size of the file as it was published. */
  readonly bytes: number;
  /** In how many events the file is kept. */
  readonly parts: number;
}

/** A figure as an edition showed it: in short, and enough to know later what was published. */
export interface EditionFigure {
  readonly indicator: string;
  readonly period: PeriodKey;
  readonly area: string;
  readonly kind: 'indicator' | 'context';
  readonly status: CellStatus;
  /** At full precision; absent where no figure was shown. */
  readonly value?: DecimalText;
  /** As people read it: `56.3%`. */
  readonly shown?: string;
  /** As people read it: `at least 95%`. */
  readonly target?: string;
  /** How it came about (corrected, late, …), and `r` where an earlier edition had shown another value. */
  readonly markers: readonly string[];
}

/** That a figure has another value than an earlier edition showed (domain section 2, marker r). */
export const REVISED_MARKER = 'r';

/** The name of an edition from its period and its number, which is from 1. */
export function editionId(period: PeriodKey, number: number): EditionId {
  return `${period}.${number}`;
}

const EDITION = /^(.{1,40})\.([1-9]\d{0,3})$/;

/**
 * Reads the name of an edition.
 *
 * @throws {Refusal} `invalid-edition` or `invalid-period`, with the pointer given.
 */
export function parseEditionId(text: string, pointer: string): { readonly period: PeriodKey; readonly number: number } {
  const [, period, number] = EDITION.exec(text) ?? [];
  if (period === undefined || number === undefined) {
    const detail = `"${text.slice(0, 60)}" is no edition. Name it by its period and number, such as 2023-24-Q4.1.`;
    throw invalid('invalid-edition', detail, pointer);
  }
  return { period: parsePeriod(period, pointer).key, number: Number(number) };
}

/**
 * Whether a figure now has another value than editions showed. A first value after an edition without one is late, not
 * revised (domain section 2); a value that is gone is another.
 */
export function isRevised(value: DecimalText | undefined, shown: Iterable<Pick<EditionFigure, 'value'>>): boolean {
  for (const { value: earlier } of shown) {
    if (earlier !== undefined && (value === undefined || !equal(earlier, value))) return true;
  }
  return false;
}
