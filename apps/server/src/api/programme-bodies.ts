import { Day, Key, Text } from './fields';

/** A programme of change. */
export class ProgrammeBody {
  @Key('Its key in addresses, for ever.', 'housing-improvement')
  readonly programme!: string;

  @Text('Its name.', 'Housing Improvement and Transformation Plan', { longest: 300 })
  readonly name!: string;

  @Text('What it is for.', 'Better governance, service delivery and management of resources.')
  readonly purpose!: string;

  @Text('Who answers for it: an opaque id. Leave it out where its source does not say.', 'post-quality-homes', {
    optional: true,
    longest: 300,
  })
  readonly owner?: string;

  @Key('Key of the area to which it belongs.', 'quality-homes', { optional: true })
  readonly area?: string;

  @Text('Who says so.', 'Report of 31 July 2024, paragraph 13.2')
  readonly source!: string;
}

/** A milestone with its first plan. */
export class MilestoneBody {
  @Key('Its key in the programme, for ever.', 'compliance-specification')
  readonly milestone!: string;

  @Text('What is reached.', 'Compliance system specification signed off')
  readonly title!: string;

  @Text('Who answers for it: an opaque id. Leave it out where its source does not say.', 'post-quality-homes', {
    optional: true,
    longest: 300,
  })
  readonly owner?: string;

  @Day('The day by which it is to be reached.', '2024-05-31')
  readonly planned!: string;

  @Text('Who says so.', 'Report of 31 July 2024, paragraph 13.1')
  readonly source!: string;
}

/** A new plan. */
export class MilestonePlanBody {
  @Day('The day by which it is to be reached now.', '2024-06-30')
  readonly planned!: string;

  @Text('Why.', 'Agreed by the programme board.')
  readonly reason!: string;

  @Text('Who says so.', 'Minutes of 4 June 2024')
  readonly source!: string;
}

/** What is expected. */
export class MilestoneForecastBody {
  @Day('The day by which it is expected to be reached.', '2024-07-31')
  readonly forecast!: string;

  @Text('Who expects it: an opaque id.', 'u-0815', { longest: 300 })
  readonly claimedBy!: string;

  @Day('On which day they said so.', '2024-06-03')
  readonly claimedOn!: string;

  @Text('Why.', 'Comments of the regulator.')
  readonly reason!: string;
}

/** That it is reached. */
export class MilestoneReachedBody {
  @Day('On which day.', '2024-07-10')
  readonly reachedOn!: string;

  @Text('What shows it.', 'specification-signed-2024-07-10')
  readonly evidence!: string;
}
