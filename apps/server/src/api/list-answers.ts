import { BREAK_KINDS, CELL_STATUSES, FREQUENCIES, POLARITIES, UNITS } from '@outturn/domain';
import type { BreakKind } from '@outturn/domain';
import { VintageAnswer } from './common-answers';
import { DefinitionBody, SchemeBody } from './definition-bodies';
import { TargetAnswer } from './rating-answers';
import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownDecimal,
  ShownNumber,
  ShownObject,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** A list in pages. */
export class PageAnswer extends VintageAnswer {
  @ShownText('Give it back as "after" to read on; null at the end.', '1042', NULLABLE)
  readonly next!: string | null;
}

/** An indicator in a list. */
export class IndicatorItemAnswer {
  @ShownText('Its key.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('Key of the area under which it was defined or to which it moved last.', 'quality-homes')
  readonly area!: string;

  @ShownText('Its name.', 'Fire risk assessments completed')
  readonly name!: string;

  @ShownChoice(['indicator', 'context'], 'Only an indicator is counted in summaries.')
  readonly kind!: string;

  @ShownChoice(UNITS, 'The unit.')
  readonly unit!: string;

  @ShownChoice(POLARITIES, 'Which way is good.')
  readonly polarity!: string;

  @ShownChoice(FREQUENCIES, 'How often a figure is due.')
  readonly frequency!: string;

  @ShownText('Who answers for it.', 'post-head-of-asset-management')
  readonly owner!: string;

  @ShownNumber('Version of its definition.', 1)
  readonly definitionVersion!: number;

  @ShownText('First day on which it is no longer in force.', '2024-04-01', OPTIONAL)
  readonly retiredFrom?: string;

  @ShownText('Where its card is.', '/api/v1/indicators/qh-fire-risk-assessments')
  readonly link!: string;
}

/** Indicators, by key. */
export class IndicatorsAnswer extends PageAnswer {
  @ShownParts(() => IndicatorItemAnswer, 'The indicators.')
  readonly items!: readonly IndicatorItemAnswer[];
}

/** A version of a definition. */
export class DefinitionVersionAnswer {
  @ShownNumber('From 1.', 1)
  readonly version!: number;

  @ShownPart(() => DefinitionBody, 'The definition.')
  readonly definition!: DefinitionBody;

  @ShownText('The event that made it.', EVENT)
  readonly eventId!: string;
}

/** A rating rule. */
export class RuleAnswer {
  @ShownNumber('From 1.', 1)
  readonly version!: number;

  @ShownPart(() => SchemeBody, 'The scheme.')
  readonly scheme!: SchemeBody;

  @ShownText('First day of the periods that it rates.', '2023-04-01')
  readonly validFrom!: string;

  @ShownTexts('The kinds of period that it rates; all when missing.', ['quarter'], OPTIONAL)
  readonly appliesTo?: readonly string[];

  @ShownText('Why this rule, and whose decision it is.', 'Performance framework 2023.')
  readonly reason!: string;

  @ShownText('The event that set it.', EVENT)
  readonly eventId!: string;
}

/** A boundary across which no change is computed. */
export class BreakAnswer {
  @ShownText('Its id, for a bridge.', EVENT)
  readonly id!: string;

  @ShownText('First day of the new side.', '2023-04-01')
  readonly from!: string;

  @ShownChoice(BREAK_KINDS, 'What changed.')
  readonly kind!: BreakKind;

  @ShownText('Why the sides do not compare.', 'Repeat calls are counted from this day on.')
  readonly reason!: string;

  @ShownText('The event that bridged it.', EVENT, OPTIONAL)
  readonly bridgedBy?: string;
}

/** An area under which an indicator is reported from a day on. */
export class AreaFromAnswer {
  @ShownText('Key of the area.', 'quality-homes')
  readonly area!: string;

  @ShownText('First day.', '2022-04-01')
  readonly from!: string;

  @ShownText('The event that said so.', EVENT)
  readonly eventId!: string;
}

/** The end of an indicator. */
export class RetiredAnswer {
  @ShownText('First day on which it is no longer in force.', '2024-04-01')
  readonly from!: string;

  @ShownText('Why.', 'Replaced by the new tenancy standard.')
  readonly reason!: string;

  @ShownText('The event that said so.', EVENT)
  readonly eventId!: string;
}

/** Everything that is set for an indicator. */
export class IndicatorCardAnswer {
  @ShownText('Its key.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('Key of the area.', 'quality-homes')
  readonly area!: string;

  @ShownPart(() => DefinitionBody, 'The latest definition.')
  readonly definition!: DefinitionBody;

  @ShownNumber('Its version.', 1)
  readonly definitionVersion!: number;

  @ShownParts(() => DefinitionVersionAnswer, 'All versions.')
  readonly definitions!: readonly DefinitionVersionAnswer[];

  @ShownParts(() => AreaFromAnswer, 'Its areas in the course of time.')
  readonly areas!: readonly AreaFromAnswer[];

  @ShownParts(() => RuleAnswer, 'All its rating rules.')
  readonly rules!: readonly RuleAnswer[];

  @ShownParts(() => BreakAnswer, 'Its comparability breaks.')
  readonly breaks!: readonly BreakAnswer[];

  @ShownPart(() => RetiredAnswer, 'Its end.', OPTIONAL)
  readonly retired?: RetiredAnswer;

  @ShownText('The basis on which its figures are measured now.', 'all assessments due', OPTIONAL)
  readonly basis?: string;

  @ShownParts(() => TargetAnswer, 'Its targets, by period.')
  readonly targets!: readonly TargetAnswer[];

  @ShownNumber('Position of the event that made it so.', 1042)
  readonly fromPosition!: number;
}

/** One indicator as it was known. */
export class IndicatorAnswer extends VintageAnswer {
  @ShownText('Its key.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownPart(() => IndicatorCardAnswer, 'The card; null where it was not known yet.', NULLABLE)
  readonly card!: IndicatorCardAnswer | null;

  @ShownNumber('Revision, for If-Match; null in an answer about the past.', 12, NULLABLE)
  readonly revision!: number | null;
}

/** A figure at a glance. */
export class GlanceAnswer {
  @ShownChoice(CELL_STATUSES, 'The status.')
  readonly status!: string;

  @ShownDecimal('The value.', '56.26', NULLABLE)
  readonly value!: string | null;

  @ShownDecimal('The value as shown.', '56.3', NULLABLE)
  readonly shown!: string | null;

  @ShownText('The target.', '95', NULLABLE)
  readonly target!: string | null;

  @ShownText('How far it has come.', 'approved', NULLABLE)
  readonly maturity!: string | null;

  @ShownText('Why there is none, as a code.', 'pending-validation', NULLABLE)
  readonly reason!: string | null;
}

/** An event that touched a figure. */
export class HistoryEntryAnswer {
  @ShownNumber('Its position.', 1042)
  readonly position!: number;

  @ShownText('When it was recorded.', '2024-08-02T10:15:30.123456Z')
  readonly recordedAt!: string;

  @ShownText('Its id.', EVENT)
  readonly eventId!: string;

  @ShownText('What happened.', 'CorrectionApproved')
  readonly eventType!: string;

  @ShownText('Who did it.', 'u-0815')
  readonly actor!: string;

  @ShownText('In which role.', 'approver')
  readonly role!: string;

  @ShownObject('The facts, as they are stored.', { period: '2023-24-Q4', correctionId: EVENT, approvedBy: 'u-0815' })
  readonly data!: object;

  @ShownText('Why.', 'Two digits were exchanged.', NULLABLE)
  readonly reason!: string | null;

  @ShownTexts('References to documents that show it.', ['export-2024-08-02'])
  readonly evidence!: readonly string[];

  @ShownPart(() => GlanceAnswer, 'The figure before; null where there was none.', NULLABLE)
  readonly before!: GlanceAnswer | null;

  @ShownPart(() => GlanceAnswer, 'The figure after; null where there was none.', NULLABLE)
  readonly after!: GlanceAnswer | null;
}

/** What happened to a figure, oldest first. */
export class HistoryAnswer extends PageAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('The period.', '2023-24-Q4')
  readonly period!: string;

  @ShownParts(() => HistoryEntryAnswer, 'The events.')
  readonly items!: readonly HistoryEntryAnswer[];
}

/** An area. */
export class AreaAnswer {
  @ShownText('Its key.', 'quality-homes')
  readonly area!: string;

  @ShownText('Its name.', 'Quality Homes')
  readonly name!: string;

  @ShownTexts('Other names under which documents print it.', ['Quality homes in Thriving Neighbourhoods'])
  readonly aliases!: readonly string[];

  @ShownNumber('Its place among the areas.', 4)
  readonly order!: number;

  @ShownObject('How many indicators it is said to have, by period, and who says so.', {
    '2023-24-Q4': { indicators: 28, source: 'Quarter 4 report, table at 4.2.', eventId: EVENT },
  })
  readonly populations!: object;
}

/** The areas, as the report orders them. */
export class AreasAnswer extends VintageAnswer {
  @ShownParts(() => AreaAnswer, 'The areas.')
  readonly items!: readonly AreaAnswer[];
}
