import { CELL_STATUSES, TRAVEL_COMPARATORS } from '@outturn/domain';
import type { CalendarEntry, Cell, TravelComparator } from '@outturn/domain';
import { EditionReferenceAnswer, RatedAnswer, VintageAnswer } from './common-answers';
import { PublishedSummaryBody } from './period-bodies';
import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownDecimal,
  ShownFlag,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

/** Shares of the rated indicators, with one decimal, each rounded by itself. */
export class SharesAnswer {
  @ShownDecimal('Per cent red; null where none is rated.', '33.8', NULLABLE)
  readonly red!: string | null;

  @ShownDecimal('Per cent amber; null where none is rated.', '14.9', NULLABLE)
  readonly amber!: string | null;

  @ShownDecimal('Per cent green; null where none is rated.', '51.4', NULLABLE)
  readonly green!: string | null;

  @ShownText('"no rated indicators" where there is none: that is not 0%.', 'no rated indicators', NULLABLE)
  readonly note!: string | null;
}

/** Counts as computed. The columns from red to otherNotDue add up to the total. */
export class CountsAnswer {
  @ShownNumber('All indicators that are known.', 28)
  readonly total!: number;

  @ShownNumber('Red, amber and green together: what shares are shares of.', 17)
  readonly rated!: number;

  @ShownNumber('Red.', 5)
  readonly red!: number;

  @ShownNumber('Amber.', 3)
  readonly amber!: number;

  @ShownNumber('Green.', 9)
  readonly green!: number;

  @ShownNumber('A figure, and no target that applies.', 4)
  readonly ragNotApplicable!: number;

  @ShownNumber('Due, and nothing usable.', 2)
  readonly dataNotAvailable!: number;

  @ShownNumber('Reported once a year.', 5)
  readonly annualOnly!: number;

  @ShownNumber('Not due for another reason.', 0)
  readonly otherNotDue!: number;
}

/** The counts of one area, or of all. */
export class SummaryRowAnswer extends CountsAnswer {
  @ShownText('Key of the area; null for all areas.', 'quality-homes', NULLABLE)
  readonly area!: string | null;

  @ShownText('Name of the area; null for all areas.', 'Quality Homes', NULLABLE)
  readonly name!: string | null;

  @ShownPart(() => SharesAnswer, 'Shares of the rated indicators.')
  readonly shares!: SharesAnswer;

  @ShownNumber('How many indicators there are said to be; null where nobody has said.', 30, NULLABLE)
  readonly declared!: number | null;

  @ShownNumber('How many of those are not known here.', 2, NULLABLE)
  readonly missing!: number | null;
}

/** What a published document prints. */
export class PublishedSummaryAnswer extends PublishedSummaryBody {
  @ShownText('The event that recorded it.', '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11')
  readonly eventId!: string;

  @ShownNumber('Red, amber and green as printed in the row of totals, together.', 136)
  readonly rated!: number;

  @ShownPart(() => SharesAnswer, 'What the printed row of totals comes to, beside the shares as printed.')
  readonly computedShares!: SharesAnswer;

  @ShownTexts('The colours whose printed share is not what the printed counts come to.', ['red'])
  readonly differs!: readonly string[];
}

/** The same counts of another period, known at the same time. */
export class ComparisonAnswer {
  @ShownChoice(TRAVEL_COMPARATORS, 'Which other period.')
  readonly comparator!: TravelComparator;

  @ShownText('Its name.', '2023-24-Q3')
  readonly period!: string;

  @ShownPart(() => CountsAnswer, 'Its counts in all areas; null where it has no figures.', NULLABLE)
  readonly total!: CountsAnswer | null;

  @ShownPart(() => SharesAnswer, 'Its shares; null where it has no figures.', NULLABLE)
  readonly shares!: SharesAnswer | null;

  @ShownTexts('Indicators that are rated now and were not then.', ['qh-voids'])
  readonly joined!: readonly string[];

  @ShownTexts('Indicators that were rated then and are not now.', ['bs-attendance-primary'])
  readonly left!: readonly string[];
}

/** The year of one indicator. */
export class AnnualRollUpAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('The year.', '2023-24')
  readonly year!: string;

  @ShownText('Key of the area.', 'quality-homes')
  readonly area!: string;

  @ShownText('How the parts make the year.', 'ratio-of-sums')
  readonly method!: string;

  @ShownText('computed, incomplete, not-comparable, not-computable, explicit-only or not-rolled-up.', 'computed')
  readonly state!: string;

  @ShownDecimal('What the parts come to.', '55.9', NULLABLE)
  readonly computed!: string | null;

  @ShownDecimal('What was returned for the year.', '56', NULLABLE)
  readonly returned!: string | null;

  @ShownDecimal('Returned less computed.', '0.1', NULLABLE)
  readonly difference!: string | null;

  @ShownChoice(CELL_STATUSES, 'The status of the year.')
  readonly status!: Cell['status'];

  @ShownTexts('The periods that make it up.', ['2023-24-Q1', '2023-24-Q2', '2023-24-Q3', '2023-24-Q4'])
  readonly parts!: readonly string[];

  @ShownTexts('The periods that it lacks.', ['2023-24-Q1'])
  readonly missing!: readonly string[];

  @ShownNumber('Position of the event that made it so.', 1042)
  readonly fromPosition!: number;
}

/** A period in the calendar of reporting. */
export class ReportingPeriodAnswer {
  @ShownText('Its name.', '2023-24-Q4')
  readonly period!: string;

  @ShownChoice(['full', 'comparators-only'], 'Whether every figure due is expected.')
  readonly coverage!: CalendarEntry['coverage'];

  @ShownChoice(['open', 'closed'], 'Whether figures are taken; once closed, only corrections.')
  readonly state!: CalendarEntry['state'];

  @ShownText('Last day on which a first figure is in time.', '2024-05-31', OPTIONAL)
  readonly cutOff?: string;

  @ShownTexts('Indicators of which the one figure may be given although the period is closed.', ['qh-voids'])
  readonly reopenedFor!: readonly string[];
}

/** The periods that have been opened. */
export class ReportingPeriodsAnswer extends VintageAnswer {
  @ShownParts(() => ReportingPeriodAnswer, 'By time.')
  readonly items!: readonly ReportingPeriodAnswer[];
}

/** The summary of a period, by area. */
export class SummaryAnswer extends RatedAnswer {
  @ShownText('The period.', '2023-24-Q4')
  readonly period!: string;

  @ShownPart(
    () => EditionReferenceAnswer,
    'The edition that shows it so; only with basis=published, null where there is none.',
    {
      optional: true,
      nullable: true,
    },
  )
  readonly edition?: EditionReferenceAnswer | null;

  @ShownPart(() => ReportingPeriodAnswer, 'The period in the calendar; null when it had not been opened.', NULLABLE)
  readonly reportingPeriod!: ReportingPeriodAnswer | null;

  @ShownParts(() => SummaryRowAnswer, 'One row an area, as the report orders them.')
  readonly rows!: readonly SummaryRowAnswer[];

  @ShownPart(() => SummaryRowAnswer, 'All areas.')
  readonly total!: SummaryRowAnswer;

  @ShownPart(() => PublishedSummaryAnswer, 'What the published document prints; null where none is recorded.', NULLABLE)
  readonly printed!: PublishedSummaryAnswer | null;

  @ShownParts(() => ComparisonAnswer, 'The period before, and the same period of last year.')
  readonly comparisons!: readonly ComparisonAnswer[];

  @ShownParts(() => AnnualRollUpAnswer, 'For a year: how the year of each indicator is made up.', OPTIONAL)
  readonly annualRollUps?: readonly AnnualRollUpAnswer[];
}

/** A figure that would change. */
export class RollUpChangeAnswer {
  @ShownText('The longer period.', '2023-24')
  readonly period!: string;

  @ShownDecimal('What its parts come to now; null where that cannot be told.', '55.9', NULLABLE)
  readonly before!: string | null;

  @ShownDecimal('What they would come to.', '56.1', NULLABLE)
  readonly after!: string | null;

  @ShownFlag('Whether a returned figure stands in the longer period, which then keeps its figure.', false)
  readonly returned!: boolean;
}
