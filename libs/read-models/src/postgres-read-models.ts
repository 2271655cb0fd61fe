import {
  comparePeriods,
  parsePeriod,
  type AreaState,
  type BusinessPlanState,
  type CalendarEntry,
  type ContractState,
  type PeriodKey,
  type ProgrammeState,
  type ReconciliationState,
  type RiskRegisterState,
  type RuleVersion,
} from '@outturn/domain';
import type { EventStore } from '@outturn/event-store';
import type { Pool } from 'pg';
import { readModels } from './all-read-models';
import { readAnnualRollUps } from './annual-roll-ups';
import { readAreas } from './areas';
import { readAwaitedByPeriods } from './awaited-by-periods';
import { readAwaitedDecisions } from './awaited-decisions';
import { readBusinessPlans } from './business-plans';
import { readCheckpoints, requireSameStore } from './checkpoints';
import { readContractHistory, readContracts } from './contracts';
import { readCorrections } from './corrections';
import { readEditions, readShownFigures } from './editions';
import { readHistory } from './figure-history';
import {
  readCell,
  readCellsOfIndicator,
  readCellsOfPeriod,
  readIndicatorsChanged,
  readRatedStatusesOfPeriod,
  readStatusesOfPeriod,
} from './figures';
import { Followed } from './followed';
import { readIndicator, readIndicators, readRules, readRulesInOutline } from './indicators';
import { readIndicatorNames } from './indicator-names';
import { readSummary, readTotals } from './period-summaries';
import { readProgrammes } from './programmes';
import { readPublishedActions, type PublishedActionsView } from './published-actions';
import type {
  AnnualRollUp,
  AwaitedDecisionView,
  AwaitedFilter,
  AwaitedOfPeriods,
  CellAsAt,
  CellFilter,
  CellStatusAsAt,
  ContractHistoryEntry,
  CorrectionFilter,
  EditionView,
  HistoryEntry,
  IndicatorCard,
  IndicatorFilter,
  IndicatorNames,
  Page,
  PageRequest,
  RatedStatusAsAt,
  ReadModelStanding,
  ReadModels,
  RegisterEntry,
  ReportingPeriodView,
  RuleInOutline,
  ShownFigure,
  SummaryRow,
} from './read-models';
import { readReconciliations } from './reconciliations';
import { readReportingPeriod, readReportingPeriods } from './reporting-periods';
import { readRiskRegisters } from './risk-registers';

const INDICATOR_PREFIX = 'indicator-';

/** The read models in a PostgreSQL database; the facts of events come from the event store. */
export class PostgresReadModels implements ReadModels {
  private readonly followed: Followed;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
  ) {
    this.followed = new Followed(pool);
  }

  cell(indicator: string, period: PeriodKey, position: number): Promise<CellAsAt | undefined> {
    return readCell(this.pool, indicator, period, position);
  }

  cellsOfPeriod(period: PeriodKey, position: number, filter?: CellFilter): Promise<CellAsAt[]> {
    return readCellsOfPeriod(this.pool, period, position, filter);
  }

  indicatorsChanged(period: PeriodKey, after: number, upTo: number): Promise<string[]> {
    return readIndicatorsChanged(this.pool, period, after, upTo);
  }

  statusesOfPeriod(period: PeriodKey, position: number): Promise<CellStatusAsAt[]> {
    return readStatusesOfPeriod(this.pool, period, position);
  }

  ratedStatusesOfPeriod(period: PeriodKey, position: number): Promise<RatedStatusAsAt[]> {
    return readRatedStatusesOfPeriod(this.pool, period, position);
  }

  async cellsOfIndicator(indicator: string, position: number): Promise<CellAsAt[]> {
    const cells = await readCellsOfIndicator(this.pool, indicator, position);
    return cells.sort((a, b) => comparePeriods(parsePeriod(a.cell.period), parsePeriod(b.cell.period)));
  }

  summary(period: PeriodKey, position: number): Promise<SummaryRow[]> {
    return readSummary(this.pool, period, position);
  }

  totals(periods: readonly PeriodKey[], position: number): Promise<ReadonlyMap<PeriodKey, SummaryRow>> {
    return readTotals(this.pool, periods, position);
  }

  annualRollUps(year: PeriodKey, position: number): Promise<AnnualRollUp[]> {
    return readAnnualRollUps(this.pool, year, position);
  }

  async annualRollUp(indicator: string, year: PeriodKey, position: number): Promise<AnnualRollUp | undefined> {
    return (await readAnnualRollUps(this.pool, year, position, indicator))[0];
  }

  history(indicator: string, period: PeriodKey, position: number, page: PageRequest): Promise<Page<HistoryEntry>> {
    return readHistory(this.pool, this.store, { indicator, period }, position, page);
  }

  corrections(filter: CorrectionFilter, position: number, page: PageRequest): Promise<Page<RegisterEntry>> {
    return readCorrections(this.pool, filter, position, page);
  }

  awaitedDecisions(filter: AwaitedFilter, position: number, page: PageRequest): Promise<Page<AwaitedDecisionView>> {
    return readAwaitedDecisions(this.pool, filter, position, page);
  }

  awaitedByPeriods(position: number): Promise<AwaitedOfPeriods[]> {
    return readAwaitedByPeriods(this.pool, position);
  }

  indicators(filter: IndicatorFilter, position: number, page: PageRequest): Promise<Page<IndicatorCard>> {
    return readIndicators(this.pool, filter, position, page);
  }

  indicator(indicator: string, position: number): Promise<IndicatorCard | undefined> {
    return readIndicator(this.pool, indicator, position);
  }

  indicatorNames(position: number, keys?: readonly string[]): Promise<IndicatorNames[]> {
    return readIndicatorNames(this.pool, position, keys);
  }

  rules(indicators: readonly string[], position: number): Promise<Map<string, readonly RuleVersion[]>> {
    return readRules(this.pool, indicators, position);
  }

  rulesInOutline(position: number): Promise<Map<string, readonly RuleInOutline[]>> {
    return readRulesInOutline(this.pool, position);
  }

  areas(position: number): Promise<AreaState[]> {
    return readAreas(this.pool, position);
  }

  reportingPeriod(period: PeriodKey, position: number): Promise<ReportingPeriodView> {
    return readReportingPeriod(this.pool, period, position);
  }

  reportingPeriods(position: number): Promise<CalendarEntry[]> {
    return readReportingPeriods(this.pool, position);
  }

  editions(position: number): Promise<EditionView[]> {
    return readEditions(this.pool, position);
  }

  shownFigures(of: { indicator?: string; period?: PeriodKey }, position: number): Promise<ShownFigure[]> {
    return readShownFigures(this.pool, of, position);
  }

  businessPlans(years: readonly PeriodKey[], position: number): Promise<ReadonlyMap<PeriodKey, BusinessPlanState>> {
    return readBusinessPlans(this.pool, years, position);
  }

  publishedActions(period: PeriodKey, position: number): Promise<PublishedActionsView | null> {
    return readPublishedActions(this.pool, period, position);
  }

  riskRegisters(position: number): Promise<RiskRegisterState[]> {
    return readRiskRegisters(this.pool, position);
  }

  programmes(position: number, keys?: readonly string[]): Promise<ProgrammeState[]> {
    return readProgrammes(this.pool, position, keys);
  }

  contracts(position: number, keys?: readonly string[]): Promise<ReadonlyMap<string, ContractState>> {
    return readContracts(this.pool, position, keys);
  }

  contractHistory(contract: string, position: number, page: PageRequest): Promise<Page<ContractHistoryEntry>> {
    return readContractHistory(this.store, contract, position, page);
  }

  reconciliations(position: number, keys?: readonly string[]): Promise<ReconciliationState[]> {
    return readReconciliations(this.pool, position, keys);
  }

  async indicatorOfEvent(eventId: string): Promise<string | undefined> {
    const event = await this.store.findEvent(eventId);
    return event?.streamId.startsWith(INDICATOR_PREFIX) ? event.streamId.slice(INDICATOR_PREFIX.length) : undefined;
  }

  async standings(): Promise<ReadModelStanding[]> {
    const checkpoints = await readCheckpoints(this.pool, readModels);
    return [...checkpoints]
      .map(([{ name, version }, position]) => ({ name, version, position }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  checkStore(): Promise<void> {
    return requireSameStore(this.pool, this.store, readModels);
  }

  followedTo(): Promise<number> {
    return this.followed.position();
  }

  waitFor(position: number, timeoutMs: number): Promise<boolean> {
    return this.followed.waitFor(position, timeoutMs);
  }
}
