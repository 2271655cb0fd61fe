import {
  cycleOf,
  fold,
  indicator,
  indicatorStream,
  initialIndicator,
  parsePeriod,
  reportingPeriod,
  reportingPeriodStream,
  type CalendarEntry,
  type IndicatorEvent,
  type IndicatorState,
  type ReportingPeriodEvent,
} from '@outturn/domain';
import { StateCache, toRecorded, type EventStore, type Guard, type StreamState } from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';

/** So many streams are read in one round trip and remembered while their rows are dealt with. */
export const STREAMS_AT_ONCE = 250;

/** Indicators and report cycles as they stand, read in few round trips. */
export class ImportStates {
  constructor(private readonly store: EventStore) {}

  /** Indicators as at a position; one that does not exist is as before its first event. */
  async indicators(keys: readonly string[], position: number): Promise<Map<string, StreamState<IndicatorState>>> {
    const found = await this.store.readStreams(keys.map(indicatorStream), position);
    return new Map(
      keys.map((key) => {
        const events = found.get(indicatorStream(key)) ?? [];
        const last = events.at(-1);
        const recorded = events.map((event) => toRecorded<IndicatorEvent>(eventTypes, event));
        const state = fold(indicator, initialIndicator, recorded);
        return [key, { state, revision: last?.revision ?? -1, position: last?.position ?? 0 }];
      }),
    );
  }

  /** The report cycles to which some periods belong. */
  async cycles(periods: Iterable<string>): Promise<Cycles> {
    const cycles = new Cycles(this.store);
    for (const period of new Set(periods)) if (!cycles.has(period)) await cycles.look(period);
    return cycles;
  }

  /** States that were read, for `handle` to decide on without reading them again. */
  cacheOf(states: ReadonlyMap<string, StreamState<IndicatorState>>): StateCache {
    const cache = new StateCache(STREAMS_AT_ONCE);
    for (const [key, state] of states) if (state.revision >= 0) cache.set(indicatorStream(key), state);
    return cache;
  }
}

interface KnownCycle {
  readonly entry: CalendarEntry | undefined;
  readonly guard: Guard;
}

/** Report cycles, of which many periods can share one. */
export class Cycles {
  private readonly known = new Map<string, KnownCycle>();

  constructor(private readonly store: EventStore) {}

  /** Looks a period's report cycle up, again when it has moved. */
  async look(period: string): Promise<void> {
    const streamId = streamOf(period);
    const events = await this.store.readStream(streamId);
    const recorded = events.map((event) => toRecorded<ReportingPeriodEvent>(eventTypes, event));
    const { entry } = fold(reportingPeriod, reportingPeriod.initialState, recorded);
    this.known.set(streamId, { entry, guard: { streamId, revision: events.at(-1)?.revision ?? -1 } });
  }

  has(period: string): boolean {
    return this.known.has(streamOf(period));
  }

  readonly entry = (period: string): CalendarEntry | undefined => this.known.get(streamOf(period))?.entry;

  /** The stream that a command about a period is made from, at the revision that was seen. */
  guard(period: string): Guard | undefined {
    return this.known.get(streamOf(period))?.guard;
  }
}

function streamOf(period: string): string {
  return reportingPeriodStream(cycleOf(parsePeriod(period)).key);
}

/** Items by a key, in groups of some keys. */
export function* inGroups<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
  keysAtOnce: number,
): Generator<ReadonlyMap<string, readonly T[]>> {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const known = byKey.get(keyOf(item));
    if (known === undefined) byKey.set(keyOf(item), [item]);
    else known.push(item);
  }
  const entries = [...byKey];
  for (let from = 0; from < entries.length; from += keysAtOnce) {
    yield new Map(entries.slice(from, from + keysAtOnce));
  }
}
