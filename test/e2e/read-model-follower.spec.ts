import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { readModels, rebuildReadModels, verifyReadModels } from '@outturn/read-models';
import { absoluteTolerance } from '@outturn/domain';
import { type EventStore, type NewEvent, type StoredEvent } from '@outturn/event-store';
import { definition, supplied } from '../domain-examples';
import { asAdmin } from '../support/database';
import { generateHistory, randomNumbers } from '../support/history-generator';
import { loadEvents } from '../support/load-events';
import { allRows, createReadModelWorld, ReadModelWorld } from '../support/read-model-world';

const HISTORY = [...generateHistory({ indicators: 12, years: 2, seed: 7 })];
const WITHIN_MS = 20_000;

describe('the follower of the read models', () => {
  let expected: Record<string, string[]>;
  const worlds: ReadModelWorld[] = [];

  async function openWorld(events: readonly StoredEvent[] = HISTORY): Promise<ReadModelWorld> {
    const world = await createReadModelWorld();
    worlds.push(world);
    await loadEvents(world.pool, events);
    return world;
  }

  async function expectAll(world: ReadModelWorld): Promise<void> {
    expect(await world.readModels.followedTo()).toBe(HISTORY.length);
    expect(await allRows(world)).toEqual(expected);
  }

  beforeAll(async () => {
    const world = await openWorld();
    await world.follow({ batchSize: 10_000 });
    expected = await allRows(world);
    expect(expected.figures?.length).toBeGreaterThan(300);
    expect((await verifyReadModels(world)).differences).toEqual([]);
  });

  afterEach(async () => {
    await Promise.all(worlds.splice(0).map((world) => world.close()));
  });

  it.each([1, 2, 7, 50, 333])('writes the same rows in batches of %i', async (batchSize) => {
    const world = await openWorld();
    await world.follow({ batchSize });
    await expectAll(world);
  });

  it.each([1, 3])('writes the same rows when it remembers only %i indicators', async (maxStates) => {
    const world = await openWorld();
    await world.follow({ batchSize: 20, maxStates });
    await expectAll(world);
  });

  it('goes on where it was when it is stopped anywhere', async () => {
    const world = await openWorld();
    const random = randomNumbers(3);
    const position = () => world.readModels.followedTo();
    while ((await position()) < HISTORY.length) {
      const follower = world.follower({ batchSize: 1 + Math.floor(random() * 20) });
      follower.start();
      await world.readModels.waitFor((await position()) + 1 + Math.floor(random() * 60), 200);
      await follower.stop();
      expect(follower.status().state).toBe('stopped');
    }
    await expectAll(world);
  });

  it('goes on by itself when its connection is cut anywhere', async () => {
    const world = await openWorld();
    const follower = world.follower({ batchSize: 5 });
    follower.start();
    await asAdmin(world.database.adminUrl, async (client) => {
      for (let cut = 1; cut <= 12; cut += 1) {
        await world.readModels.waitFor(Math.min(HISTORY.length, cut * 30), WITHIN_MS);
        await client.query(
          `select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
              and (classid::bigint << 32) + objid::bigint = 7245918210`,
        );
      }
    });
    expect(await world.readModels.waitFor(HISTORY.length, WITHIN_MS)).toBe(true);
    await follower.stop();
    await expectAll(world);
  });

  it('follows what is appended, and tells those who wait', async () => {
    const world = await openWorld();
    const follower = world.follower();
    follower.start();
    const [result] = await append(world, 'qh-new', 3);
    expect(await world.readModels.waitFor(result?.position ?? 0, WITHIN_MS)).toBe(true);
    await until(() => follower.status().state === 'following' && follower.status().position === HISTORY.length + 3);
    expect(await follower.lag()).toBe(0);
    expect((await world.readModels.indicator('qh-new', HISTORY.length + 3))?.rules).toHaveLength(1);
    expect(await world.readModels.waitFor(HISTORY.length + 4, 20)).toBe(false);
  });

  it('lets only one process follow at a time, and another take over', async () => {
    const world = await openWorld();
    const [first, second] = [world.follower(), world.follower()];
    first.start();
    await world.readModels.waitFor(HISTORY.length, WITHIN_MS);
    second.start();
    await until(() => second.status().state === 'waiting');
    await first.stop();
    const [result] = await append(world, 'qh-new', 1);
    expect(await world.readModels.waitFor(result?.position ?? 0, WITHIN_MS)).toBe(true);
    expect(second.status().position).toBe(HISTORY.length + 1);
  });

  it('brings a read model up alone that was added later, and then follows with all', async () => {
    const world = await openWorld();
    const [late, others] = [readModels.slice(3, 5), readModels.filter((_, index) => index < 3 || index > 4)];
    expect(late.map(({ name }) => name)).toEqual(['figures', 'period-summaries']);
    const first = world.follower({ models: others, batchSize: 10 });
    first.start();
    await until(() => first.status().position === HISTORY.length);
    await first.stop();
    expect(await world.readModels.followedTo()).toBe(0);
    await world.follow({ batchSize: 30 });
    await expectAll(world);
  });

  it('stops at an event that it does not know, and goes no further', async () => {
    const world = await openWorld();
    const stream = 'indicator-indicator-000001';
    await world.store.append(stream, [someEvent('SomethingNewer', {})], 'any');
    await append(world, 'qh-new', 1);
    const errors: unknown[] = [];
    const follower = world.follower({ onError: (error) => errors.push(error) });
    follower.start();
    await until(() => follower.status().state === 'failed');
    expect(follower.status()).toMatchObject({ position: HISTORY.length, error: { name: 'UnknownEvent' } });
    expect(errors).toHaveLength(1);
    await expectAll(world);
    await expect(rebuildReadModels(world)).rejects.toMatchObject({ name: 'UnknownEvent' });
    await expectAll(world);
  });

  it('stops at an event of a later schema version', async () => {
    const world = await openWorld();
    const event = { ...someEvent('CommentaryWritten', { period: '2015-16-Q1', text: 'A', writtenBy: 'b' }) };
    await world.store.append('indicator-indicator-000001', [{ ...event, schemaVersion: 2 }], 'any');
    await expect(world.follow()).rejects.toMatchObject({ name: 'UnknownEvent', schemaVersion: 2 });
  });

  it('refuses a store that is behind it', async () => {
    const world = await openWorld();
    await world.follow();
    await world.pool.query('update read_models.checkpoints set position = position + 1');
    const follower = world.follower();
    follower.start();
    await until(() => follower.status().state === 'failed');
    expect(follower.status().error?.message).toMatch(/followed up to position \d+ and the event store ends at \d+/);
  });

  it('refuses another store that is as long, until the read models are rebuilt from it', async () => {
    const world = await openWorld();
    await world.follow();
    const history = [...generateHistory({ indicators: 13, years: 2, seed: 8 })];
    const other = await openWorld(history.map((event) => ({ ...event, id: randomUUID() })));
    const misled = { store: other.store, pool: world.pool };
    const follower = world.follower(misled);
    follower.start();
    await until(() => follower.status().state === 'failed');
    expect(follower.status().error).toMatchObject({ name: 'ForeignEventStore' });
    expect(follower.status().error?.message).toMatch(/at position \d+, is not there in the event store: it is another/);
    await rebuildReadModels(misled);
    await world.follow(misled);
    expect((await verifyReadModels(misled)).differences).toEqual([]);
  });

  it('asks for a rebuild of rows that another version of it has made', async () => {
    const world = await openWorld();
    await world.follow();
    await world.pool.query(`update read_models.checkpoints set version = 0 where name = 'figures'`);
    await expect(world.follow()).rejects.toThrow(/figures was made by version 0/);
    await rebuildReadModels(world);
    await world.follow();
    await expectAll(world);
  });
});

describe('a rebuild beside the tables in use', () => {
  it('loses nothing of what is appended meanwhile, and nobody who reads notices', async () => {
    const world = await createReadModelWorld();
    try {
      await loadEvents(world.pool, generateHistory({ indicators: 60, years: 3, seed: 5 }));
      const head = await world.store.headPosition();
      world.follower().start();
      await world.readModels.waitFor(head, WITHIN_MS);
      let rebuilding = true;
      const writing = (async () => {
        for (let number = 0; rebuilding; number += 1) await append(world, `qh-new-${number}`, 3);
      })();
      const reading = (async () => {
        const before = await world.readModels.summary('2015-16-Q2', head);
        for (let number = 0; rebuilding; number += 1) {
          expect(await world.readModels.summary('2015-16-Q2', head)).toEqual(before);
          const cells = await world.readModels.cellsOfPeriod('2015-16-Q2', head);
          expect(cells).toHaveLength(before.reduce((sum, row) => sum + row.total, 0));
          await turn();
        }
      })();
      for (let round = 0; round < 3; round += 1) await rebuildReadModels(world);
      await rebuildReadModels({ ...world, models: readModels.slice(3, 5) });
      rebuilding = false;
      await Promise.all([writing, reading]);
      const end = await world.store.headPosition();
      expect(end).toBeGreaterThan(head);
      expect(await world.readModels.waitFor(end, WITHIN_MS)).toBe(true);
      expect(await verifyReadModels(world)).toMatchObject({ position: end, differences: [] });
      const tables = await world.pool.query<{ name: string }>(
        `select c.relname as name from pg_class c where c.relnamespace = 'read_models'::regnamespace and c.relname like '%next%'`,
      );
      expect(tables.rows).toEqual([]);
    } finally {
      await world.close();
    }
  }, 60_000);

  it('finds rows that are missing, too many or other than the events say', async () => {
    const world = await createReadModelWorld();
    try {
      await loadEvents(world.pool, HISTORY);
      await world.follow();
      await world.pool.query(`
        update read_models.period_summaries set red = red + 1 where (period, area, from_position) in
          (select period, area, from_position from read_models.period_summaries order by 3 desc limit 1);
        delete from read_models.figure_history where position = 100;
        insert into read_models.areas values ('nowhere', 7, '{}')`);
      const { differences } = await verifyReadModels(world);
      const kinds = differences.map(({ table, stored, rebuilt }) =>
        [table, stored !== null, rebuilt !== null].join(' '),
      );
      expect(new Set(kinds)).toEqual(
        new Set(['period_summaries true true', 'figure_history false true', 'areas true false']),
      );
    } finally {
      await world.close();
    }
  });
});

const METADATA = { actor: 'person-1', role: 'officer', correlationId: 'c-1', causationId: 'd-1' };

function someEvent(type: string, data: object): NewEvent {
  return { id: randomUUID(), type, schemaVersion: 1, data, metadata: METADATA };
}

/** Appends up to three events of a new indicator, one by one. */
async function append({ store }: { store: EventStore }, key: string, count: number) {
  const scheme = absoluteTolerance('5');
  const events = [
    someEvent('IndicatorDefined', {
      indicator: key,
      area: 'quality-homes',
      definition: definition({ validFrom: '2014-04-01' }),
      definedBy: 'person-1',
    }),
    someEvent('RatingRuleSet', { scheme, validFrom: '2014-04-01', reason: 'As agreed.', setBy: 'person-1' }),
    someEvent('OutturnSubmitted', {
      period: '2016-17-Q4',
      value: supplied('91.5'),
      definitionVersion: 1,
      provisional: false,
      late: false,
      submittedBy: 'person-1',
    }),
  ];
  const results = [];
  for (const event of events.slice(0, count)) results.unshift(await store.append(`indicator-${key}`, [event], 'any'));
  return results;
}

/** Waits until something has come about. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not come about.');
    await turn();
  }
}
