import { randomUUID } from 'node:crypto';
import { createApplicationPool } from '@outturn/database';
import { EventStoreUnavailable, PostgresEventStore, type StoredEvent } from '@outturn/event-store';
import { expectSound } from '../contract/event-store.contract';
import { asAdmin, createTestDatabase, type TestDatabase } from '../support/database';

const METADATA = { actor: 'a', role: 'officer', correlationId: 'c', causationId: 'd' };

function someEvent() {
  return { id: randomUUID(), type: 'outturn-submitted', schemaVersion: 1, data: {}, metadata: METADATA };
}

describe('when connections to PostgreSQL are lost', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = new PostgresEventStore(database.pool);
  });

  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  async function cutConnections(): Promise<void> {
    await asAdmin(database.adminUrl, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
      ),
    );
  }

  it('stores every append once and hands every event to a follower', async () => {
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe({ afterPosition: 0, batchSize: 20, untilPosition: 16 * 60 }, (events) => {
      seen.push(...events);
      return Promise.resolve();
    });
    let cuts = Promise.resolve();
    await Promise.all(
      Array.from({ length: 16 }, async (_, caller) => {
        for (let round = 0; round < 60; round += 1) {
          if (caller === 0 && round % 20 === 10) cuts = cuts.then(cutConnections);
          await store.append(`s-${caller}`, [someEvent()], 'any');
        }
      }),
    );
    await cuts;
    await subscription.ended;
    expect(seen).toHaveLength(16 * 60);
    expectSound(seen);
  });

  it('says that the store is unavailable when it stays away', async () => {
    const nowhere = createApplicationPool('postgresql://nobody:secret@localhost/none?host=/nowhere', {
      maxConnections: 1,
      onIdleError: () => undefined,
    });
    const unreachable = new PostgresEventStore(nowhere);
    const problems = await Promise.all([
      unreachable.append('s', [someEvent()], 'any').catch((error: unknown) => error),
      unreachable.headPosition().catch((error: unknown) => error),
      unreachable.readStream('s').catch((error: unknown) => error),
    ]);
    for (const problem of problems) {
      expect(problem).toBeInstanceOf(EventStoreUnavailable);
      expect(String(problem)).not.toContain('secret');
    }
    await unreachable.close();
    await nowhere.end();
  });
});
