import { differingSums, slippageOf } from '@outturn/domain';
import { EventStore, PostgresEventStore, StoredEvent } from '@outturn/event-store';
import { PostgresReadModels, ReadModelFollower, eventTypes, type SummaryRow } from '@outturn/read-models';
import { loadProgress, loadReport } from '../../apps/cli/src/demonstration/load';
import { quarterFourReport } from '../../apps/cli/src/demonstration/report';
import { createTestDatabase, TestDatabase } from '../support/database';

const TODAY = '2024-08-01';

describe('loading the figures of the report', () => {
  const databases: TestDatabase[] = [];
  const stores: PostgresEventStore[] = [];

  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(databases.map((database) => database.drop()));
  });

  async function openDatabase(): Promise<{ database: TestDatabase; store: PostgresEventStore }> {
    const database = await createTestDatabase();
    databases.push(database);
    const store = new PostgresEventStore(database.pool);
    stores.push(store);
    return { database, store };
  }

  async function openStore(): Promise<PostgresEventStore> {
    return (await openDatabase()).store;
  }

  function load(store: EventStore, signal?: AbortSignal) {
    return loadReport(quarterFourReport, { store, eventTypes, today: TODAY, report: () => undefined, signal });
  }

  async function streamsOf(store: EventStore): Promise<Map<string, unknown[]>> {
    const streams = new Map<string, unknown[]>();
    for await (const batch of store.readAll({ afterPosition: 0, batchSize: 1_000 })) {
      for (const event of batch) {
        streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), withoutPlace(event)]);
      }
    }
    return streams;
  }

  function withoutPlace({ id, type, schemaVersion, data, metadata, revision }: StoredEvent) {
    return { id, type, schemaVersion, data, metadata, revision };
  }

  it('changes nothing the second time', async () => {
    const store = await openStore();
    expect(await loadProgress(quarterFourReport, store)).toBe('not-begun');
    const first = await load(store);
    expect(first.written).toBe(first.position);
    expect(await loadProgress(quarterFourReport, store)).toBe('complete');
    expect(await load(store)).toEqual({ position: first.position, written: 0 });
    expect(await store.headPosition()).toBe(first.position);
  });

  it.each([3, 40, 170, 333])('comes to the same when it is interrupted after %i appends and resumed', async (limit) => {
    const [interrupted, uninterrupted] = [await openStore(), await openStore()];
    const stop = new AbortController();
    let appends = 0;
    const append = interrupted.append.bind(interrupted);
    jest.spyOn(interrupted, 'append').mockImplementation((...words) => {
      appends += 1;
      if (appends === limit) stop.abort();
      return append(...words);
    });
    await expect(load(interrupted, stop.signal)).rejects.toThrow('aborted');
    expect(await loadProgress(quarterFourReport, interrupted)).toBe('interrupted');
    const before = await interrupted.headPosition();
    const rest = await load(interrupted);
    expect(rest.written).toBe(rest.position - before);
    await load(uninterrupted);
    expect(await streamsOf(interrupted)).toEqual(await streamsOf(uninterrupted));
  });

  describe('the summary', () => {
    let readModels: PostgresReadModels;
    let follower: ReadModelFollower;
    let position: number;

    beforeAll(async () => {
      const { database, store } = await openDatabase();
      ({ position } = await load(store));
      follower = new ReadModelFollower({ store, pool: database.pool });
      follower.start();
      readModels = new PostgresReadModels(database.pool, store);
      expect(await readModels.waitFor(position, 20_000)).toBe(true);
    });

    afterAll(() => follower.stop());

    function sum(rows: readonly SummaryRow[], column: keyof SummaryRow): number {
      return rows.reduce((total, row) => total + Number(row[column]), 0);
    }

    it.each([
      ['2023-24-Q4', '4.2', { red: 25, amber: 11, green: 38 }],
      ['2023-24', '4.3', { red: 42, amber: 18, green: 76 }],
    ])('of %s shows what is computed, what paragraph %s prints, and what is missing', async (period, _, printed) => {
      const rows = await readModels.summary(period, position);
      const { publishedSummary } = await readModels.reportingPeriod(period, position);
      const populations = (await readModels.areas(position)).map((area) => area.populations[period]?.indicators ?? 0);
      const population = populations.reduce((total, count) => total + count, 0);
      expect(rows.map((row) => row.area)).toEqual(quarterFourReport.areas.map((area) => area.area));
      expect(sum(rows, 'total')).toBe(57);
      expect(publishedSummary?.total).toMatchObject({ total: 202, ...printed });
      expect(population - sum(rows, 'total')).toBe(145);
      for (const row of rows) {
        const counted = row.red + row.amber + row.green + row.ragNotApplicable + row.dataNotAvailable;
        expect(counted + row.annualOnly + row.otherNotDue).toBe(row.total);
      }
    });

    it('of actions is the printed one alone, as the report prints no single action (4.5)', async () => {
      expect(await readModels.businessPlans(['2023-24'], position)).toEqual(new Map());
      const printed = await readModels.publishedActions('2023-24-Q4', position);
      expect(printed).toMatchObject({ updated: 241 });
      expect(printed && differingSums('2023-24-Q4', printed)).toEqual([
        { period: '2023-24-Q3', area: null, count: 'onTrack', of: 'areas', printed: 197, sum: 196 },
      ]);
      expect(await readModels.publishedActions('2023-24-Q3', position)).toBeNull();
    });

    it('names the presentations of the risk register, and the milestones of the plan for housing (13.1, 15.3)', async () => {
      const registers = await readModels.riskRegisters(position);
      expect(registers).toMatchObject([
        { register: 'strategic', versions: { 1: { presentedOn: '2024-01' } }, planned: { due: '2024-09' } },
      ]);
      const [programme] = await readModels.programmes(position);
      expect([programme?.owner, ...Object.values(programme?.milestones ?? {}).map(({ owner }) => owner)]).toEqual(
        Array<undefined>(4).fill(undefined),
      );
      const slippages = Object.values(programme?.milestones ?? {}).map((one) => slippageOf(one, '2024-07-31'));
      expect(slippages.map(({ status, expected }) => [status, expected])).toEqual([
        ['overdue', '2024-05-31'],
        ['overdue', '2024-05-31'],
        ['overdue', '2024-05-31'],
      ]);
    });

    it('of the next quarter awaits the figures that are due', async () => {
      const rows = await readModels.summary('2024-25-Q1', position);
      expect(sum(rows, 'dataNotAvailable')).toBe(31);
      expect(sum(rows, 'annualOnly')).toBe(21);
      expect(sum(rows, 'otherNotDue')).toBe(5);
    });

    it('can tell why a figure has its colour (6.5)', async () => {
      const found = await readModels.cell('bs-schools-good-special-ap', '2023-24-Q4', position);
      expect(found?.cell.rating).toMatchObject({ status: 'red', ruleVersion: 1, scheme: 'Within 10% of the target' });
      expect(found?.cell.eventIds).toHaveLength(4);
    });

    it('lists the restatement of 9.2 in the register, with the periods that cannot be restated', async () => {
      const register = await readModels.corrections({}, position, { limit: 10 });
      expect(register.items).toMatchObject([
        { kind: 'restatement', state: 'approved', indicator: 'qh-fire-risk-assessments' },
      ]);
      expect(register.items[0]?.changes.map((change) => change.period)).toEqual([
        '2022-23',
        '2023-24-Q1',
        '2023-24-Q2',
        '2023-24-Q3',
      ]);
    });
  });
});
