import {
  AreaState,
  CalendarEntry,
  Cell,
  IndicatorState,
  PeriodKey,
  Recorded,
  SummaryColumn,
  area,
  cellOf,
  indicator,
  initialIndicator,
  initialReportingPeriod,
  reportingPeriod,
  summaryColumn,
} from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import { asStored } from '../given';
import { PERIODS } from '../random-history';

/** What the read models should say after an event: worked out anew from all events up to it. */
export interface Replay {
  readonly position: number;
  readonly states: ReadonlyMap<string, IndicatorState>;
  readonly calendar: ReadonlyMap<PeriodKey, CalendarEntry>;
  readonly areas: ReadonlyMap<string, AreaState>;
  /** All cells as they are stored, by indicator and period. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<PeriodKey, Cell>>;
  /** The event itself. */
  readonly event: StoredEvent;
}

type Streams = Map<string, Recorded<{ type: string; data: object }>[]>;

/** Goes through a history and gives what holds after each of its events. It is slow on purpose: it remembers no cell. */
export function* replay(events: readonly StoredEvent[]): Generator<Replay> {
  const streams: Streams = new Map();
  for (const event of events) {
    streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), event]);
    const states = folded(streams, 'indicator-', indicator, initialIndicator);
    const periods = folded(streams, 'period-', reportingPeriod, initialReportingPeriod);
    const calendar = new Map([...periods].flatMap(([key, { entry }]) => (entry ? [[key, entry] as const] : [])));
    const cells = new Map([...states].map(([key, state]) => [key, cellsOf(state, calendar)]));
    const areas = folded(streams, 'area-', area, area.initialState);
    yield { position: event.position, states, calendar, areas, cells, event };
  }
}

function folded<State>(
  streams: Streams,
  prefix: string,
  // Which events a stream holds follows from its name.
  decider: { evolve(state: State, event: never): State },
  initial: State,
): Map<string, State> {
  const names = [...streams.keys()].filter((name) => name.startsWith(prefix));
  return new Map(
    names.map((name) => {
      const events = (streams.get(name) ?? []) as never[];
      return [name.slice(prefix.length), events.reduce((state, event) => decider.evolve(state, event), initial)];
    }),
  );
}

function cellsOf(state: IndicatorState, calendar: Replay['calendar']): Map<PeriodKey, Cell> {
  return new Map(
    PERIODS.flatMap((period) => {
      const cell = cellOf(state, period, calendar.get(period));
      return cell ? [[period, asStored(cell)] as const] : [];
    }),
  );
}

/** Counts by area of the cells of a period. */
export function countsOf({ cells }: Replay, period: PeriodKey): Record<string, Partial<Record<SummaryColumn, number>>> {
  const counts: Record<string, Partial<Record<SummaryColumn, number>>> = {};
  for (const ofIndicator of cells.values()) {
    const cell = ofIndicator.get(period);
    const column = cell && summaryColumn(cell);
    if (!cell || !column) continue;
    const row = (counts[cell.area] ??= {});
    row[column] = (row[column] ?? 0) + 1;
  }
  return counts;
}
