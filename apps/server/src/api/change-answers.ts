import { REGISTER_KINDS, REGISTER_STATES } from '@outturn/read-models';
import { AsAtAnswer, RatedAnswer, VintageAnswer } from './common-answers';
import { FigureDetailAnswer } from './figure-answers';
import { HistoryEntryAnswer, PageAnswer } from './list-answers';
import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownObject,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
  ShownNumber,
} from './shown';
import { CountsAnswer, RollUpChangeAnswer } from './summary-answers';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** A figure that is another in the later vintage. */
export class FigureChangeAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownPart(() => FigureDetailAnswer, 'In the earlier vintage; null where there was none.', NULLABLE)
  readonly before!: FigureDetailAnswer | null;

  @ShownPart(() => FigureDetailAnswer, 'In the later vintage; null where there is none any more.', NULLABLE)
  readonly after!: FigureDetailAnswer | null;

  @ShownParts(() => HistoryEntryAnswer, 'What happened to it in between, oldest first.')
  readonly events!: readonly HistoryEntryAnswer[];
}

/** What differs between two vintages of a period. */
export class ChangesAnswer extends RatedAnswer {
  @ShownText('The period.', '2023-24-Q4')
  readonly period!: string;

  @ShownPart(() => AsAtAnswer, 'The earlier vintage.')
  readonly from!: AsAtAnswer;

  @ShownPart(() => AsAtAnswer, 'The later vintage.')
  readonly to!: AsAtAnswer;

  @ShownParts(() => FigureChangeAnswer, 'The figures that differ, by area and indicator.')
  readonly items!: readonly FigureChangeAnswer[];
}

/** What a correction, a withdrawal, a revision or a restatement does to one period. */
export class RegisterChangeAnswer {
  @ShownText('The period.', '2023-24-Q4')
  readonly period!: string;

  @ShownObject('What stood.', { value: '56.26', unit: 'percent' }, { optional: true, nullable: true })
  readonly from?: unknown;

  @ShownObject('What was to stand.', { value: '56.62', unit: 'percent' }, { optional: true, nullable: true })
  readonly to?: unknown;

  @ShownText('Why it cannot be restated.', 'The records do not tell the two apart.', OPTIONAL)
  readonly notRestatedBecause?: string;
}

/** Why history changes. */
export class JustificationAnswer {
  @ShownText('What was wrong.', 'Two digits were exchanged.')
  readonly reason!: string;

  @ShownText('How it came about; an override has a reason alone.', 'Typed from a paper return.', OPTIONAL)
  readonly cause?: string;

  @ShownTexts('References to documents that show it; an override has a reason alone.', ['export-2024-08-02'], OPTIONAL)
  readonly evidence?: readonly string[];
}

/** An entry of the register. */
export class RegisterEntryAnswer {
  @ShownText('Its id, for its decision.', EVENT)
  readonly id!: string;

  @ShownChoice(REGISTER_KINDS, 'What it is.')
  readonly kind!: string;

  @ShownChoice(REGISTER_STATES, 'How far it has come.')
  readonly state!: string;

  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownTexts('The periods that it is about.', ['2023-24-Q4'])
  readonly periods!: readonly string[];

  @ShownParts(() => RegisterChangeAnswer, 'What it does to each.')
  readonly changes!: readonly RegisterChangeAnswer[];

  @ShownPart(() => JustificationAnswer, 'Why.')
  readonly justification!: JustificationAnswer;

  @ShownText('Who proposed or recorded it.', 'u-4711')
  readonly proposedBy!: string;

  @ShownText('When.', '2024-08-02T10:15:30.123456Z')
  readonly proposedAt!: string;

  @ShownText('Who decided on it.', 'u-0815', NULLABLE)
  readonly decidedBy!: string | null;

  @ShownText('When.', '2024-08-03T09:00:00.000000Z', NULLABLE)
  readonly decidedAt!: string | null;

  @ShownText('The approver’s note, or why it was rejected.', 'Checked against the system export.', NULLABLE)
  readonly decision!: string | null;

  @ShownNumber('Position of the event that made it so.', 1042)
  readonly fromPosition!: number;
}

/** The register of corrections, the latest first. */
export class RegisterAnswer extends PageAnswer {
  @ShownParts(() => RegisterEntryAnswer, 'The entries.')
  readonly items!: readonly RegisterEntryAnswer[];
}

/** A figure as it would change. */
export class PreviewFigureAnswer {
  @ShownText('The period.', '2023-24-Q4')
  readonly period!: string;

  @ShownPart(() => FigureDetailAnswer, 'As it stands; null where there is none.', NULLABLE)
  readonly before!: FigureDetailAnswer | null;

  @ShownPart(() => FigureDetailAnswer, 'As it would stand; null where there would be none.', NULLABLE)
  readonly after!: FigureDetailAnswer | null;
}

/** A row of a summary as it would change. */
export class PreviewRowAnswer {
  @ShownText('The period.', '2023-24-Q4')
  readonly period!: string;

  @ShownText('Key of the area.', 'quality-homes')
  readonly area!: string;

  @ShownPart(() => CountsAnswer, 'As it stands.')
  readonly before!: CountsAnswer;

  @ShownPart(() => CountsAnswer, 'As it would stand.')
  readonly after!: CountsAnswer;
}

/** What a correction would change, were it approved. Nothing has been recorded. */
export class PreviewAnswer extends VintageAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('The period that would be corrected.', '2023-24-Q4')
  readonly period!: string;

  @ShownParts(() => PreviewFigureAnswer, 'Every figure that would change, that of the period itself among them.')
  readonly figures!: readonly PreviewFigureAnswer[];

  @ShownParts(() => PreviewRowAnswer, 'Every row of a summary that would change.')
  readonly summaries!: readonly PreviewRowAnswer[];

  @ShownParts(() => RollUpChangeAnswer, 'Every roll-up that would change.')
  readonly rollUps!: readonly RollUpChangeAnswer[];

  @ShownNumber('Revision of the indicator on which this was worked out, for If-Match.', 12)
  readonly revision!: number;
}
