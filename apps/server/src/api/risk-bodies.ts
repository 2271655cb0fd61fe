import type { RiskMatrix } from '@outturn/domain';
import { Count, Key, Part, Parts, Text, Texts } from './fields';
import { plainOf } from './plain';

const OPTIONAL = { optional: true };
const STATED_DATE = 'as exactly as the source says: a day, a month (2024-01) or a year';

/** A register of risks. */
export class RiskRegisterBody {
  @Key('Its key in addresses, for ever.', 'strategic')
  readonly register!: string;

  @Text('Its name.', 'Strategic Risk Register', { longest: 300 })
  readonly name!: string;

  @Text('The committee to which it is presented.', 'Audit and Risk Assurance Committee', { longest: 300 })
  readonly committee!: string;
}

/** A level of scores. */
export class RiskLevelBody {
  @Key('Its key.', 'high')
  readonly key!: string;

  @Text('Its name.', 'High', { longest: 300 })
  readonly name!: string;

  @Count('The lowest score that belongs to it.', 10)
  readonly fromScore!: number;
}

/** How risks are scored: likelihood times impact. */
export class RiskMatrixBody {
  @Texts('Names of the steps from the least likely on.', ['Unlikely', 'Possible', 'Likely', 'Almost certain'])
  readonly likelihoods!: readonly string[];

  @Texts('Names of the steps from the least impact on.', ['Minor', 'Moderate', 'Major', 'Severe'])
  readonly impacts!: readonly string[];

  @Parts(() => RiskLevelBody, 'The levels from the lowest score on; the first starts at 1.')
  readonly levels!: readonly RiskLevelBody[];
}

/** A new matrix. */
export class RiskMatrixChangeBody extends RiskMatrixBody {
  @Text('Why.', 'Risk management framework of 2024.')
  readonly reason!: string;
}

/** A place in the matrix. */
export class RiskRatingBody {
  @Count('The step of likelihood, from 1.', 3)
  readonly likelihood!: number;

  @Count('The step of impact, from 1.', 4)
  readonly impact!: number;
}

/** A risk as a version has it. */
export class RiskBody {
  @Key('Its key, the same in every version.', 'cyber-attack')
  readonly risk!: string;

  @Text('What it is called.', 'Cyber attack')
  readonly title!: string;

  @Text('What it is about.', 'Services stand still.', OPTIONAL)
  readonly description?: string;

  @Text('Who answers for it: an opaque id.', 'post-chief-executive', { longest: 300 })
  readonly owner!: string;

  @Part(() => RiskRatingBody, 'Without controls.')
  readonly inherent!: RiskRatingBody;

  @Part(() => RiskRatingBody, 'With the controls there are.')
  readonly current!: RiskRatingBody;

  @Part(() => RiskRatingBody, 'With the controls there shall be.')
  readonly target!: RiskRatingBody;

  @Texts('The controls.', ['Backups that are restored for practice'])
  readonly controls!: readonly string[];
}

/** A version as it was presented. */
export class RegisterVersionBody {
  @Text('The committee.', 'Audit and Risk Assurance Committee', { longest: 300 })
  readonly committee!: string;

  @Text(`When it was presented, ${STATED_DATE}.`, '2024-01', { longest: 10 })
  readonly presentedOn!: string;

  @Text('What the document calls itself.', 'December 2023', { optional: true, longest: 300 })
  readonly label?: string;

  @Text('Who says so.', 'Minutes of January 2024')
  readonly source!: string;

  @Parts(() => RiskBody, 'The risks; left out where only the presentation is known.', OPTIONAL)
  readonly risks?: readonly RiskBody[];
}

/** A presentation that is said to come. */
export class RegisterPresentationBody {
  @Text('The committee.', 'Audit and Risk Assurance Committee', { longest: 300 })
  readonly committee!: string;

  @Text(`When it is due, ${STATED_DATE}.`, '2024-09', { longest: 10 })
  readonly due!: string;

  @Text('Who says so.', 'Report of 31 July 2024, paragraph 15.3')
  readonly source!: string;
}

/** The matrix of a body as the domain knows it. */
export function matrixOf({ likelihoods, impacts, levels }: RiskMatrixBody): RiskMatrix {
  return { likelihoods, impacts, levels: levels.map((level) => plainOf(level)) };
}
