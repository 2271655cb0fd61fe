import {
  EventStoreDbConnection,
  EventStoreDbEventStore,
  PostgresEventStore,
  type EventStore,
} from '@outturn/event-store';
import { verifyReadModels } from '@outturn/read-models';
import { someEvent } from '../contract/event-store.contract';
import { runCommand, type RunningProgram } from '../support/command-line';
import type { TestDatabase } from '../support/database';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../support/eventstoredb-double';
import { until } from '../support/eventstoredb-world';
import { loadExample } from '../support/example';
import { generateHistory } from '../support/history-generator';
import { loadEvents } from '../support/load-events';
import { allRows, createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';

const HISTORY = [...generateHistory({ indicators: 6, years: 2, seed: 11 })];
const HELD_BY_BOTH = /Copied (\d+) events .*\nBoth hold the same (\d+) events; SHA-256 ([0-9a-f]{64})\.\n$/;

/** Starts the command with one database configured, and one EventStoreDB if it is given. */
function copyEvents(from: string, to: string, databaseUrl: string, eventStoreUrl?: string): RunningProgram {
  return runCommand(['copy-events', '--from', from, '--to', to], {
    DATABASE_URL: databaseUrl,
    ...(eventStoreUrl !== undefined && { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: eventStoreUrl }),
  });
}

async function expectCopied(copying: RunningProgram, copied: number, events: number): Promise<string> {
  await copying.ended;
  const said = HELD_BY_BOTH.exec(copying.output());
  expect([
    copying.errors().replace(/^\d+%: \d+ of \d+ events (copied|compared)\n/gm, ''),
    said?.[1],
    said?.[2],
  ]).toEqual(['', String(copied), String(events)]);
  await expect(copying.ended).resolves.toBe(0);
  return said?.[3] ?? '';
}

/** When each event was recorded, and what was the last one before. */
async function answersAsAt(store: EventStore): Promise<unknown[]> {
  const positions = Array.from({ length: await store.headPosition() }, (_, index) => index + 1);
  const times = await Promise.all(positions.map((position) => store.recordedAt(position)));
  const before = await Promise.all(times.map((time) => store.positionBefore(time ?? '')));
  return [...times, ...before];
}

/** The read models of a database still say what the events say, now that these are read from elsewhere. */
async function expectToHoldOn({ pool, store }: ReadModelWorld, eventStoreUrl: string): Promise<void> {
  const connection = await EventStoreDbConnection.open({ url: eventStoreUrl });
  const moved = new EventStoreDbEventStore({ connection, pool });
  const position = await store.headPosition();
  await expect(verifyReadModels({ store: moved, pool })).resolves.toMatchObject({ position, differences: [] });
  expect(await answersAsAt(moved)).toEqual(await answersAsAt(store));
  await moved.close();
  await connection.dispose();
}

async function expectFailed(copying: RunningProgram, status: number, sentence: string | RegExp): Promise<void> {
  await expect(copying.ended).resolves.toBe(status);
  expect(copying.errors()).toMatch(sentence);
  expect(copying.errors() + copying.output()).not.toContain('secret');
}

describe('copy-events', () => {
  let double: EventStoreDbDouble;
  const worlds: ReadModelWorld[] = [];

  beforeEach(async () => {
    double = await startEventStoreDbDouble();
  });

  afterEach(async () => {
    await Promise.all(worlds.splice(0).map((world) => world.close()));
    await double.stop();
  });

  async function makeWorld(): Promise<ReadModelWorld> {
    const world = await createReadModelWorld();
    worlds.push(world);
    return world;
  }

  async function holding(events: Iterable<(typeof HISTORY)[number]>): Promise<TestDatabase> {
    const { database } = await makeWorld();
    await loadEvents(database.pool, events);
    return database;
  }

  it('moves a generated history and the report to EventStoreDB and back, and every answer stays the same', async () => {
    const original = await makeWorld();
    await loadEvents(original.pool, HISTORY);
    await loadExample(original.store);
    await original.follow();
    const count = await original.store.headPosition();
    const returned = await makeWorld();
    const home = original.database.adminUrl;

    const there = await expectCopied(copyEvents('postgres', 'eventstoredb', home, double.url), count, count);
    const back = copyEvents('eventstoredb', returned.database.adminUrl, home, double.url);
    await expect(expectCopied(back, count, count)).resolves.toBe(there);
    const again = copyEvents(returned.database.adminUrl, double.url, home);
    await expect(expectCopied(again, 0, count)).resolves.toBe(there);

    await returned.follow();
    expect(await allRows(returned)).toEqual(await allRows(original));
    await expect(verifyReadModels(returned)).resolves.toMatchObject({ position: count, differences: [] });
    await expectToHoldOn(original, double.url);
    expect(await answersAsAt(returned.store)).toEqual(await answersAsAt(original.store));
  }, 90_000);

  it('goes on where it was killed', async () => {
    const source = await holding(HISTORY);
    const killed = copyEvents('postgres', double.url, source.adminUrl);
    const copied = () => double.log.events.filter(({ stream }) => !stream.startsWith('$')).length;
    await until(() => copied() > 40);
    killed.signal('SIGKILL');
    await killed.ended;
    expect(copied()).toBeLessThan(HISTORY.length);
    const resumed = copyEvents('postgres', double.url, source.adminUrl);
    await resumed.ended;
    const before = Number(HELD_BY_BOTH.exec(resumed.output())?.[1]);
    expect(before).toBeLessThan(HISTORY.length - 40);
    await expectCopied(resumed, before, HISTORY.length);
    expect(copied()).toBe(HISTORY.length);
  });

  it('finds what was copied when the positions are lost', async () => {
    const source = await holding(HISTORY);
    await expectCopied(copyEvents('postgres', double.url, source.adminUrl), HISTORY.length, HISTORY.length);
    const anew = await makeWorld();
    const again = copyEvents(source.adminUrl, double.url, anew.database.adminUrl);
    await expectCopied(again, 0, HISTORY.length);
  });

  it('refuses a target with other events, and writes nothing there', async () => {
    const source = await holding(HISTORY);
    const target = await holding([
      ...HISTORY.slice(0, 20),
      { ...HISTORY[20]!, data: { ...HISTORY[20]!.data, remark: 'other' } },
      ...HISTORY.slice(21, 30),
    ]);
    const copying = copyEvents(source.adminUrl, target.adminUrl, source.adminUrl);
    await expectFailed(
      copying,
      1,
      /do not hold the same event at position 21: nothing was written; copy into an empty/,
    );
    await expect(new PostgresEventStore(target.pool).headPosition()).resolves.toBe(30);
    const longer = copyEvents(target.adminUrl, source.adminUrl, source.adminUrl);
    await expectFailed(longer, 1, /position 21: nothing was written/);
  });

  it('refuses an EventStoreDB with other events, before they have positions', async () => {
    const source = await holding(HISTORY);
    const other = await holding(HISTORY.map((event) => ({ ...event, recordedAt: '2020-01-01T00:00:00.000000Z' })));
    await expectCopied(copyEvents('postgres', double.url, other.adminUrl), HISTORY.length, HISTORY.length);
    const length = double.log.events.length;
    await expectFailed(copyEvents('postgres', double.url, source.adminUrl), 1, /position 1: nothing was written/);
    expect(double.log.events).toHaveLength(length);
  });

  it('refuses an EventStoreDB that the positions in the database do not belong to', async () => {
    const source = await holding(HISTORY);
    await expectCopied(copyEvents('postgres', double.url, source.adminUrl), HISTORY.length, HISTORY.length);
    const empty = await startEventStoreDbDouble();
    const length = empty.log.events.length;
    await expectFailed(
      copyEvents('postgres', empty.url, source.adminUrl),
      1,
      /name an event store and a database that/,
    );
    expect(empty.log.events).toHaveLength(length);
    await empty.stop();
  });

  it('says so when the source has grown meanwhile', async () => {
    const source = await holding(HISTORY);
    const store = new PostgresEventStore(source.pool);
    await expect(store.headPosition()).resolves.toBe(HISTORY.length);
    const copying = copyEvents('postgres', double.url, source.adminUrl);
    await until(() => double.log.events.length > 40);
    await store.append('period-9999', [someEvent()], 'no-stream');
    await expectFailed(
      copying,
      1,
      `at position ${HISTORY.length + 1}: stop every program that writes to one of them, and copy again.`,
    );
  });

  it('refuses what is no store, without repeating it', async () => {
    const { adminUrl } = (await makeWorld()).database;
    const noStore = /--to is no store: write postgres, eventstoredb, postgresql:/;
    await Promise.all([
      expectFailed(copyEvents('postgres', 'mysql://me:secret@localhost/x', adminUrl), 2, noStore),
      expectFailed(copyEvents('postgres', 'eventstoredb', adminUrl), 2, /--to is eventstoredb: set EVENT_STORE=/),
      expectFailed(copyEvents('esdb://a:secret@b', 'esdb://c:secret@d', adminUrl), 2, /are both an EventStoreDB/),
    ]);
  });

  it('refuses a database that is not there, is not prepared, or is the source', async () => {
    const { database } = await makeWorld();
    const { adminUrl } = database;
    const away = 'postgresql://someone:secret@localhost:1/figures';
    const bare = new URL(adminUrl);
    bare.pathname = '/postgres';
    const sameByAnotherName = new URL(adminUrl);
    sameByAnotherName.searchParams.set('application_name', 'other');
    await expectFailed(
      copyEvents('postgres', away, adminUrl),
      1,
      /--to localhost:1\/figures cannot be used: No connection/,
    );
    await expectFailed(copyEvents(away, 'postgres', adminUrl), 1, /--from localhost:1\/figures cannot be used: /);
    await expectFailed(copyEvents(bare.href, 'postgres', adminUrl), 1, /--from .*\/postgres (lacks|cannot be used)/);
    const same = copyEvents('postgres', sameByAnotherName.href, adminUrl);
    await expectFailed(same, 1, '--from and --to are the same database: name another one for one of them.');
  });
});
