import { OBSERVATION_STATUSES, QUALIFIERS, UNAVAILABLE_REASONS, UNITS } from '@outturn/domain';
import type { ObservationStatus, Qualifier, SuppliedValue, UnavailableReason, Unit } from '@outturn/domain';
import { Choice, Choices, Decimal, Flag, Key, PeriodName, Text, Texts } from './fields';
import type { Plain } from './plain';

/** A value with everything that belongs to it. */
export class SuppliedValueBody {
  @Decimal('The figure in the unit of the indicator. Digits given are digits kept.', '56.26')
  readonly value!: string;

  @Choice(UNITS, 'Must be the unit of the indicator: seconds and pence are whole numbers.', 'percent')
  readonly unit!: Unit;

  @Decimal('What the figure was divided from; the roll-up of percentages and rates needs it.', '5626', {
    optional: true,
  })
  readonly numerator?: string;

  @Decimal('What it was divided by.', '10000', { optional: true })
  readonly denominator?: string;

  @Decimal('What a weighted mean weighs the figure by, such as calls answered.', '48210', { optional: true })
  readonly weight?: string;

  @Choice(QUALIFIERS, 'A word of the source that says that the figure is not exact.', 'circa', { optional: true })
  readonly qualifier?: Qualifier;

  @Choices(OBSERVATION_STATUSES, 'SDMX observation status; A (normal) when left out.', ['A'], { optional: true })
  readonly observationStatus?: readonly ObservationStatus[];

  @Decimal('Forecast of the figure for the end of the year.', '60', { optional: true })
  readonly forecast?: string;

  @Text('Whatever a reader of the figure must know.', 'Housing system export of 4 April 2024.', { optional: true })
  readonly note?: string;
}

/** The value of a body as the domain knows it. */
export function suppliedValueOf(body: Plain<SuppliedValueBody>): SuppliedValue {
  const { value, unit, numerator, denominator, weight, qualifier, observationStatus, forecast, note } = body;
  return {
    value,
    unit,
    numerator,
    denominator,
    weight,
    qualifier,
    observationStatus: observationStatus ?? ['A'],
    forecast,
    note,
  };
}

/** A figure for a period. */
export class OutturnBody extends SuppliedValueBody {
  @PeriodName('What the figure is about.')
  readonly period!: string;

  @Flag('Whether a final figure will follow; false when left out.', false, { optional: true })
  readonly provisional?: boolean;
}

/** That there is no figure, and why. */
export class UnavailabilityBody {
  @PeriodName('The period that has no figure.')
  readonly period!: string;

  @Choice(UNAVAILABLE_REASONS, 'The reason as a code.', 'pending-validation')
  readonly reason!: UnavailableReason;

  @Text('The reason in words.', 'The system changed in January; the data are being validated.')
  readonly note!: string;
}

/** That a figure is no longer stood behind. */
export class WithdrawalBody {
  @PeriodName('The period whose figure is withdrawn.')
  readonly period!: string;

  @Choice(UNAVAILABLE_REASONS, 'What the figure is from now on.', 'withdrawn')
  readonly unavailable!: UnavailableReason;

  @Text('Why it is withdrawn.', 'The return was found to count two estates twice.')
  readonly reason!: string;

  @Texts('References to documents that show it, one at least.', ['audit-report-2024-17'])
  readonly evidence!: readonly string[];
}

/** Words about a figure. */
export class CommentaryBody {
  @PeriodName('The period about whose figure the commentary is.')
  readonly period!: string;

  @Text('The commentary.', 'Two assessors left in February; both posts are filled from May.')
  readonly text!: string;
}

/** A judgement asked for in the place of the computed status. */
export class OverrideBody {
  @PeriodName('The period whose status is to be overridden.')
  readonly period!: string;

  @Key('Key of a level of the rating rule in force.', 'amber')
  readonly level!: string;

  @Text('Why the computed status misleads.', 'One late delivery decides the quarter.')
  readonly reason!: string;
}

/** Somebody else’s figure, to stand beside one’s own. */
export class BenchmarkBody {
  @PeriodName('The period of this indicator beside which it is shown.')
  readonly shownWith!: string;

  @Text('Whose figure it is.', 'England')
  readonly comparator!: string;

  @Text('Its own period, in its publisher’s words.', 'calendar year 2023', { optional: true })
  readonly periodText?: string;

  @Decimal('Its figure. Leave it out where only its standing is known, and say that in the note.', '92.9', {
    optional: true,
  })
  readonly value?: string;

  @Text('Its unit; it may be another than the indicator’s.', 'percent', { longest: 100 })
  readonly unit!: string;

  @Text('What it was divided by.', 'all pupils on roll', { optional: true })
  readonly denominator?: string;

  @Text('Where it was published.', 'Department for Education, 2024', { optional: true })
  readonly source?: string;

  @Text('Whatever a reader must know.', 'Published a year in arrears.', { optional: true })
  readonly note?: string;
}

/** A decision that may carry a note. */
export class NoteBody {
  @Text('A note on the decision.', 'Checked against the system export.', { optional: true })
  readonly note?: string;
}

/** A decision that must give its reason. */
export class ReasonBody {
  @Text('The reason.', 'The denominator leaves out two estates.')
  readonly reason!: string;
}
