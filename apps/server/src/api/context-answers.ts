import { TRAVEL_COMPARATORS, TRAVEL_DIRECTIONS } from '@outturn/domain';
import type { CellTravel } from '@outturn/domain';
import { LevelAnswer } from './rating-answers';
import { OPTIONAL, ShownChoice, ShownDecimal, ShownFlag, ShownNumber, ShownPart, ShownText, ShownTexts } from './shown';

/** A judgement in the place of the computed status. */
export class OverrideAnswer {
  @ShownPart(() => LevelAnswer, 'The level that was given.')
  readonly level!: LevelAnswer;

  @ShownChoice(['red', 'amber', 'green', 'rag-not-applicable'], 'How it is counted.')
  readonly status!: string;

  @ShownText('Why the computed status misleads.', 'One late delivery decides the quarter.')
  readonly reason!: string;

  @ShownText('Who asked for it.', 'u-4711')
  readonly requestedBy!: string;

  @ShownText('Who approved it.', 'u-0815')
  readonly approvedBy!: string;
}

/** How a figure moved. */
export class TravelAnswer {
  @ShownChoice(TRAVEL_COMPARATORS, 'What it is compared with.')
  readonly comparator!: CellTravel['comparator'];

  @ShownChoice(TRAVEL_DIRECTIONS, 'Which way it went.')
  readonly direction!: CellTravel['direction'];

  @ShownText('The other period.', '2023-24-Q3', OPTIONAL)
  readonly earlierPeriod?: string;

  @ShownDecimal('The other figure.', '54.1', OPTIONAL)
  readonly earlierValue?: string;

  @ShownText('The other figure as people read it.', '54.1%', OPTIONAL)
  readonly earlierDisplay?: string;

  @ShownDecimal('This figure less the other.', '2.16', OPTIONAL)
  readonly change?: string;

  @ShownText('The change as people read it.', '+2.2 percentage points', OPTIONAL)
  readonly changeDisplay?: string;

  @ShownDecimal('The change as a percentage of the other figure.', '4.0', OPTIONAL)
  readonly changePercent?: string;

  @ShownText('Unit of the change.', 'percentage-points', OPTIONAL)
  readonly unitOfChange?: string;

  @ShownText(
    'A sentence where the direction does not speak for itself.',
    'There is no figure for 2023-24-Q3.',
    OPTIONAL,
  )
  readonly reason?: string;

  @ShownFlag('Whether it went this way only because the other figure has been changed since.', true, OPTIONAL)
  readonly movedByRestatement?: boolean;
}

/** Both travels. */
export class TravelsAnswer {
  @ShownPart(() => TravelAnswer, 'Against the period before.')
  readonly previousPeriod!: TravelAnswer;

  @ShownPart(() => TravelAnswer, 'Against the same period of last year.')
  readonly samePeriodLastYear!: TravelAnswer;
}

/** What the parts of a longer period come to. */
export class RollUpAnswer {
  @ShownText('The method.', 'ratio-of-sums')
  readonly method!: string;

  @ShownChoice(['computed', 'incomplete', 'not-comparable', 'not-computable', 'explicit-only'], 'Whether it could be.')
  readonly state!: string;

  @ShownDecimal('What they come to.', '55.9', OPTIONAL)
  readonly value?: string;

  @ShownText('The same as people read it.', '55.9%', OPTIONAL)
  readonly display?: string;

  @ShownTexts('The periods that were put together.', ['2023-24-Q1', '2023-24-Q2', '2023-24-Q3', '2023-24-Q4'], OPTIONAL)
  readonly periods?: readonly string[];

  @ShownNumber('How many of the periods have a figure.', 3, OPTIONAL)
  readonly present?: number;

  @ShownNumber('How many were due.', 4, OPTIONAL)
  readonly due?: number;

  @ShownTexts('Those that have none.', ['2023-24-Q1'], OPTIONAL)
  readonly missing?: readonly string[];

  @ShownText('Why it could not be.', 'The basis changes within 2023-24.', OPTIONAL)
  readonly reason?: string;

  @ShownDecimal('The figure that was returned less this one.', '0.1', OPTIONAL)
  readonly difference?: string;
}

/** Words about a figure. */
export class CommentaryAnswer {
  @ShownText('The commentary.', 'Two assessors left in February; both posts are filled from May.')
  readonly text!: string;

  @ShownText('Who wrote it.', 'u-4711')
  readonly writtenBy!: string;

  @ShownFlag('Whether it was written about an earlier figure than the one that stands.', false)
  readonly stale!: boolean;
}

/** Somebody else’s figure. */
export class BenchmarkAnswer {
  @ShownText('Whose.', 'England')
  readonly comparator!: string;

  @ShownText('Its own period.', 'calendar year 2023', OPTIONAL)
  readonly periodText?: string;

  @ShownText('The period beside which it is shown.', '2023-24-Q4')
  readonly shownWith!: string;

  @ShownDecimal('The figure.', '92.9', OPTIONAL)
  readonly value?: string;

  @ShownText('Its unit.', 'percent')
  readonly unit!: string;

  @ShownText('What it was divided by.', 'all pupils on roll', OPTIONAL)
  readonly denominator?: string;

  @ShownText('Where it was published.', 'Department for Education, 2024', OPTIONAL)
  readonly source?: string;

  @ShownText('Whatever a reader must know.', 'Published a year in arrears.', OPTIONAL)
  readonly note?: string;
}
