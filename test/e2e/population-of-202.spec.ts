import { v5 as uuidOf } from 'uuid';
import {
  AreaCommand,
  DomainEvent,
  IndicatorCommand,
  PeriodKey,
  Recorded,
  ReportingPeriodCommand,
  area,
  fold,
  indicator,
  reportingPeriod,
  sharePercent,
} from '@outturn/domain';
import type { SummaryRow } from '@outturn/read-models';
import { OFFICER, PERFORMANCE, TODAY, definition, openCycle, scheme, supplied, target } from '../domain-examples';
import { PRINTED_QUARTER, PRINTED_SHARES, PRINTED_YEAR, PrintedRow } from '../fixtures/printed-tables';
import { createReadModelWorld, ReadModelWorld } from '../support/read-model-world';

const QUARTER = '2023-24-Q4';
const YEAR = '2023-24';
const NAMESPACE = '3f0f5f0e-6d55-4b07-9a53-2b1c0a9f7d10';
const BY = { actor: PERFORMANCE, today: TODAY };
/** Values that are red, amber and green against 95 with a tolerance of 5. */
const VALUES = { red: '80', amber: '92', green: '95' } as const;

type Status = Exclude<keyof PrintedRow, 'area' | 'total'>;

/** One status for each indicator of an area, as many of each as its row says. */
function statusesOf(row: PrintedRow): Status[] {
  const columns = ['red', 'amber', 'green', 'ragNotApplicable', 'dataNotAvailable', 'annualOnly'] as const;
  return columns.flatMap((column) => Array<Status>(row[column]).fill(column));
}

/** What makes a figure of a period come out with a status. */
function commandsFor(period: PeriodKey, status: Status, isReturn: boolean): IndicatorCommand[] {
  const cycle = openCycle(period);
  const submit = (value: string): IndicatorCommand => ({
    type: isReturn ? 'SubmitAnnualReturn' : 'SubmitOutturn',
    ...BY,
    actor: OFFICER,
    cycle,
    period,
    value: supplied(value),
    provisional: false,
  });
  switch (status) {
    case 'red':
    case 'amber':
    case 'green':
      return [{ type: 'SetTarget', ...BY, cycle, target: target(period, '95') }, submit(VALUES[status])];
    case 'ragNotApplicable':
      return [submit('50')];
    case 'dataNotAvailable':
    case 'annualOnly':
      return [];
  }
}

/** The summary as the report prints it: by area, without what the report has no column for. */
function printed(rows: readonly SummaryRow[]): PrintedRow[] {
  return rows.map(({ area: name, total, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly }) => ({
    area: name ?? '',
    total,
    red,
    amber,
    green,
    ragNotApplicable,
    dataNotAvailable,
    annualOnly,
  }));
}

function shares(rows: readonly SummaryRow[]) {
  const sum = (column: 'red' | 'amber' | 'green' | 'rated') => rows.reduce((total, row) => total + row[column], 0);
  const share = (column: 'red' | 'amber' | 'green') => sharePercent(sum(column), sum('rated'));
  return { rated: sum('rated'), red: share('red'), amber: share('amber'), green: share('green') };
}

describe('a population of 202 indicators with the counts that the report prints', () => {
  let world: ReadModelWorld;

  /** Decides one command after another on a stream and appends what follows. */
  async function carryOut<State, Command, Event extends DomainEvent>(
    streamId: string,
    decider: {
      initialState: State;
      decide(command: Command, state: State): Event[];
      evolve(state: State, event: Recorded<Event>): State;
    },
    commands: readonly Command[],
  ): Promise<void> {
    const stored = await world.store.readStream(streamId);
    const earlier = stored.map(({ id, type, data }) => ({ id, type, data }) as unknown as Recorded<Event>);
    let state = fold(decider, decider.initialState, earlier);
    const events: Recorded<Event>[] = [];
    for (const command of commands) {
      for (const decided of decider.decide(command, state)) {
        const event = { ...decided, id: uuidOf(`${streamId} ${earlier.length + events.length}`, NAMESPACE) };
        state = decider.evolve(state, event);
        events.push(event);
      }
    }
    const metadata = { actor: PERFORMANCE, role: 'performance', correlationId: 'c-1', causationId: 'd-1' };
    await world.store.append(
      streamId,
      events.map((event) => ({ ...event, schemaVersion: 1, metadata })),
      earlier.length === 0 ? 'no-stream' : earlier.length - 1,
    );
  }

  async function addIndicator(key: string, areaKey: string, quarter: Status, year: Status): Promise<void> {
    const isAnnual = quarter === 'annualOnly';
    const described = definition({ frequency: isAnnual ? 'annual' : 'quarterly', rollUp: 'explicit' });
    await carryOut(`indicator-${key}`, indicator, [
      { type: 'DefineIndicator', ...BY, indicator: key, area: areaKey, definition: described },
      { type: 'SetRatingRule', ...BY, scheme: scheme(), validFrom: '2022-04-01', reason: 'For this test.' },
      ...commandsFor(QUARTER, quarter, false),
      ...commandsFor(YEAR, year, !isAnnual),
    ]);
  }

  beforeAll(async () => {
    world = await createReadModelWorld();
    for (const period of [QUARTER, YEAR]) {
      const open: ReportingPeriodCommand = {
        type: 'OpenReportingPeriod',
        actor: PERFORMANCE,
        period,
        coverage: 'full',
      };
      await carryOut(`period-${period}`, reportingPeriod, [open]);
    }
    for (const [order, row] of PRINTED_QUARTER.entries()) {
      const command: AreaCommand = {
        type: 'DefineArea',
        actor: PERFORMANCE,
        area: row.area,
        name: row.area,
        aliases: [],
        order,
      };
      await carryOut(`area-${row.area}`, area, [command]);
      const years = statusesOf(PRINTED_YEAR[order] ?? row);
      await Promise.all(
        statusesOf(row).map((quarter, index) =>
          addIndicator(`${row.area}-${index + 1}`, row.area, quarter, years[index] ?? 'dataNotAvailable'),
        ),
      );
    }
    for (const period of [QUARTER, YEAR]) {
      await carryOut(`period-${period}`, reportingPeriod, [
        { type: 'CloseReportingPeriod', actor: PERFORMANCE, period },
      ]);
    }
    await world.follow();
  });
  afterAll(() => world.close());

  it('gives the printed table of the quarter, area by area, and its shares', async () => {
    const rows = await world.readModels.summary(QUARTER, await world.store.headPosition());
    expect(printed(rows)).toEqual(PRINTED_QUARTER);
    expect(rows.reduce((total, row) => total + row.total, 0)).toBe(202);
    expect(rows.map((row) => row.otherNotDue)).toEqual(rows.map(() => 0));
    expect(shares(rows)).toEqual({ rated: 74, ...PRINTED_SHARES.quarter });
  });

  it('gives the printed table of the year and its shares, of which one was misprinted', async () => {
    const rows = await world.readModels.summary(YEAR, await world.store.headPosition());
    expect(printed(rows)).toEqual(PRINTED_YEAR);
    expect(shares(rows)).toEqual({ rated: 136, ...PRINTED_SHARES.year, red: '30.9' });
    expect(PRINTED_SHARES.year.red).toBe('30.8');
  });

  it('has a cell for every one of them, and counts what the cells say', async () => {
    const head = await world.store.headPosition();
    for (const period of [QUARTER, YEAR]) {
      const cells = await world.readModels.cellsOfPeriod(period, head);
      expect(cells).toHaveLength(202);
      const red = cells.filter(({ cell }) => cell.status === 'red').length;
      expect(red).toBe((await world.readModels.summary(period, head)).reduce((sum, row) => sum + row.red, 0));
    }
    expect(await world.readModels.annualRollUps(YEAR, head)).toHaveLength(202);
  });
});
