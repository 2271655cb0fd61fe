import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal, type Decider, type DomainEvent } from '@outturn/domain';
import {
  CommandIdReused,
  StaleRevision,
  commandEventId,
  handle,
  hasMoved,
  type EventMetadata,
  type EventStore,
  type Guard,
  type HandleResult,
  type StoredEvent,
} from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';
import { v5 as uuidOf } from 'uuid';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { rolesFor } from '../security/permissions';
import { Metrics } from './metrics';
import { refusalProblem, staleProblem } from './problem';
import { Streams } from './streams';
import type { WriteContext } from './write-context';

/** What was recorded. */
export interface Receipt {
  readonly position: number;
  readonly revision: number;
  readonly eventIds: readonly string[];
  /** True when the same request had been carried out before. */
  readonly repeated: boolean;
}

/** A command that holds only while another stream, which it was made from, has not moved. */
export class Guarded<Command> {
  constructor(
    readonly command: Command,
    readonly guard: Guard | undefined,
  ) {}
}

export interface WriteRequest<State, Command, Event extends DomainEvent> {
  readonly streamId: string;
  readonly decider: Decider<State, Command, Event>;
  /**
   * Makes the command when it is not a repeat; refuses what does not depend on the stream. What a guard watches may be
   * old at first: when it has moved, or when the outcome is not a record, which no guard watches, it is made anew.
   */
  readonly command: (mayBeOld: boolean) => Promise<Command | Guarded<Command>>;
  readonly context: WriteContext;
  /** Turns the domain's pointers into those of the body. */
  readonly pointerOf?: (pointer: string) => string;
  /** What of the state a caller needs to see who had seen an older one. */
  readonly show: (state: State) => unknown;
}

const COMMANDS = 'b3f1ab1e-6a4f-5f0a-9d6e-0d6d5d1f6c55';
const MOST_EVENTS_SHOWN = 50;
const ATTEMPTS = 8;

/** The one way by which the API records anything: command, decision, append. */
@Injectable()
export class Writer {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** Carries out a command, or answers what its first carrying out answered. */
  async write<State, Command, Event extends DomainEvent>(
    request: WriteRequest<State, Command, Event>,
  ): Promise<Receipt> {
    const { streamId, context } = request;
    const commandId = commandIdOf(context);
    const earlier = await findEarlier(this.parts.store, streamId, commandId, context);
    if (earlier !== undefined) return earlier;
    try {
      const started = performance.now();
      const result = await this.carryOut(request, commandId);
      this.metrics.recorded(result.events, (performance.now() - started) / 1000);
      const { position, revision, eventIds, repeated } = result;
      return { position, revision, eventIds, repeated };
    } catch (error) {
      throw await this.translate(error, request);
    }
  }

  /** Decides again on a command made anew when what it was made from has changed before it was recorded. */
  private async carryOut<State, Command, Event extends DomainEvent>(
    request: WriteRequest<State, Command, Event>,
    commandId: string,
  ): Promise<HandleResult<State, Event>> {
    for (let attempt = 1; ; attempt += 1) {
      const mayBeOld = attempt === 1;
      const made = await request.command(mayBeOld);
      const { command, guard } = made instanceof Guarded ? made : new Guarded(made, undefined);
      const isUnwatched = mayBeOld && guard !== undefined;
      try {
        const result = await this.handle(request, command, commandId, guard);
        if (!isUnwatched || result.events.length > 0) return result;
      } catch (error) {
        const isFinal = !hasMoved(guard, error) && !(isUnwatched && error instanceof Refusal);
        if (isFinal || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private handle<State, Command, Event extends DomainEvent>(
    { streamId, decider, context }: WriteRequest<State, Command, Event>,
    command: Command,
    commandId: string,
    guard: Guard | undefined,
  ): Promise<HandleResult<State, Event>> {
    return handle({
      store: this.parts.store,
      decider,
      eventTypes,
      streamId,
      command,
      commandId,
      expectedRevision: context.expectedRevision,
      guard,
      metadata: metadataOf(context, commandId),
      states: this.streams.states,
    });
  }

  private async translate<State, Command, Event extends DomainEvent>(
    error: unknown,
    request: WriteRequest<State, Command, Event>,
  ): Promise<unknown> {
    if (error instanceof Refusal) return refusalProblem(withPointer(error, request.pointerOf));
    if (error instanceof StaleRevision) {
      // The state is the one that this request's own decider has made.
      const current = request.show(error.state as State);
      return staleProblem(error, { current, recordedSince: await recordedSince(error, this.parts.store) });
    }
    return error;
  }
}

/** With a key, the same for every repeat by the same person: so are the ids of the events, which the store takes once. */
export function commandIdOf({ identity, idempotencyKey }: WriteContext): string {
  if (idempotencyKey === undefined) return randomUUID();
  return uuidOf(JSON.stringify([identity.actor, idempotencyKey]), COMMANDS);
}

function metadataOf(context: WriteContext, commandId: string): EventMetadata {
  const { identity, permission, correlationId, idempotencyKey, requestHash } = context;
  return {
    actor: identity.actor,
    role: rolesFor(identity, permission)[0] ?? '',
    correlationId,
    causationId: commandId,
    ...(idempotencyKey === undefined ? {} : { requestHash }),
  };
}

/** @throws {CommandIdReused} when the key was used for another request. */
async function findEarlier(
  store: EventStore,
  streamId: string,
  commandId: string,
  context: WriteContext,
): Promise<Receipt | undefined> {
  if (context.idempotencyKey === undefined) return undefined;
  const first = await store.findEvent(commandEventId(commandId, 0));
  if (first === undefined) return undefined;
  if (first.streamId !== streamId || first.metadata.requestHash !== context.requestHash) {
    throw new CommandIdReused(commandId, first.streamId);
  }
  const after = await store.readStream(streamId, { fromRevision: first.revision });
  const own = after.filter((event, index) => event.id === commandEventId(commandId, index));
  const last = own.at(-1) ?? first;
  return { position: last.position, revision: last.revision, eventIds: own.map((event) => event.id), repeated: true };
}

/** The refusal with its pointer into the body as it was sent. */
export function withPointer(refusal: Refusal, pointerOf: ((pointer: string) => string) | undefined): Refusal {
  const { kind, code, message, pointer, state } = refusal;
  if (pointer === undefined || pointerOf === undefined) return refusal;
  return new Refusal({ kind, code, message, pointer: pointerOf(pointer), state });
}

/** What was recorded after the revision that a caller has seen. */
export async function recordedSince(error: StaleRevision, store: EventStore) {
  const since = await store.readStream(error.streamId, { fromRevision: error.expectedRevision + 1 });
  return since.slice(0, MOST_EVENTS_SHOWN).map(shown);
}

function shown(event: StoredEvent) {
  const { id, type, data, revision, position, recordedAt, metadata } = event;
  return { eventId: id, type, revision, position, recordedAt, actor: metadata.actor, role: metadata.role, data };
}
