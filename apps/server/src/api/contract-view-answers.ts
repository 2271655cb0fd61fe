import { VintageAnswer } from './common-answers';
import {
  AttentionAnswer,
  DataStandingAnswer,
  KpiAnswer,
  KpiSetAnswer,
  MeetingStandingAnswer,
  TermStandingAnswer,
} from './contract-answers';
import { TermsBody } from './contract-bodies';
import { FinanceStandingAnswer } from './contract-finance-answers';
import { PageAnswer } from './list-answers';
import { NULLABLE, OPTIONAL, ShownNumber, ShownObject, ShownPart, ShownParts, ShownText, ShownTexts } from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** Which quarter, and on which day what is overdue is judged. */
class QuarterAnswer extends VintageAnswer {
  @ShownText('The quarter.', '2023-24-Q4')
  readonly period!: string;

  @ShownText('The day on which it is judged what is overdue.', '2024-07-31')
  readonly day!: string;
}

/** How many KPIs have which status. */
export class KpiCountsAnswer {
  @ShownNumber('Red.', 1)
  readonly red!: number;

  @ShownNumber('Amber.', 2)
  readonly amber!: number;

  @ShownNumber('Green.', 5)
  readonly green!: number;

  @ShownNumber('With a result and without a colour.', 1)
  readonly ragNotApplicable!: number;

  @ShownNumber('Without a result.', 0)
  readonly dataNotAvailable!: number;

  @ShownNumber('Not due in the quarter.', 0)
  readonly notDue!: number;
}

/** A row of the governance table. */
export class ContractRowAnswer {
  @ShownText('Its key.', 'places-leisure')
  readonly contract!: string;

  @ShownText('Its name.', 'Places Leisure')
  readonly name!: string;

  @ShownTexts('Its suppliers, as far as they are named.', ['Places Leisure'])
  readonly suppliers!: readonly string[];

  @ShownPart(() => TermStandingAnswer, 'How much of it is left.')
  readonly term!: TermStandingAnswer;

  @ShownText('The KPI set in force.', 'KPIs agreed for 2024/25', NULLABLE)
  readonly kpiSet!: string | null;

  @ShownPart(() => KpiCountsAnswer, 'Its KPIs by status.')
  readonly kpis!: KpiCountsAnswer;

  @ShownParts(() => DataStandingAnswer, 'The data of the quarter.')
  readonly data!: readonly DataStandingAnswer[];

  @ShownNumber('How many meetings are overdue.', 0)
  readonly overdueMeetings!: number;

  @ShownParts(() => FinanceStandingAnswer, 'Its money.')
  readonly finance!: readonly FinanceStandingAnswer[];

  @ShownNumber('How many notices are open.', 1)
  readonly openNotices!: number;

  @ShownNumber('How many variations are neither signed nor dropped.', 1)
  readonly openVariations!: number;

  @ShownParts(() => AttentionAnswer, 'What needs attention, and why.')
  readonly attention!: readonly AttentionAnswer[];

  @ShownText('Where all of it is.', '/api/v1/contracts/places-leisure?period=2023-24-Q4')
  readonly link!: string;
}

/** The governance table of a quarter. */
export class ContractsAnswer extends QuarterAnswer {
  @ShownParts(() => ContractRowAnswer, 'The contracts, by key.')
  readonly items!: readonly ContractRowAnswer[];
}

/** A notice, a variation, a rating, a statement or a proposal. */
export class OpenItemAnswer {
  @ShownText('Its id, for the addresses of what is done about it.', EVENT)
  readonly id!: string;

  @ShownObject('What was said.', { kind: 'remediation', reason: 'Staffing is below the acceptable threshold.' })
  readonly facts!: object;

  @ShownObject('What has been done about it.', { agreed: { forum: 'Cabinet', agreedOn: '2023-10-18' } })
  readonly progress!: object;

  @ShownTexts('The events on which it rests.', [EVENT])
  readonly eventIds!: readonly string[];
}

/** Everything known of a contract in a quarter. */
export class ContractGovernanceAnswer {
  @ShownPart(() => TermsBody, 'What the contract is.')
  readonly terms!: TermsBody;

  @ShownText('Where the terms are said.', 'Quarter 4 report 2023/24, paragraph 14.16')
  readonly source!: string;

  @ShownPart(() => TermStandingAnswer, 'How much of it is left.')
  readonly term!: TermStandingAnswer;

  @ShownPart(() => KpiSetAnswer, 'The KPI set in force at the end of the quarter.', OPTIONAL)
  readonly kpiSet?: KpiSetAnswer;

  @ShownPart(() => KpiSetAnswer, 'The set after it.', OPTIONAL)
  readonly nextKpiSet?: KpiSetAnswer;

  @ShownParts(() => KpiAnswer, 'The KPIs of the set in force.')
  readonly kpis!: readonly KpiAnswer[];

  @ShownParts(() => DataStandingAnswer, 'The data of the quarter.')
  readonly data!: readonly DataStandingAnswer[];

  @ShownParts(() => MeetingStandingAnswer, 'The meetings of the quarter.')
  readonly meetings!: readonly MeetingStandingAnswer[];

  @ShownParts(() => FinanceStandingAnswer, 'The money of the periods that bear on the quarter.')
  readonly finance!: readonly FinanceStandingAnswer[];

  @ShownParts(() => OpenItemAnswer, 'Notices that are open.')
  readonly notices!: readonly OpenItemAnswer[];

  @ShownParts(() => OpenItemAnswer, 'Variations that are neither signed nor dropped.')
  readonly variations!: readonly OpenItemAnswer[];

  @ShownParts(() => OpenItemAnswer, 'Ratings of the quarter that somebody else has approved.')
  readonly ratings!: readonly OpenItemAnswer[];

  @ShownParts(() => OpenItemAnswer, 'What is stated about the quarter, with its author.')
  readonly statements!: readonly OpenItemAnswer[];

  @ShownParts(() => OpenItemAnswer, 'What awaits somebody else’s decision.')
  readonly pending!: readonly OpenItemAnswer[];

  @ShownParts(() => AttentionAnswer, 'What needs attention, and why.')
  readonly attention!: readonly AttentionAnswer[];
}

/** A contract in a quarter. */
export class ContractAnswer extends QuarterAnswer {
  @ShownText('Its key.', 'places-leisure')
  readonly contract!: string;

  @ShownPart(() => ContractGovernanceAnswer, 'How it stood; null while nothing was known of it.', NULLABLE)
  readonly governance!: ContractGovernanceAnswer | null;

  @ShownNumber('The revision, for If-Match; null for an answer about the past.', 12, NULLABLE)
  readonly revision!: number | null;
}

/** A part of a contract that an event changed. */
export class ContractChangeAnswer {
  @ShownText('The part: the contract itself, or an item of it.', 'finance/utility-benchmarking')
  readonly part!: string;

  @ShownObject('As it stood before.', {}, NULLABLE)
  readonly before!: object | null;

  @ShownObject('As it stood after.', {}, NULLABLE)
  readonly after!: object | null;
}

/** A step of a contract's history. */
export class ContractStepAnswer {
  @ShownNumber('The position of the event.', 1042)
  readonly position!: number;

  @ShownText('When it was recorded, in UTC.', '2024-07-31T15:04:05.123456Z')
  readonly recordedAt!: string;

  @ShownText('The event.', EVENT)
  readonly eventId!: string;

  @ShownText('What happened.', 'FinanceVintageRecorded')
  readonly eventType!: string;

  @ShownText('Who did it, by an opaque id.', 'u-4711')
  readonly actor!: string;

  @ShownText('In which role.', 'performance')
  readonly role!: string;

  @ShownObject('The facts of the event.', { vintage: { line: 'utility-benchmarking' } })
  readonly data!: object;

  @ShownText('Why, where that was said.', 'Two digits were misread.', NULLABLE)
  readonly reason!: string | null;

  @ShownParts(() => ContractChangeAnswer, 'What it changed.')
  readonly changes!: readonly ContractChangeAnswer[];
}

/** Everything that has happened to a contract. */
export class ContractHistoryAnswer extends PageAnswer {
  @ShownText('Its key.', 'places-leisure')
  readonly contract!: string;

  @ShownParts(() => ContractStepAnswer, 'The events in order.')
  readonly items!: readonly ContractStepAnswer[];
}
