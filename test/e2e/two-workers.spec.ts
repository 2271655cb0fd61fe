import { randomUUID } from 'node:crypto';
import { PostgresEventStore, type NewEvent } from '@outturn/event-store';
import { PostgresReadModels } from '@outturn/read-models';
import { definition } from '../domain-examples';
import { runProgram, type RunningProgram } from '../support/command-line';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startEventStoreDbDouble } from '../support/eventstoredb-double';

jest.setTimeout(60_000);

const HANDED_OVER_WITHIN_MS = 5_000;
const METADATA = { actor: 'person-1', role: 'officer', correlationId: 'c-1', causationId: 'd-1' };

/** The event store of two workers, as others write to it who give no positions themselves. */
interface SharedStore {
  readonly environment: Readonly<Record<string, string>>;
  append(streamId: string, event: NewEvent): Promise<void>;
  stop(): Promise<void>;
}

function inPostgres(database: TestDatabase): Promise<SharedStore> {
  const store = new PostgresEventStore(database.pool);
  return Promise.resolve({
    environment: {},
    append: async (streamId, event) => {
      await store.append(streamId, [event], 'any');
    },
    stop: () => store.close(),
  });
}

/** Only the workers give positions, so these are handed over as well. */
async function inEventStoreDb(): Promise<SharedStore> {
  const double = await startEventStoreDbDouble();
  return {
    environment: { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: double.url },
    append: (streamId, { id, type, schemaVersion, data, metadata }) => {
      const customMetadata = Buffer.from(JSON.stringify({ ...metadata, schemaVersion }));
      const content = { contentType: 'application/json', data: Buffer.from(JSON.stringify(data)), customMetadata };
      double.log.append(streamId, [{ id, type, ...content }], 'any');
      return Promise.resolve();
    },
    stop: () => double.stop(),
  };
}

function indicatorDefined(indicator: string): NewEvent {
  const data = { indicator, area: 'quality-homes', definition: definition(), definedBy: 'person-1' };
  return { id: randomUUID(), type: 'IndicatorDefined', schemaVersion: 1, data, metadata: METADATA };
}

describe.each([
  ['PostgreSQL', inPostgres],
  ['EventStoreDB (double)', inEventStoreDb],
])('two workers on %s', (_, open) => {
  let database: TestDatabase;
  let shared: SharedStore;
  let unused: PostgresEventStore;
  let readModels: PostgresReadModels;
  const workers: RunningProgram[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    shared = await open(database);
    // They are only asked how far they have followed, and ask no event store for that.
    unused = new PostgresEventStore(database.pool);
    readModels = new PostgresReadModels(database.pool, unused);
  });

  afterAll(async () => {
    for (const worker of workers) worker.signal('SIGKILL');
    await Promise.all(workers.map(({ ended }) => ended));
    await unused.close();
    await shared.stop();
    await database.drop();
  });

  async function startWorker(): Promise<RunningProgram> {
    const worker = runProgram('apps/worker/src/main.ts', [], {
      DATABASE_URL: database.adminUrl,
      ...shared.environment,
    });
    workers.push(worker);
    await worker.until(/Following the event store/);
    return worker;
  }

  it('follow one at a time, and the other within 5 s of the death of the first', async () => {
    const leader = await startWorker();
    await shared.append('indicator-one', indicatorDefined('one'));
    expect((await readModels.waitFor(1, 20_000)) || leader.output()).toBe(true);
    const other = await startWorker();
    await shared.append('indicator-two', indicatorDefined('two'));
    expect(await readModels.waitFor(2, 20_000)).toBe(true);

    leader.signal('SIGKILL');
    await shared.append('indicator-three', indicatorDefined('three'));
    expect((await readModels.waitFor(3, HANDED_OVER_WITHIN_MS)) || other.output()).toBe(true);

    const { rows } = await database.pool.query('select indicator from read_models.indicators order by from_position');
    expect(rows).toEqual([{ indicator: 'one' }, { indicator: 'two' }, { indicator: 'three' }]);
    other.signal('SIGTERM');
    expect(await other.ended).toBe(0);
  });
});
