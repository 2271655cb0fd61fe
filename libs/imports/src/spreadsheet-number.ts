import { Decimal } from 'decimal.js';

/** A number of a workbook as a plain decimal, and whether its digits had to be cut. */
export interface SpreadsheetNumber {
  readonly value: string;
  /** More digits than can be typed: the rest of a calculation, such as 0.30000000000000004. */
  readonly cut: boolean;
}

/** As many as Excel takes and shows. */
const TYPED_DIGITS = 15;
const Plain = Decimal.clone({ precision: 40, toExpNeg: -1000, toExpPos: 1000, rounding: Decimal.ROUND_HALF_UP });

/**
 * The decimal that was typed into a cell, from the digits in the file.
 *
 * A spreadsheet keeps binary numbers and writes up to 17 digits of them: 56.26% is `0.56259999999999999` in the file. As
 * nobody can type more than 15 digits, the number with 15 that is kept as the same binary number is what was typed.
 * Where there is none, the cell holds the rest of a calculation; it is cut to the 15 digits that Excel shows.
 */
export function readSpreadsheetNumber(text: string): SpreadsheetNumber | undefined {
  if (!/^-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,3})?$/.test(text)) return undefined;
  const exact = new Plain(text);
  if (!exact.isFinite() || Math.abs(exact.e) > 40) return undefined;
  if (exact.precision() <= TYPED_DIGITS) return { value: plainText(text, exact), cut: false };
  const typed = exact.toSignificantDigits(TYPED_DIGITS);
  return { value: typed.toString(), cut: Number(typed.toString()) !== Number(text) };
}

/** As it was written where that is a plain number already, so that zeros at its end are kept. */
function plainText(text: string, exact: Decimal): string {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? text : exact.toString();
}
