import { Refusal, parseDate } from '@outturn/domain';
import type { FieldError } from './page';

/** A day as people type it, in three fields. */
export interface TypedDay {
  readonly day?: string;
  readonly month?: string;
  readonly year?: string;
}

/**
 * The day as `2024-07-31`; an empty text where none is typed; what is wrong otherwise.
 *
 * @param fieldOf the id of the field of each of the three parts
 */
export function readDay(
  { day = '', month = '', year = '' }: TypedDay,
  fieldOf: (part: keyof TypedDay) => string,
): string | FieldError {
  const [d, m, y] = [day.trim(), month.trim(), year.trim()];
  if (d === '' && m === '' && y === '') return '';
  const missing = d === '' ? 'day' : m === '' ? 'month' : y === '' ? 'year' : undefined;
  if (missing !== undefined) return { field: fieldOf(missing), text: `The date must include a ${missing}.` };
  try {
    return parseDate(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`, '/asAt');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { field: fieldOf('day'), text: 'The date must be a real date, such as 31 7 2024.' };
  }
}
