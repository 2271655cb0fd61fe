import { capitalised, periodInShort } from '@outturn/reports';
import type { Plain } from '../api/plain';
import type { ComparisonAnswer, CountsAnswer, SharesAnswer, SummaryAnswer } from '../api/summary-answers';

interface Link {
  readonly text: string;
  readonly href: string;
}

/** How a period compares with an earlier one. */
export interface ComparisonView {
  readonly heading: string;
  readonly text: string;
  readonly rows: readonly {
    readonly colour: string;
    readonly key: string;
    readonly then: string;
    readonly now: string;
  }[];
  readonly joined: LinkedSet;
  readonly left: LinkedSet;
}

/** Indicators that are in one of two periods only. */
interface LinkedSet {
  readonly count: number;
  readonly links: readonly Link[];
  /** Said where there are more than are shown. */
  readonly more?: string;
}

type Row = Plain<SummaryAnswer>['total'];
type Comparisons = readonly Plain<ComparisonAnswer>[];

const COLOURS = ['red', 'amber', 'green'] as const;
/** More are counted, and named by the API. */
const INDICATORS_SHOWN = 50;

/** Puts how a period compares with an earlier one into words. */
export function comparisonOf(
  { comparator, period, total, shares, joined, left }: Plain<ComparisonAnswer>,
  now: Row,
  names: ReadonlyMap<string, string>,
  moment: string,
): ComparisonView {
  const which = comparator === 'previous-period' ? 'the period before' : 'the same period last year';
  const link = (key: string) => ({ text: names.get(key) ?? key, href: `/indicators/${key}${moment}` });
  return {
    heading: `Compared with ${which}: ${periodInShort(period)}`,
    text: comparisonInWords(total, now, period),
    rows: COLOURS.map((key) => ({
      colour: capitalised(key),
      key,
      then: countAndShare(total, shares, key),
      now: countAndShare(now, now.shares, key),
    })),
    joined: linkedSet(total === null ? [] : joined, link),
    left: linkedSet(total === null ? [] : left, link),
  };
}

/** Those of the indicators in one of two periods only that are shown by name. */
export function shownOf(indicators: readonly string[]): readonly string[] {
  return indicators.slice(0, INDICATORS_SHOWN);
}

function linkedSet(indicators: readonly string[], link: (key: string) => Link): LinkedSet {
  const links = shownOf(indicators).map(link);
  const others = indicators.length - links.length;
  const more = others === 0 ? undefined : `And ${others} more, which the answer of the API names.`;
  return { count: indicators.length, links, more };
}

/** The year before is both the period before and the same period last year: it is shown once. */
export function distinct(comparisons: Comparisons): Comparisons {
  return comparisons.filter(({ period }, index) => comparisons.findIndex((one) => one.period === period) === index);
}

function comparisonInWords(total: Plain<CountsAnswer> | null, now: Row, period: string): string {
  if (total === null) return `No figures are held for ${periodInShort(period)}.`;
  return `${now.rated} indicators are rated now, ${total.rated} were rated then. Shares compare only as far as these are the same indicators.`;
}

function countAndShare(
  counts: Plain<CountsAnswer> | null,
  shares: Plain<SharesAnswer> | null,
  key: (typeof COLOURS)[number],
): string {
  if (counts === null) return 'not held';
  return counts.rated === 0 ? 'no rated indicators' : `${counts[key]} of ${counts.rated} (${shares?.[key] ?? ''}%)`;
}
