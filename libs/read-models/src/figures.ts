import type { Cell, CellStatus, RuleVersion } from '@outturn/domain';
import type { CellAsAt, CellFilter, CellStatusAsAt, RatedStatusAsAt } from './read-models';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import { cellOfStored, storedCell, type StoredCell } from './stored-cell';
import type { Row, Table } from './table';

/**
 * Every cell of every indicator, in versions: one row a change, with the position from which it holds. A row without a
 * status says that there is no cell any more.
 *
 * What the rating rule makes of a cell beside its status (inequality, boundaries, level) is not stored: it follows from
 * the cell and the rule, and is made again on reading. That keeps a version at a third of its size.
 */
const figuresTable: Table = {
  name: 'figures',
  columns: {
    indicator: 'text',
    period: 'text',
    from_position: 'bigint',
    area: 'text',
    kind: 'text',
    status: 'text',
    reason: 'text',
    rule_version: 'integer',
    cell: 'json',
  },
  key: ['indicator', 'period', 'from_position'],
  position: 'from_position',
};

interface FigureRow {
  readonly indicator: string;
  readonly period: string;
  readonly from_position: string;
  readonly area: string;
  readonly kind: Cell['kind'];
  readonly status: CellStatus | null;
  readonly reason: Cell['reason'] | null;
  readonly cell: StoredCell;
  readonly rule: RuleVersion | null;
}

type StatusRow = Omit<CellStatusAsAt, 'reason'> & Pick<FigureRow, 'reason'>;
type RatedStatusRow = StatusRow & { readonly rule_version: number | null };

export const figures: ReadModel = {
  name: 'figures',
  version: 1,
  tables: [figuresTable],
  needsCells: true,
  projectIndicator({ indicator, stored, cells }, emit) {
    for (const { period, after } of cells) emit.row(figuresTable, figureRow(indicator, period, stored.position, after));
  },
};

function figureRow(indicator: string, period: string, position: number, cell: Cell | undefined): Row {
  if (!cell) return [indicator, period, position, null, null, null, null, null, null];
  const { area, kind, status, reason, rating } = cell;
  const json = JSON.stringify(storedCell(cell));
  return [indicator, period, position, area, kind, status, reason ?? null, rating?.ruleVersion ?? null, json];
}

function readFigure(row: FigureRow): CellAsAt | undefined {
  const { status, cell, rule, indicator, period, area, kind, reason } = row;
  if (status === null) return undefined;
  const place = { indicator, period, area, kind, status, reason: reason ?? undefined };
  return { cell: cellOfStored(place, cell, rule ?? undefined), fromPosition: Number(row.from_position) };
}

const SELECT = `select f.indicator, f.period, f.from_position, f.area, f.kind, f.status, f.reason, f.cell, r.rule`;
const WITH_RULE = `left join read_models.indicator_rules r on r.indicator = f.indicator and r.version = f.rule_version`;

/** The cell of an indicator in a period as at a position; undefined where there is none. */
export async function readCell(
  querier: Querier,
  indicator: string,
  period: string,
  position: number,
): Promise<CellAsAt | undefined> {
  const answer = await querier.query<FigureRow>({
    name: 'figures-cell',
    text: `${SELECT} from (select * from read_models.figures where indicator = $1 and period = $2
             and from_position <= $3 order by from_position desc limit 1) f ${WITH_RULE}`,
    values: [indicator, period, position],
  });
  const [row] = answer.rows;
  return row && readFigure(row);
}

/** The last versions of all figures of a period ($1) as at a position ($2): out of the index `figures_of_period` alone. */
const LATEST_OF_PERIOD = `select distinct on (indicator) indicator, from_position, area, kind, status, reason
  from read_models.figures where period = $1 and from_position <= $2`;
const IN_ORDER = 'order by indicator, from_position desc';

/** All cells of a period as at a position, or those of a filter, by area and indicator. */
export async function readCellsOfPeriod(
  querier: Querier,
  period: string,
  position: number,
  { area, indicators }: CellFilter = {},
): Promise<CellAsAt[]> {
  const answer = await querier.query<FigureRow>({
    name: 'figures-period',
    text: `${SELECT} from (${LATEST_OF_PERIOD} and ($4::text[] is null or indicator = any($4)) ${IN_ORDER}) l
             cross join lateral (select * from read_models.figures where indicator = l.indicator and period = $1
               and from_position = l.from_position limit 1) f ${WITH_RULE}
            where l.status is not null and ($3::text is null or l.area = $3)
            order by f.area, f.indicator`,
    values: [period, position, area ?? null, indicators ?? null],
  });
  return answer.rows.flatMap((row) => readFigure(row) ?? []);
}

/** The statuses of all cells of a period as at a position, by indicator. */
export async function readStatusesOfPeriod(
  querier: Querier,
  period: string,
  position: number,
): Promise<CellStatusAsAt[]> {
  const answer = await querier.query<StatusRow>({
    name: 'figures-period-statuses',
    text: `select indicator, area, kind, status, reason from (${LATEST_OF_PERIOD} ${IN_ORDER}) l
            where status is not null order by indicator`,
    values: [period, position],
  });
  return answer.rows.map(({ reason, ...row }) => ({ ...row, reason: reason ?? undefined }));
}

/** The statuses of all cells of a period as at a position with the rules that rated them, by area and indicator. */
export async function readRatedStatusesOfPeriod(
  querier: Querier,
  period: string,
  position: number,
): Promise<RatedStatusAsAt[]> {
  const answer = await querier.query<RatedStatusRow>({
    name: 'figures-period-rated-statuses',
    text: `select l.indicator, l.area, l.kind, l.status, l.reason, f.rule_version
             from (${LATEST_OF_PERIOD} ${IN_ORDER}) l
             cross join lateral (select rule_version from read_models.figures where indicator = l.indicator
               and period = $1 and from_position = l.from_position limit 1) f
            where l.status is not null order by l.area, l.indicator`,
    values: [period, position],
  });
  return answer.rows.map(({ reason, rule_version, ...row }) => ({
    ...row,
    reason: reason ?? undefined,
    ruleVersion: rule_version ?? undefined,
  }));
}

/** The indicators whose figures of a period got another version after one position and up to another, by key. */
export async function readIndicatorsChanged(
  querier: Querier,
  period: string,
  after: number,
  upTo: number,
): Promise<string[]> {
  const answer = await querier.query<{ indicator: string }>({
    name: 'figures-changed',
    text: `select distinct indicator from read_models.figures
            where period = $1 and from_position > $2 and from_position <= $3 order by indicator`,
    values: [period, after, upTo],
  });
  return answer.rows.map(({ indicator }) => indicator);
}

/** All cells of an indicator as at a position, in no order. */
export async function readCellsOfIndicator(querier: Querier, indicator: string, position: number): Promise<CellAsAt[]> {
  const answer = await querier.query<FigureRow>({
    name: 'figures-indicator',
    text: `${SELECT} from (select distinct on (period) * from read_models.figures where indicator = $1
             and from_position <= $2 order by period desc, from_position desc) f ${WITH_RULE}`,
    values: [indicator, position],
  });
  return answer.rows.flatMap((row) => readFigure(row) ?? []);
}

/** A version of a cell in the course of time; without a cell where there was none any more. */
export interface CellVersion {
  readonly fromPosition: number;
  readonly cell: Cell | undefined;
}

/** All versions of a cell up to a position, oldest first. */
export async function readVersions(
  querier: Querier,
  indicator: string,
  period: string,
  position: number,
): Promise<CellVersion[]> {
  const answer = await querier.query<FigureRow>({
    name: 'figures-versions',
    text: `${SELECT} from read_models.figures f ${WITH_RULE} where f.indicator = $1 and f.period = $2
             and f.from_position <= $3 order by f.from_position`,
    values: [indicator, period, position],
  });
  return answer.rows.map((row) => ({ fromPosition: Number(row.from_position), cell: readFigure(row)?.cell }));
}
