import {
  UNITS,
  decimalPlaces,
  displayChange,
  displayTarget,
  displayValue,
  isRevised,
  standing,
  type Cell,
  type CellTravel,
  type DecimalText,
} from '@outturn/domain';
import type { ReportedBenchmark, ReportedFigure, ReportedTravel } from './content';
import { EarlierEditions } from './earlier-editions';
import { footnotesOf } from './footnotes';
import type { ReportFacts } from './facts';
import { capitalised, periodInShort, periodInWords, sentence } from './words';

/** Every figure of the reported periods, by period, then area in the report's order, then name. */
export function figuresOf({ periods, areas, earlierEditions }: ReportFacts): readonly ReportedFigure[] {
  const order = new Map(areas.map(({ area }, index) => [area, index]));
  const names = new Map(areas.map(({ area, name }) => [area, name]));
  const earlier = new EarlierEditions(earlierEditions);
  const placeOf = ({ area }: Cell) => order.get(area) ?? areas.length;
  return periods.flatMap(({ cells }) =>
    [...cells]
      .sort((a, b) => placeOf(a) - placeOf(b) || compareTexts(a.name, b.name) || compareTexts(a.indicator, b.indicator))
      .map((cell) => figureOf(cell, names.get(cell.area) ?? cell.area, earlier)),
  );
}

/** Where nothing could be evaluated there is none. */
function inequalityOf({ rating }: Cell): string | null {
  return rating === undefined || rating.inequality === '' ? null : rating.inequality;
}

/** Not by locale: the order must not depend on the machine. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function figureOf(cell: Cell, areaName: string, earlier: EarlierEditions): ReportedFigure {
  const value = shownValue(cell);
  const others = earlier
    .valuesOf(cell.indicator, cell.period)
    .filter((figure) => isRevised(cell.value?.value, [figure]));
  return {
    indicator: cell.indicator,
    name: cell.name,
    area: cell.area,
    areaName,
    period: cell.period,
    periodText: capitalised(periodInWords(cell.period)),
    kind: cell.kind,
    status: cell.status,
    statusText: statusText(cell),
    reasonText: cell.reasonText ?? null,
    value,
    exactValue: cell.value?.value ?? null,
    unit: cell.unit,
    maturity: cell.value?.maturity ?? null,
    observationStatus: [...(cell.value?.observationStatus ?? [])].sort(),
    target: cell.target ? displayTarget(cell.target, cell.displayDecimals) : null,
    standingText: standingText(cell),
    inequality: inequalityOf(cell),
    travel: {
      previousPeriod: travelOf(cell, cell.travel.previousPeriod, earlier),
      samePeriodLastYear: travelOf(cell, cell.travel.samePeriodLastYear, earlier),
    },
    benchmarks: cell.benchmarks.map((benchmark) => benchmarkOf(benchmark)),
    commentary: cell.commentary?.text ?? null,
    revised: others.length > 0,
    markers: [...cell.markers].sort(),
    footnotes: footnotesOf(cell, others),
    eventIds: [...cell.eventIds].sort(),
  };
}

/** The value of a cell as the report displays it; null where it has none. */
export function shownValue({ value, unit }: Pick<Cell, 'value' | 'unit'>): string | null {
  if (!value) return null;
  const shown = displayValue(value.shown, unit, decimalPlaces(value.shown));
  return value.qualifier === undefined ? shown : `${value.qualifier.replaceAll('-', ' ')} ${shown}`;
}

const STATUS_TEXTS: Readonly<Record<Cell['status'], string>> = {
  'not-due': 'Not due',
  'data-not-available': 'Data not available',
  'rag-not-applicable': 'RAG N/A',
  red: 'Red',
  amber: 'Amber',
  green: 'Green',
};

/** A status as people read it (report 4.2). */
export function statusText({ status, reason }: Pick<Cell, 'status' | 'reason'>): string {
  return status === 'not-due' && reason === 'annual-only' ? 'Annual only' : STATUS_TEXTS[status];
}

/** "Above target" alone says nothing where less is better (domain rule 3.8): always better or worse. */
function standingText({ value, polarity, target }: Cell): string | null {
  return (value && standing({ value: value.value, polarity, target })?.replaceAll('-', ' ')) ?? null;
}

const DIRECTION_TEXTS: Readonly<Record<CellTravel['direction'], string>> = {
  improving: 'Improving',
  worsening: 'Worsening',
  'no-change': 'No change',
  increasing: 'Increasing',
  decreasing: 'Decreasing',
  'not-comparable': 'Not comparable',
  unavailable: 'No comparison',
};

function travelOf(
  { indicator, unit, displayDecimals }: Cell,
  travel: CellTravel,
  earlier: EarlierEditions,
): ReportedTravel {
  const { direction, earlierPeriod = null, reason } = travel;
  const earlierValue =
    travel.earlierValue === undefined ? null : displayValue(travel.earlierValue, unit, displayDecimals);
  const editions = earlierPeriod === null ? [] : earlier.valuesOf(indicator, earlierPeriod);
  const change = travel.change === undefined ? null : displayChange(travel.change, unit, displayDecimals);
  const compared =
    earlierValue !== null && earlierPeriod !== null ? `${earlierValue} in ${periodInShort(earlierPeriod)}` : null;
  const facts = [compared, change === 'no change' ? null : change].filter((fact) => fact !== null).join(', ');
  const moved =
    travel.movedByRestatement === true ? ' It moved only because the earlier figure has been changed since.' : '';
  const because = reason === undefined ? '' : ` ${sentence(reason)}`;
  return {
    direction,
    text: `${sentence(facts === '' ? DIRECTION_TEXTS[direction] : `${DIRECTION_TEXTS[direction]}: ${facts}`)}${because}${moved}`,
    earlierPeriod,
    earlierValue,
    change,
    earlierRevised: earlierValue !== null && isRevised(travel.earlierValue, editions),
  };
}

function benchmarkOf(benchmark: Cell['benchmarks'][number]): ReportedBenchmark {
  const { comparator, value, unit, periodText = null, source = null, note = null } = benchmark;
  return { comparator, value: value === undefined ? null : benchmarkValue(value, unit), periodText, source, note };
}

/** Others measure in units of their own, which are shown as they are written. */
function benchmarkValue(value: DecimalText, unit: string): string {
  const known = UNITS.find((candidate) => candidate === unit);
  return known ? displayValue(value, known, decimalPlaces(value)) : `${value} ${unit}`;
}
