import {
  financialYear,
  fold,
  initialIndicator,
  indicator as indicatorDecider,
  indicatorStream,
  quartersOf,
  reportingPeriod as periodDecider,
  reportingPeriodStream,
  type CalendarEntry,
  type IndicatorEvent,
  type IndicatorState,
  type PeriodKey,
  type ReportingPeriodEvent,
  type ReportingPeriodState,
} from '@outturn/domain';
import { toRecorded, upcast, type EventStore, type StoredEvent } from '@outturn/event-store';
import { eventTypes } from './event-types';
import { foldIndicator } from './fold-indicator';
import type { CalendarStep, Emit, ReadModel } from './projection';

/** Events in the order of their positions, sorted by what they are about. */
export interface SortedEvents {
  readonly indicators: Map<string, StoredEvent[]>;
  readonly periods: Map<PeriodKey, StoredEvent[]>;
  /** Those of all other streams, by category and key. */
  readonly others: Map<string, Map<string, StoredEvent[]>>;
}

/**
 * Sorts events by their streams.
 *
 * @throws {UnknownEvent} when this program does not know one of them: nothing may follow past it.
 */
export function sortEvents(events: readonly StoredEvent[]): SortedEvents {
  const sorted: SortedEvents = { indicators: new Map(), periods: new Map(), others: new Map() };
  for (const event of events) {
    const known = upcast(eventTypes, event);
    const dash = event.streamId.indexOf('-');
    const streams = streamsOf(sorted, event.streamId.slice(0, dash));
    const key = event.streamId.slice(dash + 1);
    const stream = streams.get(key);
    if (stream) stream.push(known);
    else streams.set(key, [known]);
  }
  return sorted;
}

function streamsOf(sorted: SortedEvents, category: string): Map<string, StoredEvent[]> {
  if (category === 'indicator') return sorted.indicators;
  if (category === 'period') return sorted.periods;
  const known = sorted.others.get(category);
  if (known) return known;
  const streams = new Map<string, StoredEvent[]>();
  sorted.others.set(category, streams);
  return streams;
}

const INDICATOR_PREFIX = indicatorStream('');

/** The keys of all indicators that were defined by a position. */
export async function readIndicatorKeys(store: EventStore, position: number): Promise<string[]> {
  const streams = await store.streamIds(INDICATOR_PREFIX, position);
  return streams.map((stream) => stream.slice(INDICATOR_PREFIX.length));
}

/** The events of all reporting periods up to a position. */
export async function readPeriodEvents(store: EventStore, position: number): Promise<SortedEvents['periods']> {
  if (position === 0) return new Map();
  const streams = await store.readStreams(REPORTABLE.map(reportingPeriodStream), position);
  return new Map(
    REPORTABLE.flatMap((period): [PeriodKey, StoredEvent[]][] => {
      const events = streams.get(reportingPeriodStream(period));
      return events ? [[period, events]] : [];
    }),
  );
}

/** Every period that can be opened for reporting; few enough to ask for all of them at once. */
const REPORTABLE: readonly PeriodKey[] = Array.from({ length: 87 }, (_, index) => financialYear(2012 + index)).flatMap(
  (year) => [year.key, ...quartersOf(year).map(({ key }) => key)],
);

/** The reporting periods as at a position. */
export async function readPeriods(
  store: EventStore,
  position: number,
): Promise<ReadonlyMap<PeriodKey, ReportingPeriodState>> {
  const streams = await readPeriodEvents(store, position);
  return new Map(
    [...streams].map(([period, events]) => {
      const recorded = events.map((event) => toRecorded<ReportingPeriodEvent>(eventTypes, event));
      return [period, fold(periodDecider, periodDecider.initialState, recorded)];
    }),
  );
}

/** The entries of reporting periods that have one. */
export function calendarOf(periods: ReadonlyMap<PeriodKey, ReportingPeriodState>): Map<PeriodKey, CalendarEntry> {
  return new Map([...periods].flatMap(([period, { entry }]) => (entry ? [[period, entry]] : [])));
}

/** Folds events of reporting periods; offers them to the read models and gives the steps that bear on cells, in order. */
export function foldPeriods(
  events: SortedEvents['periods'],
  start: ReadonlyMap<PeriodKey, ReportingPeriodState>,
  models: readonly ReadModel[],
  emit: Emit,
): { readonly periods: Map<PeriodKey, ReportingPeriodState>; readonly steps: CalendarStep[] } {
  const periods = new Map(start);
  const steps: CalendarStep[] = [];
  for (const [period, stream] of events) {
    for (const stored of stream) {
      const before = periods.get(period) ?? periodDecider.initialState;
      const event = toRecorded<ReportingPeriodEvent>(eventTypes, stored);
      const after = periodDecider.evolve(before, event);
      periods.set(period, after);
      for (const model of models) model.projectReportingPeriod?.({ period, stored, event, before, after }, emit);
      const bearsOnCells = event.type === 'ReportingPeriodOpened' || event.type === 'ReportingPeriodClosed';
      if (bearsOnCells) steps.push({ stored, period, before: before.entry, after: after.entry });
    }
  }
  return { periods, steps: steps.sort((a, b) => a.stored.position - b.stored.position) };
}

/** An indicator from all its events. */
export function replayIndicator(events: readonly StoredEvent[]): IndicatorState {
  return fold(
    indicatorDecider,
    initialIndicator,
    events.map((event) => toRecorded<IndicatorEvent>(eventTypes, event)),
  );
}

/** Folds the events of one indicator with the steps of the calendar and offers the changes to the read models. */
export function projectIndicator(
  indicator: string,
  start: IndicatorState,
  events: readonly StoredEvent[],
  calendar: { readonly start: ReadonlyMap<PeriodKey, CalendarEntry>; readonly steps: readonly CalendarStep[] },
  models: readonly ReadModel[],
  emit: Emit,
): IndicatorState {
  const withCells = models.some((model) => model.needsCells);
  const fold = { indicator, state: start, events, calendar: calendar.start, steps: calendar.steps, withCells };
  return foldIndicator(fold, (change) => {
    for (const model of models) model.projectIndicator?.(change, emit);
  });
}
