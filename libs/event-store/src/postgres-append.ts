import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { EncodedEvent } from './encode';
import { KnownHeads, type AppendVerdict } from './known-heads';
import {
  EventIdTaken,
  EventStoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
  type Guard,
} from './event-store';
import { isPassing } from './postgres-errors';

/** An append as it is asked for. */
interface RequestedAppend {
  readonly streamId: string;
  readonly events: readonly EncodedEvent[];
  readonly expected: ExpectedRevision;
  readonly guard: Guard | undefined;
}

/** An append that waits for its turn. */
interface WaitingAppend extends RequestedAppend {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

interface Verdict extends AppendVerdict {
  readonly taken_id: string | null;
}

const BATCH_LIMIT_EVENTS = 2_000;
const BATCH_LIMIT_BYTES = 8 * 1024 * 1024;
/** Pauses before the repetitions of a batch whose connection broke: two and a half seconds in all. */
const RETRY_PAUSES_MS = [50, 150, 300, 700, 1_300];
/** Longer than the server's own limit for a statement, so that it only ends what the network has lost. */
const ANSWER_LIMIT_MS = 40_000;

const APPEND = `select outcome, last_position, last_revision, taken_id, caller_was_current from ledger.append(
  $1::uuid, $2::integer[], string_to_array($3, e'\\x1e'), $4::integer[], $5::integer[], $6::integer[], $7::integer[],
  $8::integer[], string_to_array($9, e'\\x1e')::uuid[], string_to_array($10, e'\\x1e'), $11::smallint[],
  string_to_array($12, e'\\x1e'), string_to_array($13, e'\\x1e'), $14::text[], $15::integer[], $16::integer[])`;

/**
 * Between texts of one column (the record separator of ASCII): JSON and names cannot hold it, and texts that are only
 * joined need no quoting here and no reading of quotes there, which is most of the work of a large batch.
 */
const SEPARATOR = '\x1e';

/**
 * Group commit: all appends that wait while a batch is on its way form the next batch, so that many callers share one
 * round trip and one flush to disk. Every append has its own verdict and is answered after the commit.
 */
export class AppendQueue {
  private waiting: WaitingAppend[] = [];
  private running: Promise<void> | undefined;
  private readonly heads = new KnownHeads();

  constructor(private readonly pool: Pool) {}

  /** Queues an append; settles when it is committed or refused. */
  append(requested: RequestedAppend): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...requested, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Settles when everything queued so far has been answered. */
  async drain(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // Callers who have just been answered append again within this turn of the event loop: wait for all of them.
      await new Promise((next) => setImmediate(next));
      await this.commit(this.takeBatch());
    }
    this.running = undefined;
  }

  /** As many appends as fit; one whose ids are in the batch already waits for the next, where it counts as a repeat. */
  private takeBatch(): WaitingAppend[] {
    const batch: WaitingAppend[] = [];
    const later: WaitingAppend[] = [];
    const ids = new Set<string>();
    let events = 0;
    let bytes = 0;
    let index = 0;
    for (; index < this.waiting.length; index += 1) {
      const append = this.waiting[index];
      if (append === undefined) break;
      const nextEvents = events + append.events.length;
      const nextBytes = append.events.reduce((sum, event) => sum + event.sizeBytes, bytes);
      if (batch.length > 0 && (nextEvents > BATCH_LIMIT_EVENTS || nextBytes > BATCH_LIMIT_BYTES)) break;
      if (append.events.some((event) => ids.has(event.id))) {
        later.push(append);
        continue;
      }
      for (const event of append.events) ids.add(event.id);
      batch.push(append);
      events = nextEvents;
      bytes = nextBytes;
    }
    this.waiting = later.concat(this.waiting.slice(index));
    return batch;
  }

  private async commit(batch: readonly WaitingAppend[]): Promise<void> {
    try {
      const verdicts = await this.send(batch);
      this.heads.learn(batch, verdicts);
      batch.forEach((append, index) => {
        answer(append, verdicts[index]);
      });
    } catch (error) {
      if (batch.length === 1 || error instanceof EventStoreUnavailable) {
        for (const append of batch) append.reject(error);
        return;
      }
      // The database refused the batch as a whole: alone, only the append at fault is refused.
      for (const append of batch) await this.commit([append]);
    }
  }

  /** Repeats a batch whose fate is unknown: with the same ids, what was stored is answered and not stored again. */
  private async send(batch: readonly WaitingAppend[]): Promise<Verdict[]> {
    const values = [this.heads.lastId, this.heads.revisionsFor(batch), ...columns(batch)];
    for (let attempt = 0; ; attempt += 1) {
      try {
        const query = { name: 'ledger-append', text: APPEND, values, query_timeout: ANSWER_LIMIT_MS };
        return (await this.pool.query<Verdict>(query)).rows;
      } catch (error) {
        if (!isPassing(error)) throw error;
        const pauseMs = RETRY_PAUSES_MS[attempt];
        if (pauseMs === undefined) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new EventStoreUnavailable(
            `The event store does not answer (${reason}); whether the events were stored is unknown: repeat with the same ids.`,
            { cause: error },
          );
        }
        await pause(pauseMs * (0.5 + Math.random() / 2));
      }
    }
  }
}

/** The arguments of `ledger.append`: first one element an append, then one an event, then the guards. */
function columns(batch: readonly WaitingAppend[]): unknown[] {
  const lastOfStream = new Map<string, number>();
  const guardAppends: number[] = [];
  const previous = batch.map(({ streamId, guard }, index) => {
    const number = lastOfStream.get(streamId) ?? 0;
    guardAppends.push((guard && lastOfStream.get(guard.streamId)) ?? 0);
    lastOfStream.set(streamId, index + 1);
    return number;
  });
  const events = batch.flatMap((append) => append.events);
  return [
    batch.map((append) => append.streamId).join(SEPARATOR),
    batch.map((append) => revisionCode(append.expected)),
    previous,
    batch.map((append) => append.events.length),
    batch.flatMap((append, index) => append.events.map(() => index + 1)),
    batch.flatMap((append) => append.events.map((_, place) => place)),
    events.map((event) => event.id).join(SEPARATOR),
    events.map((event) => event.type).join(SEPARATOR),
    events.map((event) => event.schemaVersion),
    events.map((event) => event.data).join(SEPARATOR),
    events.map((event) => event.metadata).join(SEPARATOR),
    ...guardColumns(batch, guardAppends),
  ];
}

/** Nulls when no append has a guard, so that the database has nothing to look up. */
function guardColumns(batch: readonly WaitingAppend[], guardAppends: readonly number[]): unknown[] {
  if (batch.every((append) => append.guard === undefined)) return [null, null, null];
  return [
    batch.map((append) => append.guard?.streamId ?? null),
    batch.map((append) => append.guard?.revision ?? null),
    guardAppends,
  ];
}

function revisionCode(expected: ExpectedRevision): number {
  if (expected === 'no-stream') return -1;
  return expected === 'any' ? -2 : expected;
}

function answer(append: WaitingAppend, verdict: Verdict | undefined): void {
  switch (verdict?.outcome) {
    case 'stored':
    case 'repeated':
      append.resolve({
        position: Number(verdict.last_position),
        revision: Number(verdict.last_revision),
        eventIds: append.events.map((event) => event.id),
        repeated: verdict.outcome === 'repeated',
      });
      return;
    case 'wrong-revision':
      append.reject(new WrongExpectedRevision(append.streamId, append.expected, Number(verdict.last_revision)));
      return;
    case 'guard-moved':
      append.reject(guardMoved(append, Number(verdict.last_revision)));
      return;
    case 'id-taken':
      append.reject(new EventIdTaken(String(verdict.taken_id)));
      return;
    case undefined:
      append.reject(new Error(`The database gave no verdict on an append to stream ${append.streamId}.`));
  }
}

function guardMoved({ streamId, guard }: WaitingAppend, actual: number): Error {
  if (guard === undefined) return new Error(`The database saw a guard of stream ${streamId} that nobody named.`);
  return new WrongExpectedRevision(guard.streamId, guard.revision, actual);
}
