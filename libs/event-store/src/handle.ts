import { fold, type Decider, type DomainEvent, type Recorded } from '@outturn/domain';
import {
  EventStoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type EventMetadata,
  type EventStore,
  type Guard,
  type StoredEvent,
} from './event-store';
import { commandEventId, findEarlierOutcome } from './command-identity';
import type { StateCache, StreamState } from './state-cache';
import { currentVersion, toRecorded, type EventTypes } from './upcast';

export interface HandleRequest<State, Command, Event extends DomainEvent> {
  readonly store: EventStore;
  readonly decider: Decider<State, Command, Event>;
  readonly eventTypes: EventTypes;
  readonly streamId: string;
  readonly command: Command;
  /** UUID of the command; the ids of its events follow from it, so that a repeat of the command changes nothing. */
  readonly commandId: string;
  /** The revision that the caller has seen (-1: no events); when absent, the command applies to whatever there is. */
  readonly expectedRevision?: number;
  /** Another stream that the command was made from, at the revision that was seen. */
  readonly guard?: Guard;
  readonly metadata: EventMetadata;
  /** States of streams from earlier commands, so that a stream is not read from its beginning each time. */
  readonly states?: StateCache;
}

export interface HandleResult<State, Event extends DomainEvent> extends AppendResult {
  readonly events: readonly Recorded<Event>[];
  /** The stream's state after these events; when repeated, its state now. */
  readonly state: State;
}

/** The stream has moved on from the revision that the caller had seen. */
export class StaleRevision extends Error {
  override readonly name = 'StaleRevision';
  constructor(
    readonly streamId: string,
    readonly expectedRevision: number,
    readonly currentRevision: number,
    /** The aggregate's state at the current revision. */
    readonly state: unknown,
  ) {
    super(
      `Stream ${streamId} is at revision ${currentRevision}, not at ${expectedRevision}: look at what has changed and send the command again.`,
    );
  }
}

const ATTEMPTS = 8;

/**
 * Loads a stream's state, decides, and appends what was decided. When others append to the stream meanwhile, decides
 * again on the new state.
 *
 * A command that was carried out before (the same `commandId`) is answered with what it did then. Deciding nothing
 * appends nothing: the answer has no event ids and the position of the stream's last event.
 *
 * @throws {Refusal} of the domain, decided on the stream's current state.
 * @throws {StaleRevision} when the stream is not at `expectedRevision`.
 * @throws {CommandIdReused} when another command was carried out under this id.
 * @throws {UnknownEvent} when the stream holds an event that only a newer program knows.
 * @throws {WrongExpectedRevision} when others kept coming first, eight times in a row; with the guard's `streamId` when
 *   the guard has moved: make the command anew.
 * @throws {EventStoreUnavailable} see `EventStore.append`; repeat with the same `commandId`.
 */
export async function handle<State, Command, Event extends DomainEvent>(
  request: HandleRequest<State, Command, Event>,
): Promise<HandleResult<State, Event>> {
  // A stream has one decider, so what is cached under its name is a state of that decider.
  const cached = request.states?.get(request.streamId) as StreamState<State> | undefined;
  let current = cached ?? (await catchUp(request, newStream(request)));
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await decideAndAppend(request, current).catch((error: unknown) => asFailure(error, request.guard));
    if (outcome !== undefined && !(outcome instanceof Failure)) return outcome;
    const latest = await catchUp(request, current);
    // An old state may have misled the decision; a current one has not.
    if (latest.revision === current.revision || attempt === ATTEMPTS) {
      const repeated = await answerRepeat(request, latest);
      if (repeated !== undefined) return repeated;
      if (outcome instanceof Failure) throw outcome.error;
      return nothingDone(latest);
    }
    current = latest;
  }
}

/** An error that is only final once the state is known to be current. */
class Failure {
  constructor(readonly error: unknown) {}
}

function asFailure(error: unknown, guard: Guard | undefined): Failure {
  if (error instanceof EventStoreUnavailable || hasMoved(guard, error)) throw error;
  return new Failure(error);
}

/** Whether an append was refused because its guard has moved. */
export function hasMoved(guard: Guard | undefined, error: unknown): boolean {
  return error instanceof WrongExpectedRevision && error.streamId === guard?.streamId;
}

/** Undefined when there is nothing new: nothing decided, or the very same events stored before. */
async function decideAndAppend<State, Command, Event extends DomainEvent>(
  request: HandleRequest<State, Command, Event>,
  current: StreamState<State>,
): Promise<HandleResult<State, Event> | undefined> {
  const { decider, streamId, expectedRevision, commandId, eventTypes, metadata } = request;
  if (expectedRevision !== undefined && expectedRevision !== current.revision) {
    throw new StaleRevision(streamId, expectedRevision, current.revision, current.state);
  }
  const decided = decider.decide(request.command, current.state);
  if (decided.length === 0) return undefined;
  const events = decided.map((event, index): Recorded<Event> => ({ ...event, id: commandEventId(commandId, index) }));
  const stored = await request.store.append(
    streamId,
    events.map(({ id, type, data }) => ({
      id,
      type,
      data,
      schemaVersion: currentVersion(eventTypes, type),
      metadata,
    })),
    current.revision === -1 ? 'no-stream' : current.revision,
    request.guard,
  );
  if (stored.repeated) return undefined;
  const state = fold(decider, current.state, events);
  request.states?.set(streamId, { state, revision: stored.revision, position: stored.position });
  return { ...stored, events, state };
}

function newStream<State, Command, Event extends DomainEvent>(
  request: HandleRequest<State, Command, Event>,
): StreamState<State> {
  return { state: request.decider.initialState, revision: -1, position: 0 };
}

/** The state with everything that was appended to the stream since. */
async function catchUp<State, Command, Event extends DomainEvent>(
  request: HandleRequest<State, Command, Event>,
  from: StreamState<State>,
): Promise<StreamState<State>> {
  const stored = await request.store.readStream(request.streamId, { fromRevision: from.revision + 1 });
  const last = stored.at(-1);
  if (last === undefined) return from;
  const state = fold(request.decider, from.state, recorded<Event>(request.eventTypes, stored));
  const latest = { state, revision: last.revision, position: last.position };
  request.states?.set(request.streamId, latest);
  return latest;
}

async function answerRepeat<State, Command, Event extends DomainEvent>(
  request: HandleRequest<State, Command, Event>,
  current: StreamState<State>,
): Promise<HandleResult<State, Event> | undefined> {
  const { store, streamId, commandId, metadata, eventTypes } = request;
  const stored = await findEarlierOutcome(store, streamId, commandId, metadata.requestHash);
  const last = stored.at(-1);
  if (last === undefined) return undefined;
  return {
    position: last.position,
    revision: last.revision,
    eventIds: stored.map((event) => event.id),
    repeated: true,
    events: recorded<Event>(eventTypes, stored),
    state: current.state,
  };
}

function nothingDone<State, Event extends DomainEvent>(current: StreamState<State>): HandleResult<State, Event> {
  const { position, revision, state } = current;
  return { position, revision, eventIds: [], repeated: false, events: [], state };
}

function recorded<Event extends DomainEvent>(eventTypes: EventTypes, stored: StoredEvent[]): Recorded<Event>[] {
  return stored.map((event) => toRecorded<Event>(eventTypes, event));
}
