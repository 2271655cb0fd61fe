import { EventEmitter } from 'node:events';

/** Where an event lies in the log: ordered by commit, then by prepare; with gaps. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** An event as somebody proposes it. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly customMetadata: Uint8Array;
}

/** An event in the log. */
export interface LoggedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: LogPosition;
  /** Ticks of 100 ns since 1970. */
  readonly createdTicks: bigint;
}

export type Expected = number | 'any' | 'no-stream' | 'stream-exists';

export type Verdict =
  | { readonly kind: 'stored'; readonly revision: number; readonly position: LogPosition }
  /** `actual` is -1 when the stream has no events. */
  | { readonly kind: 'wrong-revision'; readonly actual: number };

/** Every so many appends the server writes an event of its own, as a real one does with its statistics. */
const OWN_EVENT_EVERY_APPENDS = 3;
const STATISTICS_STREAM = '$stats-127.0.0.1:2113';
const RECORD_OVERHEAD_BYTES = 97n;

/** The log of a server, or of all nodes of a cluster: streams, positions, and idempotency as the real one has it. */
export class Log {
  readonly events: LoggedEvent[] = [];
  /** Emits `appended` after each append. */
  readonly changes = new EventEmitter().setMaxListeners(0);
  /** What the server's clock says, in milliseconds; tests may set it back. */
  clock: () => number = () => Date.now();
  private readonly streams = new Map<string, LoggedEvent[]>();
  /** From which revision on streams can still be read. */
  private readonly firstReadable = new Map<string, number>();
  private end = 0n;
  private appends = 0;

  constructor() {
    this.write('$settings', [systemEvent('update')]);
    this.write('$user-admin', [systemEvent('$UserCreated')]);
  }

  /** The events of a stream that can be read; undefined when there are none. */
  stream(name: string): readonly LoggedEvent[] | undefined {
    const first = this.firstReadable.get(name) ?? 0;
    const readable = this.streams.get(name)?.slice(first);
    return readable?.length === 0 ? undefined : readable;
  }

  /** Hides what a stream has before a revision, as `$tb` and `$maxCount` do, or all of it, as a deletion does. */
  truncate(stream: string, firstReadable: number): void {
    this.firstReadable.set(stream, firstReadable);
  }

  /** Writes so many events of the server's own. */
  writeOwn(count: number): void {
    for (let number = 0; number < count; number += 1) this.write(STATISTICS_STREAM, [systemEvent('$statsCollected')]);
    this.changes.emit('appended');
  }

  /** Keeps the first so many events, as the restore of an earlier backup does. */
  restoreTo(count: number): void {
    const [lost] = this.events.splice(count);
    this.end = lost?.position.prepare ?? this.end;
    this.streams.clear();
    for (const event of this.events) {
      const events = this.streams.get(event.stream) ?? [];
      events.push(event);
      this.streams.set(event.stream, events);
    }
  }

  /** Appends events to a stream, or recognises that they were appended there before. */
  append(stream: string, proposed: readonly ProposedEvent[], expected: Expected): Verdict {
    const existing = this.streams.get(stream) ?? [];
    const repeated = findRepeat(existing, proposed, expected);
    if (repeated) return { kind: 'stored', revision: repeated.revision, position: repeated.position };
    const actual = existing.length - 1;
    if (!isExpected(expected, actual)) return { kind: 'wrong-revision', actual };
    this.appends += 1;
    if (this.appends % OWN_EVENT_EVERY_APPENDS === 0) this.write(STATISTICS_STREAM, [systemEvent('$statsCollected')]);
    const last = this.write(stream, proposed);
    this.changes.emit('appended');
    return { kind: 'stored', revision: actual + proposed.length, position: last };
  }

  private write(stream: string, proposed: readonly ProposedEvent[]): LogPosition {
    const events = this.streams.get(stream) ?? [];
    this.streams.set(stream, events);
    const prepares = proposed.map(({ data }) => {
      const prepare = this.end;
      this.end += RECORD_OVERHEAD_BYTES + BigInt(data.length);
      return prepare;
    });
    // The events of one append share the place of its commit.
    const commit = prepares.at(-1) ?? this.end;
    const createdTicks = BigInt(this.clock()) * 10_000n;
    for (const [index, event] of proposed.entries()) {
      const position = { commit, prepare: prepares[index] ?? commit };
      const logged = { ...event, stream, revision: events.length, position, createdTicks };
      events.push(logged);
      this.events.push(logged);
    }
    return { commit, prepare: commit };
  }
}

/** Whether one place lies after another. */
export function isAfter(a: LogPosition, b: LogPosition): boolean {
  return a.commit === b.commit ? a.prepare > b.prepare : a.commit > b.commit;
}

function isExpected(expected: Expected, actual: number): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'no-stream':
      return actual === -1;
    case 'stream-exists':
      return actual >= 0;
    default:
      return expected === actual;
  }
}

/** The last of the events when all of them lie where this append would have put them. */
function findRepeat(
  existing: readonly LoggedEvent[],
  proposed: readonly ProposedEvent[],
  expected: Expected,
): LoggedEvent | undefined {
  const first =
    typeof expected === 'number' ? expected + 1 : expected === 'no-stream' ? 0 : firstById(existing, proposed);
  if (first === -1 || proposed.length === 0) return undefined;
  const isRepeat = proposed.every((event, index) => existing[first + index]?.id === event.id);
  return isRepeat ? existing[first + proposed.length - 1] : undefined;
}

function firstById(existing: readonly LoggedEvent[], proposed: readonly ProposedEvent[]): number {
  return existing.findIndex((event) => event.id === proposed[0]?.id);
}

let systemEvents = 0;

function systemEvent(type: string): ProposedEvent {
  systemEvents += 1;
  return {
    id: `00000000-0000-4000-8000-${String(systemEvents).padStart(12, '0')}`,
    type,
    contentType: 'application/json',
    data: Buffer.from('{"of":"the server itself"}'),
    customMetadata: new Uint8Array(),
  };
}
