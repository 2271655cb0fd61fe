import {
  governanceOf,
  parsePeriod,
  yearOf,
  type Cell,
  type ContractGovernance,
  type ContractState,
  type DateText,
  type PeriodKey,
} from '@outturn/domain';
import type { ReadModels } from '@outturn/read-models';

/** Which quarter, as known at which position, and on which day what is overdue is judged. */
export interface ContractsInQuarter {
  readonly position: number;
  readonly period: PeriodKey;
  readonly day: DateText;
}

/** The governance of the contracts that are known, by key; of those named, or of all. */
export async function contractGovernances(
  readModels: ReadModels,
  { position, period, day }: ContractsInQuarter,
  keys?: readonly string[],
): Promise<ContractGovernance[]> {
  const states = await readModels.contracts(position, keys);
  if (states.size === 0) return [];
  const context = { today: day, cells: await cellsOf(readModels, period, position, indicatorsOf(states.values())) };
  return [...states.values()].flatMap((state) => governanceIfRecorded(state, period, context));
}

/** The indicators that are KPIs of contracts: of thousands, a few. */
function indicatorsOf(states: Iterable<ContractState>): string[] {
  const kpis = [...states].flatMap(({ kpiSets }) => Object.values(kpiSets).flatMap(({ set }) => set.kpis));
  return [...new Set(kpis.flatMap((kpi) => ('indicatorKey' in kpi ? kpi.indicatorKey : [])))];
}

/** The cells of a quarter; with the last of a year, the year's cells of the indicators that were not due in the quarter. */
async function cellsOf(
  readModels: ReadModels,
  period: PeriodKey,
  position: number,
  indicators: readonly string[],
): Promise<Map<string, Cell>> {
  const quarter = parsePeriod(period);
  const year = yearOf(quarter);
  const ofQuarter = await readModels.cellsOfPeriod(period, position, { indicators });
  const ofYear = year.end === quarter.end ? await readModels.cellsOfPeriod(year.key, position, { indicators }) : [];
  const cells = new Map(ofYear.map(({ cell }) => [cell.indicator, cell]));
  for (const { cell } of ofQuarter) {
    if (cell.status !== 'not-due' || !cells.has(cell.indicator)) cells.set(cell.indicator, cell);
  }
  return cells;
}

function governanceIfRecorded(
  { contract, terms, ...state }: ContractState,
  period: PeriodKey,
  context: Parameters<typeof governanceOf>[2],
): ContractGovernance[] {
  if (contract === undefined || terms === undefined) return [];
  return [governanceOf({ ...state, contract, terms }, period, context)];
}
