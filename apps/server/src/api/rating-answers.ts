import { MATURITIES, OBSERVATION_STATUSES, QUALIFIERS, TARGET_KINDS, TARGET_OPERATORS, UNITS } from '@outturn/domain';
import type { Target } from '@outturn/domain';
import {
  OPTIONAL,
  ShownChoice,
  ShownDecimal,
  ShownFlag,
  ShownNumber,
  ShownObject,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** The value of a figure. */
export class ValueAnswer {
  @ShownDecimal('The figure, at full precision, in the unit.', '56.26')
  readonly value!: string;

  @ShownDecimal('Rounded, with more digits where rounding would contradict the status.', '56.3')
  readonly shown!: string;

  @ShownText('As people read it.', '56.3%')
  readonly display!: string;

  @ShownChoice(['outturn', 'annual-return', 'roll-up'], 'Where it comes from.')
  readonly source!: string;

  @ShownDecimal('What it was divided from.', '5626', OPTIONAL)
  readonly numerator?: string;

  @ShownDecimal('What it was divided by.', '10000', OPTIONAL)
  readonly denominator?: string;

  @ShownDecimal('What a weighted mean weighs it by.', '48210', OPTIONAL)
  readonly weight?: string;

  @ShownChoice(QUALIFIERS, 'A word of the source that says that it is not exact.', OPTIONAL)
  readonly qualifier?: string;

  @ShownChoice(MATURITIES, 'How far it has come; a rolled-up value is as mature as its parts.', OPTIONAL)
  readonly maturity?: string;

  @ShownTexts(`SDMX observation status: ${OBSERVATION_STATUSES.join(', ')}.`, ['A'])
  readonly observationStatus!: readonly string[];

  @ShownText('What it was measured against, where a restatement tells two ways apart.', 'all assessments due', OPTIONAL)
  readonly basis?: string;

  @ShownDecimal('Forecast for the end of the year.', '60', OPTIONAL)
  readonly forecast?: string;

  @ShownText('Whatever a reader must know.', 'Housing system export of 4 April 2024.', OPTIONAL)
  readonly note?: string;

  @ShownText('Id of the submission, for validation, approval, rejection and audit.', EVENT, OPTIONAL)
  readonly outturnId?: string;

  @ShownDecimal('The figure as it was first submitted.', '56.26', OPTIONAL)
  readonly first?: string;
}

/** What a figure is measured against. */
export class TargetAnswer {
  @ShownText('Its period.', '2023-24-Q4')
  readonly period!: string;

  @ShownChoice(TARGET_KINDS, 'A described target is words only and is never rated.')
  readonly kind!: Target['kind'];

  @ShownChoice(TARGET_OPERATORS, 'How the figure must stand to it.', OPTIONAL)
  readonly operator?: Target['operator'];

  @ShownDecimal('The target, unless it is a range or described.', '95', OPTIONAL)
  readonly value?: string;

  @ShownDecimal('Lower end of a range.', '40', OPTIONAL)
  readonly low?: string;

  @ShownDecimal('Upper end of a range.', '60', OPTIONAL)
  readonly high?: string;

  @ShownObject('Further bounds by name.', { floor: '90' }, OPTIONAL)
  readonly thresholds?: Readonly<Record<string, string>>;

  @ShownChoice(UNITS, 'Its unit.')
  readonly unit!: string;

  @ShownText('In the words of its source.', 'at least 95%', OPTIONAL)
  readonly text?: string;

  @ShownText('Whatever a reader must know.', 'Set by the regulator.', OPTIONAL)
  readonly note?: string;

  @ShownNumber('From 1, for each period.', 1)
  readonly version!: number;

  @ShownText('As people read it.', 'at least 95%')
  readonly display!: string;
}

/** A level of a rating scheme. */
export class LevelAnswer {
  @ShownText('Stable name.', 'green')
  readonly key!: string;

  @ShownText('As people read it.', 'On target')
  readonly label!: string;

  @ShownText('Its colour.', 'green')
  readonly colour!: string;
}

/** A level that was tried. */
export class CheckAnswer {
  @ShownText('Key of the level.', 'green')
  readonly level!: string;

  @ShownText('What was asked, with its numbers.', '56.26% ≥ 95%')
  readonly text!: string;

  @ShownFlag('Whether it was so.', false)
  readonly holds!: boolean;
}

/** Where a level begins. */
export class BoundaryAnswer {
  @ShownText('Key of the level.', 'green')
  readonly level!: string;

  @ShownDecimal('The boundary, in the unit.', '95')
  readonly boundary!: string;

  @ShownText('As people read it.', '95%')
  readonly display!: string;

  @ShownDecimal('How far the figure is on the better side of it; negative on the worse side.', '-38.74')
  readonly distance!: string;

  @ShownFlag('Whether a figure exactly on it belongs to the level.', true)
  readonly inclusive!: boolean;
}

/** Why a figure has its status. */
export class WhyAnswer {
  @ShownText('The one inequality that decided; empty where none could be evaluated.', '56.26% < 90%')
  readonly inequality!: string;

  @ShownText('Why it is not rated.', 'There is no target for this period.', OPTIONAL)
  readonly unratedBecause?: string;

  @ShownParts(() => CheckAnswer, 'The levels that were tried, in order.')
  readonly checks!: readonly CheckAnswer[];

  @ShownParts(() => BoundaryAnswer, 'The boundaries of the levels.')
  readonly boundaries!: readonly BoundaryAnswer[];

  @ShownDecimal('The number that was compared.', '56.26')
  readonly comparedValue!: string;

  @ShownChoice(['full-precision', 'as-displayed'], 'What was compared.')
  readonly compare!: string;

  @ShownText('Name of the rating scheme.', 'Three colours, amber within 5 percentage points')
  readonly scheme!: string;

  @ShownNumber('Which of the indicator’s rules, from 1.', 1)
  readonly ruleVersion!: number;

  @ShownText('First day of the periods that the rule rates.', '2023-04-01', OPTIONAL)
  readonly ruleValidFrom?: string;

  @ShownText('Why this rule, and whose decision it is.', 'Performance framework 2023.', OPTIONAL)
  readonly ruleReason?: string;

  @ShownText('The event that set the rule.', EVENT)
  readonly ruleEventId!: string;
}
