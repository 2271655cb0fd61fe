import { EventStoreRefused, EventStoreUnavailable, UnreadableEvent } from '@outturn/event-store';
import { asAdmin } from '../support/database';
import type { ReadFault } from '../support/eventstoredb-double';
import {
  createEventStoreDbWorld,
  until,
  type EventStoreDbWorld,
  type WorldOptions,
} from '../support/eventstoredb-world';
import { someEvent } from './event-store.contract';

// What keeps the events of an EventStoreDB from getting positions, and who tells so.

const HANG: ReadFault = { kind: 'hang' };

describe('events that get no positions', () => {
  let world: EventStoreDbWorld;

  afterEach(() => world.dispose());

  async function open(options: WorldOptions = {}): Promise<EventStoreDbWorld> {
    world = await createEventStoreDbWorld({ positionTimeoutMs: 3_000, ...options });
    return world;
  }

  /** Breaks the subscription; the next ones bring nothing. */
  function hangSubscriptions(count: number): void {
    const { leader } = world.double;
    leader.faults.failSubscriptions(...Array.from({ length: count }, () => HANG));
    leader.cutConnections();
  }

  const rename = (from: string, to: string) =>
    asAdmin(world.database.adminUrl, (client) => client.query(`alter function ledger.${from} rename to ${to}`));

  it('get them when the subscription of another process is stuck', async () => {
    const { store, double } = await open();
    await store.append('s', [someEvent()], 'no-stream');
    const other = world.openOther();
    const { subscribe } = double.leader.calls;
    hangSubscriptions(1);
    await until(() => double.leader.calls.subscribe > subscribe);
    await expect(other.append('t', [someEvent()], 'no-stream')).resolves.toMatchObject({ position: 2 });
  });

  it('are told of by the process that waits for them, until they have some', async () => {
    const { store } = await open({ positionTimeoutMs: 200 });
    await store.append('s', [someEvent()], 'no-stream');
    const other = world.openOther();
    hangSubscriptions(20);
    await expect(other.append('t', [someEvent()], 'any')).rejects.toThrow(
      /is stored, and has no position after 200 ms/,
    );
    await expect(other.checkHealth()).rejects.toThrow(/Revision 0 of stream t is stored, and has no position/);
    while ((await store.headPosition()) < 2) await other.append('t', [someEvent()], 'any').catch(() => undefined);
    await expect(other.checkHealth()).resolves.toBeUndefined();
  });

  it('are told of while PostgreSQL refuses them, until it does no more', async () => {
    const { store, problems } = await open({ troubleLimitMs: 0, positionTimeoutMs: 20_000 });
    await store.append('s', [someEvent()], 'no-stream');
    await rename('assign_positions', 'assign_no_positions');
    const waiting = store.append('s', [someEvent()], 0);
    // The subscription is confirmed again and again, and that alone is no good news.
    await until(() => problems.length > 2);
    await expect(store.checkHealth()).rejects.toThrow(/No positions are given to new events: .*assign_positions/);
    await rename('assign_no_positions', 'assign_positions');
    await expect(waiting).resolves.toMatchObject({ position: 2 });
    await expect(store.checkHealth()).resolves.toBeUndefined();
  });

  it('are told of only when that lasts', async () => {
    const { store, problems } = await open({ troubleLimitMs: 600_000 });
    await rename('assign_positions', 'assign_no_positions');
    const waiting = store.append('s', [someEvent()], 'any');
    await until(() => problems.length > 0);
    await expect(store.checkHealth()).resolves.toBeUndefined();
    await rename('assign_no_positions', 'assign_positions');
    await expect(waiting).resolves.toMatchObject({ position: 1 });
  });

  it.each([
    ['was recorded on a day that there is not', 's', { recordedAt: '2024-02-31T10:00:00.000000Z' }, /no instant/],
    ['was recorded in the future', 's', { recordedAt: '9999-12-31T10:00:00.000000Z' }, /which is later or no instant/],
    ['was recorded at no instant', 's', { recordedAt: 'yesterday' }, /which is later or no instant/],
    ['has a stream with a name that PostgreSQL cannot hold', 's\u0000', {}, /cannot be given a position \(/],
  ])('stop at one that %s, and that is told', async (_, streamId, metadata, sentence) => {
    const { store, double, problems } = await open();
    const poison = {
      id: someEvent().id,
      type: 'alien',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      customMetadata: Buffer.from(JSON.stringify({ schemaVersion: 1, ...metadata })),
    };
    await store.append('before', [someEvent()], 'no-stream');
    double.log.append(`suite.${streamId}`, [poison], 'any');
    await until(() => problems.length > 0);
    expect(problems).toEqual([expect.any(UnreadableEvent)]);
    expect(String(problems[0])).toMatch(sentence);
    expect(String(problems[0])).toContain(`Event ${poison.id} (`);
    await expect(store.checkHealth()).rejects.toThrow(poison.id);
    const failure: unknown = await store.append('after', [someEvent()], 'any').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EventStoreUnavailable);
    expect(String(failure)).toContain(poison.id);
    await expect(store.headPosition()).resolves.toBe(1);
  });

  it('go to a server that is too old, and that is told', async () => {
    const { store, double } = await open();
    await store.append('s', [someEvent()], 'no-stream');
    double.leader.isOld = true;
    double.leader.cutConnections();
    const old = /the server is too old, and EventStoreDB 22\.10 or newer is needed/;
    await until(() => world.problems.some((problem) => problem instanceof EventStoreRefused));
    await expect(store.checkHealth()).rejects.toThrow(old);
    await expect(store.readStream('s')).rejects.toThrow(old);
  });

  it('do not hold up others who want a turn at the stream that guards them', async () => {
    const { store, double } = await open({ positionTimeoutMs: 600 });
    const other = world.openOther();
    hangSubscriptions(60);
    let isAnswered = false;
    const guarded = store.append('s', [someEvent()], 'no-stream', { streamId: 'guard', revision: -1 });
    const settled = guarded.catch(() => undefined).finally(() => (isAnswered = true));
    await until(() => double.log.stream('suite.s') !== undefined);
    const moving = other.append('guard', [someEvent()], 'no-stream').catch(() => undefined);
    await until(() => double.log.stream('suite.guard') !== undefined);
    expect(isAnswered).toBe(false);
    await Promise.all([settled, moving]);
  });
});

describe('streams of an EventStoreDB that somebody has truncated', () => {
  let world: EventStoreDbWorld;

  beforeEach(async () => {
    world = await createEventStoreDbWorld();
    for (const streamId of ['s', 't']) {
      await world.store.append(
        streamId,
        [1, 2, 3, 4, 5].map(() => someEvent()),
        'no-stream',
      );
    }
  });

  afterEach(() => world.dispose());

  it.each([
    ['in part', 3],
    ['as a whole', 5],
  ])('are not read as if they were complete: %s', async (_, firstReadable) => {
    const { store, double } = world;
    double.log.truncate('suite.s', firstReadable);
    const truncated = /Stream s was truncated or deleted in the event store .* revision \d is missing: restore/;
    await expect(store.readStream('s')).rejects.toThrow(truncated);
    await expect(store.readStream('s', { fromRevision: 2 })).rejects.toBeInstanceOf(EventStoreRefused);
    await expect(store.readStreams(['t', 's'], 10)).rejects.toThrow(truncated);
    await expect(store.readStream('t')).resolves.toHaveLength(5);
    await expect(store.readStream('s', { fromRevision: 5 })).resolves.toEqual([]);
  });
});
