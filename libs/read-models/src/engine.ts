import { indicatorStream, initialIndicator, type IndicatorState } from '@outturn/domain';
import type { EventStore, StoredEvent } from '@outturn/event-store';
import { LRUCache } from 'lru-cache';
import {
  calendarOf,
  foldPeriods,
  projectIndicator,
  readIndicatorKeys,
  readPeriods,
  replayIndicator,
  sortEvents,
  type SortedEvents,
} from './batch';
import type { CalendarStep, ReadModel, StreamFold, StreamProjection } from './projection';
import { RowBuffer } from './row-buffer';
import { projectionsByCategory, streamName } from './streams';

export interface EngineOptions {
  readonly store: EventStore;
  /** How many states of indicators, and of other streams, to remember; one that is not remembered is read and folded again. */
  readonly maxStates: number;
}

const STREAMS_A_READ = 100;

/**
 * Turns batches of events into rows. It remembers states of streams between the batches, as at one position; a batch that
 * starts anywhere else makes it read them again.
 */
export class Engine {
  private position = -1;
  private periods: Awaited<ReturnType<typeof readPeriods>> = new Map();
  private readonly states: LRUCache<string, IndicatorState>;
  private readonly folds: LRUCache<string, readonly StreamFold[]>;
  /** The read models whose folds are remembered. */
  private models: readonly ReadModel[] = [];

  constructor(private readonly options: EngineOptions) {
    this.states = new LRUCache({ max: options.maxStates });
    this.folds = new LRUCache({ max: options.maxStates });
  }

  /** Forgets everything, as after a batch that was projected and not written. */
  forget(): void {
    this.position = -1;
    this.states.clear();
    this.folds.clear();
  }

  /**
   * The rows that read models have to add for the events that follow on a position, up to and with another. The engine
   * then stands there: call `forget` when the rows are not written.
   *
   * @throws {UnknownEvent} when this program does not know one of the events.
   */
  async project(models: readonly ReadModel[], events: readonly StoredEvent[], after: number): Promise<RowBuffer> {
    const sorted = sortEvents(events);
    if (this.position !== after) await this.goTo(after);
    if (this.models !== models) this.folds.clear();
    this.models = models;
    const buffer = new RowBuffer();
    // Until the end of the batch the states are half-way; an error leaves them unusable.
    this.position = -1;
    await this.projectStreams(sorted.others, after, buffer);
    const calendar = calendarOf(this.periods);
    const { periods, steps } = foldPeriods(sorted.periods, this.periods, models, buffer);
    await this.projectIndicators(models, sorted, { start: calendar, steps }, after, buffer);
    this.periods = periods;
    this.position = events.at(-1)?.position ?? after;
    return buffer;
  }

  private async goTo(position: number): Promise<void> {
    this.forget();
    this.periods = await readPeriods(this.options.store, position);
  }

  private async projectStreams(sorted: SortedEvents['others'], after: number, buffer: RowBuffer): Promise<void> {
    for (const [category, projections] of projectionsByCategory(this.models)) {
      const events = sorted.get(category) ?? new Map<string, StoredEvent[]>();
      const remaining = [...events.keys()];
      while (remaining.length > 0) {
        const folds = await this.foldsOf(category, remaining.splice(0, STREAMS_A_READ), projections, after);
        for (const [key, ofStream] of folds) {
          for (const event of events.get(key) ?? []) for (const fold of ofStream) fold(event, buffer);
          this.folds.set(streamName(category, key), ofStream);
        }
      }
    }
  }

  private async foldsOf(
    category: string,
    keys: readonly string[],
    projections: readonly StreamProjection[],
    position: number,
  ): Promise<Map<string, readonly StreamFold[]>> {
    const isMissing = (key: string) => !this.folds.has(streamName(category, key));
    const missing = keys.filter(isMissing).map((key) => streamName(category, key));
    const streams =
      missing.length === 0 || position === 0
        ? new Map<string, StoredEvent[]>()
        : await this.options.store.readStreams(missing, position);
    return new Map(
      keys.map((key) => {
        const name = streamName(category, key);
        const known = this.folds.get(name);
        if (known) return [key, known];
        const opened = projections.map((projection) => projection.open(key));
        for (const event of streams.get(name) ?? []) for (const fold of opened) fold(event);
        return [key, opened];
      }),
    );
  }

  private async projectIndicators(
    models: readonly ReadModel[],
    sorted: SortedEvents,
    calendar: { start: ReturnType<typeof calendarOf>; steps: readonly CalendarStep[] },
    after: number,
    buffer: RowBuffer,
  ): Promise<void> {
    const keys = new Set(sorted.indicators.keys());
    if (calendar.steps.length > 0 && models.some((model) => model.needsCells)) {
      for (const key of await readIndicatorKeys(this.options.store, after)) keys.add(key);
    }
    const remaining = [...keys];
    while (remaining.length > 0) {
      const some = remaining.splice(0, STREAMS_A_READ);
      const states = await this.statesOf(some, after);
      for (const key of some) {
        const events = sorted.indicators.get(key) ?? [];
        const start = states.get(key) ?? initialIndicator;
        this.states.set(key, projectIndicator(key, start, events, calendar, models, buffer));
      }
    }
  }

  private async statesOf(keys: readonly string[], position: number): Promise<Map<string, IndicatorState>> {
    const states = new Map<string, IndicatorState>();
    const missing: string[] = [];
    for (const key of keys) {
      const known = this.states.get(key);
      if (known) states.set(key, known);
      else missing.push(key);
    }
    if (missing.length === 0 || position === 0) return states;
    const streams = await this.options.store.readStreams(missing.map(indicatorStream), position);
    for (const key of missing) {
      const events = streams.get(indicatorStream(key));
      if (events) states.set(key, replayIndicator(events));
    }
    return states;
  }
}
