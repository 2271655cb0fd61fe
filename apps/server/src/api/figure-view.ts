import {
  displayBound,
  displayChange,
  displayTarget,
  displayValue,
  decimalPlaces,
  standing,
  type Cell,
  type CellStatus,
  type CellTravel,
  type RuleVersion,
} from '@outturn/domain';
import type { CellAsAt } from '@outturn/read-models';
import type { BenchmarkAnswer, RollUpAnswer, TravelAnswer } from './context-answers';
import type { FigureDetailAnswer } from './figure-answers';
import type { Plain } from './plain';
import type { TargetAnswer, ValueAnswer, WhyAnswer } from './rating-answers';

/** The statuses as people read them (report 4.2). */
export const STATUS_TEXTS: Readonly<Record<CellStatus, string>> = {
  'not-due': 'Not due',
  'data-not-available': 'Data not available',
  'rag-not-applicable': 'RAG N/A',
  red: 'Red',
  amber: 'Amber',
  green: 'Green',
};

/**
 * A cell as the API shows it: with everything as people read it, and why it has its status.
 *
 * @param rules of its indicator, from which the reason of the rule that rated it is taken
 */
export function figureDetail(
  { cell, fromPosition }: CellAsAt,
  rules: readonly RuleVersion[],
): Plain<FigureDetailAnswer> {
  const { indicator, period, area, kind, name, unit, displayDecimals, polarity, definitionVersion } = cell;
  const { status, level, reason, reasonText, override, commentary, commentaryMissing, markers, eventIds } = cell;
  return {
    indicator,
    period,
    area,
    kind,
    name,
    unit,
    displayDecimals,
    polarity,
    definitionVersion,
    status,
    statusText: status === 'not-due' && reason === 'annual-only' ? 'Annual only' : STATUS_TEXTS[status],
    level,
    reason,
    reasonText,
    value: valueView(cell),
    target: targetView(cell),
    standing: cell.value && standing({ value: cell.value.value, polarity, target: cell.target }),
    why: whyView(cell, rules),
    override,
    travel: {
      previousPeriod: travelView(cell, cell.travel.previousPeriod),
      samePeriodLastYear: travelView(cell, cell.travel.samePeriodLastYear),
    },
    rollUp: rollUpView(cell),
    commentary,
    commentaryMissing,
    benchmarks: cell.benchmarks.map(benchmarkView),
    markers,
    eventIds,
    fromPosition,
  };
}

function valueView({ value, unit }: Cell): Plain<ValueAnswer> | undefined {
  if (!value) return undefined;
  return { ...value, display: displayValue(value.shown, unit, decimalPlaces(value.shown)) };
}

function targetView({ target, displayDecimals }: Cell): Plain<TargetAnswer> | undefined {
  return target && { ...target, display: displayTarget(target, displayDecimals) };
}

function whyView({ rating, unit, displayDecimals }: Cell, rules: readonly RuleVersion[]): Plain<WhyAnswer> | undefined {
  if (!rating) return undefined;
  const { inequality, unratedBecause, checks, comparedValue, compare, scheme, ruleVersion, ruleEventId } = rating;
  const rule = rules.find((candidate) => candidate.version === ruleVersion);
  return {
    inequality,
    unratedBecause,
    checks,
    boundaries: rating.boundaries.map((boundary) => ({
      ...boundary,
      display: displayBound(boundary.boundary, unit, displayDecimals),
    })),
    comparedValue,
    compare,
    scheme,
    ruleVersion,
    ruleValidFrom: rule?.validFrom,
    ruleReason: rule?.reason,
    ruleEventId,
  };
}

function travelView({ unit, displayDecimals }: Cell, travel: CellTravel): Plain<TravelAnswer> {
  const { earlierValue, change } = travel;
  return {
    ...travel,
    earlierDisplay: earlierValue === undefined ? undefined : displayValue(earlierValue, unit, displayDecimals),
    changeDisplay: change === undefined ? undefined : displayChange(change, unit, displayDecimals),
  };
}

function rollUpView({ rollUp, unit, displayDecimals }: Cell): Plain<RollUpAnswer> | undefined {
  if (!rollUp) return undefined;
  const { method, result, difference } = rollUp;
  const display = result.state === 'computed' ? displayValue(result.value, unit, displayDecimals) : undefined;
  return { method, difference, ...result, display };
}

function benchmarkView(benchmark: Cell['benchmarks'][number]): Plain<BenchmarkAnswer> {
  return benchmark;
}
