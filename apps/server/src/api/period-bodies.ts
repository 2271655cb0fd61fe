import type { Coverage, PublishedSummary } from '@outturn/domain';
import { Choice, Count, Day, Key, Named, Part, Parts, PeriodName, Text, Texts } from './fields';
import { plainOf } from './plain';

const OPTIONAL = { optional: true };

/** A new area of the corporate plan. */
export class AreaBody {
  @Key('Its key in addresses, for ever.', 'quality-homes')
  readonly area!: string;

  @Text('Its name.', 'Quality Homes', { longest: 300 })
  readonly name!: string;

  @Texts('Other names under which documents print it.', ['Quality homes in Thriving Neighbourhoods'])
  readonly aliases!: readonly string[];

  @Count('Its place among the areas, as the report prints them.', 4)
  readonly order!: number;
}

/** Another name for an area. */
export class AreaNameBody {
  @Text('The new name.', 'Quality Homes', { longest: 300 })
  readonly name!: string;

  @Texts('Other names under which documents print it.', ['Quality homes in Thriving Neighbourhoods'])
  readonly aliases!: readonly string[];

  @Text('Why it is renamed.', 'Council plan 2024.')
  readonly reason!: string;
}

/** How many indicators an area is said to have. */
export class AreaPopulationBody {
  @PeriodName('The period in which it has them.')
  readonly period!: string;

  @Count('How many indicators; more may exist than are held here.', 28)
  readonly indicators!: number;

  @Text('Who says so.', 'Quarter 4 report, table at 4.2.')
  readonly source!: string;
}

/** The start of gathering figures for a quarter or a year. */
export class OpeningBody {
  @Choice(
    ['full', 'comparators-only'],
    'Whether every figure due is expected, or the period is held only for comparison.',
    'full',
  )
  readonly coverage!: Coverage;

  @Day('Last day on which a first figure is in time.', '2024-05-31', OPTIONAL)
  readonly cutOff?: string;
}

/** The end of it: from then on, only corrections. */
export class ClosingBody {
  @Text('A note.', 'Closed after Leadership Team on 18 June 2024.', OPTIONAL)
  readonly note?: string;
}

/** One figure that may be given after all. */
export class ReopeningBody {
  @Key('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @Text('Why.', 'The return was sent to a wrong address.')
  readonly reason!: string;
}

/** Counts as printed. */
export class PublishedCountsBody {
  @Count('All.', 28)
  readonly total!: number;

  @Count('Red.', 5)
  readonly red!: number;

  @Count('Amber.', 3)
  readonly amber!: number;

  @Count('Green.', 9)
  readonly green!: number;

  @Count('Without a target that applies.', 4)
  readonly ragNotApplicable!: number;

  @Count('Due, and not there.', 2)
  readonly dataNotAvailable!: number;

  @Count('Reported once a year; only in the table of a quarter.', 5, OPTIONAL)
  readonly annualOnly?: number;
}

/** A row as printed. */
export class PublishedRowBody extends PublishedCountsBody {
  @Key('Key of the area.', 'quality-homes')
  readonly area!: string;
}

/** What the document prints of another period, for comparison. */
export class PublishedComparisonBody {
  @PeriodName('The other period.')
  readonly period!: string;

  @Named('count', 'Its counts by status.', { red: 20, amber: 12, green: 40 })
  readonly counts!: Readonly<Record<string, number>>;

  @Named('text', 'Its shares as printed, by status.', { red: '27.8%' })
  readonly printedShares!: Readonly<Record<string, string>>;
}

/** A table of a published document, as printed. It is shown beside what can be computed, and never computed with. */
export class PublishedSummaryBody {
  @Text('The document.', 'Performance Management Framework – 2023/24 Quarter 4 and Annual Monitoring')
  readonly document!: string;

  @Day('When it was published.', '2024-07-31')
  readonly publishedOn!: string;

  @Text('Where in it.', 'paragraph 4.2')
  readonly reference!: string;

  @Parts(() => PublishedRowBody, 'One row an area.')
  readonly rows!: readonly PublishedRowBody[];

  @Part(() => PublishedCountsBody, 'The row of totals.')
  readonly total!: PublishedCountsBody;

  @Named('text', 'The shares as printed, by status.', { red: '33.8%', amber: '14.9%', green: '51.4%' })
  readonly printedShares!: Readonly<Record<string, string>>;

  @Part(() => PublishedComparisonBody, 'What it prints of another period.', OPTIONAL)
  readonly comparison?: PublishedComparisonBody;

  @Text('Whatever a reader must know.', 'The shares of the year add up to 99.9.', OPTIONAL)
  readonly note?: string;
}

/** The summary of a body as the domain knows it. */
export function publishedSummaryOf(body: PublishedSummaryBody): PublishedSummary {
  return plainOf(body);
}
