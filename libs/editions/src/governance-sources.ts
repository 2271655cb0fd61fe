import {
  parsePeriod,
  previousPeriod,
  reportingPeriodStream,
  yearOf,
  type DateText,
  type PeriodKey,
} from '@outturn/domain';
import {
  governanceChangesOf,
  type ActionFacts,
  type GovernanceFacts,
  type GovernanceHistory,
  type ReportedGovernanceChange,
} from '@outturn/reports';
import { contractGovernances } from './contract-governance';
import { governanceEvents, type GovernanceDocument } from './governance-events';
import type { EditionParts } from './moment';

/** What a report says of contracts, actions, risks and programmes, and what of it has changed since another position. */
export class GovernanceSources {
  constructor(private readonly parts: EditionParts) {}

  /** As known at a position, judged on a day; no contracts without one, as nothing is recorded then. */
  async at(quarter: PeriodKey, position: number, day: DateText | null): Promise<GovernanceFacts> {
    const { readModels } = this.parts;
    const [actions, contracts, riskRegisters, programmes] = await Promise.all([
      this.actions(quarter, position),
      day === null ? [] : contractGovernances(readModels, { position, period: quarter, day }),
      readModels.riskRegisters(position),
      readModels.programmes(position),
    ]);
    return { actions, contracts, riskRegisters, programmes };
  }

  /** How things stood at an earlier position, and what has been recorded about them since. */
  async history(
    quarter: PeriodKey,
    from: number,
    to: number,
    after: GovernanceFacts,
    day: DateText | null,
  ): Promise<GovernanceHistory> {
    const before = await this.at(quarter, from, day);
    const documents = [...documentsOf(before), ...documentsOf(after)];
    const distinct = new Map(documents.map((document) => [`${document.subject} ${document.key}`, document]));
    const events = await Promise.all(
      [...distinct.values()].map((document) => governanceEvents(this.parts.store, document, from, to)),
    );
    return { before, events: events.flat() };
  }

  /** What differs between two positions, judged on one day. */
  async changes(
    quarter: PeriodKey,
    from: number,
    to: number,
    day: DateText,
  ): Promise<readonly ReportedGovernanceChange[]> {
    const after = await this.at(quarter, to, day);
    return governanceChangesOf(await this.history(quarter, from, to, after, day), after, day);
  }

  /** The position at which a quarter was first closed; undefined where it is open. */
  async closedAt(quarter: PeriodKey, position: number): Promise<number | undefined> {
    const events = await this.parts.store.readStream(reportingPeriodStream(quarter), { untilPosition: position });
    return events.find(({ type }) => type === 'ReportingPeriodClosed')?.position;
  }

  private async actions(quarter: PeriodKey, position: number): Promise<ActionFacts> {
    const previousQuarter = previousPeriod(parsePeriod(quarter))?.key ?? null;
    const year = yearOf(parsePeriod(quarter)).key;
    const previousYear = previousQuarter === null ? year : yearOf(parsePeriod(previousQuarter)).key;
    const [plans, published] = await Promise.all([
      this.parts.readModels.businessPlans([...new Set([year, previousYear])], position),
      this.parts.readModels.publishedActions(quarter, position),
    ]);
    return { quarter, previousQuarter, plan: plans.get(year), previousPlan: plans.get(previousYear), published };
  }
}

function documentsOf({ contracts, actions, riskRegisters, programmes }: GovernanceFacts): GovernanceDocument[] {
  const years = [actions.plan?.year, actions.previousPlan?.year].filter((year) => year !== undefined);
  return [
    ...contracts.map(({ contract: key }) => ({ subject: 'contract', key }) as const),
    ...years.map((key) => ({ subject: 'business-plan', key }) as const),
    ...riskRegisters.map(({ register: key = '' }) => ({ subject: 'risk-register', key }) as const),
    ...programmes.map(({ programme: key = '' }) => ({ subject: 'programme', key }) as const),
  ];
}
