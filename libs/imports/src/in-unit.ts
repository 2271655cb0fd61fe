import { add, isInteger, isZero, multiply, type DecimalText, type Unit } from '@outturn/domain';
import { readPlainNumber } from './plain-number';
import { CellRefused, ambiguous } from './reading';

/** What besides the text tells in what a number is written. */
export interface WrittenIn {
  readonly unit: Unit;
  /** What the column of units says, in lower case; empty where it says nothing. */
  readonly named: string;
  readonly ambiguousCommas: boolean;
}

/** How units are called in a column of units, besides their own names. */
const PERCENT = new Set(['%', 'percent', 'per cent', 'percent-change', 'percentage']);
const POUNDS = new Set(['£', 'gbp', 'pounds']);
const PENCE = new Set(['p', 'pence']);
const SECONDS = new Set(['s', 'sec', 'secs', 'second', 'seconds']);
const MINUTES = new Set(['min', 'mins', 'minute', 'minutes']);

type Read = (text: string, written: WrittenIn) => DecimalText;

/** Units that are written in more than one way; all others are plain numbers. */
const READERS: Readonly<Partial<Record<Unit, Read>>> = {
  percent: percentOf,
  'percent-change': percentOf,
  pence: penceOf,
  seconds: secondsOf,
  'yes-or-no': yesOrNo,
};

/**
 * Reads a text as a value in the unit of its indicator.
 *
 * @throws {CellRefused} when it is none, or could be two.
 */
export function readTextInUnit(text: string, written: WrittenIn): DecimalText {
  return (READERS[written.unit] ?? plainOf)(text, written);
}

function plainOf(text: string, written: WrittenIn): DecimalText {
  const { unit, ambiguousCommas } = written;
  requireNamed(written, new Set([unit, ...(UNIT_WORDS[unit] ?? [])]));
  if (text.endsWith('%')) throw otherUnit(text, 'a percentage', unit);
  if (/^[£$€]/.test(text)) throw otherUnit(text, 'an amount of money', unit);
  return readPlainNumber(text, ambiguousCommas);
}

const UNIT_WORDS: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  count: ['number', 'no', 'no.', '#'],
  number: ['count', 'no', 'no.', '#'],
  'full-time-equivalents': ['fte', 'ftes'],
  'working-days': ['working days'],
  tonnes: ['t'],
};

function percentOf(text: string, { unit, named, ambiguousCommas }: WrittenIn): DecimalText {
  requireNamed({ unit, named }, PERCENT);
  const sign = /^(.*?)[\s\u00a0]*(%|per cent|percent)$/i.exec(text);
  if (sign) return readPlainNumber(sign[1] ?? '', ambiguousCommas);
  const value = readPlainNumber(text, ambiguousCommas);
  if (PERCENT.has(named) || isZero(value) || !withinOne(value)) return value;
  throw ambiguous(`"${text}" could be ${value}% or ${multiply(value, '100')}%. Write the sign %.`);
}

/** Whether a number could be a share of 1. */
export function withinOne(value: DecimalText): boolean {
  return /^-?(0(\.\d+)?|1(\.0+)?)$/.test(value);
}

function penceOf(text: string, { unit, named, ambiguousCommas }: WrittenIn): DecimalText {
  requireNamed({ unit, named }, new Set([...POUNDS, ...PENCE]));
  const money = /^([+-]?)£\s*(.*?)\s*(k|m|million|thousand)?$/i.exec(text.replace(/^\u2212/, '-'));
  if (money) {
    const pounds = readPlainNumber(`${money[1] ?? ''}${money[2] ?? ''}`, ambiguousCommas);
    const size = (money[3] ?? '').toLowerCase();
    return wholePence(text, multiply(pounds, size === '' ? '100' : size.startsWith('m') ? '100000000' : '100000'));
  }
  const pence = /^(.*\d)\s*(p|pence)$/i.exec(text);
  if (pence) return readPlainNumber(pence[1] ?? '', ambiguousCommas);
  if (/^[$€]|(usd|eur)$/i.test(text)) throw otherUnit(text, 'in another currency', unit);
  const value = readPlainNumber(text, ambiguousCommas);
  if (PENCE.has(named) || isZero(value)) return value;
  if (POUNDS.has(named) || /\.\d\d$/.test(value)) return wholePence(text, multiply(value, '100'));
  throw ambiguous(`"${text}" could be pounds or pence. Write £${text} or ${text}p.`);
}

/** Pounds as pence, of which no part is left. */
export function wholePence(text: string, pence: DecimalText): DecimalText {
  if (isInteger(pence)) return pence;
  throw new CellRefused('not-whole-pence', `"${text}" is not a whole number of pence. Write pounds with two decimals.`);
}

const CLOCK = /^(\d{1,5}):([0-5]\d):([0-5]\d)$/;
const IN_WORDS =
  /^(?:(\d+) ?(?:h|hrs?|hours?))?,? ?(?:and )?(?:(\d+) ?(?:m|mins?|minutes?))?,? ?(?:and )?(?:(\d+) ?(?:s|secs?|seconds?))?$/i;

function secondsOf(text: string, { unit, named, ambiguousCommas }: WrittenIn): DecimalText {
  requireNamed({ unit, named }, new Set([...SECONDS, ...MINUTES]));
  const parts = CLOCK.exec(text) ?? (/\d/.test(text) && /[a-z]$/i.test(text) ? IN_WORDS.exec(text) : null);
  if (parts) return inSeconds(parts);
  if (/^\d{1,5}:\d\d$/.test(text)) {
    throw ambiguous(`"${text}" could be hours and minutes, or minutes and seconds. Write it like 0:04:35.`);
  }
  const value = readPlainNumber(text, ambiguousCommas);
  if (SECONDS.has(named) || isZero(value)) return value;
  if (MINUTES.has(named)) return multiply(value, '60');
  throw ambiguous(`"${text}" could be seconds or minutes. Write it like 0:04:35 or "275 seconds".`);
}

function inSeconds([, hours = '0', minutes = '0', seconds = '0']: RegExpExecArray): DecimalText {
  return add(add(multiply(hours, '3600'), multiply(minutes, '60')), seconds);
}

function yesOrNo(text: string): DecimalText {
  const word = text.toLowerCase();
  if (['yes', 'y', 'true', '1'].includes(word)) return '1';
  if (['no', 'n', 'false', '0'].includes(word)) return '0';
  throw new CellRefused('not-yes-or-no', `"${text.slice(0, 40)}" is neither yes nor no. Write one of them.`);
}

function requireNamed({ unit, named }: Pick<WrittenIn, 'unit' | 'named'>, known: ReadonlySet<string>): void {
  if (named === '' || known.has(named)) return;
  throw new CellRefused(
    'wrong-unit',
    `The row says "${named.slice(0, 40)}", the indicator is in ${unit}. Give it in that unit.`,
  );
}

function otherUnit(text: string, what: string, unit: Unit): CellRefused {
  return new CellRefused(
    'wrong-unit',
    `"${text.slice(0, 40)}" is ${what}, the indicator is in ${unit}. Give it in that unit.`,
  );
}
