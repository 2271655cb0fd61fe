import { CELL_STATUSES, DATA_MATURITIES, RHYTHMS, UNITS } from '@outturn/domain';
import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownDecimal,
  ShownFlag,
  ShownNumber,
  ShownObject,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';
const SOURCE = 'Quarter 4 report 2023/24, paragraph 14.20';

/** Something that somebody should look at. */
export class AttentionAnswer {
  @ShownText('The rule, for programs.', 'worse-than-budget')
  readonly rule!: string;

  @ShownText('What, in a sentence.', 'A remediation notice was served and is open.')
  readonly text!: string;

  @ShownText('Where the rule comes from.', 'This product: a notice is open until it is closed')
  readonly ruleSource!: string;

  @ShownTexts('The events on which it rests.', [EVENT])
  readonly eventIds!: readonly string[];
}

/** How many whole months are left. */
export class MonthsAnswer {
  @ShownNumber('At least.', 129)
  readonly atLeast!: number;

  @ShownNumber('At most; another number where the end is known to a month or a year only.', 141)
  readonly atMost!: number;
}

/** That an extension will not be taken up. */
export class ExtensionDeclinedAnswer {
  @ShownText('Why.', 'A notice has been served.')
  readonly reason!: string;

  @ShownText('Where that is said.', SOURCE)
  readonly source!: string;

  @ShownText('The event.', EVENT)
  readonly eventId!: string;
}

/** That the end has been moved since. */
export class MovedSinceAnswer {
  @ShownText('The last day by it.', '2027-03-31')
  readonly end!: string;

  @ShownText('The variation.', EVENT)
  readonly movedBy!: string;
}

/** How much of the contract is left. */
export class TermStandingAnswer {
  @ShownChoice(['not-started', 'running', 'ended', 'open-ended', 'end-not-known'], 'Whether it runs.')
  readonly status!: string;

  @ShownText('The first day, as exactly as it is known.', '2010', OPTIONAL)
  readonly start?: string;

  @ShownText('The last day, as moved by variations that had been signed by then.', '2035', OPTIONAL)
  readonly end?: string;

  @ShownNumber('Its length in years, where that is stated.', 25, OPTIONAL)
  readonly years?: number;

  @ShownPart(() => MonthsAnswer, 'What is left, in whole months.', OPTIONAL)
  readonly monthsRemaining?: MonthsAnswer;

  @ShownText('The day on which it is measured: the last of the quarter, or an earlier one.', '2024-03-31')
  readonly measuredOn!: string;

  @ShownText('The signed variation that moved the end.', EVENT, OPTIONAL)
  readonly movedBy?: string;

  @ShownPart(() => MovedSinceAnswer, 'Where a variation that was signed later has moved the end.', OPTIONAL)
  readonly movedSince?: MovedSinceAnswer;

  @ShownPart(() => ExtensionDeclinedAnswer, 'That it will not be extended.', OPTIONAL)
  readonly extensionDeclined?: ExtensionDeclinedAnswer;
}

/** A set of KPIs. */
export class KpiSetAnswer {
  @ShownText('Its key.', 'set-2024')
  readonly kpiSet!: string;

  @ShownText('Its name.', 'KPIs agreed for 2024/25')
  readonly name!: string;

  @ShownText('From when it holds.', '2024-04-01')
  readonly validFrom!: string;

  @ShownText('Its last day.', '2025-03-31', OPTIONAL)
  readonly validTo?: string;

  @ShownText('The name of the rule that rates it.', 'Within 10% of the target', OPTIONAL)
  readonly scheme?: string;

  @ShownNumber('How many KPIs of it are held.', 9)
  readonly kpis!: number;

  @ShownText('Whatever a reader must know.', 'The report does not list them.', OPTIONAL)
  readonly note?: string;

  @ShownText('Where that is said.', SOURCE)
  readonly source!: string;

  @ShownTexts('The events that made it.', [EVENT])
  readonly eventIds!: readonly string[];
}

/** A result of a KPI for an earlier period. */
export class EarlierKpiResultAnswer {
  @ShownText('The period.', '2019-20')
  readonly period!: string;

  @ShownDecimal('The result.', '445800')
  readonly value!: string;

  @ShownText('A word of the source that says that it is not exact.', 'circa', OPTIONAL)
  readonly qualifier?: string;

  @ShownText('The result as people read it.', '445,800')
  readonly display!: string;

  @ShownText('Whatever a reader must know.', 'Before the pandemic.', OPTIONAL)
  readonly note?: string;

  @ShownText('Where that is said.', SOURCE)
  readonly source!: string;

  @ShownText('The event.', EVENT)
  readonly eventId!: string;
}

/** A KPI in the quarter. */
export class KpiAnswer {
  @ShownText('Its key.', 'participation')
  readonly kpi!: string;

  @ShownText('Its name.', 'Participation, year to date')
  readonly name!: string;

  @ShownText('The indicator that it is.', 'bs-cic-rate', OPTIONAL)
  readonly indicatorKey?: string;

  @ShownChoice(CELL_STATUSES, 'Its status, by the same rules as that of indicators.')
  readonly status!: string;

  @ShownText('Why it has no data or no colour.', 'The KPI set has no rating rule.', OPTIONAL)
  readonly reason?: string;

  @ShownText('The period of the result.', '2023-24', OPTIONAL)
  readonly period?: string;

  @ShownObject('The result.', { value: '417749', shown: '417749', observationStatus: ['A'] }, OPTIONAL)
  readonly value?: object;

  @ShownText('The result as people read it.', '417,749', NULLABLE)
  readonly display!: string | null;

  @ShownChoice(UNITS, 'The unit.', OPTIONAL)
  readonly unit?: string;

  @ShownNumber('With how many decimals it is shown.', 0, OPTIONAL)
  readonly displayDecimals?: number;

  @ShownObject('The target.', { kind: 'target', operator: '>=', value: '400000', unit: 'count' }, OPTIONAL)
  readonly target?: object;

  @ShownText('The inequality that decided.', '417,749 ≥ 400,000', OPTIONAL)
  readonly inequality?: string;

  @ShownObject('Against the previous period and the same period last year.', { previousPeriod: {} }, OPTIONAL)
  readonly travel?: object;

  @ShownParts(() => EarlierKpiResultAnswer, 'Results for earlier periods, the latest first.', OPTIONAL)
  readonly earlierResults?: readonly EarlierKpiResultAnswer[];

  @ShownFlag('Whether it came after its period had been closed.', false, OPTIONAL)
  readonly late?: boolean;

  @ShownObject('What it said before it was corrected, and why.', { reason: 'Two digits were misread.' }, OPTIONAL)
  readonly corrected?: object;

  @ShownText('Where that is said.', SOURCE, OPTIONAL)
  readonly source?: string;

  @ShownTexts('The events on which it rests.', [EVENT])
  readonly eventIds!: readonly string[];
}

/** Data of one kind for one period. */
export class DataStandingAnswer {
  @ShownText('The kind of data.', 'performance-report')
  readonly delivery!: string;

  @ShownText('What they are about.', '2023-24-Q4')
  readonly period!: string;

  @ShownChoice(['on-time', 'late', 'overdue', 'awaited', 'not-known'], 'Whether they came in time.')
  readonly timeliness!: string;

  @ShownText('The last day on which they were in time.', '2024-04-12', OPTIONAL)
  readonly dueOn?: string;

  @ShownText('When they came first.', '2024-04-10', OPTIONAL)
  readonly firstReceivedOn?: string;

  @ShownFlag('Whether they are complete, where that is known.', true, OPTIONAL)
  readonly complete?: boolean;

  @ShownChoice(DATA_MATURITIES, 'How far they have been checked.', OPTIONAL)
  readonly maturity?: string;

  @ShownText('Whatever a reader must know.', 'Not fully audited.', OPTIONAL)
  readonly note?: string;

  @ShownText('Where that is said.', SOURCE)
  readonly source!: string;

  @ShownTexts('The events on which it rests.', [EVENT])
  readonly eventIds!: readonly string[];
}

/** A meeting that was held. */
export class MeetingHeldAnswer {
  @ShownText('For which period.', '2023-24-Q4')
  readonly period!: string;

  @ShownText('When, as exactly as it is known.', '2024-04-16', OPTIONAL)
  readonly heldOn?: string;

  @ShownText('A note.', 'Minutes are kept.', OPTIONAL)
  readonly note?: string;

  @ShownText('Where that is said.', SOURCE)
  readonly source!: string;

  @ShownText('The event.', EVENT)
  readonly eventId!: string;
}

/** Meetings of one kind in the quarter. */
export class MeetingStandingAnswer {
  @ShownText('The kind of meeting.', 'contract-meeting')
  readonly rhythm!: string;

  @ShownText('Its name.', 'Contract management meeting')
  readonly name!: string;

  @ShownChoice(RHYTHMS, 'How often it was agreed to be held.')
  readonly every!: string;

  @ShownParts(() => MeetingHeldAnswer, 'Those that were held.')
  readonly held!: readonly MeetingHeldAnswer[];

  @ShownTexts('Periods that have ended without one.', ['2024-03'])
  readonly overdue!: readonly string[];

  @ShownFlag('Whether it is known from when they are counted; otherwise none is called overdue.', true)
  readonly counted!: boolean;

  @ShownText('Whatever a reader must know.', 'The report gives no dates.', OPTIONAL)
  readonly note?: string;

  @ShownText('Where that is said.', SOURCE)
  readonly source!: string;

  @ShownText('The event that agreed it.', EVENT)
  readonly eventId!: string;
}
