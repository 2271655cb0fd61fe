import {
  NO_ACTIONS,
  actionShares,
  addActionCounts,
  countActions,
  type ActionCounts as CountedActions,
  type PublishedActionStatuses,
  type PublishedActions,
  type PublishedActionsCounts,
} from '@outturn/domain';
import type {
  ActionCounts,
  ActionShares,
  ActionsRow,
  ActionsSection,
  ActionsTable,
  PrintedActionsTable,
} from './content-tables';
import type { ActionFacts, ReportFacts } from './facts';

type Areas = ReportFacts['areas'];

/** Business plan actions by area with the quarter before beside them (report 4.5); null where nothing is recorded. */
export function actionsOf(facts: ActionFacts, areas: Areas): ActionsSection | null {
  const { quarter, previousQuarter, published } = facts;
  const computed = computedOf(facts, areas);
  if (!computed && !published) return null;
  return {
    period: quarter,
    previousPeriod: previousQuarter,
    computed,
    printed: published && printedOf(published, areas),
  };
}

function computedOf({ quarter, previousQuarter, plan, previousPlan }: ActionFacts, areas: Areas): ActionsTable | null {
  const counted = plan && countActions(plan, quarter);
  if (!counted || counted.size === 0) return null;
  const before = previousPlan && previousQuarter !== null ? countActions(previousPlan, previousQuarter) : undefined;
  const names = new Map(areas.map(({ area, name }) => [area, name]));
  const keys = [...areas.map(({ area }) => area), ...[...counted.keys()].filter((key) => !names.has(key))];
  return {
    rows: keys
      .filter((key) => counted.has(key))
      .map((key) => rowOf(key, names.get(key) ?? key, counted.get(key) ?? NO_ACTIONS, before?.get(key))),
    total: rowOf(null, 'Total', addActionCounts(counted.values()), before && addActionCounts(before.values())),
  };
}

function rowOf(
  area: string | null,
  name: string,
  counts: CountedActions,
  previous: CountedActions | undefined,
): ActionsRow {
  const { weWills, actions } = counts;
  return {
    area,
    name,
    weWills,
    actions,
    counts: countsOf(counts),
    previous: previous ? countsOf(previous) : null,
    shares: sharesOf(actionShares(counts)),
    previousShares: previous ? sharesOf(actionShares(previous)) : null,
  };
}

function countsOf({ onTrack, mediumIssues, significantIssues, noUpdate }: CountedActions): ActionCounts {
  return { onTrack, mediumIssues, significantIssues, noUpdate };
}

function sharesOf({ onTrack, mediumIssues, significantIssues }: ActionShares): ActionShares {
  return { onTrack, mediumIssues, significantIssues };
}

function printedOf(table: PublishedActions, areas: Areas): PrintedActionsTable {
  const { document, reference, publishedOn, rows, total, printedShares, comparison } = table;
  const names = new Map(areas.map(({ area, name }) => [area, name]));
  return {
    document,
    reference,
    publishedOn,
    rows: rows.map((row) => printedRowOf(row.area, names.get(row.area) ?? row.area, row, NO_SHARES, null)),
    total: printedRowOf(null, 'Total', total, printedShares, comparison?.printedShares ?? null),
  };
}

type PrintedShares = Readonly<Record<string, string>>;

/** Only the row of totals prints shares. */
const NO_SHARES: PrintedShares = {};

function printedRowOf(
  area: string | null,
  name: string,
  { weWills, actions, compared, ...counts }: PublishedActionsCounts,
  shares: PrintedShares,
  previousShares: PrintedShares | null,
): ActionsRow {
  return {
    area,
    name,
    weWills,
    actions,
    counts: printedCountsOf(counts),
    previous: compared ? printedCountsOf(compared) : null,
    shares: printedSharesOf(shares),
    previousShares: previousShares && printedSharesOf(previousShares),
  };
}

/** What is printed as a dash is null. */
function printedCountsOf(counts: PublishedActionStatuses): ActionCounts {
  const { onTrack = null, mediumIssues = null, significantIssues = null, noUpdate = null } = counts;
  return { onTrack, mediumIssues, significantIssues, noUpdate };
}

function printedSharesOf(shares: PrintedShares): ActionShares {
  return {
    onTrack: shares.onTrack ?? null,
    mediumIssues: shares.mediumIssues ?? null,
    significantIssues: shares.significantIssues ?? null,
  };
}
