import {
  displayBound,
  displayChange,
  displayTarget,
  displayValue,
  REVISED_MARKER,
  decimalPlaces,
  isRevised,
  standing,
  type Cell,
  type CellStatus,
  type CellTravel,
  type RuleVersion,
} from '@outturn/domain';
import type { CellAsAt, ShownFigure } from '@outturn/read-models';
import type { BenchmarkAnswer, RollUpAnswer, TravelAnswer } from './context-answers';
import { editionReference, figureEditions, type PublishedFigure } from './edition-view';
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
 * A figure with what editions showed of it, and the marker r where one of them showed another value.
 *
 * @param shown of this very figure
 */
export function withEditions(
  detail: Plain<FigureDetailAnswer>,
  shown: readonly ShownFigure[],
): Plain<FigureDetailAnswer> {
  const revised = isRevised(detail.value?.value, shown);
  const markers = revised ? [...detail.markers, REVISED_MARKER] : detail.markers;
  return { ...detail, markers, editions: figureEditions(shown) };
}

/** A figure as an edition showed it: what the edition says goes before what would be made of the ledger today. */
export function publishedDetail(
  { found, shown, edition }: PublishedFigure,
  rules: readonly RuleVersion[],
): Plain<FigureDetailAnswer> {
  const detail = figureDetail(found, rules);
  const { status, value, target, markers } = shown;
  return {
    ...detail,
    status,
    statusText: status === detail.status ? detail.statusText : STATUS_TEXTS[status],
    value:
      value === undefined || detail.value === undefined
        ? undefined
        : { ...detail.value, value, display: shown.shown ?? detail.value.display },
    target: target === undefined || detail.target === undefined ? undefined : { ...detail.target, display: target },
    markers,
    edition: editionReference(edition),
  };
}

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
