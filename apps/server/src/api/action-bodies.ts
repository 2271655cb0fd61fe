import { ACTION_STATUSES, type ActionStatus, type PublishedActions } from '@outturn/domain';
import { Choice, Count, Day, Key, Named, Part, Parts, PeriodName, Text } from './fields';
import { plainOf } from './plain';

const OPTIONAL = { optional: true };

/** A statement of the corporate plan. */
export class WeWillBody {
  @Key('Its key in the plan of the year, for ever.', 'qh-safe-homes')
  readonly weWill!: string;

  @Key('Key of the area.', 'quality-homes')
  readonly area!: string;

  @Text('The statement.', 'We will keep every home safe.')
  readonly text!: string;

  @PeriodName('The first quarter in which it counts; the first of the year when missing.', OPTIONAL)
  readonly fromQuarter?: string;
}

/** An action of a directorate's business plan. */
export class ActionBody {
  @Key('Its key in the plan of the year, for ever.', 'qh-fire-doors')
  readonly action!: string;

  @Key('Key of the area.', 'quality-homes')
  readonly area!: string;

  @Text('What is to be done.', 'Replace the fire doors of the high-rise blocks')
  readonly title!: string;

  @Text('Who answers for it: an opaque id.', 'post-asset-management', { longest: 300 })
  readonly owner!: string;

  @Key('Key of the "we will" from which it follows.', 'qh-safe-homes', OPTIONAL)
  readonly weWill?: string;

  @PeriodName('The first quarter in which it counts; the first of the year when missing.', OPTIONAL)
  readonly fromQuarter?: string;
}

/** The end of an action or of a "we will". */
export class EndingBody {
  @PeriodName('The last quarter in which it counts.')
  readonly lastQuarter!: string;

  @Text('Why.', 'All doors are replaced.')
  readonly reason!: string;
}

/** Another owner. */
export class HandoverBody {
  @Text('Who answers for it from now on: an opaque id.', 'post-asset-management', { longest: 300 })
  readonly owner!: string;

  @Text('Why.', 'A new director.')
  readonly reason!: string;
}

/** What is said of an action in a quarter. */
export class ActionUpdateBody {
  @PeriodName('The quarter.')
  readonly quarter!: string;

  @Choice(ACTION_STATUSES, 'Where it stands. An action without an update has none.', 'on-track')
  readonly status!: ActionStatus;

  @Text('The commentary.', 'Forty of sixty doors are replaced.')
  readonly commentary!: string;
}

/** What should have been said. */
export class ActionCorrectionBody extends ActionUpdateBody {
  @Text('Why it was wrong.', 'The letter of March was overlooked.')
  readonly reason!: string;
}

/** Counts of actions as printed; one that is left out is printed as a dash. */
export class PublishedActionStatusesBody {
  @Count('On track.', 192, OPTIONAL)
  readonly onTrack?: number;

  @Count('Medium issues.', 46, OPTIONAL)
  readonly mediumIssues?: number;

  @Count('Significant issues.', 3, OPTIONAL)
  readonly significantIssues?: number;

  @Count('No update available.', 14, OPTIONAL)
  readonly noUpdate?: number;
}

/** A column of the table as printed. */
export class PublishedActionsCountsBody extends PublishedActionStatusesBody {
  @Count('"We wills".', 107)
  readonly weWills!: number;

  @Count('Actions.', 255)
  readonly actions!: number;

  @Part(() => PublishedActionStatusesBody, 'What is printed beside: the quarter of comparison.', OPTIONAL)
  readonly compared?: PublishedActionStatusesBody;
}

/** An area as printed. */
export class PublishedActionsRowBody extends PublishedActionsCountsBody {
  @Key('Key of the area.', 'quality-homes')
  readonly area!: string;
}

/** What the text says of the quarter of comparison. */
export class PublishedActionsComparisonBody {
  @PeriodName('The quarter.')
  readonly period!: string;

  @Count('How many actions are said to have been updated.', 243)
  readonly updated!: number;

  @Named('text', 'Its shares as printed, by status.', { onTrack: '81.1%' })
  readonly printedShares!: Readonly<Record<string, string>>;
}

/** A table of actions of a published document, as printed. It is shown beside what is computed, and never computed with. */
export class PublishedActionsBody {
  @Text('The document.', 'Performance Management Framework – 2023/24 Quarter 4 and Annual Monitoring')
  readonly document!: string;

  @Day('When it was published.', '2024-07-31')
  readonly publishedOn!: string;

  @Text('Where in it.', 'paragraph 4.5')
  readonly reference!: string;

  @Parts(() => PublishedActionsRowBody, 'One an area.')
  readonly rows!: readonly PublishedActionsRowBody[];

  @Part(() => PublishedActionsCountsBody, 'The totals.')
  readonly total!: PublishedActionsCountsBody;

  @Count('How many actions are said to have been updated.', 241)
  readonly updated!: number;

  @Named('text', 'The shares of updated actions as printed, by status.', {
    onTrack: '79.7%',
    mediumIssues: '19.1%',
    significantIssues: '1.2%',
  })
  readonly printedShares!: Readonly<Record<string, string>>;

  @Part(() => PublishedActionsComparisonBody, 'What the text says of the quarter of comparison.', OPTIONAL)
  readonly comparison?: PublishedActionsComparisonBody;

  @Text('Whatever a reader must know.', 'Cells that are left out are printed as a dash.', OPTIONAL)
  readonly note?: string;
}

/** The table of a body as the domain knows it. */
export function publishedActionsOf(body: PublishedActionsBody): PublishedActions {
  return plainOf(body);
}
