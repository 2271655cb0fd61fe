import { randomUUID } from 'node:crypto';
import { NotACopy, type CopyTarget, type EventStore, type StoredEvent } from '@outturn/event-store';
import { someEvent } from './event-store.contract';

/** A fresh and empty store that takes copies, and a second view of it as another process has. */
export interface TargetUnderTest {
  readonly store: EventStore & CopyTarget;
  readonly other: EventStore & CopyTarget;
  dispose(): Promise<void>;
}

const LARGE_DATA_BYTES = 900 * 1024;
const STREAMS = ['indicator-a', 'indicator-b', 'guard-2024'];

/** A history as another store gives it: streams that alternate and some events of one stream in a row. */
function someHistory(count: number, data: (index: number) => object = (index) => ({ index })): StoredEvent[] {
  const revisions = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const streamId = STREAMS[Math.floor(index / (1 + (index % 3))) % STREAMS.length]!;
    const revision = (revisions.get(streamId) ?? -1) + 1;
    revisions.set(streamId, revision);
    const microseconds = String(index * 7 + 1).padStart(6, '0');
    return {
      ...someEvent({ data: data(index), schemaVersion: 1 + (index % 4) }),
      streamId,
      revision,
      position: index + 1,
      recordedAt: `2019-06-30T23:59:59.${microseconds}Z`,
    };
  });
}

async function everything(store: EventStore): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const batch of store.readAll({ afterPosition: 0, batchSize: 500 })) events.push(...batch);
  return events;
}

/** What every store that takes copies must do. */
export function copyEventsContract(name: string, makeTarget: () => Promise<TargetUnderTest>): void {
  describe(`copies of events in ${name}`, () => {
    let underTest: TargetUnderTest;
    let store: TargetUnderTest['store'];

    beforeEach(async () => {
      underTest = await makeTarget();
      store = underTest.store;
    });

    afterEach(() => underTest.dispose());

    it('are the events themselves: order, ids, metadata, versions, and times to the microsecond', async () => {
      const history = someHistory(40);
      await expect(store.settledHead()).resolves.toBe(0);
      await expect(store.copyEvents(history)).resolves.toBe(40);
      await expect(everything(store)).resolves.toEqual(history);
      await expect(store.settledHead()).resolves.toBe(40);
      await expect(store.recordedAt(8)).resolves.toBe('2019-06-30T23:59:59.000050Z');
      await expect(store.positionBefore('2019-06-30T23:59:59.000050Z')).resolves.toBe(7);
      await expect(store.findEvent(history[20]!.id)).resolves.toEqual(history[20]);
    });

    it('are nothing when there is nothing to copy', async () => {
      await expect(store.copyEvents([])).resolves.toBe(0);
      await expect(everything(store)).resolves.toEqual([]);
    });

    it('keep every character and large events', async () => {
      const texts = ['Ynys Môn', '日本 🏴󠁧󠁢󠁷󠁬󠁳󠁿', 'a\tb\nc\\d"e\u2028', '9007199254740993', 'x'.repeat(LARGE_DATA_BYTES)];
      const history = someHistory(10, (index) => ({
        text: texts[index % texts.length],
        7: 'seven',
        nested: [null, {}],
      }));
      await store.copyEvents(history);
      await expect(everything(store)).resolves.toEqual(history);
      const written = (events: StoredEvent[]) => events.map(({ data }) => JSON.stringify(data));
      expect(written(await everything(store))).toEqual(written(history));
    });

    it('go on where they ended, by another process and however the events are divided', async () => {
      const history = someHistory(30);
      await store.copyEvents(history.slice(0, 11));
      await expect(underTest.other.copyEvents(history.slice(4, 19))).resolves.toBe(19);
      await expect(store.copyEvents(history)).resolves.toBe(30);
      await expect(store.copyEvents(history.slice(0, 5))).resolves.toBe(5);
      await expect(everything(store)).resolves.toEqual(history);
    });

    it('are followed by what is appended, never recorded earlier', async () => {
      const history = someHistory(3);
      await store.copyEvents(history);
      const { streamId, revision } = history[2]!;
      await expect(underTest.other.append(streamId, [someEvent()], revision)).resolves.toMatchObject({ position: 4 });
      expect(((await store.recordedAt(4)) ?? '') > history[2]!.recordedAt).toBe(true);
    });

    it('reach who follows', async () => {
      const history = someHistory(12);
      const seen: StoredEvent[] = [];
      let finish: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const subscription = underTest.other.subscribe({ afterPosition: 0, batchSize: 5 }, (events) => {
        seen.push(...events);
        if (seen.length === history.length) finish();
        return Promise.resolve();
      });
      await store.copyEvents(history);
      await finished;
      await subscription.close();
      expect(seen).toEqual(history);
    });

    it('are refused, and nothing is written, where other events are', async () => {
      await store.append('indicator-a', [someEvent(), someEvent()], 'no-stream');
      const before = await everything(store);
      await expect(store.copyEvents(someHistory(5))).rejects.toThrow(new NotACopy(1));
      await expect(everything(store)).resolves.toEqual(before);
    });

    const changed: readonly [string, (event: StoredEvent) => StoredEvent][] = [
      ['id', (event) => ({ ...event, id: randomUUID() })],
      ['stream', (event) => ({ ...event, streamId: 'indicator-z' })],
      ['time', (event) => ({ ...event, recordedAt: '2019-06-30T23:59:59.999999Z' })],
    ];
    it.each(changed)('are refused after events of another %s', async (_, change) => {
      const history = someHistory(9);
      await store.copyEvents(history.slice(0, 6));
      const other = history.map((event) => (event.position === 4 ? change(event) : event));
      await expect(store.copyEvents(other)).rejects.toThrow(new NotACopy(4));
      await expect(store.headPosition()).resolves.toBe(6);
    });

    it('are refused where some before them are missing', async () => {
      const history = someHistory(9);
      await expect(store.copyEvents(history.slice(1))).rejects.toThrow(new NotACopy(1));
      await store.copyEvents(history.slice(0, 3));
      await expect(store.copyEvents(history.slice(5))).rejects.toThrow(new NotACopy(4));
      await expect(store.copyEvents(history.filter(({ position }) => position !== 6))).rejects.toThrow(new NotACopy(6));
      await expect(store.headPosition()).resolves.toBe(3);
    });

    it('are refused when somebody else has appended in between', async () => {
      const history = someHistory(9);
      await store.copyEvents(history.slice(0, 5));
      await underTest.other.append('area-other', [someEvent()], 'no-stream');
      await expect(store.copyEvents(history.slice(5))).rejects.toThrow(new NotACopy(6));
      await expect(store.headPosition()).resolves.toBe(6);
    });
  });
}
