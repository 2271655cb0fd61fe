import { isNegative } from '../decimal';
import { displayValue } from '../display';
import { displayStatedDate } from '../stated-date';
import { ContractNotice, FinanceVintage } from './facts';
import { ContractFindings } from './findings';

/** Something about a contract that somebody should look at, and by what rule. */
export interface Attention {
  /** Stable, for programs. */
  readonly rule: AttentionRule;
  readonly text: string;
  /** Where the rule comes from. */
  readonly ruleSource: string;
  readonly eventIds: readonly string[];
}

const REPORT = 'Quarter 4 report 2023/24, paragraph';
const OWN = 'This product';

/** Every rule with its source: a paragraph that says it, or this product itself where no paragraph does. */
const RULES = {
  'kpi-off-target': `${OWN}: a KPI that is red or amber is looked at`,
  'kpi-without-data': `${OWN}: a KPI without data cannot be overseen`,
  'kpi-set-not-held': `${OWN}: a set of KPIs cannot be overseen that is not held here`,
  'kpi-set-changes': `${OWN}: results are compared within a set of KPIs only`,
  'data-late': `${OWN}: data are late after the day on which they were due`,
  'data-incomplete': `${OWN}: data that are not complete may change`,
  'data-not-audited': `${REPORT} 14.14: performance is available, but had not been fully audited`,
  'meeting-overdue': `${OWN}: a meeting is overdue when its period has ended without one`,
  'balance-in-deficit': `${REPORT} 14.9: a deficit compared to the contract sum`,
  'worse-than-budget': `${REPORT} 14.9: an overspend compared to the annual budget`,
  'worse-than-previous-estimate': `${OWN}: an estimate is worse than the one before`,
  'notice-open': `${OWN}: a notice is open until it is closed`,
  'variation-not-agreed': `${OWN}: a variation is open until it is signed or dropped`,
  'variation-not-signed': `${OWN}: a variation is open until it is signed or dropped`,
  'extension-declined': `${REPORT} 6.12: the contract will not be extended, and procurement has started`,
  'term-ends-soon': `${OWN}: less than twelve months are left in which to procure anew`,
  'term-ended': `${OWN}: services are still governed under a contract that has ended`,
  'rating-unfavourable': 'Procurement Act 2023, section 71: assessment of contract performance',
  'concern-stated': `${OWN}: what is stated as a concern is looked at`,
  'decision-awaited': `${OWN}: nobody decides about what they submitted`,
} as const;
export type AttentionRule = keyof typeof RULES;

type Raise = (rule: AttentionRule, text: string, eventIds: readonly string[]) => void;

/** Fewer whole months than these are too few to procure a contract anew. */
const MONTHS_TO_PROCURE = 12;

/** What needs attention and why, in the order in which governance is read. */
export function attentionOf(found: ContractFindings): Attention[] {
  const raised: Attention[] = [];
  const raise: Raise = (rule, text, eventIds) => raised.push({ rule, text, ruleSource: RULES[rule], eventIds });
  raiseKpis(found, raise);
  raiseData(found, raise);
  raiseFinance(found, raise);
  raiseOpen(found, raise);
  raiseTerm(found, raise);
  raiseStatements(found, raise);
  return raised;
}

function raiseKpis({ kpis, kpiSet, nextKpiSet, ratings }: ContractFindings, raise: Raise): void {
  for (const { name, status, inequality, reason, eventIds } of kpis) {
    if (status === 'red' || status === 'amber') {
      raise('kpi-off-target', `${name} is ${status}: ${inequality ?? reason ?? 'by judgement'}.`, eventIds);
    }
  }
  raiseWithoutData(kpis, raise);
  if (kpiSet?.kpis === 0)
    raise('kpi-set-not-held', `"${kpiSet.name}" is agreed; its KPIs are not held.`, kpiSet.eventIds);
  if (nextKpiSet) {
    const from = displayStatedDate(nextKpiSet.validFrom);
    raise(
      'kpi-set-changes',
      `"${nextKpiSet.name}" holds from ${from}: its results cannot be compared with earlier ones.`,
      nextKpiSet.eventIds,
    );
  }
  for (const { rating, eventIds } of ratings) {
    if (rating.rating === 'good' || rating.rating === 'other') continue;
    const what = rating.kpi === undefined ? 'The contract' : `The KPI ${rating.kpi}`;
    raise('rating-unfavourable', `${what} is rated ${rating.rating.replaceAll('-', ' ')}: ${rating.reason}`, eventIds);
  }
}

/** KPIs that have no data for one and the same reason are one thing to look at (report 8.2 says it once of four). */
function raiseWithoutData(kpis: ContractFindings['kpis'], raise: Raise): void {
  const without = kpis.filter(({ status }) => status === 'data-not-available');
  const reasons = new Set(without.map(({ reason = 'There is no result.' }) => reason));
  for (const because of reasons) {
    const alike = without.filter(({ reason = 'There is no result.' }) => reason === because);
    const names = alike.map(({ name }) => name).join('; ');
    raise('kpi-without-data', `${names}: ${because}`, [...new Set(alike.flatMap(({ eventIds }) => eventIds))]);
  }
}

function raiseData({ data, meetings }: ContractFindings, raise: Raise): void {
  for (const { delivery, period, timeliness, dueOn, firstReceivedOn, complete, maturity, eventIds } of data) {
    const what = `The ${delivery.replaceAll('-', ' ')} for ${period}`;
    const due = dueOn === undefined ? '' : ` due on ${displayStatedDate(dueOn)}`;
    if (timeliness === 'overdue') raise('data-late', `${what} was${due} and has not come.`, eventIds);
    if (timeliness === 'late') {
      raise('data-late', `${what} was${due} and came on ${displayStatedDate(firstReceivedOn ?? '')}.`, eventIds);
    }
    if (complete === false) raise('data-incomplete', `${what} is not complete.`, eventIds);
    if (maturity !== undefined && maturity !== 'audited') {
      raise('data-not-audited', `${what} is ${maturity} and has not been fully audited.`, eventIds);
    }
  }
  for (const { name, overdue, eventId } of meetings) {
    if (overdue.length > 0)
      raise('meeting-overdue', `${name}: no meeting is recorded for ${overdue.join(', ')}.`, [eventId]);
  }
}

function raiseFinance({ finance }: ContractFindings, raise: Raise): void {
  for (const { line, period, latest, sincePrevious, previous, againstBudget, budget } of finance) {
    const { pence, kind } = latest.vintage;
    if (pence === undefined) continue;
    const what = `${line.name}, ${period}: ${amountOf(latest.vintage)}`;
    if (line.direction === 'balance' && isNegative(pence))
      raise('balance-in-deficit', `${what} (${kind}).`, [latest.id]);
    if (againstBudget?.movement === 'worse' && budget?.vintage.pence !== undefined) {
      const text = `${what}; the budget is ${amountOf(budget.vintage)}.`;
      raise('worse-than-budget', text, [budget.id, latest.id]);
    }
    if (sincePrevious?.movement === 'worse' && previous?.vintage.pence !== undefined) {
      const text = `${what}; the estimate before was ${amountOf(previous.vintage)}.`;
      raise('worse-than-previous-estimate', text, [previous.id, latest.id]);
    }
  }
}

/** An amount with the word that says how exact it is: "circa £136,000". */
function amountOf({ pence, qualifier, text }: FinanceVintage): string {
  if (pence === undefined) return text;
  const amount = displayValue(pence, 'pence', 0);
  return qualifier === undefined ? amount : `${qualifier.replaceAll('-', ' ')} ${amount}`;
}

const NOTICE_NAMES: Readonly<Record<ContractNotice['kind'], string>> = {
  remediation: 'A remediation notice',
  improvement: 'An improvement notice',
  default: 'A default notice',
  termination: 'A termination notice',
  other: 'A notice',
};

function raiseOpen({ notices, variations, pending }: ContractFindings, raise: Raise): void {
  for (const { notice, eventIds } of notices) {
    const served =
      notice.servedOn === undefined ? 'on a date that is not stated' : `on ${displayStatedDate(notice.servedOn)}`;
    raise('notice-open', `${NOTICE_NAMES[notice.kind]} was served ${served} and is open: ${notice.reason}`, eventIds);
  }
  for (const { variation, agreed, eventIds } of variations) {
    if (agreed)
      raise('variation-not-signed', `"${variation.title}" is agreed (${agreed.forum}) and not signed.`, eventIds);
    else raise('variation-not-agreed', `"${variation.title}" is proposed and not agreed.`, eventIds);
  }
  for (const { id, kind } of pending) raise('decision-awaited', `A ${kind} awaits somebody else’s decision.`, [id]);
}

function raiseTerm({ term }: ContractFindings, raise: Raise): void {
  const { status, end, monthsRemaining, extensionDeclined } = term;
  if (status === 'ended' && end !== undefined)
    raise('term-ended', `The contract ended: ${displayStatedDate(end)}.`, []);
  if (status === 'running' && end !== undefined && monthsRemaining && monthsRemaining.atLeast < MONTHS_TO_PROCURE) {
    raise('term-ends-soon', `The contract ends: ${displayStatedDate(end)}.`, []);
  }
  if (extensionDeclined) {
    raise('extension-declined', `The contract will not be extended: ${extensionDeclined.reason}`, [
      extensionDeclined.eventId,
    ]);
  }
}

function raiseStatements({ statements }: ContractFindings, raise: Raise): void {
  for (const { statement, eventId } of statements) {
    if (statement.finding === 'concern') raise('concern-stated', statement.text, [eventId]);
  }
}
