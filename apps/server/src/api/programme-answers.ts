import { VintageAnswer } from './common-answers';
import { NULLABLE, ShownChoice, ShownNumber, ShownPart, ShownParts, ShownText } from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** A plan of a milestone. */
export class MilestonePlanAnswer {
  @ShownText('The day by which it is to be reached.', '2024-05-31')
  readonly planned!: string;

  @ShownText('Who says so.', 'Report of 31 July 2024, paragraph 13.1')
  readonly source!: string;

  @ShownText('Why it is another than before; null for the first.', 'Agreed by the programme board.', NULLABLE)
  readonly reason!: string | null;

  @ShownText('The event that said so.', EVENT)
  readonly eventId!: string;
}

/** What was expected of a milestone. */
export class MilestoneForecastAnswer {
  @ShownText('The day by which it was expected to be reached.', '2024-07-31')
  readonly forecast!: string;

  @ShownText('Who expected it.', 'u-0815')
  readonly claimedBy!: string;

  @ShownText('On which day they said so.', '2024-06-03')
  readonly claimedOn!: string;

  @ShownText('Why.', 'Comments of the regulator.')
  readonly reason!: string;

  @ShownText('The event that recorded it.', EVENT)
  readonly eventId!: string;
}

/** That a milestone is reached. */
export class MilestoneReachedAnswer {
  @ShownText('On which day.', '2024-07-10')
  readonly reachedOn!: string;

  @ShownText('What shows it.', 'specification-signed-2024-07-10')
  readonly evidence!: string;

  @ShownText('The event that recorded it.', EVENT)
  readonly eventId!: string;
}

/** That a milestone is given up. */
export class MilestoneDroppedAnswer {
  @ShownText('Why.', 'A ready-made system was bought.')
  readonly reason!: string;

  @ShownText('The event that recorded it.', EVENT)
  readonly eventId!: string;
}

/** A milestone and how far it has slipped. Days are positive where it is later. */
export class MilestoneAnswer {
  @ShownText('Its key.', 'compliance-specification')
  readonly milestone!: string;

  @ShownText('What is reached.', 'Compliance system specification signed off')
  readonly title!: string;

  @ShownText('Who answers for it; null where that is not stated.', 'post-quality-homes', NULLABLE)
  readonly owner!: string | null;

  @ShownChoice(['open', 'overdue', 'reached', 'dropped'], 'Where it stands on the day of the question.')
  readonly status!: string;

  @ShownText('When it was reached, or else by which day it is expected: by the latest forecast or plan.', '2024-07-31')
  readonly expected!: string;

  @ShownNumber('Days against the first plan.', 61)
  readonly daysAgainstBaseline!: number;

  @ShownNumber('Days against the latest plan.', 31)
  readonly daysAgainstPlan!: number;

  @ShownNumber('Days against the forecast before; null where there is none.', -30, NULLABLE)
  readonly daysAgainstPreviousForecast!: number | null;

  @ShownParts(() => MilestonePlanAnswer, 'Its plans, the first one first.')
  readonly plans!: readonly MilestonePlanAnswer[];

  @ShownParts(() => MilestoneForecastAnswer, 'Its forecasts, the first one first.')
  readonly forecasts!: readonly MilestoneForecastAnswer[];

  @ShownPart(() => MilestoneReachedAnswer, 'That it is reached.', NULLABLE)
  readonly reached!: MilestoneReachedAnswer | null;

  @ShownPart(() => MilestoneDroppedAnswer, 'That it is given up.', NULLABLE)
  readonly dropped!: MilestoneDroppedAnswer | null;
}

/** A programme as it was known. */
export class ProgrammeFactsAnswer {
  @ShownText('Its key.', 'housing-improvement')
  readonly programme!: string;

  @ShownText('Its name.', 'Housing Improvement and Transformation Plan')
  readonly name!: string;

  @ShownText('What it is for.', 'Better governance, service delivery and management of resources.')
  readonly purpose!: string;

  @ShownText('Who answers for it; null where that is not stated.', 'post-quality-homes', NULLABLE)
  readonly owner!: string | null;

  @ShownText('Key of the area to which it belongs.', 'quality-homes', NULLABLE)
  readonly area!: string | null;

  @ShownText('Who says so.', 'Report of 31 July 2024, paragraph 13.2')
  readonly source!: string;

  @ShownParts(() => MilestoneAnswer, 'Its milestones in the order in which they are expected.')
  readonly milestones!: readonly MilestoneAnswer[];
}

/** The programmes, by key. */
export class ProgrammesAnswer extends VintageAnswer {
  @ShownText('The day from which milestones are looked at.', '2024-07-31')
  readonly on!: string;

  @ShownParts(() => ProgrammeFactsAnswer, 'The programmes.')
  readonly items!: readonly ProgrammeFactsAnswer[];
}

/** One programme. */
export class ProgrammeAnswer extends VintageAnswer {
  @ShownText('The day from which milestones are looked at.', '2024-07-31')
  readonly on!: string;

  @ShownPart(() => ProgrammeFactsAnswer, 'The programme; null where it was not known yet.', NULLABLE)
  readonly programme!: ProgrammeFactsAnswer | null;
}
