import { DecimalText, absolute, add, compare, equal, isNegative, subtract, withoutTrailingZeros } from '../decimal';
import { exactNumber, partsOf, printedText } from './cells';
import type { Certainty, Found, PrintedPlace } from './finding';
import type { PrintedComposition, PrintedDocument, PrintedFigure } from './printed-document';
import { type PrintedNumber, writtenLike } from './printed-number';
import { conflictingPairs, normalised } from './same-thing';

// Amounts and their parts, and figures that are printed in several places.

/** An amount is the sum of its parts; of parts that need not be all, not less than it either (6.11, 12.4). */
export function checkCompositions(document: PrintedDocument): Found[] {
  return document.compositions.flatMap((composition) => checkComposition(document, composition));
}

function checkComposition(document: PrintedDocument, composition: PrintedComposition): Found[] {
  const { paragraph, label, whole, parts, partsAre } = composition;
  const numbers = parts.flatMap((part) => exactNumber(document, part) ?? []);
  const total = exactNumber(document, whole);
  if (!total || numbers.length < parts.length) return [];
  const sum = numbers.reduce((so, { value }) => add(so, value), '0');
  const margin = numbers.reduce((so, number) => add(so, number.margin), total.margin);
  const difference = subtract(sum, total.value);
  const isLess = isNegative(difference);
  if (compare(absolute(difference), margin) <= 0 || (isLess && partsAre === 'some')) return [];
  const texts = parts.map((part) => printedText(document, part));
  const printed = printedText(document, whole);
  const expected = writtenLike(total, sum);
  const certainty: Certainty = isLess && partsAre === 'listed' ? 'possible' : 'certain';
  const end = certainty === 'certain' ? '' : ' The rest may have been left out.';
  const stated = partsOf(whole).length > 1 ? writtenLike(total, total.value) : 'printed';
  const sentence = `${label}: ${texts.join(' + ')} is ${expected}, and ${printed} is ${stated}.${end}`;
  return [{ rule: 'composition', certainty, place: { paragraph, item: label }, printed, expected, sentence }];
}

/** A figure, and what is known of it once and for all. */
interface ReadFigure {
  readonly figure: PrintedFigure;
  readonly number: PrintedNumber;
  readonly text: string;
  readonly name: string;
}

/** The same figure is the same wherever it is printed: 30.9% is not 30.8%, but 31% can be 30.9%. */
export function checkPrintedTwice(document: PrintedDocument): Found[] {
  const sameName = ({ name }: ReadFigure) => normalised(name);
  return conflicts(document, sameName, (a, b) => !canBeTheSame(a.number, b.number)).map(([earlier, later]) => {
    const sentence = `${later.name} is ${later.text} here and ${earlier.text} in ${earlier.figure.paragraph}.`;
    const place = placeOf(later);
    return {
      rule: 'printed-twice',
      certainty: 'certain',
      place,
      printed: later.text,
      expected: earlier.text,
      sentence,
    };
  });
}

/** Rounded alike, they are the same only when they are printed the same. */
function canBeTheSame(first: PrintedNumber, second: PrintedNumber): boolean {
  if (first.unit !== second.unit) return false;
  if (equal(first.margin, second.margin)) return equal(first.value, second.value);
  return compare(absolute(subtract(first.value, second.value)), add(first.margin, second.margin)) <= 0;
}

/** Pounds of four digits or more are hardly the same by chance. */
const SIGNIFICANT_DIGITS = 4;

/** One amount is one thing: not a forecast and an outturn, nor two things of different names (6.9 and 14.9). */
export function checkTwoLabels(document: PrintedDocument): Found[] {
  const sameAmount = ({ number: { unit, value } }: ReadFigure) =>
    unit === '£' && significantDigits(value) >= SIGNIFICANT_DIGITS ? withoutTrailingZeros(value) : undefined;
  return conflicts(document, sameAmount, (a, b) => normalised(a.name) !== normalised(b.name)).map(
    ([earlier, later]) => {
      const { paragraph, label } = earlier.figure;
      const certainty: Certainty = normalised(label) === normalised(later.figure.label) ? 'probable' : 'possible';
      const expected = `another amount than that of ${paragraph}`;
      const sentence = `${later.text} is the ${later.name} here, and the ${earlier.name} in ${paragraph}.`;
      return { rule: 'two-labels', certainty, place: placeOf(later), printed: later.text, expected, sentence };
    },
  );
}

function significantDigits(value: DecimalText): number {
  return value.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
}

/** Each figure that disagrees with an earlier one of the same key, beside the first such. */
function conflicts(
  document: PrintedDocument,
  keyOf: (figure: ReadFigure) => string | undefined,
  disagree: (earlier: ReadFigure, later: ReadFigure) => boolean,
): [ReadFigure, ReadFigure][] {
  const read = document.figures.flatMap((figure): ReadFigure[] => {
    const number = exactNumber(document, figure.printed);
    const { label, basis } = figure;
    const name = basis === undefined ? label : `${label} (${basis})`;
    return number === undefined ? [] : [{ figure, number, text: printedText(document, figure.printed), name }];
  });
  return conflictingPairs(read, keyOf, disagree);
}

function placeOf({ figure: { paragraph, printed }, name }: ReadFigure): PrintedPlace {
  if (typeof printed === 'string') return { paragraph, item: name };
  const { table, row, column } = printed;
  return { paragraph, table, row, column, item: name };
}
