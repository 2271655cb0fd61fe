import {
  ASSURANCE_FINDINGS,
  ASSURANCE_SUBJECTS,
  FINANCE_DIRECTIONS,
  NOTICE_KINDS,
  PROCUREMENT_RATINGS,
  QUALIFIERS,
  RHYTHMS,
  VINTAGE_KINDS,
} from '@outturn/domain';
import type {
  AssuranceStatement,
  ContractCorrection,
  ContractNotice,
  ContractRating,
  FinanceLine,
  FinanceVintage,
  Meeting,
  MeetingRhythm,
  ProcurementRating,
  Qualifier,
} from '@outturn/domain';
import { TermsBody, termsOf } from './contract-bodies';
import { Choice, Day, Decimal, Key, Part, PeriodName, Text, Texts } from './fields';
import { SuppliedValueBody, suppliedValueOf } from './figure-bodies';
import { plainOf } from './plain';
import { badRequest } from './problem';

const OPTIONAL = { optional: true };
const SOURCE = 'Where that is said: a document and its paragraph.';
const PARAGRAPH = 'Quarter 4 report 2023/24, paragraph 14.20';
const DATE = 'as exactly as its source says: a day, a month (2018-04) or a year (2010).';

/** How often a kind of meeting is held. */
export class MeetingRhythmBody implements MeetingRhythm {
  @Key('The key of the kind of meeting.', 'contract-meeting')
  readonly rhythm!: string;

  @Text('Its name.', 'Contract management meeting', { longest: 300 })
  readonly name!: string;

  @Choice(RHYTHMS, 'How often it was agreed to be held.', 'quarter')
  readonly every!: (typeof RHYTHMS)[number];

  @Day('From when one that is not recorded is overdue; none ever is when left out.', '2024-04-01', OPTIONAL)
  readonly countedFrom?: string;

  @Text('Whatever a reader must know.', 'Covers operational performance.', OPTIONAL)
  readonly note?: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** A meeting that was held. */
export class MeetingBody implements Meeting {
  @Key('The kind of meeting.', 'contract-meeting')
  readonly rhythm!: string;

  @PeriodName('For which month, quarter or year.')
  readonly period!: string;

  @Text(`When, ${DATE}`, '2024-04-16', { optional: true, longest: 10 })
  readonly heldOn?: string;

  @Text('A note.', 'Minutes are kept.', OPTIONAL)
  readonly note?: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** Something with an amount in each period. */
export class FinanceLineBody implements FinanceLine {
  @Key('Its key.', 'utility-benchmarking')
  readonly line!: string;

  @Text('Its name.', 'Utility benchmarking payment', { longest: 300 })
  readonly name!: string;

  @Choice(FINANCE_DIRECTIONS, 'Who pays; a balance is negative in deficit.', 'paid-by-council')
  readonly direction!: (typeof FINANCE_DIRECTIONS)[number];

  @Text('What a balance is a balance against.', 'the contract sum', OPTIONAL)
  readonly against?: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** A change that a source states against an estimate that is not held. */
export class StatedChangeBody {
  @Decimal('In whole pence.', '9800000')
  readonly pence!: string;

  @Text('Since when.', 'last month')
  readonly since!: string;
}

/** What is said of the amount of a line. */
export class FinanceVintageBody implements FinanceVintage {
  @Key('The finance line.', 'utility-benchmarking')
  readonly line!: string;

  @PeriodName('What the amount is for.')
  readonly period!: string;

  @Choice(VINTAGE_KINDS, 'How certain it is.', 'forecast')
  readonly kind!: (typeof VINTAGE_KINDS)[number];

  @Decimal('In whole pence; left out where the source gives words only.', '13600000', OPTIONAL)
  readonly pence?: string;

  @Choice(QUALIFIERS, 'A word of the source that says that the amount is not exact.', 'circa', OPTIONAL)
  readonly qualifier?: Qualifier;

  @Text('In the words of the source.', 'circa. £136k')
  readonly text!: string;

  @Text('Who estimated: a post or a body.', 'The finance team', OPTIONAL)
  readonly estimator?: string;

  @Text(`When, ${DATE}`, '2024-06', { optional: true, longest: 10 })
  readonly estimatedOn?: string;

  @Part(() => StatedChangeBody, 'A change that the source states against an estimate that is not held.', OPTIONAL)
  readonly statedChange?: StatedChangeBody;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** A notice under the contract. */
export class NoticeBody implements ContractNotice {
  @Choice(NOTICE_KINDS, 'What kind of notice it is.', 'remediation')
  readonly kind!: (typeof NOTICE_KINDS)[number];

  @Choice(['authority', 'supplier'], 'Who serves it.', 'authority')
  readonly servingParty!: 'authority' | 'supplier';

  @Text(`When it was served, ${DATE}`, '2024-02', { optional: true, longest: 10 })
  readonly servedOn?: string;

  @Text('Why.', 'Staffing is below the acceptable threshold.')
  readonly reason!: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** That a notice is closed. */
export class NoticeClosingBody {
  @Day('When.', '2024-06-28')
  readonly closedOn!: string;

  @Text('With what outcome.', 'The posts are filled.')
  readonly outcome!: string;
}

/** What somebody states about the contract. */
export class StatementBody implements AssuranceStatement {
  @PeriodName('The period about which it is stated.')
  readonly period!: string;

  @Choice(ASSURANCE_SUBJECTS, 'What it is about.', 'performance')
  readonly about!: (typeof ASSURANCE_SUBJECTS)[number];

  @Choice(ASSURANCE_FINDINGS, 'What it finds; a concern needs attention.', 'assured')
  readonly finding!: (typeof ASSURANCE_FINDINGS)[number];

  @Text('The statement.', 'Overall service performance was good.')
  readonly text!: string;

  @Text('Who states it: a post or a document, no person’s name.', 'The contract manager')
  readonly author!: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** A rating of performance in the words of the Procurement Act 2023. */
export class ContractRatingBody implements ContractRating {
  @PeriodName('The period that is rated.')
  readonly period!: string;

  @Choice(PROCUREMENT_RATINGS, 'The rating.', 'good')
  readonly rating!: ProcurementRating;

  @Key('The KPI that is rated; the contract when left out.', 'participation', OPTIONAL)
  readonly kpi?: string;

  @Text('Why this rating.', 'All KPIs were met.')
  readonly reason!: string;

  @Text('Why it is rated although the Act does not apply; needed then.', 'All key contracts are rated alike.', OPTIONAL)
  readonly outsideActBecause?: string;
}

const SUBJECTS = ['terms', 'finance-vintage', 'kpi-result'] as const;

/** That something recorded of the contract is wrong; a better estimate is a new vintage. */
export class ContractCorrectionBody {
  @Choice(SUBJECTS, 'What is corrected. Give what it is to be in the field for it, and no other.', 'finance-vintage')
  readonly subject!: (typeof SUBJECTS)[number];

  @Text('The event that recorded what is corrected; not for the terms.', '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11', {
    optional: true,
    longest: 36,
  })
  readonly eventId?: string;

  @Part(() => TermsBody, 'The terms as they should be.', OPTIONAL)
  readonly terms?: TermsBody;

  @Part(() => FinanceVintageBody, 'The estimate as it should have been recorded.', OPTIONAL)
  readonly vintage?: FinanceVintageBody;

  @Part(() => SuppliedValueBody, 'The result as it should have been recorded.', OPTIONAL)
  readonly value?: SuppliedValueBody;

  @Text('Why.', 'Two digits were misread.')
  readonly reason!: string;

  @Text('Where the error came from.', 'The scan was poor.')
  readonly cause!: string;

  @Texts('References to documents that show it, one at least.', ['document-2024-131'])
  readonly evidence!: readonly string[];
}

/**
 * The correction of a body as the domain knows it.
 *
 * @throws {Problem} 400 where the field of its subject is missing, or another is given.
 */
export function contractCorrectionOf(body: ContractCorrectionBody): ContractCorrection {
  const { subject, eventId, terms, vintage, value } = body;
  const field = { terms: 'terms', 'finance-vintage': 'vintage', 'kpi-result': 'value' }[subject];
  const wanted = subject === 'terms' ? [field] : ['eventId', field];
  for (const [name, given] of Object.entries({ eventId, terms, vintage, value })) {
    if ((given !== undefined) === wanted.includes(name)) continue;
    const detail =
      given === undefined ? `"${name}" is missing.` : `"${name}" does not go with the subject "${subject}".`;
    throw badRequest('invalid-correction', { in: 'body', pointer: `/${name}`, detail });
  }
  if (vintage && eventId !== undefined) return { subject: 'finance-vintage', vintageId: eventId, to: plainOf(vintage) };
  if (value && eventId !== undefined) return { subject: 'kpi-result', resultId: eventId, to: suppliedValueOf(value) };
  if (terms) return { subject: 'terms', to: termsOf(terms) };
  throw badRequest('invalid-correction', { in: 'body', pointer: `/${field}`, detail: `"${field}" is missing.` });
}
