import { DecimalText, absolute, decimalPlaces, divideWhole, isNegative, isZero, round } from './decimal';
import { Target } from './target';
import { Unit } from './unit';

/** The sign that people read; the hyphen is for machines. */
const MINUS = '−';

/**
 * A value as people read it, in British English: `56.26%`, `3 minutes 53 seconds`, `£21,341,125`, `4.08 out of 5`.
 *
 * Rounds to the number of decimals given (half away from zero). Seconds come as hours, minutes and seconds; pence as
 * pounds, with the pence where they are not whole pounds. Changes (`percent-change`, `count-change`) carry their sign.
 */
export function displayValue(value: DecimalText, unit: Unit, decimals: number): string {
  if (unit === 'yes-or-no') return isZero(value) ? 'No' : 'Yes';
  const rounded = round(value, decimals);
  const sign = isNegative(rounded) ? MINUS : isChange(unit) && !isZero(rounded) ? '+' : '';
  return sign + displaySize(absolute(rounded), unit);
}

function isChange(unit: Unit): boolean {
  return unit === 'percent-change' || unit === 'count-change';
}

/** A value that is not negative, with the decimals that it has. */
function displaySize(value: DecimalText, unit: Unit): string {
  switch (unit) {
    case 'percent':
    case 'percent-change':
      return `${grouped(value)}%`;
    case 'rate-per-1000':
      return `${grouped(value)} per 1,000`;
    case 'rate-per-10000':
      return `${grouped(value)} per 10,000`;
    case 'rate-per-100000':
      return `${grouped(value)} per 100,000`;
    case 'seconds':
      return duration(value);
    case 'pence':
      return pounds(value);
    case 'rating-out-of-5':
      return `${grouped(value)} out of 5`;
    case 'rank':
      return ordinal(value);
    case 'count':
    case 'count-change':
    case 'number':
    case 'yes-or-no':
      return grouped(value);
    case 'working-days':
      return counted(value, 'working day', 'working days');
    case 'days':
      return counted(value, 'day', 'days');
    case 'full-time-equivalents':
      return counted(value, 'full-time equivalent', 'full-time equivalents');
    case 'points':
      return counted(value, 'point', 'points');
    case 'grades':
      return counted(value, 'grade', 'grades');
    case 'tonnes':
      return counted(value, 'tonne', 'tonnes');
  }
}

function counted(value: DecimalText, one: string, many: string): string {
  return `${grouped(value)} ${value === '1' ? one : many}`;
}

/** Thousands separated by commas; decimals as they are. */
function grouped(value: DecimalText): string {
  const point = value.indexOf('.');
  const end = point < 0 ? value.length : point;
  if (end <= 3) return value;
  let text = value.slice(point < 0 ? value.length : point);
  for (let from = end; from > 0; from -= 3) {
    text = `${value.slice(Math.max(0, from - 3), from)}${from === end ? '' : ','}${text}`;
  }
  return text;
}

function duration(seconds: DecimalText): string {
  const inMinutes = divideWhole(seconds, '60');
  const inHours = divideWhole(inMinutes.quotient, '60');
  const rest = round(inMinutes.rest, decimalPlaces(seconds));
  const parts: string[] = [];
  if (inHours.quotient !== '0') parts.push(counted(inHours.quotient, 'hour', 'hours'));
  if (inHours.rest !== '0') parts.push(counted(inHours.rest, 'minute', 'minutes'));
  if (!isZero(rest)) parts.push(counted(rest, 'second', 'seconds'));
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}

function pounds(pence: DecimalText): string {
  const { quotient, rest } = divideWhole(round(pence, 0), '100');
  return `£${grouped(quotient)}${rest === '0' ? '' : `.${rest.padStart(2, '0')}`}`;
}

function ordinal(value: DecimalText): string {
  const teens = /1[1-3]$/.test(value);
  const last = value.at(-1);
  const ending = teens ? 'th' : last === '1' ? 'st' : last === '2' ? 'nd' : last === '3' ? 'rd' : 'th';
  return `${grouped(value)}${ending}`;
}

/**
 * A difference between two values of a unit, without its sign: `5 percentage points`, `30 seconds`, `2 places`.
 *
 * Percentages differ by percentage points, never by per cent (domain section 7, 3).
 */
export function displayDifference(value: DecimalText, unit: Unit, decimals: number): string {
  const size = absolute(round(value, decimals));
  if (unit === 'percent' || unit === 'percent-change') return counted(size, 'percentage point', 'percentage points');
  if (unit === 'rank') return counted(size, 'place', 'places');
  if (unit === 'rating-out-of-5' || unit === 'yes-or-no') return grouped(size);
  return displaySize(size, unit);
}

/** A change with its sign, in the unit of the figures: `+2.5 percentage points`, `−41 seconds`, `no change`. */
export function displayChange(change: DecimalText, unit: Unit, decimals: number): string {
  const rounded = round(change, Math.max(decimals, isZero(round(change, decimals)) ? decimalPlaces(change) : 0));
  if (isZero(rounded)) return 'no change';
  return `${isNegative(rounded) ? MINUS : '+'}${displayDifference(rounded, unit, decimalPlaces(rounded))}`;
}

/**
 * A target in words with its operator: `at least 95%`, `below 70%`, `no more than 3 minutes 30 seconds`.
 *
 * Never fewer decimals than the target has as written (1.75% stays 1.75% beside a figure with one decimal). A target
 * with decimals is filled up to those of the figure; a whole target stays whole, as councils print it.
 */
export function displayTarget(target: Target, decimals: number): string {
  if (target.operator === undefined) return target.text ?? '';
  const show = (value: DecimalText | undefined): string =>
    value === undefined ? '' : displayBound(value, target.unit, decimals);
  if (target.operator === 'between') return `between ${show(target.low)} and ${show(target.high)}`;
  const value = show(target.value);
  if (target.unit === 'yes-or-no') return value;
  if (target.unit === 'rank' && target.operator === '<=') return `${value} or better`;
  if (target.unit === 'rank' && target.operator === '<') return `better than ${value}`;
  return `${OPERATOR_WORDS[target.operator]} ${value}`;
}

const OPERATOR_WORDS = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'no more than',
  '<': 'below',
  '=': 'exactly',
} as const;

/** A target or boundary with at least the decimals it is written with; whole numbers stay whole. */
export function displayBound(value: DecimalText, unit: Unit, decimals: number): string {
  const places = decimalPlaces(value);
  return displayValue(value, unit, places === 0 ? 0 : Math.max(places, decimals));
}
