import { FINANCE_DIRECTIONS, VINTAGE_KINDS } from '@outturn/domain';
import { OPTIONAL, ShownChoice, ShownDecimal, ShownObject, ShownPart, ShownParts, ShownText } from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';
const SOURCE = 'Quarter 4 report 2023/24, paragraph 14.20';

/** One estimate of an amount. */
export class VintageOfAmountAnswer {
  @ShownText('Id of the event that recorded it, for a correction.', EVENT)
  readonly id!: string;

  @ShownText('What the amount is for.', '2023-24')
  readonly period!: string;

  @ShownChoice(VINTAGE_KINDS, 'How certain it is.')
  readonly kind!: string;

  @ShownDecimal('In whole pence; missing where the source gives words only.', '13600000', OPTIONAL)
  readonly pence?: string;

  @ShownText('The amount as people read it, or the words of its source.', 'circa £136,000')
  readonly display!: string;

  @ShownText('A word of the source that says that it is not exact.', 'circa', OPTIONAL)
  readonly qualifier?: string;

  @ShownText('In the words of the source.', 'circa. £136k')
  readonly text!: string;

  @ShownText('Who estimated.', 'The finance team', OPTIONAL)
  readonly estimator?: string;

  @ShownText('When.', '2024-06', OPTIONAL)
  readonly estimatedOn?: string;

  @ShownObject('A change that the source states itself.', { pence: '9800000', since: 'last month' }, OPTIONAL)
  readonly statedChange?: object;

  @ShownObject('What it said before it was corrected, and why.', { reason: 'Two digits were misread.' }, OPTIONAL)
  readonly corrected?: object;

  @ShownText('Where that is said.', SOURCE)
  readonly source!: string;
}

/** A difference between two amounts. */
export class AmountDifferenceAnswer {
  @ShownDecimal('In whole pence.', '-6600000')
  readonly pence!: string;

  @ShownText('A word that says that it is not exact, as one of the two amounts is not.', 'circa', OPTIONAL)
  readonly qualifier?: string;

  @ShownText('As people read it.', 'circa −£66,000')
  readonly display!: string;

  @ShownChoice(['better', 'worse', 'no-change'], 'For the council.')
  readonly movement!: string;
}

/** What is known of an amount. */
export class FinanceStandingAnswer {
  @ShownText('The finance line.', 'utility-benchmarking')
  readonly line!: string;

  @ShownText('Its name.', 'Utility benchmarking payment')
  readonly name!: string;

  @ShownChoice(FINANCE_DIRECTIONS, 'Who pays; a balance is negative in deficit.')
  readonly direction!: string;

  @ShownText('What a balance is a balance against.', 'the contract sum', OPTIONAL)
  readonly against?: string;

  @ShownText('What the amount is for.', '2023-24')
  readonly period!: string;

  @ShownParts(() => VintageOfAmountAnswer, 'Every estimate, in the order in which it became known.')
  readonly vintages!: readonly VintageOfAmountAnswer[];

  @ShownPart(() => VintageOfAmountAnswer, 'What stands.')
  readonly latest!: VintageOfAmountAnswer;

  @ShownPart(() => AmountDifferenceAnswer, 'Against the estimate before.', OPTIONAL)
  readonly sincePrevious?: AmountDifferenceAnswer;

  @ShownPart(() => AmountDifferenceAnswer, 'Against the budget.', OPTIONAL)
  readonly againstBudget?: AmountDifferenceAnswer;

  @ShownPart(() => VintageOfAmountAnswer, 'What stands for the year before.', OPTIONAL)
  readonly lastYear?: VintageOfAmountAnswer;
}
