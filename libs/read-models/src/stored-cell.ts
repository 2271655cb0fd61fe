import {
  rateCell,
  type Cell,
  type CellTravel,
  type CellValue,
  type EveryField,
  type RuleVersion,
  type TravelComparator,
} from '@outturn/domain';

type StoredValue = Omit<CellValue, 'shown'>;

/** Travel as a list, which is half as long as with the names of its fields: these are half of what a cell would be. */
type StoredTravel = readonly [
  direction: CellTravel['direction'],
  earlierPeriod: string | null,
  earlierValue: string | null,
  change: string | null,
  changePercent: string | null,
  unitOfChange: NonNullable<CellTravel['unitOfChange']> | null,
  reason: string | null,
  movedByRestatement: boolean | null,
];

/** A cell without what the columns of its row say and what the rule makes of it. */
export type StoredCell = Omit<
  Cell,
  | 'indicator'
  | 'period'
  | 'area'
  | 'kind'
  | 'status'
  | 'reason'
  | 'level'
  | 'rating'
  | 'value'
  | 'commentaryMissing'
  | 'travel'
  | 'benchmarks'
  | 'markers'
> & {
  readonly value?: StoredValue;
  readonly commentaryMissing?: boolean;
  readonly travel: readonly [previousPeriod: StoredTravel, samePeriodLastYear: StoredTravel];
  /** Absent where there are none, as also markers. */
  readonly benchmarks?: Cell['benchmarks'];
  readonly markers?: Cell['markers'];
};

/** What is kept of a cell beside its columns. */
export function storedCell(cell: Cell): EveryField<StoredCell> {
  const { value, rating } = cell;
  return {
    name: cell.name,
    unit: cell.unit,
    displayDecimals: cell.displayDecimals,
    polarity: cell.polarity,
    definitionVersion: cell.definitionVersion,
    // Where there is a value, the rule says how it is shown, and what is to be said about it.
    reasonText: value ? undefined : cell.reasonText,
    value: value && storedValue(value),
    target: cell.target,
    override: cell.override,
    travel: [storedTravel(cell.travel.previousPeriod), storedTravel(cell.travel.samePeriodLastYear)],
    earlierStandings: cell.earlierStandings,
    rollUp: cell.rollUp,
    commentary: cell.commentary,
    commentaryMissing: value ? undefined : cell.commentaryMissing,
    benchmarks: cell.benchmarks.length === 0 ? undefined : cell.benchmarks,
    markers: cell.markers.length === 0 ? undefined : cell.markers,
    eventIds: rating ? cell.eventIds.filter((id) => id !== rating.ruleEventId) : cell.eventIds,
  };
}

function storedValue(value: CellValue): EveryField<StoredValue> {
  return {
    value: value.value,
    source: value.source,
    numerator: value.numerator,
    denominator: value.denominator,
    weight: value.weight,
    qualifier: value.qualifier,
    observationStatus: value.observationStatus,
    forecast: value.forecast,
    note: value.note,
    maturity: value.maturity,
    basis: value.basis,
    outturnId: value.outturnId,
    first: value.first,
  };
}

function storedTravel(travel: CellTravel): StoredTravel {
  return [
    travel.direction,
    travel.earlierPeriod ?? null,
    travel.earlierValue ?? null,
    travel.change ?? null,
    travel.changePercent ?? null,
    travel.unitOfChange ?? null,
    travel.reason ?? null,
    travel.movedByRestatement ?? null,
  ];
}

function readTravel(comparator: TravelComparator, stored: StoredTravel): CellTravel {
  const [direction, earlierPeriod, earlierValue, change, changePercent, unitOfChange, reason, moved] = stored;
  const travel = { comparator, direction, earlierPeriod, earlierValue, change, changePercent, unitOfChange, reason };
  return withoutNulls({ ...travel, movedByRestatement: moved });
}

/** What JSON has no word for was written as null. */
function withoutNulls<T extends object>(fields: T): { [Name in keyof T]: Exclude<T[Name], null> } {
  // The entries that are left are those whose values are not null.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [Name in keyof T]: Exclude<T[Name], null>;
  };
}

type Place = Pick<Cell, 'indicator' | 'period' | 'area' | 'kind' | 'status' | 'reason'>;

/** The cell of a row, with what the rule that rated it makes of it. */
export function cellOfStored(place: Place, stored: StoredCell, rule: RuleVersion | undefined): Cell {
  const { value, commentaryMissing = false, benchmarks = [], markers = [], travel, ...rest } = stored;
  const cell: Cell = {
    ...rest,
    ...place,
    benchmarks,
    markers,
    commentaryMissing,
    travel: {
      previousPeriod: readTravel('previous-period', travel[0]),
      samePeriodLastYear: readTravel('same-period-last-year', travel[1]),
    },
    value: value && { ...value, shown: value.value },
  };
  return rateCell(cell, rule);
}
