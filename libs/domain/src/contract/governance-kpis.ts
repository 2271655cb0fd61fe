import { Cell, CellStatus } from '../cell';
import { DecimalText } from '../decimal';
import { Qualifier, SuppliedValue, qualifierOfDifference } from '../figure-value';
import { EventId } from '../ids';
import {
  DateText,
  Period,
  PeriodKey,
  comparePeriods,
  lastDay,
  parsePeriod,
  previousPeriod,
  samePeriodLastYear,
} from '../period';
import { Rating, rate } from '../rating';
import { Target } from '../target';
import { Travel, TravelComparator, travel } from '../travel';
import { Unit } from '../unit';
import { belongsTo } from './belonging';
import { KpiResult, KpiSet, OwnKpi } from './facts';
import { ContractState, HeldKpiResult, resultKey } from './state';

/** A KPI set without its KPIs, which stand beside it. */
export type KpiSetStanding = Omit<KpiSet, 'kpis' | 'scheme'> & {
  readonly scheme?: string;
  /** How many KPIs of it are held. */
  readonly kpis: number;
  readonly eventIds: readonly string[];
};

/** How a KPI moved. What is not exact on either side makes the change inexact. */
export interface KpiTravel extends Travel {
  readonly earlierQualifier?: Qualifier;
  readonly changeQualifier?: Qualifier;
}

/** A result of a KPI for an earlier period than the one that stands, such as the year before the pandemic (report 14.18). */
export interface EarlierKpiResult {
  readonly period: PeriodKey;
  readonly value: DecimalText;
  readonly qualifier?: Qualifier;
  readonly note?: string;
  readonly source: string;
  readonly eventId: EventId;
}

/** How a KPI stands in a quarter. */
export interface KpiStanding {
  readonly kpi: string;
  readonly name: string;
  /** The indicator that it is, where it has no values of its own. */
  readonly indicatorKey?: string;
  readonly status: CellStatus;
  /** Why it has no data or no colour. */
  readonly reason?: string;
  /** The period of the result. */
  readonly period?: PeriodKey;
  readonly value?: Pick<SuppliedValue, 'value' | 'qualifier' | 'observationStatus' | 'note'> & {
    readonly shown: DecimalText;
  };
  readonly unit?: Unit;
  readonly displayDecimals?: number;
  readonly target?: Target;
  /** The inequality that decided the colour. */
  readonly inequality?: string;
  readonly travel?: { readonly previousPeriod: KpiTravel; readonly samePeriodLastYear: KpiTravel };
  /** Of a KPI with values of its own: those for earlier periods, the latest first. */
  readonly earlierResults?: readonly EarlierKpiResult[];
  /** Whether the result came after its period had been closed. */
  readonly late?: boolean;
  readonly corrected?: HeldKpiResult['corrected'];
  readonly source?: string;
  readonly eventIds: readonly string[];
}

/** The set in force on a quarter's last day, and the one that comes after it. */
export function kpiSetsOf(
  state: ContractState,
  quarter: Period,
): { readonly kpiSet?: KpiSetStanding; readonly nextKpiSet?: KpiSetStanding } {
  const day = lastDay(quarter);
  const [next] = Object.values(state.kpiSets)
    .map(({ set }) => set)
    .filter(({ validFrom }) => validFrom > day)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const current = setOn(state, quarter);
  return { kpiSet: current && glance(state, current), nextKpiSet: next && glance(state, next) };
}

function setOn(state: ContractState, quarter: Period): KpiSet | undefined {
  const day = lastDay(quarter);
  return Object.values(state.kpiSets)
    .map(({ set }) => set)
    .find(({ validFrom, validTo }) => validFrom <= day && (validTo === undefined || day <= validTo));
}

function glance(state: ContractState, { kpis, scheme, ...set }: KpiSet): KpiSetStanding {
  return { ...set, scheme: scheme?.name, kpis: kpis.length, eventIds: state.kpiSets[set.kpiSet]?.eventIds ?? [] };
}

/** The KPIs of the set in force, each with its result and its colour, by the same engine as indicators. */
export function kpisOf(state: ContractState, quarter: Period, cells: ReadonlyMap<string, Cell>): KpiStanding[] {
  const set = setOn(state, quarter);
  return (set?.kpis ?? []).map((kpi) =>
    'indicatorKey' in kpi
      ? ofIndicator(kpi, cells.get(kpi.indicatorKey))
      : ofResult({ kpiSet: set?.kpiSet ?? '', scheme: set?.scheme, kpi }, state, quarter),
  );
}

function ofIndicator(
  { kpi, name, indicatorKey }: { kpi: string; name: string; indicatorKey: string },
  cell: Cell | undefined,
): KpiStanding {
  const common = { kpi, name, indicatorKey };
  if (cell === undefined) {
    return { ...common, status: 'data-not-available', reason: 'The indicator has no figure.', eventIds: [] };
  }
  const { value, target, rating } = cell;
  return {
    ...common,
    status: cell.status,
    reason: cell.reasonText,
    period: cell.period,
    value: value && {
      value: value.value,
      shown: value.shown,
      qualifier: value.qualifier,
      observationStatus: value.observationStatus,
      note: value.note,
    },
    unit: cell.unit,
    displayDecimals: cell.displayDecimals,
    target,
    inequality: rating?.inequality,
    travel: cell.travel,
    eventIds: cell.eventIds,
  };
}

type OwnKpiOfSet = Pick<KpiSet, 'kpiSet' | 'scheme'> & { readonly kpi: OwnKpi };

function ofResult(own: OwnKpiOfSet, state: ContractState, quarter: Period): KpiStanding {
  const { kpiSet, scheme, kpi } = own;
  const { unit, displayDecimals } = kpi;
  const common = { kpi: kpi.kpi, name: kpi.name, unit, displayDecimals };
  const held = resultIn(state, kpiSet, kpi.kpi, quarter);
  if (held === undefined) {
    const reason = 'No result is recorded for the quarter.';
    return { ...common, status: 'data-not-available', reason, eventIds: [] };
  }
  const { result, late, corrected, eventId } = held;
  const rating = scheme && ratingOf(kpi, scheme, held);
  const { value, qualifier, observationStatus, note } = result.value;
  return {
    ...common,
    status: rating?.status ?? 'rag-not-applicable',
    reason: rating ? rating.unratedBecause : 'The KPI set has no rating rule.',
    period: result.period,
    value: { value, shown: rating?.shownValue ?? value, qualifier, observationStatus, note },
    target: targetOf(kpi, result.period),
    inequality: rating?.inequality,
    travel: {
      previousPeriod: travelOf(own, state, held, 'previous-period'),
      samePeriodLastYear: travelOf(own, state, held, 'same-period-last-year'),
    },
    earlierResults: earlierThan(held, state),
    late,
    corrected,
    source: result.source,
    eventIds: corrected ? [eventId, corrected.eventId] : [eventId],
  };
}

/** The result for the quarter itself, or else the last of those for periods that end in it. */
function resultIn(state: ContractState, kpiSet: string, kpi: string, quarter: Period): HeldKpiResult | undefined {
  return (
    state.results[resultKey({ kpiSet, kpi, period: quarter.key })] ??
    resultsOf(state, { kpiSet, kpi })
      .filter(({ result }) => belongsTo(result.period, quarter))
      .at(-1)
  );
}

/** The results of the same KPI, in the order of the days on which their periods end. */
function resultsOf(state: ContractState, { kpiSet, kpi }: Pick<KpiResult, 'kpiSet' | 'kpi'>): HeldKpiResult[] {
  return Object.values(state.results)
    .filter(({ result }) => result.kpiSet === kpiSet && result.kpi === kpi)
    .sort((a, b) => comparePeriods(parsePeriod(a.result.period), parsePeriod(b.result.period)));
}

function earlierThan({ result: current }: HeldKpiResult, state: ContractState): EarlierKpiResult[] {
  return resultsOf(state, current)
    .filter(({ result }) => lastDayOf(result.period) < lastDayOf(current.period))
    .reverse()
    .map(({ result: { period, value, source }, eventId }) => {
      return { period, value: value.value, qualifier: value.qualifier, note: value.note, source, eventId };
    });
}

function lastDayOf(period: PeriodKey): DateText {
  return lastDay(parsePeriod(period));
}

function targetOf({ target }: OwnKpi, period: PeriodKey): Target | undefined {
  return target && { ...target, period };
}

function ratingOf(kpi: OwnKpi, scheme: NonNullable<KpiSet['scheme']>, { result }: HeldKpiResult): Rating {
  const { unit, displayDecimals, polarity } = kpi;
  const { value, forecast } = result.value;
  return rate(scheme, { value, forecast, unit, displayDecimals, polarity, target: targetOf(kpi, result.period) });
}

function travelOf(
  { kpiSet, kpi }: OwnKpiOfSet,
  state: ContractState,
  { result }: HeldKpiResult,
  comparator: TravelComparator,
): KpiTravel {
  const period = parsePeriod(result.period);
  const earlier = comparator === 'previous-period' ? previousPeriod(period) : samePeriodLastYear(period);
  const held = earlier && state.results[resultKey({ kpiSet, kpi: kpi.kpi, period: earlier.key })];
  const moved = travel({
    comparator,
    polarity: kpi.polarity,
    series: 'discrete',
    deadBand: '0',
    unit: kpi.unit,
    current: { period: result.period, value: result.value.value },
    earlier: held && { period: held.result.period, value: held.result.value.value },
    earlierPeriod: earlier?.key,
    notComparableBecause: breakBetween(resultsOf(state, result), earlier?.key, result.period),
    target: targetOf(kpi, result.period),
  });
  const earlierQualifier = held?.result.value.qualifier;
  if (moved.change === undefined) return { ...moved, earlierQualifier };
  const changeQualifier = qualifierOfDifference(result.value.qualifier, earlierQualifier);
  return { ...moved, earlierQualifier, changeQualifier };
}

/** A result with the letter B breaks with whatever came before it, for the reason that its note gives. */
function breakBetween(
  results: readonly HeldKpiResult[],
  earlier: PeriodKey | undefined,
  current: PeriodKey,
): string | undefined {
  const broken = results.findLast(
    ({ result: { period, value } }) =>
      value.observationStatus.includes('B') &&
      (earlier === undefined || lastDayOf(period) > lastDayOf(earlier)) &&
      lastDayOf(period) <= lastDayOf(current),
  );
  return broken && (broken.result.value.note ?? 'Its source says that it is not comparable with what came before.');
}
