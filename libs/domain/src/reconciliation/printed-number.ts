import {
  DecimalText,
  absolute,
  add,
  decimalPlaces,
  divide,
  isNegative,
  multiply,
  negate,
  round,
  subtract,
} from '../decimal';

/** A number as it stands in a document. */
export interface PrintedNumber {
  /** In whole units: pounds, seconds, per cent, or whatever is counted. */
  readonly value: DecimalText;
  /** What it is of: `£`, `%`, `seconds`, the words after it, or nothing for a plain count. */
  readonly unit: string;
  /** How it is written: places behind the point, and how many units one is (`k`: 1000). */
  readonly decimals: number;
  readonly scale: DecimalText;
  readonly suffix: string;
  /** How far the true value may be from it, as it is rounded to what is printed; zero for a count. */
  readonly margin: DecimalText;
  /** Whether it says of itself that it is not exact ("circa"); then it is not computed with. */
  readonly qualified: boolean;
}

/** How a text can be read: as a number, as one whose digits are wrongly set (`£21,341,12`), or not as a number at all. */
export type NumberReading =
  | { readonly kind: 'number'; readonly number: PrintedNumber }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'none' };

const FRAME =
  /^(?<qualifier>(?:circa\.?|around|about|just (?:over|under)|over|under|nearly) )?(?<sign>[-−–]?)(?<currency>£?)(?<digits>\d[\d.,]*)(?<rest>.*)$/i;
const DIGITS = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const SCALE = /^ ?(k|m|bn)(?![a-z])/i;
const SCALES: Readonly<Record<string, DecimalText>> = { k: '1000', m: '1000000', bn: '1000000000' };
const UNIT = /^(?:%|\/\d+|[a-z][a-z ]*|)$/i;
const DURATION = /^(?:(\d+) hours?,? ?)?(?:(\d+) minutes?,? ?)?(?:(\d+) seconds?)?$/i;

/** Reads a number as it is printed: `£4,254k`, `-14.8`, `75.67fte`, `4.08/5`, `4 minutes, 35 seconds`. */
export function readPrintedNumber(printed: string): NumberReading {
  const text = printed.trim();
  const inWords = readDuration(text) ?? readWord(text);
  if (inWords) return { kind: 'number', number: inWords };
  const groups = FRAME.exec(text)?.groups;
  if (!groups) return { kind: 'none' };
  const { rest = '', digits = '' } = groups;
  const suffix = SCALE.exec(rest)?.[1] ?? '';
  const words = rest.replace(SCALE, '').trim();
  if (!UNIT.test(words)) return { kind: 'none' };
  if (!DIGITS.test(digits)) return { kind: 'malformed' };
  const unit = groups.currency === '' ? words.toLowerCase().replace(/s$/, '') : '£';
  const read = readDigits(digits, suffix, unit);
  const value = groups.sign === '' ? read.value : negate(read.value);
  const number = {
    ...read,
    value,
    unit,
    suffix: words === '%' ? '%' : suffix,
    qualified: groups.qualifier !== undefined,
  };
  return { kind: 'number', number };
}

/** Pounds and plain counts are whole as printed; everything else is rounded to its last place. */
function readDigits(digits: string, suffix: string, unit: string) {
  const plain = digits.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  const scale = SCALES[suffix.toLowerCase()] ?? '1';
  const decimals = decimalPlaces(plain);
  const isWhole = suffix === '' && (unit === '£' || (unit === '' && decimals === 0));
  return {
    value: multiply(plain, scale),
    decimals,
    scale,
    margin: isWhole ? '0' : halfOfLastPlace(decimals, scale),
  };
}

function readDuration(text: string): PrintedNumber | undefined {
  const match = DURATION.exec(text);
  if (!match || text === '') return undefined;
  const [hours = '0', minutes = '0', seconds = '0'] = match.slice(1);
  const value = add(add(multiply(hours, '3600'), multiply(minutes, '60')), add(seconds, '0'));
  return { value, unit: 'seconds', decimals: 0, scale: '1', suffix: ' seconds', margin: '0.5', qualified: false };
}

const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

function readWord(text: string): PrintedNumber | undefined {
  const value = WORDS.indexOf(text.toLowerCase());
  if (value < 0) return undefined;
  return { value: String(value), unit: '', decimals: 0, scale: '1', suffix: '', margin: '0', qualified: false };
}

function halfOfLastPlace(decimals: number, scale: DecimalText): DecimalText {
  return multiply(decimals === 0 ? '0.5' : `0.${'0'.repeat(decimals)}5`, scale);
}

/** `5.095` with its point as a separator of thousands: 5,095. Undefined where it cannot be one. */
export function withPointAsComma(printed: string): string | undefined {
  return /^\d{1,3}(\.\d{3})+$/.test(printed.trim()) ? printed.trim().replaceAll('.', ',') : undefined;
}

/** A value written as another number is: with its sign of currency, its decimals and its scale. */
export function writtenLike({ unit, decimals, scale, suffix }: PrintedNumber, value: DecimalText): string {
  const [whole = '', fraction] = absolute(roundedLike({ decimals, scale }, value)).split('.');
  const grouped = whole.replace(/(\d)(?=(\d{3})+$)/g, '$1,');
  const sign = isNegative(value) ? '-' : '';
  return `${sign}${unit === '£' ? '£' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}${suffix}`;
}

/** A value in the scale of another number, with as many decimals, half away from zero. */
export function roundedLike(
  { decimals, scale }: Pick<PrintedNumber, 'decimals' | 'scale'>,
  value: DecimalText,
): DecimalText {
  return round(divide(value, scale), decimals);
}

/** The least and the most that a rounded number can stand for. */
export function boundsOf({ value, margin }: PrintedNumber): { readonly low: DecimalText; readonly high: DecimalText } {
  return { low: subtract(value, margin), high: add(value, margin) };
}
