import {
  countsIn,
  type BusinessPlanState,
  type ContractGovernance,
  type DateText,
  type PeriodKey,
} from '@outturn/domain';
import { amountText, contractStatements } from './build-contracts';
import { programmeOf, riskRegisterOf } from './build-registers';
import type { GovernanceSubject } from './content-governance';
import type { ActionFacts, GovernanceFacts } from './facts';
import { periodInShort } from './words';

/** One thing that a report says of a contract, an action, a risk or a milestone: what two editions are compared by. */
export interface GovernanceLine {
  readonly subject: GovernanceSubject;
  /** Key of the contract, the register or the programme; the year of a business plan. */
  readonly key: string;
  readonly name: string;
  /** What of it: the same in two editions where they speak of the same thing. */
  readonly item: string;
  readonly what: string;
  readonly text: string;
  /** How the names begin of those parts of the state from which it follows. */
  readonly parts: readonly string[];
}

/**
 * Everything that a report says of contracts, actions, risks and programmes, line by line. What follows from other lines,
 * such as what needs attention, is left out.
 */
export function governanceLinesOf(facts: GovernanceFacts, today: DateText): readonly GovernanceLine[] {
  return [
    ...facts.contracts.flatMap(contractLines),
    ...actionLines(facts.actions),
    ...facts.riskRegisters.flatMap((state) => {
      const { register, name, statements, risks } = riskRegisterOf(state);
      const of = { subject: 'risk-register', key: register, name } as const;
      return [
        ...statements.map(({ aspect, text }) => {
          const parts = aspect === 'Next presentation' ? ['planned'] : ['versions/', 'name', 'committee'];
          return { ...of, item: aspect, what: aspect, text, parts };
        }),
        ...risks.map(({ risk, title, inherent, current, target, owner }) => {
          const text = [`current ${current}`, inherent && `inherent ${inherent}`, target && `target ${target}`, owner]
            .filter((fact) => fact !== null)
            .join(', ');
          return { ...of, item: `risk ${risk}`, what: title, text, parts: ['versions/'] };
        }),
      ];
    }),
    ...facts.programmes.flatMap((state) => {
      const { programme, name, statements, milestones } = programmeOf(state, today);
      const of = { subject: 'programme', key: programme, name } as const;
      return [
        ...statements.map(({ aspect, text }) => ({ ...of, item: aspect, what: aspect, text, parts: ['purpose'] })),
        ...milestones.map(({ name: title, planned, forecast, actual, slippage }) => {
          const text = [
            planned && `planned ${planned}`,
            forecast && `forecast ${forecast}`,
            actual && `reached ${actual}`,
            slippage,
          ]
            .filter((fact) => fact !== null)
            .join(', ');
          return { ...of, item: `milestone ${title}`, what: title, text, parts: ['milestones/'] };
        }),
      ];
    }),
  ];
}

function contractLines(governance: ContractGovernance): GovernanceLine[] {
  const { contract, terms, finance, kpis } = governance;
  const of = { subject: 'contract', key: contract, name: terms.name } as const;
  // The figures of indicators are compared as figures.
  const indicators = new Set(kpis.flatMap(({ kpi, indicatorKey }) => (indicatorKey === undefined ? [] : [kpi])));
  return [
    { ...of, item: 'parties', what: 'Parties', text: partiesText(governance), parts: ['terms'] },
    ...contractStatements(governance)
      .filter(({ aspect, item }) => aspect !== 'Indicator' || !indicators.has(item))
      .map(({ aspect, item, text, parts }) => ({ ...of, item: `${aspect} ${item}`, what: aspect, text, parts })),
    ...finance.flatMap(({ line, vintages, lastYear }) =>
      [...(lastYear ? [lastYear] : []), ...vintages].map(({ id, vintage }) => ({
        ...of,
        item: `amount ${id}`,
        what: `${line.name}, ${periodInShort(vintage.period)}`,
        text: `${vintage.kind} ${amountText(vintage)}`,
        parts: [`finance/${line.line}`],
      })),
    ),
  ];
}

function partiesText({ terms }: ContractGovernance): string {
  return terms.parties.map(({ name }) => name ?? 'a party that is not named').join(', ');
}

function actionLines({ quarter, previousQuarter, plan, previousPlan }: ActionFacts): GovernanceLine[] {
  return [...planLines(plan, quarter), ...(previousQuarter === null ? [] : planLines(previousPlan, previousQuarter))];
}

function planLines(plan: BusinessPlanState | undefined, quarter: PeriodKey): GovernanceLine[] {
  if (plan?.year === undefined) return [];
  const of = { subject: 'business-plan', key: plan.year, name: `Business plan ${periodInShort(plan.year)}` } as const;
  const ofQuarter = periodInShort(quarter);
  return [
    ...Object.values(plan.weWills)
      .filter((weWill) => countsIn(weWill, quarter))
      .map(({ weWill, text }) => {
        const item = `we-will ${weWill} ${quarter}`;
        return { ...of, item, what: `‘We will’, ${ofQuarter}`, text, parts: [`weWills/${weWill}`] };
      }),
    ...Object.values(plan.actions)
      .filter((action) => countsIn(action, quarter))
      .map(({ action, title, area, updates }) => ({
        ...of,
        item: `action ${action} ${quarter}`,
        what: `${title}, ${ofQuarter}`,
        text: `${updates[quarter]?.status.replaceAll('-', ' ') ?? 'no update'} (${area})`,
        parts: [`actions/${action}`],
      })),
  ];
}
