import { PostgresEventStore, type StoredEvent } from '@outturn/event-store';
import { expectSound } from '../contract/event-store.contract';
import { startChild } from '../support/child';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';
import { verifyReadModels } from '@outturn/read-models';

describe('kill -9 in the middle of appends', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('loses no acknowledged event, repeats none and leaves no gap', async () => {
    const acknowledged: string[] = [];
    const children = [1, 2].map(() => startChild('appending-child.ts', [database.adminUrl, '24']));
    await Promise.all(
      children.map(async (child) => {
        await child.until((lines) => lines.length >= 1_500);
        await child.killNine();
        // The last line may have been cut off by the end of the process.
        acknowledged.push(...child.lines.filter((line) => line.length === 36));
      }),
    );
    const store = new PostgresEventStore(database.pool);
    const events: StoredEvent[] = [];
    for await (const batch of store.readAll({ afterPosition: 0, batchSize: 1_000 })) events.push(...batch);
    const stored = new Set(events.map((event) => event.id));
    expect(acknowledged.length).toBeGreaterThanOrEqual(3_000);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(stored.size).toBe(events.length);
    expectSound(events);
    await store.close();
  });
});

describe('kill -9 in the middle of a load of commands', () => {
  let world: ReadModelWorld;

  beforeAll(async () => {
    world = await createReadModelWorld();
  });

  afterAll(() => world.close());

  it('loses and repeats nothing, and the read models catch up to what a rebuild gives', async () => {
    const acknowledged: string[] = [];
    const children = ['first', 'second'].map((name) =>
      startChild('submitting-child.ts', [world.database.adminUrl, '12', name]),
    );
    await Promise.all(
      children.map(async (child) => {
        await child.until((lines) => lines.length >= 800);
        await child.killNine();
        acknowledged.push(...child.lines.filter((line) => line.length === 36));
      }),
    );
    const events: StoredEvent[] = [];
    for await (const batch of world.store.readAll({ afterPosition: 0, batchSize: 1_000 })) events.push(...batch);
    const stored = new Set(events.map((event) => event.id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(stored.size).toBe(events.length);
    expectSound(events);

    await world.follow();
    expect(await world.readModels.followedTo()).toBe(events.length);
    const { position, differences } = await verifyReadModels(world);
    expect({ position, differences }).toEqual({ position: events.length, differences: [] });
    const submissions = new Map(
      events.filter(({ type }) => type === 'OutturnSubmitted').map((event) => [event.streamId, event.id]),
    );
    for (const { cell } of await world.readModels.cellsOfPeriod('2023-24-Q4', position)) {
      expect(cell.value?.outturnId).toBe(submissions.get(`indicator-${cell.indicator}`));
    }
  });
});
