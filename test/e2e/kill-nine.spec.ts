import { PostgresEventStore, type StoredEvent } from '@outturn/event-store';
import { expectSound } from '../contract/event-store.contract';
import { startChild } from '../support/child';
import { createTestDatabase, type TestDatabase } from '../support/database';

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
