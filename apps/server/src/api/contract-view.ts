import { decimalPlaces, displayValue } from '@outturn/domain';
import type {
  ContractGovernance,
  FinanceDifference,
  FinanceStanding,
  HeldVintage,
  KpiStanding,
  MeetingStanding,
} from '@outturn/domain';
import type { KpiAnswer, MeetingStandingAnswer } from './contract-answers';
import type { AmountDifferenceAnswer, FinanceStandingAnswer, VintageOfAmountAnswer } from './contract-finance-answers';
import type { ContractGovernanceAnswer, ContractRowAnswer, KpiCountsAnswer } from './contract-view-answers';
import type { Plain } from './plain';

/** A contract as a row of the governance table. */
export function contractRow(found: ContractGovernance): Plain<ContractRowAnswer> {
  const { contract, terms, term, kpiSet, kpis, data, meetings, finance, notices, variations, attention } = found;
  return {
    contract,
    name: terms.name,
    suppliers: terms.parties.flatMap(({ role, name }) => (role === 'supplier' && name !== undefined ? [name] : [])),
    term,
    kpiSet: kpiSet?.name ?? null,
    kpis: countsOf(kpis),
    data,
    overdueMeetings: meetings.reduce((total, { overdue }) => total + overdue.length, 0),
    finance: finance.map(financeAnswer),
    openNotices: notices.length,
    openVariations: variations.length,
    attention,
    link: `/api/v1/contracts/${contract}?period=${found.period}`,
  };
}

function countsOf(kpis: readonly KpiStanding[]): Plain<KpiCountsAnswer> {
  const count = (status: KpiStanding['status']) => kpis.filter((kpi) => kpi.status === status).length;
  return {
    red: count('red'),
    amber: count('amber'),
    green: count('green'),
    ragNotApplicable: count('rag-not-applicable'),
    dataNotAvailable: count('data-not-available'),
    notDue: count('not-due'),
  };
}

/** Everything about a contract in a quarter. */
export function governanceAnswer(found: ContractGovernance): Plain<ContractGovernanceAnswer> {
  const { terms, source, term, kpiSet, nextKpiSet, data, attention } = found;
  return {
    terms,
    source,
    term,
    kpiSet,
    nextKpiSet,
    kpis: found.kpis.map(kpiAnswer),
    data,
    meetings: found.meetings.map(meetingAnswer),
    finance: found.finance.map(financeAnswer),
    notices: found.notices.map(({ id, notice, eventIds }) => ({ id, facts: notice, progress: {}, eventIds })),
    variations: found.variations.map(({ id, variation, agreed, proposedBy, eventIds }) => ({
      id,
      facts: variation,
      progress: { proposedBy, agreed },
      eventIds,
    })),
    ratings: found.ratings.map(({ id, rating, proposedBy, approvedBy, eventIds }) => ({
      id,
      facts: rating,
      progress: { proposedBy, approvedBy },
      eventIds,
    })),
    statements: found.statements.map(({ id, statement }) => ({ id, facts: statement, progress: {}, eventIds: [id] })),
    pending: found.pending.map(({ id, proposedBy, ...proposal }) => ({
      id,
      facts: proposal,
      progress: { proposedBy },
      eventIds: [id],
    })),
    attention,
  };
}

function kpiAnswer(kpi: KpiStanding): Plain<KpiAnswer> {
  const { value, unit, displayDecimals = 0, earlierResults } = kpi;
  const display =
    value && unit ? withQualifier(value.qualifier, displayValue(value.shown, unit, displayDecimals)) : null;
  return {
    ...kpi,
    display,
    earlierResults: earlierResults?.map((earlier) => ({
      ...earlier,
      // A value of its own is shown with all its decimals, as it was stated.
      display: unit
        ? withQualifier(earlier.qualifier, displayValue(earlier.value, unit, decimalPlaces(earlier.value)))
        : earlier.value,
    })),
  };
}

function withQualifier(qualifier: string | undefined, display: string): string {
  return qualifier === undefined ? display : `${qualifier.replaceAll('-', ' ')} ${display}`;
}

function meetingAnswer(standing: MeetingStanding): Plain<MeetingStandingAnswer> {
  const held = standing.held.map(({ period, heldOn, note, source, eventId }) => ({
    period,
    heldOn,
    note,
    source,
    eventId,
  }));
  return { ...standing, held };
}

function financeAnswer(standing: FinanceStanding): Plain<FinanceStandingAnswer> {
  const { line, period, vintages, latest, sincePrevious, againstBudget, lastYear } = standing;
  return {
    line: line.line,
    name: line.name,
    direction: line.direction,
    against: line.against,
    period,
    vintages: vintages.map(vintageAnswer),
    latest: vintageAnswer(latest),
    sincePrevious: sincePrevious && differenceAnswer(sincePrevious),
    againstBudget: againstBudget && differenceAnswer(againstBudget),
    lastYear: lastYear && vintageAnswer(lastYear),
  };
}

function vintageAnswer({ id, vintage, corrected }: HeldVintage): Plain<VintageOfAmountAnswer> {
  const { period, kind, pence, qualifier, text, estimator, estimatedOn, statedChange, source } = vintage;
  const display = pence === undefined ? text : withQualifier(qualifier, displayValue(pence, 'pence', 0));
  return { id, period, kind, pence, display, qualifier, text, estimator, estimatedOn, statedChange, corrected, source };
}

function differenceAnswer({ pence, qualifier, movement }: FinanceDifference): Plain<AmountDifferenceAnswer> {
  return { pence, qualifier, display: withQualifier(qualifier, displayValue(pence, 'pence', 0)), movement };
}
