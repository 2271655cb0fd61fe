import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  EventIdTaken,
  EventStoreUnavailable,
  EventTooLarge,
  WrongExpectedRevision,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
} from '@outturn/event-store';
import { generateHistory } from '../support/history-generator';
import type { Book } from './book';
import type { Chance } from './chance';
import type { Installation } from './world';

export interface PortClientOptions {
  readonly installation: Installation;
  readonly chance: Chance;
  /** The history of this client, and how many indicators it is about. */
  readonly seed: number;
  readonly indicators: number;
  /** Where it stands among so many that share the history. */
  readonly place: number;
  readonly places: number;
  readonly stopping: AbortSignal;
}

/** Nine years from 2014 on: the quarters of the other clients come later. */
const YEARS = 9;
const CONTRACTS = 5;
const THINKING_MS = 30;
const PAUSE_MS = 200;
const INVALID_SHARE = 0.2;
const ABANDONED_SHARE = 0.1;
const LARGE_BYTES = 1_200_000;

/** Appends its streams of a generated history straight to the store, and now and then what must be refused. */
export async function runPortClient(options: PortClientOptions): Promise<void> {
  const client = new PortClient(options);
  for (const events of groups(options)) {
    if (options.stopping.aborted) return;
    await client.append(events);
    await pause(options.chance.number() * THINKING_MS);
  }
}

/** The successive events of one stream after another, of the streams that are this client's. */
function* groups({ seed, indicators, place, places }: PortClientOptions): Generator<StoredEvent[]> {
  const owners = new Map<string, number>();
  let group: StoredEvent[] = [];
  for (const event of generateHistory({ indicators, contracts: CONTRACTS, years: YEARS, seed })) {
    const owner = owners.get(event.streamId) ?? owners.size % places;
    owners.set(event.streamId, owner);
    if (owner !== place) continue;
    if (group.length > 0 && group[0]?.streamId !== event.streamId) {
      yield group;
      group = [];
    }
    group.push(event);
  }
  if (group.length > 0) yield group;
}

class PortClient {
  private readonly store: EventStore;
  private readonly book: Book;
  private readonly chance: Chance;
  private readonly stopping: AbortSignal;
  /** What the streams of this client hold, as it was told. */
  private readonly revisions = new Map<string, number>();
  /** Streams to which something may still come, as nobody waited for its answer. */
  private readonly doubtful = new Set<string>();
  private lastId: string = randomUUID();

  constructor({ installation, chance, stopping }: PortClientOptions) {
    this.store = installation.store;
    this.book = installation.book;
    this.chance = chance;
    this.stopping = stopping;
  }

  async append(stored: readonly StoredEvent[]): Promise<void> {
    const streamId = stored[0]?.streamId ?? '';
    const revision = this.revisions.get(streamId);
    // What is appended besides the history is commentary, which belongs to indicators.
    if (revision !== undefined && streamId.startsWith('indicator-') && !this.doubtful.has(streamId)) {
      if (this.chance.happens(INVALID_SHARE)) await this.appendInvalid(streamId, revision);
      if (this.chance.happens(ABANDONED_SHARE)) await this.appendAbandoned(streamId);
    }
    const command = randomUUID();
    const events = stored.map((event) => newEvent(command, event.type, event.data, event.id));
    const expected = this.chance.happens(0.5) ? 'any' : this.expectedOf(streamId);
    for (;;) {
      const outcome = await this.attempt(streamId, events, expected);
      if (outcome !== 'unavailable') {
        this.note(command, streamId, outcome, `a valid append to ${streamId}`);
        return;
      }
      this.book.lostAnswers += 1;
      if (this.stopping.aborted) break;
      await pause(this.chance.number() * PAUSE_MS);
    }
    this.book.tell(command, { outcome: 'in-doubt' });
  }

  /** An append that is sent once, whatever comes of it. */
  private async appendAbandoned(streamId: string): Promise<void> {
    const command = randomUUID();
    const data = { period: '2014-15-Q1', text: 'Nobody waits for the answer.', writtenBy: 'soak' };
    const outcome = await this.attempt(streamId, [newEvent(command, 'CommentaryWritten', data)], 'any');
    if (outcome !== 'unavailable') {
      this.note(command, streamId, outcome, 'a commentary');
      return;
    }
    this.book.lostAnswers += 1;
    this.doubtful.add(streamId);
    this.book.tell(command, { outcome: 'in-doubt' });
  }

  private async appendInvalid(streamId: string, revision: number): Promise<void> {
    const command = randomUUID();
    const data = { period: '2014-15-Q1', text: 'This must be refused.', writtenBy: 'soak' };
    const event = newEvent(command, 'CommentaryWritten', data);
    const [events, expected] = this.chance.oneOf<readonly [NewEvent[], ExpectedRevision]>([
      [[event], 'no-stream'],
      [[event], revision + 1 + this.chance.below(5)],
      [[event], Math.max(0, revision - 1 - this.chance.below(3))],
      [[{ ...event, id: this.lastId }], 'any'],
      [[event, event], 'any'],
      [[event, { ...event, id: randomUUID(), data: { ...data, text: 'x'.repeat(LARGE_BYTES) } }], 'any'],
    ]);
    // A stream with one event is at the revision that is asked for.
    const isInvalid = expected !== revision;
    const outcome = await this.attempt(streamId, events, expected);
    if (outcome === 'unavailable') {
      this.doubtful.add(streamId);
      this.book.tell(command, { outcome: 'in-doubt' });
    } else if (outcome === 'refused') {
      this.book.tell(command, { outcome });
    } else {
      if (isInvalid) this.book.surprises.push(`An append to ${streamId} that expects ${expected} was taken.`);
      this.note(command, streamId, outcome, '');
    }
  }

  private async attempt(streamId: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Outcome> {
    try {
      const { revision, eventIds } = await this.store.append(streamId, events, expected);
      return { revision, eventIds };
    } catch (error) {
      if (error instanceof EventStoreUnavailable) return 'unavailable';
      if (!REFUSALS.some((kind) => error instanceof kind)) {
        this.book.surprises.push(`An append to ${streamId} ended with ${String(error)}`);
      }
      return 'refused';
    }
  }

  private note(command: string, streamId: string, outcome: Exclude<Outcome, 'unavailable'>, what: string): void {
    if (outcome === 'refused') {
      this.book.surprises.push(`${what} was refused.`);
      this.book.tell(command, { outcome });
      return;
    }
    this.revisions.set(streamId, outcome.revision);
    this.lastId = outcome.eventIds.at(-1) ?? this.lastId;
    this.book.tell(command, { outcome: 'acknowledged', eventIds: outcome.eventIds });
  }

  private expectedOf(streamId: string): ExpectedRevision {
    if (this.doubtful.has(streamId)) return 'any';
    return this.revisions.get(streamId) ?? 'no-stream';
  }
}

const REFUSALS = [WrongExpectedRevision, EventIdTaken, EventTooLarge];

type Outcome = 'refused' | 'unavailable' | { readonly revision: number; readonly eventIds: readonly string[] };

function newEvent(command: string, type: string, data: object, id: string = randomUUID()): NewEvent {
  const metadata = { actor: 'soak', role: 'officer', correlationId: command, causationId: command };
  return { id, type, schemaVersion: 1, data, metadata };
}
