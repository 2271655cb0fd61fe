import { Refusal, type DecimalText, type Unit } from '@outturn/domain';
import { CellRefused, readPlainNumber, readTextInUnit } from '@outturn/imports';
import type { FieldError } from './page';

/** Reads fields one after the other, and keeps what is wrong with each. */
export class FieldReader {
  readonly errors: FieldError[] = [];

  /** @param fields ids of the fields by the pointers of a refusal */
  constructor(private readonly fields: Readonly<Record<string, string>>) {}

  /** What a field holds; undefined where that is not right. */
  read<T>(field: string, reading: () => T): T | undefined {
    try {
      return reading();
    } catch (error) {
      if (error instanceof CellRefused) this.refuse(field, error.message);
      else if (error instanceof Refusal) this.refuse(this.fields[error.pointer ?? ''] ?? field, error.message);
      else throw error;
      return undefined;
    }
  }

  /** A text that must be there; empty where it is not. */
  required(field: string, typed: string, otherwise: string): string {
    const text = textOf(typed);
    if (text === '') this.refuse(field, otherwise);
    return text;
  }

  refuse(field: string, text: string): void {
    this.errors.push({ field, text });
  }
}

/** A text as it is kept: browsers send the ends of lines as two characters. */
export function textOf(typed: string): string {
  return typed.trim().replaceAll('\r\n', '\n');
}

/** Money is typed in pounds and percentages without their sign; durations as people or clocks say them. */
export function valueOf(typed: string, unit: Unit): DecimalText {
  const text = typed.trim();
  if (text === '') throw new CellRefused('missing', 'Enter the figure.');
  const named = unit === 'percent' || unit === 'percent-change' ? '%' : unit === 'pence' ? 'pounds' : '';
  return readTextInUnit(text, { unit, named, ambiguousCommas: false });
}

/** A number that may be left out. */
export function numberOf(typed: string): DecimalText | undefined {
  const text = typed.trim();
  return text === '' ? undefined : readPlainNumber(text, false);
}

const HINTS: Readonly<Partial<Record<Unit, string>>> = {
  percent: 'In per cent, such as 56.2',
  'percent-change': 'In per cent, such as 56.2',
  pence: 'In pounds, such as 1,250.50',
  seconds: 'In minutes and seconds, such as 4:35, or 4 minutes 35 seconds',
  'yes-or-no': 'Yes or no',
};

/** How a figure in a unit is typed. */
export function unitHint(unit: Unit): string {
  return HINTS[unit] ?? `In ${unit.replaceAll('-', ' ')}, such as 12.5`;
}
