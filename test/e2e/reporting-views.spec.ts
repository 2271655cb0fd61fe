import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { lastDay, parsePeriod, quarterOf } from '@outturn/domain';
import { REPORTING_ROLE } from '@outturn/exports';
import { eventTypes, rebuildReadModels } from '@outturn/read-models';
import { loadReport } from '../../apps/cli/src/demonstration/load';
import { quarterFourReport } from '../../apps/cli/src/demonstration/report';
import { createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';

const VIEWS = ['figures', 'figure_history', 'targets', 'summaries'];
const FIRE = 'qh-fire-risk-assessments';

describe('the views for reporting', () => {
  let world: ReadModelWorld;
  let position: number;
  /** A person's own account, of which an administrator made the role a part. */
  let reader: Client;
  const account = `outturn_test_${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    world = await createReadModelWorld();
    const options = { store: world.store, eventTypes, today: '2024-08-01', report: () => undefined };
    ({ position } = await loadReport(quarterFourReport, options));
    await world.follow();
    await asAdministrator(`create role ${account}; grant ${REPORTING_ROLE} to ${account}`);
    reader = new Client({ connectionString: world.database.adminUrl, options: `-c role=${account}` });
    await reader.connect();
  });

  afterAll(async () => {
    await reader.end();
    await world.close();
    const url = new URL(world.database.adminUrl);
    url.pathname = '/postgres';
    await asAdministrator(`drop role ${account}`, url.href);
  });

  async function asAdministrator(statements: string, url = world.database.adminUrl): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(statements).finally(() => client.end());
  }

  async function read<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await reader.query<Row>(text, values)).rows;
  }

  async function contents(): Promise<unknown[][]> {
    const rows: unknown[][] = [];
    for (const view of VIEWS)
      rows.push(await read(`select * from reporting.${view} order by 1, period, known_from_position`));
    return rows;
  }

  it('show a figure with all that is known of it', async () => {
    const [figure] = await read(`select * from reporting.figures where indicator = $1 and period = '2023-24-Q4'`, [
      FIRE,
    ]);
    const cell = (await world.readModels.cell(FIRE, '2023-24-Q4', position))?.cell;
    expect(figure).toMatchObject({
      indicator: FIRE,
      name: cell?.name,
      area: 'quality-homes',
      value: cell?.value?.value,
      status: cell?.status,
      unit: cell?.unit,
      maturity: cell?.value?.maturity,
      basis: cell?.value?.basis,
      markers: null,
      known_to_position: null,
    });
  });

  it('say of every version since and until when it was known', async () => {
    const history = await read<{ known_from_position: string; known_to_position: string | null; known_from: Date }>(
      `select known_from_position, known_to_position, known_from from reporting.figure_history
        where indicator = $1 and period = '2023-24-Q4' order by known_from_position`,
      [FIRE],
    );
    expect(history.length).toBeGreaterThan(2);
    expect(history.slice(0, -1).map((row) => row.known_to_position)).toEqual(
      history.slice(1).map((row) => row.known_from_position),
    );
    const recordedAt = await world.store.recordedAt(Number(history[0]?.known_from_position));
    expect(history[0]?.known_from).toEqual(new Date(recordedAt ?? ''));
  });

  it('answer as at any position what the read models answer', async () => {
    for (const asAt of [0, 150, 300, position]) {
      const rows = await read<{ indicator: string; status: string }>(
        `select indicator, status from reporting.figures_at_position($1) where period = '2023-24-Q4' order by indicator`,
        [asAt],
      );
      const cells = await world.readModels.statusesOfPeriod('2023-24-Q4', asAt);
      expect(rows).toEqual(cells.map(({ indicator, status }) => ({ indicator, status })));
    }
  });

  it('answer as at a moment, and refuse one that has not come', async () => {
    const recordedAt = await world.store.recordedAt(200);
    const [before, after] = await Promise.all([
      read<{ count: string }>('select count(*) from reporting.figures_as_at($1)', [recordedAt]),
      read<{ count: string }>('select count(*) from reporting.figures_at_position(200)'),
    ]);
    expect(before).toEqual(after);
    await expect(read(`select * from reporting.figures_as_at(now() + interval '1 day')`)).rejects.toThrow(
      'lies in the future: nothing is known yet as at then.',
    );
  });

  it('read the days of periods as the domain does', async () => {
    const year = fc.integer({ min: 2012, max: 2097 });
    const month = fc.integer({ min: 1, max: 12 }).map((number) => String(number).padStart(2, '0'));
    const day = fc.integer({ min: 1, max: 28 }).map((number) => String(number).padStart(2, '0'));
    const later = fc.integer({ min: 2100, max: 2101 });
    const key = fc.oneof(
      fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([start, quarter]) => quarterOf(start, quarter).key),
      year.map((start) => quarterOf(start, 1).key.slice(0, 7)),
      fc.tuple(year, month).map(([start, number]) => `${start + 1}-${number}`),
      fc.tuple(year, month, later, month).map(([start, from, end, to]) => `${start + 1}-${from}..${end}-${to}`),
      fc.tuple(year, month, day, later, month, day).map(([a, b, c, d, e, f]) => `${a + 1}-${b}-${c}..${d}-${e}-${f}`),
    );
    const keys = fc.sample(key, 500).filter((candidate) => candidate < '2099');
    const rows = await read(
      `select p as period, reporting.period_start(p)::text as start, reporting.period_end(p)::text as end
         from unnest($1::text[]) with ordinality t(p, n) order by n`,
      [keys],
    );
    expect(rows).toEqual(
      keys.map((period) => {
        const known = parsePeriod(period);
        return { period, start: known.start, end: lastDay(known) };
      }),
    );
  });

  it('go on through a rebuild, and read the tables that it puts in place', async () => {
    const before = await contents();
    expect(before.every((rows) => rows.length > 0)).toBe(true);
    let rebuilding = true;
    const rebuilt = rebuildReadModels(world).finally(() => {
      rebuilding = false;
    });
    const counts = new Set<string | undefined>();
    while (rebuilding) {
      counts.add((await read<{ count: string }>('select count(*) from reporting.figures'))[0]?.count);
    }
    await rebuilt;
    expect([...counts]).toEqual([String(before[0]?.length)]);
    expect(await contents()).toEqual(before);
  });

  it('are all that the role may read, and nothing that it may change', async () => {
    for (const table of ['ledger.events', 'ledger.positions', 'read_models.figures', 'read_models.reported_figures']) {
      await expect(read(`select * from ${table}`)).rejects.toThrow('permission denied');
    }
    for (const statement of [
      `update reporting.summaries set area = 'x'`,
      'delete from reporting.figures',
      'create table reporting.mine (a integer)',
      'create view reporting.mine as select 1 as a',
    ]) {
      await expect(reader.query(statement)).rejects.toThrow(/permission denied|cannot (update|delete)/);
    }
  });

  it('are documented column by column', async () => {
    const undocumented = await read(
      `select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'reporting'::regnamespace and c.relkind = 'v'
          and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)`,
    );
    expect(undocumented).toEqual([]);
  });
});
