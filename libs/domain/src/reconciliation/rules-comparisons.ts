import { DecimalText, absolute, add, compare, divide, isNegative, isZero, multiply, subtract } from '../decimal';
import { exactNumber, printedText } from './cells';
import type { Certainty, Found } from './finding';
import type { PrintedComparison, PrintedDocument, PrintedShare } from './printed-document';
import {
  type PrintedNumber,
  boundsOf,
  readPrintedNumber,
  roundedLike,
  withPointAsComma,
  writtenLike,
} from './printed-number';

// Figures of the text. What is printed rounded can stand for anything that rounds to it, so a figure is only said to be
// wrong when nothing that the others can stand for comes to it, rounded half away from zero.

interface Bounds {
  readonly low: DecimalText;
  readonly high: DecimalText;
}

/**
 * A share is its count of its base, rounded as printed (4.2, 4.3), and no more than all of it. Whether shares add up to 100 is not asked: rightly
 * rounded, they may add up to 99.9 or 100.1.
 */
export function checkShares(document: PrintedDocument): Found[] {
  return document.shares.flatMap((share) => checkShare(document, share));
}

function checkShare(document: PrintedDocument, share: PrintedShare): Found[] {
  const { paragraph, label, count, base, printed } = share;
  const [part, whole, stated] = [count, base, printed].map((text) => exactNumber(document, text));
  if (part && whole && compare(boundsOf(part).low, boundsOf(whole).high) > 0) return [moreThanAll(document, share)];
  if (!part || !whole || !stated || compare(boundsOf(whole).low, '0') <= 0) return [];
  const [least, most] = [boundsOf(part), boundsOf(whole)];
  const bounds = { low: percentOf(least.low, most.high), high: percentOf(least.high, most.low) };
  if (isWithin(stated, bounds)) return [];
  const expected = writtenLike(stated, percentOf(part.value, whole.value));
  const texts = [count, base, printed].map((text) => printedText(document, text));
  return [
    {
      rule: 'share',
      certainty: 'certain',
      place: { paragraph, item: label },
      printed: texts[2] ?? '',
      expected,
      sentence: `${label}: ${texts[0] ?? ''} of ${texts[1] ?? ''} is ${expected}, and ${texts[2] ?? ''} is printed.`,
    },
  ];
}

function moreThanAll(document: PrintedDocument, { paragraph, label, count, base }: PrintedShare): Found {
  const [part, whole] = [printedText(document, count), printedText(document, base)];
  return {
    rule: 'share',
    certainty: 'certain',
    place: { paragraph, item: label },
    printed: part,
    expected: `at most ${whole}`,
    sentence: `${label}: ${part} of ${whole} is more than there are.`,
  };
}

function percentOf(part: DecimalText, whole: DecimalText): DecimalText {
  return divide(multiply(part, '100'), whole);
}

/** Whether a printed number is one of those to which the bounds round. */
function isWithin(printed: PrintedNumber, { low, high }: Bounds): boolean {
  const value = roundedLike(printed, printed.value);
  return compare(roundedLike(printed, low), value) <= 0 && compare(value, roundedLike(printed, high)) <= 0;
}

/** What is said to be higher, lower or equal is so (4.1: "the percentage of 'red' PIs has increased"; 9.1: below target). */
export function checkComparisons(document: PrintedDocument): Found[] {
  return document.comparisons.flatMap(({ paragraph, label, value, against, says }): Found[] => {
    const [left, right] = [exactNumber(document, value), exactNumber(document, against)];
    if (!left || !right) return [];
    const certainty = contradiction(says, left, right);
    if (certainty === undefined) return [];
    const [own, theirs] = [printedText(document, value), printedText(document, against)];
    const order = compare(left.value, right.value);
    const expected = order > 0 ? 'higher' : order < 0 ? 'lower' : 'equal';
    const sentence = `${label}: ${own} is said to be ${relation(says)} ${theirs}, and is ${relation(expected)} it.`;
    return [{ rule: 'comparison', certainty, place: { paragraph, item: label }, printed: says, expected, sentence }];
  });
}

/** How certain it is that the words do not fit: what is printed the same may differ before rounding. */
function contradiction(
  says: PrintedComparison['says'],
  value: PrintedNumber,
  against: PrintedNumber,
): Certainty | undefined {
  const order = compare(value.value, against.value);
  if (says === (order > 0 ? 'higher' : order < 0 ? 'lower' : 'equal')) return undefined;
  const margin = add(value.margin, against.margin);
  const distance = absolute(subtract(value.value, against.value));
  return isZero(margin) || compare(distance, margin) > 0 ? 'certain' : 'possible';
}

function relation(says: PrintedComparison['says']): string {
  return says === 'equal' ? 'equal to' : `${says} than`;
}

/** A change is the difference of both values, or its share of the value compared with (12.2, 14.24). */
export function checkChanges(document: PrintedDocument): Found[] {
  return document.comparisons.flatMap(({ paragraph, label, value, against, by }): Found[] => {
    const [left, right] = [exactNumber(document, value), exactNumber(document, against)];
    const change = by === undefined ? undefined : exactNumber(document, by);
    if (!left || !right || !change || by === undefined) return [];
    const bounds = changeBounds(left, right, change);
    if (bounds.length === 0 || bounds.some((one) => isWithin(change, one))) return [];
    if (isExplainedByPoint(document, { value, against, by })) return [];
    const distance = absolute(subtract(left.value, right.value));
    const exact = change.unit === '%' && left.unit !== '%' ? percentOf(distance, absolute(right.value)) : distance;
    const expected = writtenLike(change, exact);
    const texts = [value, against, by].map((text) => printedText(document, text));
    return [
      {
        rule: 'change',
        certainty: 'certain',
        place: { paragraph, item: label },
        printed: texts[2] ?? '',
        expected,
        sentence: `${label}: from ${texts[1] ?? ''} to ${texts[0] ?? ''} the change is ${expected}, and ${texts[2] ?? ''} is printed.`,
      },
    ];
  });
}

/** What the change can be: of percentages "5%" may be points or a share of the other, so both are tried. */
function changeBounds(value: PrintedNumber, against: PrintedNumber, change: PrintedNumber): Bounds[] {
  const margin = add(value.margin, against.margin);
  const distance = absolute(subtract(value.value, against.value));
  const difference = { low: atLeastZero(subtract(distance, margin)), high: add(distance, margin) };
  const base = boundsOf(against);
  const relative =
    change.unit === '%' && compare(base.low, '0') > 0
      ? [{ low: percentOf(difference.low, base.high), high: percentOf(difference.high, base.low) }]
      : [];
  return change.unit === value.unit ? [difference, ...relative] : relative;
}

function atLeastZero(value: DecimalText): DecimalText {
  return isNegative(value) ? '0' : value;
}

type Change = Required<Pick<PrintedComparison, 'value' | 'against' | 'by'>>;

/** Whether the change holds when a point stands for a comma ("5.095" for 5,095, report 14.24): then that is the error. */
function isExplainedByPoint(document: PrintedDocument, comparison: Change): boolean {
  return pointsForCommas(document, comparison).length > 0;
}

/** A number that is wrongly set, and how it should be. */
interface Resetting {
  readonly printed: string;
  readonly expected: string;
}

function pointsForCommas(document: PrintedDocument, { value, against, by }: Change): Resetting[] {
  const change = exactNumber(document, by);
  return (['value', 'against'] as const).flatMap((side): Resetting[] => {
    const printed = printedText(document, { value, against }[side]);
    const expected = withPointAsComma(printed);
    const reading = expected === undefined ? undefined : readPrintedNumber(expected);
    const left = side === 'value' && reading?.kind === 'number' ? reading.number : exactNumber(document, value);
    const right = side === 'against' && reading?.kind === 'number' ? reading.number : exactNumber(document, against);
    if (expected === undefined || !left || !right || !change) return [];
    return changeBounds(left, right, change).some((one) => isWithin(change, one)) ? [{ printed, expected }] : [];
  });
}

/** The errors of setting that comparisons bring to light: a point for a comma, and what a mangled amount should be (9.4). */
export function numbersByComparison(document: PrintedDocument): ReadonlyMap<PrintedComparison, readonly Resetting[]> {
  return new Map(
    document.comparisons.map((comparison) => {
      const { value, against, by } = comparison;
      if (by === undefined) return [comparison, []];
      const asPoints = holds(document, comparison) ? [] : pointsForCommas(document, { value, against, by });
      return [comparison, [...asPoints, ...mangledValue(document, comparison)]];
    }),
  );
}

function holds(document: PrintedDocument, { value, against, by }: PrintedComparison): boolean {
  const [left, right] = [exactNumber(document, value), exactNumber(document, against)];
  const change = by === undefined ? undefined : exactNumber(document, by);
  return !left || !right || !change || changeBounds(left, right, change).some((one) => isWithin(change, one));
}

/** The value that the other and the difference come to, where the value itself cannot be read. */
function mangledValue(document: PrintedDocument, { value, against, by, says }: PrintedComparison): Resetting[] {
  const printed = printedText(document, value);
  const right = exactNumber(document, against);
  const change = by === undefined ? undefined : exactNumber(document, by);
  if (readPrintedNumber(printed).kind !== 'malformed' || !right || change?.unit !== right.unit) return [];
  const expected = says === 'lower' ? subtract(right.value, change.value) : add(right.value, change.value);
  return [{ printed, expected: writtenLike(right, expected) }];
}
