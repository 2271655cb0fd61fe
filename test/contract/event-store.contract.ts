import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import {
  EventIdTaken,
  EventStoreUnavailable,
  EventTooLarge,
  NotStorable,
  WrongExpectedRevision,
  type EventStore,
  type NewEvent,
  type StoredEvent,
} from '@outturn/event-store';

/** What a suite needs of a store: fresh and empty, and a second view of the same events as another process has. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly other: EventStore;
  /** How many bytes the data of one event may have, in events like those of this suite. */
  readonly dataLimitBytes: number;
  /** Closes both and removes what they hold. */
  dispose(): Promise<void>;
}

const METADATA = { actor: 'a-1', role: 'officer', correlationId: 'c-1', causationId: 'd-1' };

/** An event for tests. */
export function someEvent(overrides: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    type: 'outturn-submitted',
    schemaVersion: 1,
    data: { value: '12.50' },
    metadata: METADATA,
    ...overrides,
  };
}

function jsonBytes(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function someEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, number) => someEvent({ data: { number } }));
}

async function everything(store: EventStore, afterPosition = 0, batchSize = 500): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const batch of store.readAll({ afterPosition, batchSize })) events.push(...batch);
  return events;
}

/** Positions from 1 and, in every stream, revisions from 0: without gaps, and times that never run backwards. */
export function expectSound(events: readonly StoredEvent[]): void {
  expect(events.map((event) => event.position)).toEqual(events.map((_, index) => index + 1));
  const next = new Map<string, number>();
  let time = '';
  for (const event of events) {
    const revision = next.get(event.streamId) ?? 0;
    expect(event.revision).toBe(revision);
    next.set(event.streamId, revision + 1);
    expect(event.recordedAt >= time).toBe(true);
    time = event.recordedAt;
  }
}

/** Collects what a subscription hands over, and waits for a number of events without polling. */
class Collector {
  readonly events: StoredEvent[] = [];
  private waiting: (() => void)[] = [];

  readonly handler = (batch: StoredEvent[]): Promise<void> => {
    this.events.push(...batch);
    for (const check of this.waiting) check();
    return Promise.resolve();
  };

  async reach(count: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (this.events.length >= count) resolve();
      };
      this.waiting.push(check);
      check();
    });
  }
}

/** Lets one part of a test wait for another. */
class Gate {
  private settle: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.settle = resolve));

  open(): void {
    this.settle();
  }
}

/** What every adapter of the event store's port must do. */
export function eventStoreContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let underTest: StoreUnderTest;
    let store: EventStore;

    beforeEach(async () => {
      underTest = await makeStore();
      store = underTest.store;
    });

    afterEach(() => underTest.dispose());

    describe('append', () => {
      it('answers with the position and the revision of the last event', async () => {
        const events = someEvents(3);
        await expect(store.append('indicator-a', events, 'no-stream')).resolves.toEqual({
          position: 3,
          revision: 2,
          eventIds: events.map((event) => event.id),
          repeated: false,
        });
        await expect(store.append('indicator-b', someEvents(1), 'any')).resolves.toMatchObject({
          position: 4,
          revision: 0,
        });
      });

      it('takes an expected revision in all its forms', async () => {
        await store.append('s', someEvents(1), 'no-stream');
        await store.append('s', someEvents(2), 0);
        await store.append('s', someEvents(1), 'any');
        await expect(store.append('s', someEvents(1), 3)).resolves.toMatchObject({ revision: 4, position: 5 });
      });

      it.each(['no-stream' as const, 0, 2])('refuses %s when the stream is at revision 1', async (expected) => {
        await store.append('s', someEvents(2), 'no-stream');
        const refusal = await store.append('s', someEvents(1), expected).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(WrongExpectedRevision);
        expect(refusal).toMatchObject({ streamId: 's', expected, actual: 1 });
        await expect(store.headPosition()).resolves.toBe(2);
      });

      it('refuses a revision of a stream without events', async () => {
        await expect(store.append('s', someEvents(1), 0)).rejects.toMatchObject({
          name: 'WrongExpectedRevision',
          actual: -1,
        });
      });

      it('stores a repeat once, and answers as the first time', async () => {
        const events = someEvents(2);
        const first = await store.append('s', events, 'no-stream');
        await store.append('s', someEvents(1), 1);
        await expect(store.append('s', events, 'no-stream')).resolves.toEqual({ ...first, repeated: true });
        await expect(underTest.other.append('s', events, 'any')).resolves.toEqual({ ...first, repeated: true });
        await expect(store.headPosition()).resolves.toBe(3);
      });

      it('stores the same append once when it is sent many times at once', async () => {
        const events = someEvents(2);
        const answers = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 ? store : underTest.other).append('s', events, 'no-stream'),
          ),
        );
        expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
        expect(new Set(answers.map((answer) => answer.position))).toEqual(new Set([2]));
        expectSound(await everything(store));
      });

      it('refuses an id that another event has', async () => {
        const [first, second] = [someEvent(), someEvent()];
        await store.append('s', [first, second], 'no-stream');
        const cases: [string, NewEvent[]][] = [
          ['other', [first, second]],
          ['s', [first, someEvent()]],
          ['s', [someEvent(), first]],
          ['s', [second, first]],
          ['s', [{ ...first, data: { value: '12.5' } }, second]],
          ['s', [{ ...first, type: 'outturn-approved' }, second]],
        ];
        for (const [streamId, events] of cases) {
          await expect(store.append(streamId, events, 'any')).rejects.toBeInstanceOf(EventIdTaken);
        }
        const twice = someEvent();
        await expect(store.append('s', [twice, twice], 'any')).rejects.toMatchObject({ eventId: twice.id });
        await expect(store.headPosition()).resolves.toBe(2);
      });

      it('stores all events of an append or none', async () => {
        const known = someEvent();
        await store.append('s', [known], 'no-stream');
        const fresh = someEvents(3);
        await expect(store.append('t', [...fresh, known], 'no-stream')).rejects.toBeInstanceOf(EventIdTaken);
        await expect(store.readStream('t')).resolves.toEqual([]);
        await expect(store.findEvent(fresh[0]!.id)).resolves.toBeUndefined();
      });

      it('refuses one of many appends that are sent at once, and stores the others', async () => {
        await store.append('s-5', someEvents(1), 'no-stream');
        const settled = await Promise.allSettled(
          Array.from({ length: 10 }, (_, index) => store.append(`s-${index}`, someEvents(2), 'no-stream')),
        );
        expect(settled.map((outcome) => outcome.status === 'rejected')).toEqual(
          Array.from({ length: 10 }, (_, index) => index === 5),
        );
        expectSound(await everything(store));
      });

      it('appends while the stream that guards it stays where it was seen', async () => {
        await store.append('fresh', someEvents(1), 'no-stream', { streamId: 'guard', revision: -1 });
        await store.append('guard', someEvents(2), 'no-stream');
        await expect(
          store.append('fresh', someEvents(1), 0, { streamId: 'guard', revision: 1 }),
        ).resolves.toMatchObject({ revision: 1, repeated: false });
        await expect(
          underTest.other.append('fresh', someEvents(1), 'any', { streamId: 'guard', revision: 1 }),
        ).resolves.toMatchObject({ revision: 2 });
      });

      it.each([-1, 0, 2])('refuses an append whose guard was seen at %s and is at 1', async (revision) => {
        await underTest.other.append('guard', someEvents(2), 'no-stream');
        for (const target of [store, underTest.other]) {
          const refusal = target.append('s', someEvents(1), 'any', { streamId: 'guard', revision });
          await expect(refusal).rejects.toMatchObject({
            name: 'WrongExpectedRevision',
            streamId: 'guard',
            expected: revision,
            actual: 1,
          });
        }
        await expect(store.headPosition()).resolves.toBe(2);
      });

      it('refuses an append whose guard moves in what is sent together with it', async () => {
        await store.append('guard', someEvents(1), 'no-stream');
        const guard = { streamId: 'guard', revision: 0 };
        const settled = await Promise.allSettled([
          store.append('before', someEvents(1), 'no-stream', guard),
          store.append('guard', someEvents(1), 5),
          store.append('between', someEvents(1), 'no-stream', guard),
          store.append('guard', someEvents(1), 0),
          store.append('after', someEvents(1), 'no-stream', guard),
          store.append('free', someEvents(1), 'no-stream'),
          store.append('seen', someEvents(1), 'no-stream', { streamId: 'guard', revision: 1 }),
        ]);
        expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([
          true,
          false,
          true,
          true,
          false,
          true,
          true,
        ]);
        expect(settled[4]).toMatchObject({ reason: { streamId: 'guard', expected: 0, actual: 1 } });
        expectSound(await everything(store));
      });

      it('answers a repeat although its guard has moved since', async () => {
        const events = someEvents(2);
        const guard = { streamId: 'guard', revision: -1 };
        const first = await store.append('s', events, 'no-stream', guard);
        await store.append('guard', someEvents(1), 'no-stream');
        for (const target of [store, underTest.other]) {
          await expect(target.append('s', events, 'no-stream', guard)).resolves.toEqual({ ...first, repeated: true });
        }
        await expect(store.append('t', events, 'no-stream', guard)).rejects.toBeInstanceOf(EventIdTaken);
      });

      it('applies appends to one stream that are sent at once one after another', async () => {
        const answers = await Promise.all([
          store.append('s', someEvents(2), 'no-stream'),
          store.append('s', someEvents(1), 1),
          store.append('s', someEvents(3), 2),
        ]);
        expect(answers.map((answer) => answer.revision)).toEqual([1, 2, 5]);
      });
    });

    describe('races', () => {
      it('lets one of 32 writers to one stream win', async () => {
        const settled = await Promise.allSettled(
          Array.from({ length: 32 }, (_, index) =>
            (index % 2 ? store : underTest.other).append('s', someEvents(2), 'no-stream'),
          ),
        );
        expect(settled.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
        for (const outcome of settled) {
          if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ actual: 1 });
        }
        await expect(store.readStream('s')).resolves.toHaveLength(2);
      });

      it('stores what 32 writers append to one stream by way of its revision', async () => {
        await Promise.all(
          Array.from({ length: 32 }, async (_, index) => {
            const target = index % 2 ? store : underTest.other;
            const event = someEvent();
            for (let expected: number | 'no-stream' = 'no-stream'; ;) {
              try {
                await target.append('s', [event], expected);
                return;
              } catch (error) {
                if (!(error instanceof WrongExpectedRevision)) throw error;
                expected = error.actual;
              }
            }
          }),
        );
        const events = await everything(store);
        expect(events).toHaveLength(32);
        expectSound(events);
      });

      it('lets no append past a guard that moves, and the guard move, while 32 writers rely on it', async () => {
        const moves = 6;
        let revision = -1;
        let appended = 0;
        const move = async () => {
          for (let moved = 0; moved < moves; moved += 1) {
            // Every move comes into the middle of the others' work.
            for (const goal = appended + 25; appended < goal;) await turn();
            const target = moved % 2 ? store : underTest.other;
            ({ revision } = await target.append('guard', someEvents(1), moved === 0 ? 'no-stream' : moved - 1));
          }
        };
        const write = async (writer: number) => {
          const target = writer % 2 ? store : underTest.other;
          let seen = -1;
          while (revision < moves - 1) {
            try {
              const event = someEvent({ data: { seen } });
              await target.append(`s-${writer}`, [event], 'any', { streamId: 'guard', revision: seen });
              appended += 1;
            } catch (error) {
              if (!(error instanceof WrongExpectedRevision)) throw error;
              seen = error.actual;
            }
          }
        };
        await Promise.all([move(), ...Array.from({ length: 32 }, (_, writer) => write(writer))]);
        const events = await everything(store);
        let current = -1;
        for (const event of events) {
          if (event.streamId === 'guard') current = event.revision;
          else expect(event).toMatchObject({ data: { seen: current } });
        }
        expect(current).toBe(moves - 1);
        expectSound(events);
      });

      it('hands all events of 32 writers from two processes to a follower, in order', async () => {
        const writers = 32;
        const rounds = 12;
        const collector = new Collector();
        const subscription = store.subscribe({ afterPosition: 0, batchSize: 50 }, collector.handler);
        await Promise.all(
          Array.from({ length: writers }, async (_, index) => {
            const target = index % 2 ? store : underTest.other;
            for (let round = 0; round < rounds; round += 1) {
              await target.append(`s-${index}`, someEvents((round % 3) + 1), 'any');
            }
          }),
        );
        const total = writers * rounds * 2;
        await collector.reach(total);
        await subscription.close();
        expectSound(collector.events);
        await expect(everything(underTest.other)).resolves.toEqual(collector.events);
        expect(collector.events).toHaveLength(total);
      });
    });

    describe('content', () => {
      it('gives back every part of an event', async () => {
        const event = someEvent({ schemaVersion: 7, metadata: { ...METADATA, requestHash: 'ab' } });
        await store.append('indicator-qh-fire', [event], 'no-stream');
        const [stored] = await store.readStream('indicator-qh-fire');
        expect(stored).toEqual({
          ...event,
          streamId: 'indicator-qh-fire',
          revision: 0,
          position: 1,
          recordedAt: stored?.recordedAt,
        });
        expect(stored?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      });

      it('keeps text and decimals as they were written', async () => {
        const data = {
          decimals: ['0.10', '1.0', '9007199254740993', '-0', '1e3', '0.1234567890123456789012345678901234567890'],
          text: 'Ynys Môn, £1, ½, 日本, 👩‍👩‍👧, \t\r\n\\ "quoted" \\u0000 \\N \u2028 \u0001 \u007f',
          '\t\\key\n': [null, true, [], {}, ''],
        };
        await store.append('s-é', [someEvent({ data })], 'no-stream');
        const [byStream] = await store.readStream('s-é');
        expect(JSON.stringify(byStream?.data)).toBe(JSON.stringify(data));
        // The long way of reading has its own decoding.
        await store.append('t', someEvents(300), 'any');
        const [first] = await everything(store);
        expect(JSON.stringify(first?.data)).toBe(JSON.stringify(data));
      });

      it('takes a megabyte and refuses more', async () => {
        const { dataLimitBytes } = underTest;
        expect(dataLimitBytes).toBeGreaterThan(1_000_000);
        const accents = 'é'.repeat((dataLimitBytes - 12) / 2);
        const text = accents + 'x'.repeat(dataLimitBytes - jsonBytes({ text: accents }));
        const [fits, tooLarge] = [someEvent({ data: { text } }), someEvent({ data: { text: `${text}x` } })];
        await store.append('s', [fits], 'no-stream');
        await expect(store.append('s', [tooLarge], 'any')).rejects.toBeInstanceOf(EventTooLarge);
        const [stored] = await store.readStream('s');
        expect(stored?.data).toEqual(fits.data);
      });

      it('stores many large events and reads them in batches that stay small', async () => {
        const data = { text: 'x'.repeat(1_000_000) };
        await Promise.all(
          Array.from({ length: 24 }, (_, index) => store.append(`s-${index}`, [someEvent({ data })], 'any')),
        );
        await store.append('t', someEvents(200), 'any');
        const sizes: number[] = [];
        for await (const batch of store.readAll({ afterPosition: 0, batchSize: 1_000 })) sizes.push(batch.length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(224);
        expect(sizes.length).toBeGreaterThan(1);
      });

      it('refuses what cannot be stored, without touching other appends', async () => {
        const bad: [string, NewEvent[]][] = [
          ['s', []],
          ['', someEvents(1)],
          ['s\n', someEvents(1)],
          ['\ud800', someEvents(1)],
          ['s', [someEvent({ id: 'no-uuid' })]],
          ['s', [someEvent({ type: '' })]],
          ['s', [someEvent({ schemaVersion: 0 })]],
          ['s', [someEvent({ data: { text: 'a\u0000b' } })]],
          ['s', [someEvent({ data: { text: '\\\u0000' } })]],
        ];
        const good = store.append('good', someEvents(1), 'no-stream');
        for (const [streamId, events] of bad) {
          await expect(store.append(streamId, events, 'any')).rejects.toBeInstanceOf(NotStorable);
        }
        await good;
        await expect(store.headPosition()).resolves.toBe(1);
      });

      it('knows an id in whatever case it is written', async () => {
        const event = someEvent();
        await store.append('s', [event], 'no-stream');
        await expect(store.append('s', [{ ...event, id: event.id.toUpperCase() }], 'no-stream')).resolves.toMatchObject(
          { repeated: true },
        );
        await expect(store.findEvent(event.id.toUpperCase())).resolves.toMatchObject({ id: event.id });
      });
    });

    describe('reading', () => {
      it('reads a stream from a revision and up to a position', async () => {
        await store.append('s', someEvents(3), 'no-stream');
        await store.append('t', someEvents(1), 'no-stream');
        await store.append('s', someEvents(2), 2);
        const revisions = (events: StoredEvent[]) => events.map((event) => event.revision);
        expect(revisions(await store.readStream('s'))).toEqual([0, 1, 2, 3, 4]);
        expect(revisions(await store.readStream('s', { fromRevision: 2 }))).toEqual([2, 3, 4]);
        expect(revisions(await store.readStream('s', { untilPosition: 5 }))).toEqual([0, 1, 2, 3]);
        expect(revisions(await store.readStream('s', { fromRevision: 5 }))).toEqual([]);
        await expect(store.readStream('nobody')).resolves.toEqual([]);
      });

      it('reads many streams as they were at a position', async () => {
        for (const streamId of ['a', 'b', 'c', 'a']) await store.append(streamId, someEvents(2), 'any');
        const streams = await store.readStreams(['c', 'a', 'nobody'], 6);
        expect([...streams.keys()].sort()).toEqual(['a', 'c']);
        expect(streams.get('a')?.map((event) => event.position)).toEqual([1, 2]);
        expect(streams.get('c')?.map((event) => event.position)).toEqual([5, 6]);
        await expect(store.readStreams([], 6)).resolves.toEqual(new Map());
      });

      it('tells the revision that a stream had at a position', async () => {
        for (const streamId of ['a', 'b', 'a']) await store.append(streamId, someEvents(2), 'any');
        const revisions = await Promise.all(
          [0, 1, 2, 3, 4, 5, 6, 99].map((position) => store.revisionAt('a', position)),
        );
        expect(revisions).toEqual([-1, 0, 1, 1, 1, 2, 3, 3]);
        await expect(store.revisionAt('nobody', 6)).resolves.toBe(-1);
      });

      it('names the streams with a prefix that there were at a position', async () => {
        for (const streamId of ['b-2', 'a-1', 'b-1', 'b-2', 'c-1', 'b-', 'B-3'])
          await store.append(streamId, someEvents(1), 'any');
        expect((await store.streamIds('b-', 7)).sort()).toEqual(['b-', 'b-1', 'b-2']);
        expect((await store.streamIds('b-', 2)).sort()).toEqual(['b-2']);
        await expect(store.streamIds('nobody-', 7)).resolves.toEqual([]);
        await expect(store.streamIds('b-', 0)).resolves.toEqual([]);
      });

      it.each([1, 7, 100, 5_000])('reads all in batches of at most %d', async (batchSize) => {
        for (let round = 0; round < 3; round += 1) await store.append(`s-${round}`, someEvents(80), 'any');
        const sizes: number[] = [];
        const positions: number[] = [];
        for await (const batch of store.readAll({ afterPosition: 10, batchSize, untilPosition: 230 })) {
          sizes.push(batch.length);
          positions.push(...batch.map((event) => event.position));
        }
        expect(Math.max(...sizes)).toBeLessThanOrEqual(batchSize);
        expect(positions).toEqual(Array.from({ length: 220 }, (_, index) => index + 11));
      });

      it('lets a reader leave early and go on with the store', async () => {
        await store.append('s', someEvents(2_000), 'any');
        for (let round = 0; round < 20; round += 1) {
          for await (const batch of store.readAll({ afterPosition: 0, batchSize: 10 })) {
            expect(batch).toHaveLength(10);
            break;
          }
        }
        await expect(store.headPosition()).resolves.toBe(2_000);
      });

      it('reads nothing from an empty store or after its end', async () => {
        await expect(everything(store)).resolves.toEqual([]);
        await expect(store.headPosition()).resolves.toBe(0);
        await store.append('s', someEvents(1), 'any');
        await expect(everything(store, 1)).resolves.toEqual([]);
        await expect(everything(store, 99)).resolves.toEqual([]);
      });

      it('finds an event by its id', async () => {
        const [first, second] = [someEvent(), someEvent({ data: { other: true } })];
        await store.append('s', [first, second], 'no-stream');
        await expect(store.findEvent(second.id)).resolves.toMatchObject({ ...second, streamId: 's', revision: 1 });
        await expect(store.findEvent(randomUUID())).resolves.toBeUndefined();
        await expect(store.findEvent('no-uuid')).resolves.toBeUndefined();
      });
    });

    describe('time', () => {
      it('tells when an event was recorded, and the last one before an instant', async () => {
        for (let round = 0; round < 9; round += 1) await store.append(`s-${round}`, someEvents(1), 'any');
        const events = await everything(store);
        for (const event of events) {
          await expect(store.recordedAt(event.position)).resolves.toBe(event.recordedAt);
          const before = events.filter((other) => other.recordedAt < event.recordedAt).length;
          await expect(store.positionBefore(event.recordedAt)).resolves.toBe(before);
        }
        await expect(store.positionBefore('2000-01-01T00:00:00Z')).resolves.toBe(0);
        await expect(store.positionBefore('2999-01-01T00:00:00+01:00')).resolves.toBe(9);
        await expect(store.recordedAt(10)).resolves.toBeUndefined();
        await expect(store.recordedAt(0)).resolves.toBeUndefined();
      });

      it('reads the offset of an instant', async () => {
        await store.append('s', someEvents(1), 'any');
        const recordedAt = new Date((await store.recordedAt(1)) ?? '');
        const inAnHour = new Date(recordedAt.getTime() + 3_600_000).toISOString().slice(0, -1);
        await expect(store.positionBefore(`${inAnHour}Z`)).resolves.toBe(1);
        await expect(store.positionBefore(`${inAnHour}+02:00`)).resolves.toBe(0);
      });

      it('finds nothing in an empty store, and refuses what is no instant', async () => {
        await expect(store.positionBefore('2024-04-01T00:00:00Z')).resolves.toBe(0);
        for (const wrong of ['2024-04-01', '2024-04-01T00:00:00', 'yesterday', '2024-13-01T00:00:00Z', '']) {
          await expect(store.positionBefore(wrong)).rejects.toBeInstanceOf(RangeError);
        }
      });
    });

    describe('subscribe', () => {
      it('hands over what is stored and then what comes', async () => {
        await store.append('s', someEvents(250), 'any');
        const collector = new Collector();
        const subscription = store.subscribe({ afterPosition: 0, batchSize: 100 }, collector.handler);
        await collector.reach(250);
        await underTest.other.append('t', someEvents(3), 'any');
        await collector.reach(253);
        await subscription.close();
        expectSound(collector.events);
        await expect(subscription.ended).resolves.toBeUndefined();
      });

      it('goes on where it was left', async () => {
        const collector = new Collector();
        for (let round = 1; round <= 3; round += 1) {
          await store.append('s', someEvents(20), 'any');
          const afterPosition = collector.events.at(-1)?.position ?? 0;
          const subscription = store.subscribe({ afterPosition, batchSize: 7 }, collector.handler);
          await collector.reach(round * 20);
          await subscription.close();
        }
        expectSound(collector.events);
        expect(collector.events).toHaveLength(60);
      });

      it('waits for the handler before the next batch and before it is closed', async () => {
        await store.append('s', someEvents(10), 'any');
        let running = 0;
        let calls = 0;
        const started = new Gate();
        const release = new Gate();
        const subscription = store.subscribe({ afterPosition: 0, batchSize: 2 }, async () => {
          running += 1;
          calls += 1;
          started.open();
          await release.opened;
          running -= 1;
        });
        await started.opened;
        const closing = subscription.close();
        expect(running).toBe(1);
        release.open();
        await closing;
        expect(running).toBe(0);
        expect(calls).toBe(1);
      });

      it('ends with the error of its handler', async () => {
        await store.append('s', someEvents(1), 'any');
        const subscription = store.subscribe({ afterPosition: 0, batchSize: 2 }, () =>
          Promise.reject(new Error('no room')),
        );
        await expect(subscription.ended).rejects.toThrow('no room');
        await subscription.close();
      });

      it('ends by itself after the last position that was asked for', async () => {
        await store.append('s', someEvents(10), 'any');
        const collector = new Collector();
        await store.subscribe({ afterPosition: 0, untilPosition: 4, batchSize: 3 }, collector.handler).ended;
        expect(collector.events).toHaveLength(4);
      });
    });

    describe('checkHealth', () => {
      it('finds nothing wrong with a store that is empty, and with one that is in use', async () => {
        await expect(store.checkHealth()).resolves.toBeUndefined();
        await store.append('s', someEvents(1), 'any');
        await expect(store.checkHealth()).resolves.toBeUndefined();
        await expect(underTest.other.checkHealth()).resolves.toBeUndefined();
        await expect(store.headPosition()).resolves.toBe(1);
      });
    });

    describe('close', () => {
      it('finishes what was accepted, ends subscriptions, and takes nothing more', async () => {
        const accepted = Array.from({ length: 50 }, (_, index) => store.append(`s-${index}`, someEvents(1), 'any'));
        const subscription = store.subscribe({ afterPosition: 0, batchSize: 10 }, () => Promise.resolve());
        await store.close();
        await subscription.ended;
        await expect(Promise.all(accepted)).resolves.toHaveLength(50);
        await expect(store.append('s', someEvents(1), 'any')).rejects.toBeInstanceOf(EventStoreUnavailable);
        await expect(underTest.other.headPosition()).resolves.toBe(50);
      });
    });
  });
}
