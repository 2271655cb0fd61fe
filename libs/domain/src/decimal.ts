import { Decimal } from 'decimal.js';
import { invalid } from './refusal';

/** A decimal number as text, exactly as it was given: `-14.8`, `95.0`, `0`. Never a binary float. */
export type DecimalText = string;

/** Most significant digits that a value may have. */
export const MAXIMUM_DIGITS = 30;

const PATTERN = /^-?(0|[1-9]\d*)(\.\d+)?$/;

// Room for products and quotients of two values of 30 digits; rounding happens once, at the end. Quotients are cut and
// not rounded here: a cut can never turn a number just below a half into a half, so that the one rounding stays exact.
const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_DOWN, toExpNeg: -1000, toExpPos: 1000 });

/**
 * Checks that a text is a plain decimal number and returns it unchanged, so that the precision as submitted is kept.
 *
 * Refuses anything that could be read in two ways: exponents, thousands separators, per cent signs, `NaN`, leading zeros.
 *
 * @throws {Refusal} `invalid-decimal`, with the pointer given.
 */
export function parseDecimal(text: unknown, pointer: string): DecimalText {
  if (typeof text !== 'string') {
    throw invalid(
      'invalid-decimal',
      `${pointer} must be a decimal number written as a string, such as "56.26".`,
      pointer,
    );
  }
  if (!PATTERN.test(text)) {
    throw invalid(
      'invalid-decimal',
      `"${abbreviate(text)}" is not a plain decimal number. Write digits with at most one decimal point and no sign other than a leading minus, such as "56.26".`,
      pointer,
    );
  }
  if (text.replace(/[-.]/g, '').length > MAXIMUM_DIGITS) {
    throw invalid('invalid-decimal', `The number has more than ${MAXIMUM_DIGITS} digits. Give it with fewer.`, pointer);
  }
  return text;
}

function abbreviate(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

// Most figures are short. Their digits without the point are a whole number that a double holds exactly, and whole-number
// arithmetic on it is exact and several times faster than the library. Anything that could leave that range takes the library.
const SHORT_LENGTH = 16;
const POWERS = Array.from({ length: SHORT_LENGTH }, (_, exponent) => Number(`1e${exponent}`));

function isShort(text: DecimalText): boolean {
  return text.length < SHORT_LENGTH;
}

/** The digits of a short decimal as a whole number: 56.26 is 5626. */
function unscaled(text: DecimalText, point: number): number {
  return point < 0 ? Number(text) : Number(text.slice(0, point) + text.slice(point + 1));
}

/** Two short decimals as whole numbers of the same scale, or undefined where one would not be exact. */
function aligned(a: DecimalText, b: DecimalText): { a: number; b: number; places: number } | undefined {
  if (!isShort(a) || !isShort(b)) return undefined;
  const pointA = a.indexOf('.');
  const pointB = b.indexOf('.');
  const placesA = pointA < 0 ? 0 : a.length - pointA - 1;
  const placesB = pointB < 0 ? 0 : b.length - pointB - 1;
  const places = Math.max(placesA, placesB);
  const wholeA = unscaled(a, pointA) * (POWERS[places - placesA] ?? Number.NaN);
  const wholeB = unscaled(b, pointB) * (POWERS[places - placesB] ?? Number.NaN);
  return Number.isSafeInteger(wholeA) && Number.isSafeInteger(wholeB) ? { a: wholeA, b: wholeB, places } : undefined;
}

/** Writes a whole number of that scale as the library does: no trailing zeros, no negative zero. */
function written(whole: number, places: number): DecimalText {
  if (places === 0 || whole === 0) return String(whole + 0);
  let digits = String(Math.abs(whole)).padStart(places + 1, '0');
  let end = digits.length;
  while (places > 0 && digits.charCodeAt(end - 1) === 48) {
    end -= 1;
    places -= 1;
  }
  digits = digits.slice(0, end);
  const text = places === 0 ? digits : `${digits.slice(0, end - places)}.${digits.slice(end - places)}`;
  return whole < 0 ? `-${text}` : text;
}

/** Negative, zero or positive, as a is less than, equal to or greater than b, at full precision. */
export function compare(a: DecimalText, b: DecimalText): number {
  const short = aligned(a, b);
  if (short) return short.a < short.b ? -1 : short.a > short.b ? 1 : 0;
  return new Exact(a).comparedTo(new Exact(b));
}

/** Same number, whatever the trailing zeros. */
export function equal(a: DecimalText, b: DecimalText): boolean {
  return a === b || compare(a, b) === 0;
}

/** Sum, exact, without trailing zeros. */
export function add(a: DecimalText, b: DecimalText): DecimalText {
  const short = aligned(a, b);
  if (short && Number.isSafeInteger(short.a + short.b)) return written(short.a + short.b, short.places);
  return new Exact(a).plus(b).toString();
}

/** Difference a − b, exact, without trailing zeros. */
export function subtract(a: DecimalText, b: DecimalText): DecimalText {
  const short = aligned(a, b);
  if (short && Number.isSafeInteger(short.a - short.b)) return written(short.a - short.b, short.places);
  return new Exact(a).minus(b).toString();
}

/** Product, exact, without trailing zeros. */
export function multiply(a: DecimalText, b: DecimalText): DecimalText {
  if (isShort(a) && isShort(b)) {
    const whole = unscaled(a, a.indexOf('.')) * unscaled(b, b.indexOf('.'));
    if (Number.isSafeInteger(whole)) return written(whole, decimalPlaces(a) + decimalPlaces(b));
  }
  return new Exact(a).times(b).toString();
}

/**
 * Quotient to 100 significant digits, cut and not rounded: enough that rounding once at the end is exact.
 *
 * @throws {Refusal} `division-by-zero`.
 */
export function divide(a: DecimalText, b: DecimalText): DecimalText {
  if (isZero(b)) throw invalid('division-by-zero', 'A number cannot be divided by zero.');
  return new Exact(a).dividedBy(b).toString();
}

/**
 * Quotient rounded half away from zero to a number of decimal places: the same as rounding the exact quotient.
 *
 * @throws {Refusal} `division-by-zero`.
 */
export function divideAndRound(a: DecimalText, b: DecimalText, places: number): DecimalText {
  const short = aligned(a, b);
  const scaled = short && Math.abs(short.a) * (POWERS[places] ?? Number.NaN);
  if (short && short.b !== 0 && Number.isSafeInteger(scaled)) {
    const negative = short.a < 0 !== short.b < 0;
    return roundedQuotient(scaled ?? 0, Math.abs(short.b), places, negative);
  }
  return round(divide(a, b), places);
}

/** How many times b, which is positive, goes into a whole, and what is left: 233 by 60 is 3, and 53 is left. */
export function divideWhole(a: DecimalText, b: DecimalText): { quotient: DecimalText; rest: DecimalText } {
  const short = aligned(a, b);
  if (short) {
    const rest = short.a % short.b;
    return { quotient: written((short.a - rest) / short.b, 0), rest: written(rest, short.places) };
  }
  const quotient = new Exact(a).dividedToIntegerBy(b).toString();
  return { quotient, rest: subtract(a, multiply(quotient, b)) };
}

/**
 * Keeps a number of significant digits and cuts the rest (towards zero): how a quotient without an end is kept. A cut
 * leaves every later rounding half away from zero as it would have been on the whole number.
 */
export function keepSignificantDigits(value: DecimalText, digits: number): DecimalText {
  return value.length <= digits ? value : new Exact(value).toSignificantDigits(digits, Decimal.ROUND_DOWN).toString();
}

/** The number without its sign. */
export function absolute(a: DecimalText): DecimalText {
  return a.startsWith('-') ? a.slice(1) : a;
}

/** The number with the opposite sign; zero has none. */
export function negate(a: DecimalText): DecimalText {
  if (a.startsWith('-')) return a.slice(1);
  return isZero(a) ? a : `-${a}`;
}

/** Zero however it is written: `0`, `0.00`, `-0`. */
export function isZero(a: DecimalText): boolean {
  return compare(a, '0') === 0;
}

/** Less than zero; `-0.0` is not. */
export function isNegative(a: DecimalText): boolean {
  return a.startsWith('-') && !isZero(a);
}

/** Whether nothing but zeros stands behind the decimal point. */
export function isInteger(a: DecimalText): boolean {
  return !a.includes('.') || new Exact(a).isInteger();
}

/**
 * Rounds to a number of decimal places, half away from zero: the one rounding function of the system (domain rule 3.1).
 *
 * The result always shows exactly that many places: `round('1.005', 2)` is `1.01`, `round('-0.04', 1)` is `0.0`.
 */
export function round(value: DecimalText, places: number): DecimalText {
  const written = decimalPlaces(value);
  if (written <= places && !value.startsWith('-')) return filled(value, places);
  if (isShort(value) && written >= places) {
    const whole = unscaled(value, value.indexOf('.'));
    return roundedQuotient(Math.abs(whole), POWERS[written - places] ?? 1, places, whole < 0);
  }
  const rounded = new Exact(value).toDecimalPlaces(places, Decimal.ROUND_HALF_UP);
  return filled((rounded.isZero() ? rounded.abs() : rounded).toString(), places);
}

/** The quotient of two whole numbers, in units of the last place: a half or more of what is left counts as one. */
function roundedQuotient(dividend: number, divisor: number, places: number, negative: boolean): DecimalText {
  const rest = dividend % divisor;
  const size = (dividend - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
  const digits = String(size).padStart(places + 1, '0');
  const point = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative && size !== 0 ? `-${text}` : text;
}

/** Zeros at the end, up to a number of decimal places. */
function filled(value: DecimalText, places: number): DecimalText {
  const written = decimalPlaces(value);
  if (written >= places) return value;
  return `${value}${written === 0 ? '.' : ''}${'0'.repeat(places - written)}`;
}

/** How many digits stand behind the decimal point as written. */
export function decimalPlaces(value: DecimalText): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

/** The same number without zeros at the end of its decimals: `95.0` is `95`, `1.750` is `1.75`. */
export function withoutTrailingZeros(value: DecimalText): DecimalText {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

/**
 * Count over total as a percentage with one decimal, half up, never forced to add up to 100 (report 4.2, 4.3).
 * Undefined when the total is zero: "no rated indicators" is not 0%.
 */
export function sharePercent(count: number, total: number): DecimalText | undefined {
  return total === 0 ? undefined : divideAndRound(multiply(String(count), '100'), String(total), 1);
}
