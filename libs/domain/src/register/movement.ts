import type { RegisterVersion } from './register';
import { scoreRating, type PresentedRisk, type RiskMatrix, type ScoredRating } from './risk';

/** How the current score of a risk moved since the version before. */
export type RiskMovement = 'new' | 'up' | 'down' | 'unchanged' | 'not-comparable' | 'unavailable';

/** A risk of a version with its scores. */
export interface ScoredRisk extends Omit<PresentedRisk, 'inherent' | 'current' | 'target'> {
  readonly inherent: ScoredRating;
  readonly current: ScoredRating;
  readonly target: ScoredRating;
  readonly movement: RiskMovement;
  /** The current score in the version before; absent where there is none. */
  readonly previousScore?: number;
}

/** A version against the one before. */
export interface ScoredVersion {
  /** The highest current score first; undefined where the contents are not held. */
  readonly risks?: readonly ScoredRisk[];
  /** Keys of the risks that the version before had and this has not. */
  readonly closed: readonly string[];
}

/**
 * Scores a version and compares it with the one before (report 15.3). Scores of two matrices are not compared; against a
 * version whose contents are not held, the movement is unavailable, not new.
 */
export function scoreVersion(version: RegisterVersion, before: RegisterVersion | undefined): ScoredVersion {
  const { risks, matrix } = version;
  if (!risks || !matrix) return { closed: [] };
  const earlier = new Map(before?.risks?.map((risk) => [risk.risk, risk]));
  const scored = risks.map((risk): ScoredRisk => {
    const current = scoreRating(risk.current, matrix);
    const known = earlier.get(risk.risk);
    const previousScore = known && before?.matrix && scoreRating(known.current, before.matrix).score;
    return {
      ...risk,
      inherent: scoreRating(risk.inherent, matrix),
      current,
      target: scoreRating(risk.target, matrix),
      movement: movementOf(current.score, previousScore, { matrix, before }),
      previousScore,
    };
  });
  const present = new Set(risks.map(({ risk }) => risk));
  return {
    risks: scored.sort((a, b) => b.current.score - a.current.score || (a.risk < b.risk ? -1 : 1)),
    closed: [...earlier.keys()].filter((risk) => !present.has(risk)),
  };
}

function movementOf(
  score: number,
  previousScore: number | undefined,
  { matrix, before }: { matrix: RiskMatrix; before: RegisterVersion | undefined },
): RiskMovement {
  if (before && !before.risks) return 'unavailable';
  if (previousScore === undefined) return 'new';
  if (JSON.stringify(matrix) !== JSON.stringify(before?.matrix)) return 'not-comparable';
  if (score === previousScore) return 'unchanged';
  return score > previousScore ? 'up' : 'down';
}
