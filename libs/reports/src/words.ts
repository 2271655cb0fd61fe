import {
  displayStatedDate,
  displayValue,
  lastDay,
  parsePeriod,
  type Coverage,
  type DateText,
  type PeriodKey,
} from '@outturn/domain';

/** A period in words: `quarter 4 of 2023/24 (January to March 2024)`, `2023/24 (April 2023 to March 2024)`. */
export function periodInWords(key: PeriodKey): string {
  const period = parsePeriod(key);
  const first = period.start;
  const last = lastDay(period);
  switch (period.kind) {
    case 'year':
      return `${yearInWords(key)} (${monthOf(first)} ${yearOf(first)} to ${monthOf(last)} ${yearOf(last)})`;
    case 'quarter':
      return `quarter ${key.slice(-1)} of ${yearInWords(key)} (${monthOf(first)} to ${monthOf(last)} ${yearOf(last)})`;
    case 'month':
      return `${monthOf(first)} ${yearOf(first)}`;
    case 'span':
      return `${displayStatedDate(first)} to ${displayStatedDate(last)}`;
  }
}

/** A quarter or year as short as it is said: `Q3 of 2023/24`, `2022/23`. */
export function periodInShort(key: PeriodKey): string {
  const { kind } = parsePeriod(key);
  if (kind === 'year') return yearInWords(key);
  return kind === 'quarter' ? `Q${key.slice(-1)} of ${yearInWords(key)}` : periodInWords(key);
}

function yearInWords(key: PeriodKey): string {
  return key.slice(0, 7).replace('-', '/');
}

/** `2024-03-31` as `March`. */
function monthOf(date: DateText): string {
  return displayStatedDate(date.slice(0, 7)).replace(/ .*/, '');
}

function yearOf(date: DateText): string {
  return date.slice(0, 4);
}

/** A text that begins a sentence. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A count with its noun: `1 indicator`, `3 indicators`. */
export function counted(count: number, one: string, many: string): string {
  return `${displayValue(String(count), 'count', 0)} ${count === 1 ? one : many}`;
}

/** A sentence that ends with one full stop, whatever ending the text has. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]["”’')]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Texts as one enumeration: `a, b and c`. */
export function enumerated(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
}

const KEY_OF_PERIOD = /\b(\d{4})-(\d{2})(?:-Q[1-4])?\b(?!-Q|[.-]\d)/g;

/** A text in which quarters and years that are named by their keys are named as people say them. */
export function periodsInShort(text: string): string {
  // A year's key names two years that follow on each other; other digits are months and dates.
  return text.replace(KEY_OF_PERIOD, (key: string, year: string, next: string) =>
    (Number(year) + 1) % 100 === Number(next) ? periodInShort(key) : key,
  );
}

/** What a reader has to know of a period of which not every figure is expected in the ledger; null where all are. */
export function coverageText(period: PeriodKey, coverage: Coverage | null): string | null {
  switch (coverage) {
    case 'full':
      return null;
    case 'comparators-only':
      return `Of ${periodInShort(period)} this ledger holds only some figures, for comparison with other periods: its counts and shares say nothing about the rest.`;
    case null:
      return `${capitalised(periodInShort(period))} was never opened in this ledger: nobody has said which figures of it are expected.`;
  }
}
