import { Inject, Injectable } from '@nestjs/common';
import {
  area,
  areaStream,
  cycleOf,
  fold,
  indicator,
  indicatorStream,
  parsePeriod,
  reportingPeriod,
  reportingPeriodStream,
  type CalendarEntry,
  type Decider,
  type DomainEvent,
  type IndicatorState,
  type PeriodKey,
  type ReportingPeriodState,
} from '@outturn/domain';
import { StateCache, toRecorded, type Guard } from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { badRequest } from './problem';

/** An aggregate after the event at a revision; -1 before the first. */
export interface StreamState<State> {
  readonly state: State;
  readonly revision: number;
  readonly position: number;
}

/** The reporting period to which figures of a period belong, if it was ever opened, and the stream that says so. */
export interface KnownCycle {
  readonly entry: CalendarEntry | undefined;
  readonly guard: Guard;
}

const REMEMBERED_STREAMS = 2_000;

/** The state of streams as the store has them now, for decisions; answers to questions come from the read models. */
@Injectable()
export class Streams {
  /** States of streams from earlier reads; each read adds what has come since. */
  readonly states = new StateCache(REMEMBERED_STREAMS);

  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /** An aggregate after its latest event. */
  async latest<State, Event extends DomainEvent>(
    streamId: string,
    decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  ): Promise<StreamState<State>> {
    // A stream has one decider, so what is remembered under its name is a state of that decider.
    const known = (this.states.get(streamId) as StreamState<State> | undefined) ?? {
      state: decider.initialState,
      revision: -1,
      position: 0,
    };
    const events = await this.parts.store.readStream(streamId, { fromRevision: known.revision + 1 });
    const last = events.at(-1);
    if (last === undefined) return known;
    const state = fold(
      decider,
      known.state,
      events.map((event) => toRecorded<Event>(eventTypes, event)),
    );
    const latest = { state, revision: last.revision, position: last.position };
    this.states.set(streamId, latest);
    return latest;
  }

  /** An indicator as it stands. */
  indicator(key: string): Promise<StreamState<IndicatorState>> {
    return this.latest(indicatorStream(key), indicator);
  }

  /**
   * The reporting period to which figures of a period belong, as it stands; or, when that is enough, as it stood when it
   * was last read. The guard tells, on recording, whether it has moved since.
   */
  async cycle(period: PeriodKey, mayBeOld = false): Promise<KnownCycle> {
    const streamId = reportingPeriodStream(cycleOf(parsePeriod(period)).key);
    // A stream has one decider, so what is remembered under its name is a state of that decider.
    const known = mayBeOld ? (this.states.get(streamId) as StreamState<ReportingPeriodState> | undefined) : undefined;
    const { state, revision } = known ?? (await this.latest(streamId, reportingPeriod));
    return { entry: state.entry, guard: { streamId, revision } };
  }

  /** @throws {Problem} 400 when there is no such area. */
  async requireArea(key: string, pointer: string): Promise<void> {
    const { state } = await this.latest(areaStream(key.slice(0, 200)), area);
    if (state.area !== undefined) return;
    const detail = `There is no area "${key.slice(0, 60)}". Look it up at /api/v1/areas.`;
    throw badRequest('unknown-area', { in: 'body', pointer, detail });
  }

  /** @throws {Problem} 400 when there is no such indicator. */
  async requireIndicator(key: string, pointer: string): Promise<void> {
    const { state } = await this.indicator(key.slice(0, 200));
    if (state.key !== undefined) return;
    const detail = `There is no indicator "${key.slice(0, 60)}". Look it up at /api/v1/indicators.`;
    throw badRequest('unknown-indicator', { in: 'body', pointer, detail });
  }
}
