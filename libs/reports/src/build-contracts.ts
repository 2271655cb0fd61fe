import {
  absolute,
  displayChange,
  displayStatedDate,
  displayValue,
  equal,
  isNegative,
  qualifierOfDifference,
  type ContractGovernance,
  type ContractTerms,
  type FinanceStanding,
  type HeldVintage,
  type KpiStanding,
} from '@outturn/domain';
import type { ReportedContract, ReportedFinanceLine, ReportedStatement, ReportedVintage } from './content-governance';
import {
  dataText,
  kpiText,
  meetingText,
  noticeText,
  pendingText,
  qualified,
  termText,
  valueText,
} from './contract-words';
import { EarlierContracts } from './earlier-contracts';
import { counted, periodInShort, periodsInShort, sentence } from './words';

/** A statement, what it is about, and the parts of the contract's state that it follows from. */
export interface ContractStatement extends ReportedStatement {
  readonly item: string;
  readonly parts: readonly string[];
}

const NOTHING_EARLIER = new EarlierContracts([], []);

/** A contract in the words of a report (its section 14): what stands, by aspect, its amounts, and what needs attention. */
export function contractOf(governance: ContractGovernance, earlier = NOTHING_EARLIER): ReportedContract {
  const { contract, terms, finance, attention } = governance;
  return {
    contract,
    name: terms.name,
    parties: terms.parties.map(({ name }) => name ?? 'a party that is not named'),
    statements: contractStatements(governance, earlier).map(({ aspect, text, source }) => ({ aspect, text, source })),
    finance: finance.map((standing) => financeLineOf(contract, standing, earlier)),
    needsAttention: attention.map(({ text, ruleSource }) => ({
      what: sentence(periodsInShort(text)),
      why: ruleSource,
    })),
  };
}

/** Every statement that a report makes about a contract, in its order. */
export function contractStatements(
  governance: ContractGovernance,
  earlier = NOTHING_EARLIER,
): readonly ContractStatement[] {
  const { contract, terms, source, term, kpis, data, meetings } = governance;
  return [
    ...termsOf(terms, source),
    { aspect: 'Term', text: termText(term), source, item: '', parts: ['terms', 'extensionDeclined', 'variations/'] },
    ...kpiSetStatements(governance),
    ...kpis.map((kpi) => kpiStatement(kpi, earlier.textsOfKpi(contract, kpi))),
    ...data.map((standing) => {
      const { delivery, period, source } = standing;
      const item = `${delivery} ${period}`;
      return { aspect: 'Data', text: dataText(standing), source, item, parts: [`data/${item}`] };
    }),
    ...meetings.map((standing) => {
      const { rhythm, source } = standing;
      return { aspect: 'Meetings', text: meetingText(standing), source, item: rhythm, parts: [`rhythms/${rhythm}`] };
    }),
    ...openStatements(governance),
    ...governance.ratings.map(({ id, rating }) => ({
      aspect: 'Procurement Act 2023',
      text: `${rating.kpi ?? 'The contract'}: ${rating.rating.replaceAll('-', ' ')}. ${sentence(rating.reason)}`,
      source: null,
      item: rating.kpi ?? '',
      parts: [`ratings/${id}`],
    })),
    ...governance.statements.map(({ id, statement }) => ({
      aspect: `Assurance: ${statement.about}`,
      text: `${sentence(statement.text)} (${statement.author})`,
      source: statement.source,
      item: id,
      parts: [`statements/${id}`],
    })),
  ];
}

function termsOf({ services, places, form, value }: ContractTerms, source: string): ContractStatement[] {
  const stated = { source, item: '', parts: ['terms'] };
  return [
    ...(services.length === 0 ? [] : [{ aspect: 'Services', text: sentence(services.join('; ')), ...stated }]),
    ...(places.length === 0 ? [] : [{ aspect: 'Places', text: sentence(places.join('; ')), ...stated }]),
    ...(form === undefined ? [] : [{ aspect: 'Form', text: sentence(form), ...stated }]),
    ...(value === undefined ? [] : [{ aspect: 'Value', text: valueText(value), ...stated }]),
  ];
}

function kpiSetStatements({ kpiSet, nextKpiSet }: ContractGovernance): ContractStatement[] {
  return [
    ...(kpiSet === undefined ? [] : [{ set: kpiSet, aspect: 'Indicators in force' }]),
    ...(nextKpiSet === undefined ? [] : [{ set: nextKpiSet, aspect: 'Indicators to come' }]),
  ].map(({ set, aspect }) => {
    const held = set.kpis === 0 ? 'its indicators are not held here' : counted(set.kpis, 'indicator', 'indicators');
    const until = set.validTo === undefined ? '' : ` to ${displayStatedDate(set.validTo)}`;
    const stated = `"${set.name}", from ${displayStatedDate(set.validFrom)}${until}: ${held}.`;
    const text = set.note === undefined ? stated : `${stated} ${sentence(set.note)}`;
    return { aspect, text, source: set.source, item: set.kpiSet, parts: ['kpiSets/'] };
  });
}

/** What an indicator shows is among the figures, whose changes are listed there; so nothing of the contract makes it. */
function kpiStatement(kpi: KpiStanding, earlierTexts: readonly string[]): ContractStatement {
  const parts = kpi.indicatorKey === undefined ? ['results/', 'kpiSets/'] : ['kpiSets/'];
  const text = [kpiText(kpi), ...earlierTexts].join(' ');
  return { aspect: 'Indicator', text, source: kpi.source ?? null, item: kpi.kpi, parts };
}

function openStatements({ notices, variations, pending }: ContractGovernance): ContractStatement[] {
  return [
    ...notices.map(({ id, notice }) => ({
      aspect: 'Open notice',
      text: noticeText(notice),
      source: notice.source,
      item: id,
      parts: [`notices/${id}`],
    })),
    ...variations.map(({ id, variation, agreed }) => ({
      aspect: 'Open variation',
      text: `${sentence(`${variation.title}: ${variation.effect}`)} ${agreed ? `Agreed (${agreed.forum}), not signed.` : 'Proposed, not agreed.'}`,
      source: variation.source,
      item: id,
      parts: [`variations/${id}`],
    })),
    ...pending.map((proposal) => ({
      aspect: 'Awaits a decision',
      text: pendingText(proposal),
      source: null,
      item: proposal.id,
      parts: [`pending/${proposal.id}`],
    })),
  ];
}

function financeLineOf(contract: string, standing: FinanceStanding, earlier: EarlierContracts): ReportedFinanceLine {
  const { line, period, vintages, lastYear, sincePrevious, againstBudget, latest } = standing;
  return {
    line: `${line.name}, ${periodInShort(period)}`,
    vintages: [
      ...(lastYear ? [vintageOf(lastYear, `${lastYear.vintage.kind}, ${periodInShort(lastYear.vintage.period)}`)] : []),
      ...vintages.map((held) => vintageOf(held, held.vintage.kind)),
    ],
    differences: [
      ...(sincePrevious ? [differenceText(sincePrevious, 'the estimate before')] : []),
      ...statedChanges(latest),
      ...(againstBudget ? [differenceText(againstBudget, 'the budget')] : []),
      ...[...(lastYear ? [lastYear] : []), ...vintages].flatMap((held) => revisedTexts(held, contract, earlier)),
    ],
  };
}

function vintageOf({ vintage, corrected }: HeldVintage, kind: string): ReportedVintage {
  const { estimator = null, estimatedOn, source } = vintage;
  return {
    kind: corrected === undefined ? kind : `${kind}, corrected`,
    amount: amountText(vintage),
    estimatedBy: estimator,
    estimatedOn: estimatedOn === undefined ? null : displayStatedDate(estimatedOn),
    source,
  };
}

/** An amount with the word that says how exact it is, or in the words of its source. */
export function amountText({ pence, qualifier, text }: HeldVintage['vintage']): string {
  return pence === undefined ? text : `${qualified(qualifier)}${displayValue(pence, 'pence', 0)}`;
}

/** The marker r of an amount, with what an earlier edition showed. */
function revisedTexts({ id, vintage }: HeldVintage, contract: string, earlier: EarlierContracts): string[] {
  return earlier.vintagesOf(contract, id).flatMap(({ edition, vintage: shown }) => {
    const [was, is] = [shown.pence, vintage.pence];
    const same = was === undefined || is === undefined ? was === is : equal(was, is);
    return same
      ? []
      : [`${amountText(vintage)} is revised (r): edition ${edition} showed ${amountText(shown)} for this estimate`];
  });
}

/** A change that the source states against an estimate that is not held (report 14.9). */
function statedChanges({ vintage: { statedChange } }: HeldVintage): string[] {
  if (!statedChange) return [];
  return [`${displayChange(statedChange.pence, 'pence', 0)} since ${statedChange.since}, as its source states`];
}

type Difference = NonNullable<FinanceStanding['sincePrevious']>;

function differenceText({ pence, movement, qualifier }: Difference, against: string): string {
  if (movement === 'no-change')
    return qualifier === undefined ? `The same as ${against}` : `About the same as ${against}`;
  // "Just over" of a difference below nothing is "just under" of how much less it is.
  const word = isNegative(pence) ? qualifierOfDifference(undefined, qualifier) : qualifier;
  const amount = `${qualified(word)}${displayValue(absolute(pence), 'pence', 0)}`;
  return `${amount} ${isNegative(pence) ? 'less' : 'more'} than ${against}: ${movement} for the council`;
}
