import { PostgresEventStore, EventStoreDbConnection, EventStoreDbEventStore } from '@outturn/event-store';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../support/eventstoredb-double';
import { generateHistory } from '../support/history-generator';
import { loadEvents } from '../support/load-events';
import { allRows, createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';

const HISTORY = [...generateHistory({ indicators: 6, years: 2, seed: 11 })];

describe('the read models of a history that was copied to EventStoreDB', () => {
  let double: EventStoreDbDouble;
  let connection: EventStoreDbConnection;
  const worlds: ReadModelWorld[] = [];

  beforeAll(async () => {
    double = await startEventStoreDbDouble();
    connection = await EventStoreDbConnection.open({ url: double.url });
  });

  afterAll(async () => {
    await Promise.all(worlds.map((world) => world.close()));
    await connection.dispose();
    await double.stop();
  });

  it('are those of PostgreSQL, row for row, and every as-at question has the same position', async () => {
    const original = await createReadModelWorld();
    worlds.push(original);
    await loadEvents(original.pool, HISTORY);
    await original.follow();
    const stores: EventStoreDbEventStore[] = [];
    const copied = await createReadModelWorld((pool) => {
      const store = new EventStoreDbEventStore({ connection, pool });
      stores.push(store);
      return store;
    });
    worlds.push(copied);
    const source = new PostgresEventStore(original.pool);
    for await (const batch of source.readAll({ afterPosition: 0, batchSize: 100 })) await stores[0]!.copyEvents(batch);
    await copied.follow();
    expect(await allRows(copied)).toEqual(await allRows(original));
    for (const { recordedAt, position } of HISTORY) {
      expect(await copied.store.recordedAt(position)).toBe(await original.store.recordedAt(position));
      expect(await copied.store.positionBefore(recordedAt)).toBe(await original.store.positionBefore(recordedAt));
    }
  });

  it('are the same for a follower that is stopped anywhere, with positions that are given meanwhile', async () => {
    const [original] = worlds;
    const anew = await createReadModelWorld((pool) => new EventStoreDbEventStore({ connection, pool }));
    worlds.push(anew);
    const position = () => anew.readModels.followedTo();
    for (let batchSize = 1; (await position()) < HISTORY.length; batchSize += 3) {
      const follower = anew.follower({ batchSize, maxStates: 3 });
      follower.start();
      await anew.readModels.waitFor((await position()) + 20, 200);
      await follower.stop();
      expect(follower.status().state).toBe('stopped');
    }
    expect(await allRows(anew)).toEqual(await allRows(original!));
  });
});
