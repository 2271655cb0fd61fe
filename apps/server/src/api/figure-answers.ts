import { CELL_STATUSES, POLARITIES, STANDINGS, UNITS } from '@outturn/domain';
import type { Cell } from '@outturn/domain';
import { EditionReferenceAnswer, RatedAnswer } from './common-answers';
import { BenchmarkAnswer, CommentaryAnswer, OverrideAnswer, RollUpAnswer, TravelsAnswer } from './context-answers';
import { FigureEditionAnswer } from './publication-answers';
import { LevelAnswer, TargetAnswer, ValueAnswer, WhyAnswer } from './rating-answers';
import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownFlag,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** A figure with everything that belongs to it. */
export class FigureDetailAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('Its period.', '2023-24-Q4')
  readonly period!: string;

  @ShownText('Key of the area under which it is reported in the period.', 'quality-homes')
  readonly area!: string;

  @ShownChoice(['indicator', 'context'], 'Only an indicator is counted in summaries.')
  readonly kind!: string;

  @ShownText('Its name in the period.', 'Fire risk assessments completed')
  readonly name!: string;

  @ShownChoice(UNITS, 'The unit.')
  readonly unit!: string;

  @ShownNumber('Decimals that are shown.', 1)
  readonly displayDecimals!: number;

  @ShownChoice(POLARITIES, 'Which way is good.')
  readonly polarity!: string;

  @ShownNumber('Version of the definition that holds in the period.', 1)
  readonly definitionVersion!: number;

  @ShownChoice(CELL_STATUSES, 'The status.')
  readonly status!: Cell['status'];

  @ShownText('The status as people read it.', 'Red')
  readonly statusText!: string;

  @ShownPart(() => LevelAnswer, 'The level of the scheme.', OPTIONAL)
  readonly level?: LevelAnswer;

  @ShownText('Why there is no figure, as a code.', 'pending-validation', OPTIONAL)
  readonly reason?: string;

  @ShownText('The same in words, or why the figure is not rated.', 'The data are being validated.', OPTIONAL)
  readonly reasonText?: string;

  @ShownPart(() => ValueAnswer, 'The value.', OPTIONAL)
  readonly value?: ValueAnswer;

  @ShownPart(() => TargetAnswer, 'The target.', OPTIONAL)
  readonly target?: TargetAnswer;

  @ShownChoice(STANDINGS, 'How the figure stands to its target.', OPTIONAL)
  readonly standing?: string;

  @ShownPart(() => WhyAnswer, 'Why it has its status, where a rule rated it.', OPTIONAL)
  readonly why?: WhyAnswer;

  @ShownPart(() => OverrideAnswer, 'A judgement in the place of the computed status.', OPTIONAL)
  readonly override?: OverrideAnswer;

  @ShownPart(() => TravelsAnswer, 'How it moved.')
  readonly travel!: TravelsAnswer;

  @ShownPart(() => RollUpAnswer, 'What its parts come to.', OPTIONAL)
  readonly rollUp?: RollUpAnswer;

  @ShownPart(() => CommentaryAnswer, 'Words about it.', OPTIONAL)
  readonly commentary?: CommentaryAnswer;

  @ShownFlag('Whether it is worse than its target and has no words about it.', false)
  readonly commentaryMissing!: boolean;

  @ShownParts(() => BenchmarkAnswer, 'Figures of others.')
  readonly benchmarks!: readonly BenchmarkAnswer[];

  @ShownTexts(
    'How it came about: corrected, revised, restated, late, overridden, correction-pending; r where an earlier edition showed another value.',
    ['corrected', 'r'],
  )
  readonly markers!: readonly string[];

  @ShownParts(() => FigureEditionAnswer, 'What editions showed of it, the earliest first.', OPTIONAL)
  readonly editions?: readonly FigureEditionAnswer[];

  @ShownPart(() => EditionReferenceAnswer, 'The edition that shows it so; only with basis=published.', OPTIONAL)
  readonly edition?: EditionReferenceAnswer;

  @ShownTexts('The events that it rests on.', [EVENT])
  readonly eventIds!: readonly string[];

  @ShownNumber('Position of the event that made it so.', 1042)
  readonly fromPosition!: number;
}

/** One figure as it was known. */
export class FigureAnswer extends RatedAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('The period.', '2023-24-Q4')
  readonly period!: string;

  @ShownPart(() => FigureDetailAnswer, 'The figure; null where there was none, and then the note says why.', NULLABLE)
  readonly figure!: FigureDetailAnswer | null;

  @ShownNumber('Revision of the indicator, for If-Match; null in an answer about the past.', 12, NULLABLE)
  readonly revision!: number | null;
}

/** All figures of an indicator as they were known. */
export class FiguresAnswer extends RatedAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownParts(() => FigureDetailAnswer, 'One for each period, by time.')
  readonly figures!: readonly FigureDetailAnswer[];
}
