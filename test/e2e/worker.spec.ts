import { PostgresEventStore } from '@outturn/event-store';
import { PostgresReadModels } from '@outturn/read-models';
import { runProgram } from '../support/command-line';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { loadExample } from '../support/example';

jest.setTimeout(60_000);

describe('the worker alone', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = new PostgresEventStore(database.pool);
  });

  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('follows the store until it is told to stop, and goes on where it stopped', async () => {
    const readModels = new PostgresReadModels(database.pool, store);
    const first = runProgram('apps/worker/src/main.ts', [], { DATABASE_URL: database.adminUrl });
    await first.until(/Following the event store/);
    const { position } = await loadExample(store);
    expect((await readModels.waitFor(position, 20_000)) || first.output()).toBe(true);
    first.signal('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.output()).toContain('"msg":"Stopped."');

    const second = runProgram('apps/worker/src/main.ts', [], { DATABASE_URL: database.adminUrl });
    await second.until(/Following the event store/);
    second.signal('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(await readModels.followedTo()).toBe(position);
  });

  it('says in one sentence what it lacks', async () => {
    const worker = runProgram('apps/worker/src/main.ts', [], {});
    expect(await worker.ended).toBe(1);
    expect(worker.errors()).toMatch(/^DATABASE_URL is missing: .+\n$/);
    const environment = { DATABASE_URL: database.adminUrl, REDIS_URL: 'redis://me:hunter2@127.0.0.1:1' };
    const withoutRedis = runProgram('apps/worker/src/main.ts', [], environment);
    expect(await withoutRedis.ended).toBe(1);
    expect(withoutRedis.errors()).toMatch(
      /^The worker cannot start: No connection to the Redis of REDIS_URL \(.+\): check REDIS_URL\.\n$/,
    );
  });
});
