import { DecimalText, compare, isZero, subtract } from '../decimal';
import { Qualifier, qualifierOfDifference } from '../figure-value';
import { Period, PeriodKey, contains, comparePeriods, parsePeriod, samePeriodLastYear } from '../period';
import { belongsTo } from './belonging';
import { FinanceLine } from './facts';
import { ContractState, HeldFinanceLine, HeldVintage } from './state';

/** A difference between two amounts of one line, in whole pence. */
export interface FinanceDifference {
  /** Later less earlier, or amount less budget. */
  readonly pence: DecimalText;
  /** Present where one of the two amounts is not exact: then neither is their difference. */
  readonly qualifier?: Qualifier;
  /** For the council: less paid, more received, a smaller deficit are better. */
  readonly movement: 'better' | 'worse' | 'no-change';
}

/** What is known of the amount of a line for a period, and how it came to be known. */
export interface FinanceStanding {
  readonly line: FinanceLine;
  readonly period: PeriodKey;
  /** Every estimate, in the order in which it became known. */
  readonly vintages: readonly HeldVintage[];
  /** What stands: the latest estimate, or the budget where there is none. */
  readonly latest: HeldVintage;
  readonly previous?: HeldVintage;
  readonly sincePrevious?: FinanceDifference;
  readonly budget?: HeldVintage;
  readonly againstBudget?: FinanceDifference;
  /** What stands for the same period of the year before. */
  readonly lastYear?: HeldVintage;
}

/** The amounts that bear on a quarter: those for periods that end in it or contain it. */
export function financeOf(state: ContractState, quarter: Period): FinanceStanding[] {
  return Object.values(state.finance)
    .sort((a, b) => a.order - b.order)
    .flatMap((held) => {
      const periods = [...new Set(held.vintages.map(({ vintage }) => vintage.period))].map((key) => parsePeriod(key));
      return periods
        .filter((period) => belongsTo(period.key, quarter) || contains(period, quarter))
        .sort(comparePeriods)
        .flatMap((period) => standingOf(held, period) ?? []);
    });
}

function standingOf({ line, vintages: all }: HeldFinanceLine, period: Period): FinanceStanding | undefined {
  const vintages = all.filter(({ vintage }) => vintage.period === period.key);
  const estimates = vintages.filter(({ vintage }) => vintage.kind !== 'budget');
  const budget = vintages.findLast(({ vintage }) => vintage.kind === 'budget');
  const latest = estimates.at(-1) ?? budget;
  if (latest === undefined) return undefined;
  const previous = estimates.at(-2);
  const before = samePeriodLastYear(period)?.key;
  const ofLastYear = all.filter(({ vintage }) => vintage.period === before);
  return {
    line,
    period: period.key,
    vintages,
    latest,
    previous,
    sincePrevious: differenceOf(line, previous, latest),
    budget,
    againstBudget: latest === budget ? undefined : differenceOf(line, budget, latest),
    lastYear: ofLastYear.findLast(({ vintage }) => vintage.kind !== 'budget') ?? ofLastYear.at(-1),
  };
}

function differenceOf(
  { direction }: FinanceLine,
  from: HeldVintage | undefined,
  to: HeldVintage,
): FinanceDifference | undefined {
  if (from?.vintage.pence === undefined || to.vintage.pence === undefined) return undefined;
  const pence = subtract(to.vintage.pence, from.vintage.pence);
  const qualifier = qualifierOfDifference(to.vintage.qualifier, from.vintage.qualifier);
  if (isZero(pence)) return { pence, qualifier, movement: 'no-change' };
  const more = compare(pence, '0') > 0;
  return { pence, qualifier, movement: more === (direction !== 'paid-by-council') ? 'better' : 'worse' };
}
