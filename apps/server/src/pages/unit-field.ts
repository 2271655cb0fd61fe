import { decimalPlaces, displayValue, isZero, type DecimalText, type Unit } from '@outturn/domain';
import { unitHint } from './typed-value';

/** How a value is asked for in its unit. */
export interface UnitField {
  readonly isYesOrNo: boolean;
  readonly hint: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** The value as somebody would type it. */
  readonly typedAs: (value: DecimalText) => string;
}

const SUFFIXES: Readonly<Partial<Record<Unit, string>>> = {
  percent: '%',
  'percent-change': '%',
  'rate-per-1000': 'per 1,000',
  'rate-per-10000': 'per 10,000',
  'rate-per-100000': 'per 100,000',
  days: 'days',
  'working-days': 'working days',
  'full-time-equivalents': 'full-time equivalents',
  'rating-out-of-5': 'out of 5',
  points: 'points',
  grades: 'grades',
  tonnes: 'tonnes',
};

/** How a value of a unit is asked for. */
export function fieldOfUnit(unit: Unit): UnitField {
  return {
    isYesOrNo: unit === 'yes-or-no',
    hint: unitHint(unit),
    prefix: unit === 'pence' ? '£' : undefined,
    suffix: SUFFIXES[unit],
    typedAs: (value) => typedAs(value, unit),
  };
}

function typedAs(value: DecimalText, unit: Unit): string {
  if (unit === 'yes-or-no') return isZero(value) ? 'no' : 'yes';
  if (unit === 'pence') return displayValue(value, unit, 0).replace('£', '');
  if (unit === 'seconds') return displayValue(value, unit, decimalPlaces(value));
  return value;
}
