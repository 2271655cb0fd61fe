import {
  BREAK_KINDS,
  FREQUENCIES,
  LEVEL_GROUPS,
  PERIOD_KINDS,
  POLARITIES,
  ROLL_UP_METHODS,
  SERIES,
  UNITS,
} from '@outturn/domain';
import type {
  BreakKind,
  Frequency,
  IndicatorDefinition,
  PeriodKind,
  Polarity,
  RatingScheme,
  RollUpMethod,
  Series,
  Unit,
} from '@outturn/domain';
import { ApiProperty } from '@nestjs/swagger';
import { Checked, Choice, Choices, Count, Day, Decimal, Flag, Key, Part, Text } from './fields';
import { plainOf } from './plain';

const OPTIONAL = { optional: true };

/** One version of what an indicator measures. */
export class DefinitionBody {
  @Text('Its name, as readers know it.', 'Fire risk assessments completed', { longest: 300 })
  readonly name!: string;

  @Choice(['indicator', 'context'], 'Only an indicator is counted in summaries.', 'indicator')
  readonly kind!: 'indicator' | 'context';

  @Text('Opaque id of the person or post that answers for it.', 'post-head-of-asset-management', { longest: 120 })
  readonly owner!: string;

  @Choice(UNITS, 'The unit of its figures.', 'percent')
  readonly unit!: Unit;

  @Count('Decimals that are shown, 0 to 10. Comparisons use all that were given.', 1)
  readonly displayDecimals!: number;

  @Choice(POLARITIES, 'Which way is good.', 'higher-is-better')
  readonly polarity!: Polarity;

  @Choice(FREQUENCIES, 'How often a figure is due.', 'quarterly')
  readonly frequency!: Frequency;

  @Choices(FREQUENCIES, 'Further frequencies whose figures are taken, though never due.', ['monthly'], OPTIONAL)
  readonly supplementaryFrequencies?: readonly Frequency[];

  @Choice(
    SERIES,
    'What a figure covers: its own period, the year so far, or the twelve months before its end.',
    'discrete',
  )
  readonly series!: Series;

  @Choice(ROLL_UP_METHODS, 'How the figures of a year make the year’s figure.', 'ratio-of-sums')
  readonly rollUp!: RollUpMethod;

  @Text('What is counted.', 'Assessments completed', OPTIONAL)
  readonly numerator?: string;

  @Text('What it is divided by.', 'Assessments due', OPTIONAL)
  readonly denominator?: string;

  @Text('Where the figures come from.', 'Housing management system', OPTIONAL)
  readonly source?: string;

  @Decimal('Changes up to this size, in the unit, count as no change.', '0')
  readonly deadBand!: string;

  @Decimal('At this figure nothing better is possible.', '100', OPTIONAL)
  readonly bestPossible?: string;

  @Text('Whatever a reader must know.', 'Includes leaseholders.', OPTIONAL)
  readonly note?: string;

  @Day('First day on which this version holds.', '2022-04-01')
  readonly validFrom!: string;
}

/** The definition of a body as the domain knows it. */
export function definitionOf(body: DefinitionBody): IndicatorDefinition {
  return plainOf(body);
}

/** A new indicator. */
export class DefineIndicatorBody {
  @Key('Its key in addresses, for ever.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @Key('Key of the area under which it is reported.', 'quality-homes')
  readonly area!: string;

  @Part(() => DefinitionBody, 'Its first definition.')
  readonly definition!: DefinitionBody;
}

/** A new version of a definition. */
export class RedefineIndicatorBody {
  @Part(() => DefinitionBody, 'The whole new version.')
  readonly definition!: DefinitionBody;

  @Flag('Whether figures on both sides of the change may be compared.', false)
  readonly comparable!: boolean;

  @Text('Why the definition changes.', 'The national definition changed in April 2024.')
  readonly reason!: string;
}

/** The end of an indicator. */
export class RetirementBody {
  @Day('First day on which it is no longer in force.', '2024-04-01')
  readonly from!: string;

  @Text('Why it ends.', 'Replaced by the new tenancy standard.')
  readonly reason!: string;
}

/** Another area for an indicator. */
export class MoveBody {
  @Key('Key of the new area.', 'strong-resilient-communities')
  readonly area!: string;

  @Day('First day on which it is reported there.', '2024-04-01')
  readonly from!: string;

  @Text('Why it moves.', 'The service moved to another directorate.')
  readonly reason!: string;
}

/** A boundary across which no change may be computed. */
export class BreakBody {
  @Day('First day of the new side.', '2023-04-01')
  readonly from!: string;

  @Choice(BREAK_KINDS, 'What changed.', 'definition')
  readonly kind!: BreakKind;

  @Text('Why the sides do not compare.', 'Repeat calls are counted from this day on.')
  readonly reason!: string;
}

/** A method that makes both sides of a break comparable. */
export class BridgeBody {
  @Key('Id of the break.', '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11')
  readonly breakId!: string;

  @Text('The method.', 'Earlier quarters were counted again from the call log.')
  readonly method!: string;

  @Text('Why the sides compare now.', 'All four quarters of 2022-23 have been restated.')
  readonly reason!: string;
}

/** One level of a rating scheme. */
export class LevelBody {
  @ApiProperty({ type: String, description: 'Stable name.', example: 'green' })
  readonly key!: string;

  @ApiProperty({ type: String, example: 'On target' })
  readonly label!: string;

  @ApiProperty({ type: String, description: 'A name, or #rrggbb.', example: 'green' })
  readonly colour!: string;

  @ApiProperty({ type: String, enum: [...LEVEL_GROUPS], description: 'How summaries count it.', example: 'good' })
  readonly group!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'The condition under which a figure has this level, by its "kind": meets, adverse-gap, value, achievement, travel, forecast-meets, run, judgement, all, any, not, otherwise.',
    example: { kind: 'adverse-gap', bound: 'target', operator: '<=', tolerance: { kind: 'absolute', width: '5' } },
  })
  readonly when!: object;
}

/** How a due figure that is missing is shown. */
export class MissingBody {
  @ApiProperty({ type: String, example: 'Missing' })
  readonly label!: string;

  @ApiProperty({ type: String, example: 'grey' })
  readonly colour!: string;
}

/** A rating scheme: levels, best first; the first whose condition holds is the rating. */
export class SchemeBody {
  @ApiProperty({ type: String, example: 'Three colours, amber within 5 percentage points' })
  readonly name!: string;

  @ApiProperty({ type: String, enum: ['full-precision', 'as-displayed'], example: 'full-precision' })
  readonly compare!: string;

  @ApiProperty({ type: () => LevelBody, isArray: true, description: 'The levels, best first.' })
  readonly levels!: readonly LevelBody[];

  @ApiProperty({
    type: () => MissingBody,
    required: false,
    description: 'How a due figure that is missing is named and coloured.',
  })
  readonly missing?: MissingBody;
}

/** A rating rule from a day on. */
export class RatingRuleBody {
  @Checked(() => SchemeBody, 'The scheme.')
  readonly scheme!: RatingScheme;

  @Day('First day of the periods that it rates.', '2023-04-01')
  readonly validFrom!: string;

  @Choices(PERIOD_KINDS, 'The kinds of period that it rates; all when left out.', ['quarter'], OPTIONAL)
  readonly appliesTo?: readonly PeriodKind[];

  @Text('Why this rule, and whose decision it is.', 'Performance framework 2023.')
  readonly reason!: string;
}
