import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import {
  countsIn,
  lastDay,
  parsePeriod,
  publication,
  publicationStream,
  quarterOf,
  type BusinessPlanEvent,
  type EditionFigure,
  type PublicationCommand,
} from '@outturn/domain';
import { handle } from '@outturn/event-store';
import { REPORTING_ROLE } from '@outturn/exports';
import { eventTypes, rebuildReadModels, resolveAsAt } from '@outturn/read-models';
import { loadExample } from '../support/example';
import { createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';
import { STORE_KINDS } from '../support/stores';

jest.setTimeout(60_000);

const VIEWS = ['figures', 'figure_history', 'targets', 'summaries', 'actions', 'action_history', 'published_figures'];
const FIRE = 'qh-fire-risk-assessments';
const QUARTERS = [1, 2, 3, 4].map((number) => `2023-24-Q${number}`);
const DOORS = 'qh-fire-doors';

function update(action: string, quarter: string, status: 'on-track' | 'medium-issues'): BusinessPlanEvent {
  return {
    type: 'ActionUpdated',
    data: { action, quarter, status, commentary: `${quarter}: ${status}`, updatedBy: 'u-1' },
  };
}

function added(action: string, fromQuarter: string): BusinessPlanEvent {
  const data = { year: '2023-24', action, area: 'quality-homes', title: `Do ${action}`, owner: 'post-1', fromQuarter };
  return { type: 'ActionAdded', data: { ...data, addedBy: 'u-2' } };
}

const OVERLOOKED = { reason: 'The delivery of March was overlooked.' };
const CAUGHT_UP = { quarter: '2023-24-Q3', status: 'on-track' as const, commentary: 'It has caught up.' };
const PROPOSED = { quarter: '2023-24-Q4', status: 'significant-issues' as const, commentary: 'It has withdrawn.' };
/** A plan in which all happens that can happen to an action. */
const PLAN: readonly BusinessPlanEvent[] = [
  added(DOORS, '2023-24-Q2'),
  added('qh-roofs', '2023-24-Q1'),
  update(DOORS, '2023-24-Q2', 'on-track'),
  update('qh-roofs', '2023-24-Q2', 'on-track'),
  { type: 'ActionHandedOver', data: { action: DOORS, owner: 'post-2', reason: 'New.', handedOverBy: 'u-2' } },
  update(DOORS, '2023-24-Q3', 'medium-issues'),
  { type: 'ActionUpdateCorrected', data: { action: DOORS, ...CAUGHT_UP, ...OVERLOOKED, correctedBy: 'u-1' } },
  update(DOORS, '2023-24-Q4', 'medium-issues'),
  { type: 'ActionCorrectionProposed', data: { action: DOORS, ...PROPOSED, ...OVERLOOKED, proposedBy: 'u-1' } },
  { type: 'ActionCorrectionApproved', data: { action: DOORS, correctionId: randomUUID(), approvedBy: 'u-3' } },
  {
    type: 'ActionEnded',
    data: { action: 'qh-roofs', lastQuarter: '2023-24-Q2', reason: 'All are dry.', endedBy: 'u-2' },
  },
];

/** An edition of the fourth quarter that shows one figure, as at a position. */
function edition(number: number, position: number): PublicationCommand {
  const entry = { period: '2023-24-Q4', coverage: 'full', state: 'closed', reopenedFor: [] } as const;
  const file = { format: 'html', mediaType: 'text/html', sha256: 'a'.repeat(64), bytes: 3, deflated: 'AAAA' } as const;
  const shown: EditionFigure = {
    indicator: FIRE,
    period: '2023-24-Q4',
    area: 'quality-homes',
    kind: 'indicator',
    status: 'red',
    markers: [],
  };
  return {
    type: 'PublishEdition',
    actor: 'u-1',
    period: '2023-24-Q4',
    number,
    previous: number === 1 ? undefined : `2023-24-Q4.${number - 1}`,
    title: 'Performance monitoring report',
    reportedPeriods: ['2023-24-Q4'],
    position,
    rules: { basis: 'known-then', position },
    rounding: 'Half away from zero.',
    contentSha256: 'c'.repeat(64),
    substanceSha256: String(number).repeat(64),
    changes: number - 1,
    calendar: [entry],
    calendarNow: [entry],
    decidedLater: [],
    unapproved: [],
    figures: [shown],
    files: [file, { ...file, format: 'json', mediaType: 'application/json' }],
  };
}

describe.each(STORE_KINDS)('the views for reporting, with the events in $name,', ({ makeStore }) => {
  let world: ReadModelWorld;
  let position: number;
  /** Since when the figure that the editions show was known. */
  let firstKnown: number;
  /** A person's own account, of which an administrator made the role a part. */
  let reader: Client;
  const account = `outturn_test_${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    world = await createReadModelWorld(makeStore);
    await loadExample(world.store);
    const metadata = { actor: 'u-1', role: 'performance', correlationId: randomUUID(), causationId: randomUUID() };
    for (const event of PLAN) {
      await world.store.append('plan-2023-24', [{ ...event, id: randomUUID(), schemaVersion: 1, metadata }], 'any');
    }
    position = await world.store.headPosition();
    await world.follow();
    const first = await world.pool.query<{ position: number }>(
      `select min(from_position)::int as position from read_models.figures where indicator = $1 and period = $2`,
      [FIRE, '2023-24-Q4'],
    );
    firstKnown = first.rows[0]?.position ?? 0;
    for (const command of [edition(1, firstKnown), edition(2, position)]) {
      const [store, commandId, streamId] = [world.store, randomUUID(), publicationStream('2023-24-Q4')];
      await handle({ store, decider: publication, eventTypes, streamId, command, commandId, metadata });
    }
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
    for (const view of VIEWS) rows.push(await read(`select * from reporting.${view} v order by v::text`));
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
    const periods = fc.constantFrom('2023-24', '2023-24-Q3', '2023-24-Q4', '2024-03');
    await fc.assert(
      fc.asyncProperty(fc.nat(position), periods, async (asAt, period) => {
        const rows = await read(
          `select indicator, area, name, status, reason, value::text, target_value::text as target,
                  known_from_position::int as since
             from reporting.figures_at_position($1) where period = $2 order by indicator`,
          [asAt, period],
        );
        const cells = await world.readModels.cellsOfPeriod(period, asAt);
        expect(rows).toEqual(
          cells.map(({ cell, fromPosition }) => ({
            indicator: cell.indicator,
            area: cell.area,
            name: cell.name,
            status: cell.status,
            reason: cell.reason ?? null,
            value: cell.value?.value ?? null,
            target: cell.target?.value ?? null,
            since: fromPosition,
          })),
        );
      }),
      {
        numRuns: 25,
        examples: [
          [0, '2023-24-Q4'],
          [position, '2023-24-Q4'],
        ],
      },
    );
  });

  it('find the position of a moment as the API does', async () => {
    const event = fc.integer({ min: 1, max: position });
    await fc.assert(
      fc.asyncProperty(event, fc.integer({ min: -1, max: 1 }), async (near, microseconds) => {
        const [moment] = await read<{ text: string }>(
          `select to_char($1::timestamptz + $2 * interval '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as text`,
          [await world.store.recordedAt(near), microseconds],
        );
        const found = await read<{ position: string }>('select reporting.position_at($1) as position', [moment?.text]);
        const asked = await resolveAsAt(moment?.text, { store: world.store, now: new Date() });
        expect(found).toEqual([{ position: String(asked.position) }]);
      }),
      { numRuns: 25 },
    );
  });

  it('answer as at a moment, and refuse one that has not come', async () => {
    const recordedAt = await world.store.recordedAt(200);
    for (const what of ['figures', 'actions']) {
      const [asAt, atPosition] = await Promise.all([
        read(`select * from reporting.${what}_as_at($1) order by 1, period`, [recordedAt]),
        read(`select * from reporting.${what}_at_position(reporting.position_at($1)) order by 1, period`, [recordedAt]),
      ]);
      expect(asAt).toEqual(atPosition);
      await expect(read(`select * from reporting.${what}_as_at(now() + interval '1 day')`)).rejects.toThrow(
        'lies in the future: nothing is known yet as at then.',
      );
    }
  });

  it('show an action in each quarter in which it counts, as at any position', async () => {
    for (let asAt = position - PLAN.length; asAt <= position; asAt += 1) {
      const rows = await read(
        `select action, period, owner, status, commentary, correction_reason, correction_pending, ended_after
           from reporting.actions_at_position($1) order by action, period`,
        [asAt],
      );
      const plan = (await world.readModels.businessPlans(['2023-24'], asAt)).get('2023-24');
      expect(rows).toEqual(
        Object.values(plan?.actions ?? {}).flatMap((action) =>
          QUARTERS.filter((quarter) => countsIn(action, quarter)).map((quarter) => ({
            action: action.action,
            period: quarter,
            owner: action.owner,
            status: action.updates[quarter]?.status ?? 'no-update',
            commentary: action.updates[quarter]?.commentary ?? null,
            correction_reason: action.updates[quarter]?.corrected?.reason ?? null,
            correction_pending: action.pendingCorrection?.quarter === quarter,
            ended_after: action.ended?.lastQuarter ?? null,
          })),
        ),
      );
    }
  });

  it('have a version of an action and quarter only where something of it changed', async () => {
    const history = await read(
      `select status, owner, correction_pending as pending, $1 + known_from_position as since, $1 + known_to_position as until
         from reporting.action_history where action = $2 and period = '2023-24-Q4' order by known_from_position`,
      [PLAN.length - position, DOORS],
    );
    expect(history).toEqual([
      { status: 'no-update', owner: 'post-1', pending: false, since: '1', until: '5' },
      { status: 'no-update', owner: 'post-2', pending: false, since: '5', until: '8' },
      { status: 'medium-issues', owner: 'post-2', pending: false, since: '8', until: '9' },
      { status: 'medium-issues', owner: 'post-2', pending: true, since: '9', until: '10' },
      { status: 'significant-issues', owner: 'post-2', pending: false, since: '10', until: null },
    ]);
    const gone = await read(
      `select period, known_to_position::int as until, ended_after from reporting.action_history
        where action = 'qh-roofs' and known_from_position = $1 order by period`,
      [position - PLAN.length + 2],
    );
    expect(gone).toEqual(
      QUARTERS.map((period) => {
        const until = period === '2023-24-Q2' ? position - PLAN.length + 4 : position;
        return { period, until, ended_after: null };
      }),
    );
    const [doors] = await read(`select * from reporting.actions where action = $1 and period = '2023-24-Q3'`, [DOORS]);
    expect(doors).toMatchObject({ title: `Do ${DOORS}`, area: 'quality-homes', we_will: null, ending_reason: null });
    const recordedAt = await world.store.recordedAt(position - PLAN.length + 7);
    expect(doors).toMatchObject({ known_from: new Date(recordedAt ?? ''), known_to: null });
  });

  it('show what editions have published, as it was known then', async () => {
    const rows = await read(
      `select edition, latest, as_at_position::int as position, indicator, value::text, status, maturity
         from reporting.published_figures order by edition`,
    );
    const expected = [];
    for (const [index, asAt] of [firstKnown, position].entries()) {
      const cell = (await world.readModels.cell(FIRE, '2023-24-Q4', asAt))?.cell;
      const { value = null, maturity = null } = cell?.value ?? {};
      const shown = { indicator: FIRE, value, status: cell?.status, maturity };
      expected.push({ edition: `2023-24-Q4.${index + 1}`, latest: index === 1, position: asAt, ...shown });
    }
    expect(rows).toEqual(expected);
    expect(expected[0]).not.toEqual({ ...expected[1], edition: '2023-24-Q4.1', latest: false, position: firstKnown });
  });

  it('let what is published be read by one who may read nothing else', async () => {
    const outsider = `outturn_test_${randomBytes(4).toString('hex')}`;
    await asAdministrator(
      `create role ${outsider};
       grant usage on schema reporting to ${outsider};
       grant select on reporting.published_figures to ${outsider};
       grant execute on function reporting.period_start, reporting.period_end to ${outsider}`,
    );
    const client = new Client({ connectionString: world.database.adminUrl, options: `-c role=${outsider}` });
    await client.connect();
    try {
      expect((await client.query('select * from reporting.published_figures')).rows).toHaveLength(2);
      for (const view of VIEWS.filter((name) => name !== 'published_figures')) {
        await expect(client.query(`select * from reporting.${view}`)).rejects.toThrow('permission denied');
      }
      await expect(client.query('select * from reporting.figures_at_position(1)')).rejects.toThrow('permission denied');
    } finally {
      await client.end();
      await asAdministrator(`drop owned by ${outsider}; drop role ${outsider}`);
    }
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

  it('are, with their functions, the whole of what the role has rights on', async () => {
    const tables = await read(
      `select c.oid::regclass::text as relation, privilege
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
          and has_table_privilege($1, c.oid, privilege) order by 1`,
      [account],
    );
    expect(tables).toEqual([...VIEWS].sort().map((view) => ({ relation: `reporting.${view}`, privilege: 'select' })));
    const functions = await read<{ name: string }>(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname not in ('pg_catalog', 'information_schema')
          and has_schema_privilege($1, n.oid, 'usage') and has_function_privilege($1, p.oid, 'execute') order by 1`,
      [account],
    );
    expect(functions.map(({ name }) => name)).toEqual([
      'actions_as_at',
      'actions_at_position',
      'figures_as_at',
      'figures_at_position',
      'period_end',
      'period_start',
      'position_at',
    ]);
    const schemas = await read(`select nspname from pg_namespace where has_schema_privilege($1, oid, 'create')`, [
      account,
    ]);
    expect(schemas).toEqual([]);
  });

  it('may be read by nobody else', async () => {
    const [rights] = await read(
      `select has_schema_privilege('public', 'reporting', 'usage') as schema,
              has_function_privilege('public', 'reporting.actions_as_at(timestamptz)', 'execute') as function,
              has_table_privilege('public', 'reporting.actions', 'select') as view`,
    );
    expect(rights).toEqual({ schema: false, function: false, view: false });
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
