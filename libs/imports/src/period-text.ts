import { Refusal, parsePeriod, type PeriodKey } from '@outturn/domain';

/** A period as it is called in a heading or a cell, or why it is not known which is meant. */
export type ReadPeriod = { readonly period: PeriodKey } | { readonly reason: string };

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const QUARTER_OF_SOME_YEAR = /^(q(uarter)? ?[1-4][ ,-]*(20)?\d{0,2}|(20)?\d{2}[ ,-]*q(uarter)? ?[1-4])$/i;

/**
 * Reads the usual ways to write a period: `2023-24-Q4`, `Q4 2023/24`, `2023/24 Quarter 4`, `2023/24`, `March 2024`. What
 * could be two periods is not guessed: `Q4 2024` may count calendar or financial years.
 *
 * @param year whose quarters `Q1` to `Q4` are, where a financial year has been named for the whole file
 * @returns undefined for what is no period at all
 */
export function readPeriod(text: string, year?: PeriodKey): ReadPeriod | undefined {
  const written = text.trim().replace(/\s+/g, ' ').slice(0, 60);
  const key = keyOf(written.toLowerCase(), year);
  if (key === undefined) {
    if (!QUARTER_OF_SOME_YEAR.test(written)) return undefined;
    return { reason: `"${written}" could be more than one quarter. Write it like 2023-24-Q4.` };
  }
  try {
    return { period: parsePeriod(key).key };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message };
    throw error;
  }
}

function keyOf(text: string, year: PeriodKey | undefined): string | undefined {
  if (/^\d{4}-\d{2}(-q[1-4]|\.\.\d{4}-\d{2}|-\d{2}\.\.\d{4}-\d{2}-\d{2})?$/.test(text)) return text.toUpperCase();
  const quarter = /(?:^|[ ,-])q(?:uarter)? ?([1-4])(?=$|[ ,:-])/.exec(text);
  const rest = text
    .replace(quarter?.[0] ?? '', ' ')
    .replace(/^(financial year|year|fy) /, '')
    .replace(/^[ ,:-]+|[ ,:-]+$/g, '');
  const named = financialYearIn(rest) ?? (rest === '' ? year : undefined);
  if (named !== undefined)
    return quarter === null ? (rest === '' ? undefined : named) : `${named}-Q${quarter[1] ?? ''}`;
  return quarter === null ? monthIn(text) : undefined;
}

/** `2023/24`, `2023-2024`, `23/24`; both halves must be there, and one must follow on the other. */
function financialYearIn(text: string): string | undefined {
  const match = /^(?:20)?(\d{2}) ?[/-] ?(?:20)?(\d{2})$/.exec(text);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  return (start + 1) % 100 === end ? `20${match?.[1] ?? ''}-${match?.[2] ?? ''}` : undefined;
}

function monthIn(text: string): string | undefined {
  const match = /^([a-z]{3,9}) (20\d{2})$/.exec(text);
  const name = match?.[1] ?? '-';
  const index = MONTHS.findIndex((month) => month === name || (name.length === 3 && month.startsWith(name)));
  return index < 0 ? undefined : `${match?.[2] ?? ''}-${String(index + 1).padStart(2, '0')}`;
}
