import {
  absolute,
  compare,
  isInteger,
  isZero,
  multiply,
  round,
  subtract,
  type DecimalText,
  type Unit,
} from '@outturn/domain';
import { withinOne, wholePence, type WrittenIn } from './in-unit';
import type { NumberFormat, RawCell } from './raw-cell';
import { CellRefused, ambiguous } from './reading';
import { readSpreadsheetNumber } from './spreadsheet-number';

/** A value that a cell of a workbook holds as a number, and what is to be said of it. */
export interface TypedValue {
  readonly value: DecimalText;
  readonly warnings: readonly string[];
}

const SECONDS_OF_DAY = '86400';
/** A second is 1/86400 of a day, which no binary number is: as far off as 15 digits of some days may be. */
const SECONDS_TOLERANCE = '0.00001';

/**
 * Reads a number of a workbook as a value in the unit of its indicator; the cell's number format decides what it is.
 *
 * @throws {CellRefused} when format and unit do not go together, or it could be two values.
 */
export function readTypedNumber(cell: RawCell, written: WrittenIn): TypedValue {
  const read = readSpreadsheetNumber(cell.text);
  if (read === undefined) throw new CellRefused('not-a-number', `"${cell.text.slice(0, 40)}" is not a number.`);
  const found = inUnit(read.value, cell.format, written);
  // Of a duration the seconds are all that counts, and they are whole.
  const isTime = cell.format === 'duration' || cell.format === 'time';
  return read.cut && !isTime
    ? {
        ...found,
        warnings: [...found.warnings, 'Digits of a calculation beyond the 15 that Excel shows are left out.'],
      }
    : found;
}

type Read = (value: DecimalText, format: NumberFormat, named: string) => TypedValue;

/** Units that a number may be written in otherwise; all others are plain numbers. */
const READERS: Readonly<Partial<Record<Unit, Read>>> = {
  percent: percentOf,
  'percent-change': percentOf,
  pence: penceOf,
  seconds: secondsOf,
  'yes-or-no': yesOrNo,
};

function inUnit(value: DecimalText, format: NumberFormat, { unit, named }: WrittenIn): TypedValue {
  refuseFormat(format, unit);
  return READERS[unit]?.(value, format, named) ?? exactly(value);
}

function penceOf(value: DecimalText, format: NumberFormat, named: string): TypedValue {
  const inPounds = () => exactly(wholePence(value, multiply(value, '100')));
  if (format === 'pounds') return inPounds();
  if (isZero(value) || named === 'pence' || named === 'p') return exactly(value);
  if (['£', 'gbp', 'pounds'].includes(named) || /\.\d\d?$/.test(value)) return inPounds();
  throw ambiguous(`${value} could be pounds or pence. Give the cell a format in £.`);
}

function secondsOf(value: DecimalText, format: NumberFormat, named: string): TypedValue {
  if (format === 'duration' || format === 'time') return exactly(secondsOfDay(value, format));
  if (isZero(value) || named.startsWith('sec')) return exactly(value);
  if (named.startsWith('min')) return exactly(multiply(value, '60'));
  throw ambiguous(`${value} could be seconds or minutes. Give the cell the format [h]:mm:ss.`);
}

function yesOrNo(value: DecimalText): TypedValue {
  if (value === '1' || value === '0') return exactly(value);
  throw new CellRefused('not-yes-or-no', `${value} is neither yes nor no. Write one of them.`);
}

function exactly(value: DecimalText): TypedValue {
  return { value, warnings: [] };
}

/** Formats that say what a number is in, and the units that are in that. */
const UNITS_OF_FORMAT: Readonly<Partial<Record<NumberFormat, readonly string[]>>> = {
  percent: ['percent', 'percent-change'],
  pounds: ['pence'],
  'other-money': [],
  duration: ['seconds'],
  time: ['seconds'],
  date: [],
};

const FORMAT_NAMES: Readonly<Partial<Record<NumberFormat, string>>> = {
  percent: 'a percentage',
  pounds: 'an amount in £',
  'other-money': 'an amount in a currency that the file leaves open or that is not £',
  duration: 'a duration',
  time: 'a time',
  date: 'a date or a time of the day',
};

function refuseFormat(format: NumberFormat, unit: string): void {
  const units = UNITS_OF_FORMAT[format];
  if (units === undefined || units.includes(unit)) return;
  const what = FORMAT_NAMES[format] ?? format;
  throw new CellRefused(
    'wrong-format',
    `The cell is formatted as ${what}, the indicator is in ${unit}. Check the cell.`,
  );
}

function percentOf(value: DecimalText, format: NumberFormat, named: string): TypedValue {
  if (format === 'percent') return exactly(multiply(value, '100'));
  if (isZero(value) || !withinOne(value) || named !== '') return exactly(value);
  const other = multiply(value, '100');
  return {
    value,
    warnings: [`Read as ${value}%, as the cell is not formatted as a percentage. If ${other}% is meant, format it so.`],
  };
}

/** A day is 1. Of a time of the clock a whole day or more is not shown, so that nobody has seen what it would come to. */
function secondsOfDay(value: DecimalText, format: NumberFormat): DecimalText {
  if (format === 'time' && compare(absolute(value), '1') >= 0) {
    throw ambiguous('The cell shows a time of the clock and holds more than a day. Give it the format [h]:mm:ss.');
  }
  const exact = multiply(value, SECONDS_OF_DAY);
  const seconds = round(exact, 0);
  if (isInteger(exact) || compare(absolute(subtract(exact, seconds)), SECONDS_TOLERANCE) < 0) return seconds;
  throw new CellRefused('not-whole-seconds', 'The duration is not a whole number of seconds. Round it in the cell.');
}
