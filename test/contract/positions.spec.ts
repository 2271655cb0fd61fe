import { EventStoreUnavailable, type StoredEvent } from '@outturn/event-store';
import { startChild } from '../support/child';
import { asAdmin, createTestDatabase, type TestDatabase } from '../support/database';
import { createEventStoreDbWorld, until, type EventStoreDbWorld } from '../support/eventstoredb-world';
import { expectSound, someEvent } from './event-store.contract';

// The dense numbers that the events of an EventStoreDB get, in PostgreSQL.

const ROWS = `select position, event_id, stream_id, revision, commit_position, prepare_position, recorded_at, append_id
                from ledger.positions order by position`;

async function rowsOf(database: TestDatabase): Promise<unknown[]> {
  return (await database.pool.query<Record<string, unknown>>(ROWS)).rows;
}

function foreignEvent() {
  const content = { contentType: 'application/json', data: Buffer.from('{}'), customMetadata: Buffer.alloc(0) };
  return { id: someEvent().id, type: 'alien', ...content };
}

async function everything(store: EventStoreDbWorld['store']): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const batch of store.readAll({ afterPosition: 0, batchSize: 100 })) events.push(...batch);
  return events;
}

describe('positions of events in an EventStoreDB', () => {
  let world: EventStoreDbWorld;

  beforeEach(async () => {
    world = await createEventStoreDbWorld({ keepSearchedMs: 0, positionTimeoutMs: 6_000 });
  });

  afterEach(() => world.dispose());

  async function appendSome(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      world.double.log.append(`other-${number}`, [foreignEvent(), foreignEvent()], 'any');
      await world.store.append(`s-${number % 3}`, [someEvent(), someEvent()], 'any');
    }
  }

  it('leave out the events of others, and lie as those in the log do', async () => {
    await appendSome(10);
    const events = await everything(world.store);
    expect(events).toHaveLength(20);
    expectSound(events);
    const ours = world.double.log.events.filter(({ stream }) => stream.startsWith('suite.'));
    expect(events.map((event) => event.id)).toEqual(ours.map((event) => event.id));
    const last = ours.at(-1)!;
    expect(last.position.commit).toBeGreaterThan(2_000n);
  });

  it('are the same when they are taken anew from the log', async () => {
    await appendSome(10);
    const anew = await createTestDatabase();
    const other = world.openOther(anew);
    await other.append('t', [someEvent()], 'no-stream');
    await world.store.readStream('t');
    await expect(rowsOf(anew)).resolves.toEqual(await rowsOf(world.database));
    await other.close();
    await anew.drop();
  });

  it('are the same on another store with the same history, and so are the times', async () => {
    await appendSome(5);
    const history = await everything(world.store);
    const older = history.map((event, index) => ({
      ...event,
      recordedAt: `2024-03-0${(index % 9) + 1}T00:00:00.123456Z`,
    }));
    older.sort((a, b) => a.recordedAt.localeCompare(b.recordedAt));
    const revisions = new Map<string, number>();
    const original = older.map((event, index): StoredEvent => {
      const revision = (revisions.get(event.streamId) ?? -1) + 1;
      revisions.set(event.streamId, revision);
      return { ...event, revision, position: index + 1 };
    });
    await world.dispose();
    world = await createEventStoreDbWorld();
    await world.store.copyEvents(original.slice(0, 6));
    await expect(world.store.copyEvents(original)).resolves.toBe(10);
    await expect(everything(world.store)).resolves.toEqual(original);
    await expect(world.store.positionBefore('2024-03-02T00:00:00Z')).resolves.toBe(2);
    await expect(world.store.copyEvents(original)).resolves.toBe(10);
  });

  it('have times that never run backwards when the clock of the server does', async () => {
    const times = [1_700_000_005_000, 1_700_000_001_000, 1_700_000_009_000];
    for (const time of times) {
      world.double.log.clock = () => time;
      await world.store.append('s', [someEvent()], 'any');
    }
    const events = await everything(world.store);
    expect(events.map((event) => event.recordedAt)).toEqual([
      '2023-11-14T22:13:25.000000Z',
      '2023-11-14T22:13:25.000000Z',
      '2023-11-14T22:13:29.000000Z',
    ]);
    await expect(world.store.readStream('s')).resolves.toEqual(events);
    await expect(world.store.positionBefore('2023-11-14T22:13:29Z')).resolves.toBe(2);
  });

  it('are given by another process when the one that does so is killed', async () => {
    await world.store.close();
    const child = startChild('eventstoredb-child.ts', [world.database.adminUrl, world.double.url]);
    await child.until((lines) => lines.length === 1);
    const next = world.openOther();
    // Its position comes from the child.
    await expect(next.append('s', [someEvent()], 'no-stream')).resolves.toMatchObject({ position: 2 });
    await child.killNine();
    const startedAt = performance.now();
    await expect(next.append('s', [someEvent()], 0)).resolves.toMatchObject({ position: 3 });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('go on when the connections to PostgreSQL break', async () => {
    const cut = () =>
      asAdmin(world.database.adminUrl, (client) =>
        client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
        ),
      );
    for (let number = 0; number < 6; number += 1) {
      if (number % 2 === 1) await cut();
      await world.store.append('s', [someEvent()], number === 0 ? 'no-stream' : number - 1);
    }
    const events = await everything(world.store);
    expect(events).toHaveLength(6);
    expectSound(events);
  });

  it('are refused over a log that is not theirs', async () => {
    await world.store.append('s', [someEvent()], 'no-stream');
    const { database } = world;
    await world.store.close();
    await world.connection.dispose();
    const another = await createEventStoreDbWorld();
    await another.store.append('s', [someEvent()], 'no-stream');
    const misled = another.openOther(database);
    const failure: unknown = await misled.append('s', [someEvent()], 0).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EventStoreUnavailable);
    expect(String(failure)).toMatch(/does not hold event .* where it was: it is another store, or was restored/);
    expect(another.problems).toHaveLength(1);
    await expect(everything(misled)).rejects.toThrow(/it is another store than the positions were taken from/);
    await misled.close();
    await another.dispose();
  });

  it('keep up to where the log was searched, and go on from there', async () => {
    await world.store.append('s', [someEvent()], 'no-stream');
    for (let number = 0; number < 100; number += 1) world.double.log.append('other-1', [foreignEvent()], 'any');
    const kept = async () => {
      const text = 'select commit_position as place from ledger.position_checkpoint';
      const answer = await world.database.pool.query<{ place: string }>(text);
      expect(answer.rows.length).toBeLessThanOrEqual(1);
      return BigInt(answer.rows[0]?.place ?? -1);
    };
    const halfWay = world.double.log.events.at(-50)!.position.commit;
    while ((await kept()) < halfWay);
    await world.store.close();
    const { leader } = world.double;
    const before = leader.subscribedAfter.length;
    const next = world.openOther();
    await until(() => leader.subscribedAfter.length > before);
    expect(leader.subscribedAfter.at(-1)).toBeGreaterThanOrEqual(halfWay);
    await expect(next.append('s', [someEvent()], 0)).resolves.toMatchObject({ position: 2 });
  });

  it('do not wait for the events of an append longer than they are told to', async () => {
    await world.dispose();
    world = await createEventStoreDbWorld({ positionTimeoutMs: 200 });
    const hangs = Array.from({ length: 20 }, () => ({ kind: 'hang' as const }));
    world.double.leader.faults.failSubscriptions(...hangs);
    world.double.leader.cutConnections();
    const failure: unknown = await world.store.append('s', [someEvent()], 'any').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EventStoreUnavailable);
    expect(String(failure)).toMatch(/Revision 0 of stream s is stored, and has no position after 200 ms/);
  });

  it('refuse streams that belong to no category that is followed', async () => {
    await world.dispose();
    world = await createEventStoreDbWorld({ categories: ['indicator-'] });
    await expect(world.store.append('other-1', [someEvent()], 'any')).rejects.toThrow(/belongs to no category/);
    await expect(world.store.append('$indicator-1', [someEvent()], 'any')).rejects.toThrow(/belongs to no category/);
    await expect(world.store.append('indicator-1', [someEvent()], 'any')).resolves.toMatchObject({ position: 1 });
    await expect(world.store.readStream('$settings')).resolves.toEqual([]);
  });
});
