import type { DecimalText } from '@outturn/domain';
import { CellRefused, ambiguous } from './reading';

const THIN_SPACES = /[\u00a0\u2009\u202f]/g;

/**
 * Reads a number as people write it: `1,234.5`, `1 234`, `-3`, `.5`. No digit is changed.
 *
 * @param ambiguousCommas whether a comma may stand for the decimal point
 * @throws {CellRefused} when it is no number, or could be two.
 */
export function readPlainNumber(written: string, ambiguousCommas: boolean): DecimalText {
  const text = written.replace(/^\u2212/, '-').replace(THIN_SPACES, ' ');
  const joined = withoutThousands(text, ambiguousCommas);
  const number = joined.replace(/^\+(?=[\d.])/, '').replace(/^(-?)\./, '$10.');
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(number)) return number;
  const shown = written.slice(0, 40);
  if (/^\(.*\)$/.test(text)) throw ambiguous(`"${shown}" is in brackets. Write a minus if it is negative.`);
  if (/^-?0\d/.test(number)) throw ambiguous(`"${shown}" begins with zeros. Write the number without them.`);
  if (/^-?[\d.]+e[+-]?\d+$/i.test(number)) {
    throw ambiguous(`"${shown}" has an exponent, so digits may be lost. Write the number out.`);
  }
  throw notANumber(written);
}

/** That a text is no number at all. */
export function notANumber(text: string): CellRefused {
  const shown = text.slice(0, 40);
  return new CellRefused('not-a-number', `"${shown}" is not a number. Write digits with at most one decimal point.`);
}

function withoutThousands(text: string, ambiguousCommas: boolean): string {
  if (text.includes(',')) {
    if (ambiguousCommas || !/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) {
      throw ambiguous(`"${text.slice(0, 40)}" has a comma that may be a decimal point. Write a point, and no commas.`);
    }
    return text.replaceAll(',', '');
  }
  if (ambiguousCommas && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text)) {
    throw ambiguous(`"${text}" has a point that may part thousands. Save the file with commas between its cells.`);
  }
  return /^[+-]?\d{1,3}( \d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(' ', '') : text;
}
