import { VintageAnswer } from './common-answers';
import { RegisterPresentationBody, RiskBody, RiskMatrixBody, RiskRatingBody } from './risk-bodies';
import { NULLABLE, OPTIONAL, ShownChoice, ShownNumber, ShownPart, ShownParts, ShownText, ShownTexts } from './shown';

const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';
const MOVEMENTS = ['new', 'up', 'down', 'unchanged', 'not-comparable', 'unavailable'] as const;

/** A place in the matrix with its score. */
export class ScoredRatingAnswer extends RiskRatingBody {
  @ShownNumber('Likelihood times impact.', 12)
  readonly score!: number;

  @ShownText('Key of the level.', 'high')
  readonly level!: string;
}

/** A risk with its scores. */
export class ScoredRiskAnswer extends RiskBody {
  @ShownPart(() => ScoredRatingAnswer, 'Without controls.')
  override readonly inherent!: ScoredRatingAnswer;

  @ShownPart(() => ScoredRatingAnswer, 'With the controls there are.')
  override readonly current!: ScoredRatingAnswer;

  @ShownPart(() => ScoredRatingAnswer, 'With the controls there shall be.')
  override readonly target!: ScoredRatingAnswer;

  @ShownChoice(
    MOVEMENTS,
    'How the current score moved since the version before; not-comparable across two matrices, unavailable where the contents of that version are not held.',
  )
  readonly movement!: string;

  @ShownNumber('The current score in the version before.', 9, OPTIONAL)
  readonly previousScore?: number;
}

/** A version of a register. */
export class RegisterVersionAnswer {
  @ShownNumber('From 1.', 1)
  readonly version!: number;

  @ShownText('The committee.', 'Audit and Risk Assurance Committee')
  readonly committee!: string;

  @ShownText('When it was presented, as exactly as the source says.', '2024-01')
  readonly presentedOn!: string;

  @ShownText('What the document calls itself.', 'December 2023', NULLABLE)
  readonly label!: string | null;

  @ShownText('Who says so.', 'Report of 31 July 2024, paragraph 15.3')
  readonly source!: string;

  @ShownText('The event that recorded it.', EVENT)
  readonly eventId!: string;
}

/** The version that was presented last. */
export class LatestVersionAnswer extends RegisterVersionAnswer {
  @ShownPart(() => RiskMatrixBody, 'The matrix that scored it; null where none was set.', NULLABLE)
  readonly matrix!: RiskMatrixBody | null;

  @ShownParts(
    () => ScoredRiskAnswer,
    'The highest current score first; null where the contents are not held.',
    NULLABLE,
  )
  readonly risks!: readonly ScoredRiskAnswer[] | null;

  @ShownTexts('Keys of the risks that the version before had and this has not.', ['void-homes'])
  readonly closed!: readonly string[];
}

/** The presentation that comes next. */
export class PlannedPresentationAnswer extends RegisterPresentationBody {
  @ShownText('The event that said so.', EVENT)
  readonly eventId!: string;
}

/** A register as it was known. */
export class RiskRegisterAnswer {
  @ShownText('Its key.', 'strategic')
  readonly register!: string;

  @ShownText('Its name.', 'Strategic Risk Register')
  readonly name!: string;

  @ShownText('The committee to which it is presented.', 'Audit and Risk Assurance Committee')
  readonly committee!: string;

  @ShownPart(() => LatestVersionAnswer, 'The version that was presented last; null before the first.', NULLABLE)
  readonly latest!: LatestVersionAnswer | null;

  @ShownParts(() => RegisterVersionAnswer, 'All versions, the first one first.')
  readonly versions!: readonly RegisterVersionAnswer[];

  @ShownPart(() => PlannedPresentationAnswer, 'The presentation that comes next; null where none is known.', NULLABLE)
  readonly planned!: PlannedPresentationAnswer | null;
}

/** The registers, by key. */
export class RisksAnswer extends VintageAnswer {
  @ShownParts(() => RiskRegisterAnswer, 'The registers.')
  readonly items!: readonly RiskRegisterAnswer[];
}
