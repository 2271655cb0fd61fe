import { ACTION_STATUSES } from '@outturn/domain';
import { PublishedActionsBody } from './action-bodies';
import { VintageAnswer } from './common-answers';
import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownDecimal,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';
/** What an action has until something is said of it. */
export const NO_UPDATE = 'no-update';

/** Shares of the updated actions, with one decimal, each rounded by itself. */
export class ActionSharesAnswer {
  @ShownDecimal('Per cent on track; null where none is updated.', '79.7', NULLABLE)
  readonly onTrack!: string | null;

  @ShownDecimal('Per cent with medium issues; null where none is updated.', '19.1', NULLABLE)
  readonly mediumIssues!: string | null;

  @ShownDecimal('Per cent with significant issues; null where none is updated.', '1.2', NULLABLE)
  readonly significantIssues!: string | null;

  @ShownText('"no updated actions" where there is none: that is not 0%.', 'no updated actions', NULLABLE)
  readonly note!: string | null;
}

/** Counts of a quarter with their shares. */
export class ActionCountsAnswer {
  @ShownNumber('"We wills" of the corporate plan.', 107)
  readonly weWills!: number;

  @ShownNumber('Actions of the business plans: updated ones and those without an update.', 255)
  readonly actions!: number;

  @ShownNumber('On track.', 192)
  readonly onTrack!: number;

  @ShownNumber('Medium issues.', 46)
  readonly mediumIssues!: number;

  @ShownNumber('Significant issues.', 3)
  readonly significantIssues!: number;

  @ShownNumber('Without an update.', 14)
  readonly noUpdate!: number;

  @ShownNumber('With an update: what shares are shares of.', 241)
  readonly updated!: number;

  @ShownPart(() => ActionSharesAnswer, 'Shares of the updated actions.')
  readonly shares!: ActionSharesAnswer;
}

/** The counts of one area, or of all, with the previous quarter beside them. */
export class ActionsRowAnswer extends ActionCountsAnswer {
  @ShownText('Key of the area; null for all areas.', 'quality-homes', NULLABLE)
  readonly area!: string | null;

  @ShownText('Name of the area; null for all areas.', 'Quality Homes', NULLABLE)
  readonly name!: string | null;

  @ShownPart(() => ActionCountsAnswer, 'The same of the previous quarter; null where it has no plan.', NULLABLE)
  readonly previous!: ActionCountsAnswer | null;
}

/** A printed count that is not what the counts beside it come to. */
export class DifferingSumAnswer {
  @ShownText('The quarter; null for the one of comparison where the table does not name it.', '2023-24-Q3', NULLABLE)
  readonly period!: string | null;

  @ShownText('Key of the area in whose row it stands; null in the totals.', 'quality-homes', NULLABLE)
  readonly area!: string | null;

  @ShownText('Which count: a status, weWills, actions or updated.', 'onTrack')
  readonly count!: string;

  @ShownChoice(['areas', 'statuses'], 'Over what is summed.')
  readonly of!: string;

  @ShownNumber('As printed.', 197)
  readonly printed!: number;

  @ShownNumber('What the counts beside it come to.', 196)
  readonly sum!: number;
}

/** What a published document prints. */
export class PublishedActionsAnswer extends PublishedActionsBody {
  @ShownText('The event that recorded it.', EVENT)
  readonly eventId!: string;

  @ShownPart(() => ActionSharesAnswer, 'What the printed totals come to, beside the shares as printed.')
  readonly computedShares!: ActionSharesAnswer;

  @ShownTexts('The statuses whose printed share is not what the printed totals come to.', ['onTrack'])
  readonly differs!: readonly string[];

  @ShownParts(() => DifferingSumAnswer, 'The printed counts that are not what the counts beside them come to.')
  readonly differingSums!: readonly DifferingSumAnswer[];
}

/** The table of actions of a quarter. */
export class ActionsSummaryAnswer extends VintageAnswer {
  @ShownText('The quarter.', '2023-24-Q4')
  readonly period!: string;

  @ShownText('The quarter before.', '2023-24-Q3')
  readonly previousPeriod!: string;

  @ShownParts(() => ActionsRowAnswer, 'One an area, in the order of the areas.')
  readonly rows!: readonly ActionsRowAnswer[];

  @ShownPart(() => ActionsRowAnswer, 'All areas together.')
  readonly total!: ActionsRowAnswer;

  @ShownPart(() => PublishedActionsAnswer, 'What was published; null where nothing is known of it.', NULLABLE)
  readonly printed!: PublishedActionsAnswer | null;
}

/** A "we will" of the corporate plan. */
export class WeWillAnswer {
  @ShownText('Its key.', 'qh-safe-homes')
  readonly weWill!: string;

  @ShownText('Key of the area.', 'quality-homes')
  readonly area!: string;

  @ShownText('The statement.', 'We will keep every home safe.')
  readonly text!: string;
}

/** A correction of an update that awaits a decision. */
export class PendingActionCorrectionAnswer {
  @ShownText('Its id, for the decision.', EVENT)
  readonly correctionId!: string;

  @ShownText('The quarter.', '2023-24-Q4')
  readonly quarter!: string;

  @ShownChoice(ACTION_STATUSES, 'Where the action is said to have stood.')
  readonly status!: string;

  @ShownText('The commentary.', 'The supplier has withdrawn.')
  readonly commentary!: string;

  @ShownText('Why what stands is wrong.', 'The letter of March was overlooked.')
  readonly reason!: string;

  @ShownText('Who proposed it.', 'u-0815')
  readonly proposedBy!: string;
}

/** An action in a quarter. */
export class ActionAnswer {
  @ShownText('Its key.', 'qh-fire-doors')
  readonly action!: string;

  @ShownText('Key of the area.', 'quality-homes')
  readonly area!: string;

  @ShownText('What is to be done.', 'Replace the fire doors of the high-rise blocks')
  readonly title!: string;

  @ShownText('Who answers for it.', 'post-asset-management')
  readonly owner!: string;

  @ShownText('Key of the "we will" from which it follows.', 'qh-safe-homes', NULLABLE)
  readonly weWill!: string | null;

  @ShownChoice([...ACTION_STATUSES, NO_UPDATE], 'Where it stands in the quarter.')
  readonly status!: string;

  @ShownText('The commentary.', 'Forty of sixty doors are replaced.', NULLABLE)
  readonly commentary!: string | null;

  @ShownText('Who said so.', 'u-0815', NULLABLE)
  readonly updatedBy!: string | null;

  @ShownText('The event that said so.', EVENT, NULLABLE)
  readonly eventId!: string | null;

  @ShownText('Why it is another than first given; null where it is the first.', 'Overlooked.', NULLABLE)
  readonly correctedBecause!: string | null;

  @ShownChoice(
    [...ACTION_STATUSES, NO_UPDATE],
    'Where it stood in the quarter before; null where it was not in a plan.',
    NULLABLE,
  )
  readonly previousStatus!: string | null;

  @ShownPart(() => PendingActionCorrectionAnswer, 'A correction that awaits a decision.', OPTIONAL)
  readonly pendingCorrection?: PendingActionCorrectionAnswer;
}

/** The plan of a quarter. */
export class ActionsAnswer extends VintageAnswer {
  @ShownText('The quarter.', '2023-24-Q4')
  readonly period!: string;

  @ShownParts(() => WeWillAnswer, 'The "we wills", by area and key.')
  readonly weWills!: readonly WeWillAnswer[];

  @ShownParts(() => ActionAnswer, 'The actions, by area and key.')
  readonly items!: readonly ActionAnswer[];
}
