import { invalid } from '../refusal';
import { requireKey, requireList, requireText, requireTextIfGiven } from '../text';

/** A place in a matrix: which step of likelihood and which of impact, from 1. */
export interface RiskRating {
  readonly likelihood: number;
  readonly impact: number;
}

/** How risks are scored: score is likelihood times impact, and its level the highest that starts at or below it. */
export interface RiskMatrix {
  /** Names of the steps from the least likely on. */
  readonly likelihoods: readonly string[];
  /** Names of the steps from the least impact on. */
  readonly impacts: readonly string[];
  /** From the lowest score on; the first starts at 1. */
  readonly levels: readonly { readonly key: string; readonly name: string; readonly fromScore: number }[];
}

/** A risk as a version of a register has it. */
export interface PresentedRisk {
  readonly risk: string;
  readonly title: string;
  readonly description?: string;
  /** Opaque id of a person or a post. */
  readonly owner: string;
  /** Without controls. */
  readonly inherent: RiskRating;
  /** With the controls there are. */
  readonly current: RiskRating;
  /** With the controls there shall be. */
  readonly target: RiskRating;
  readonly controls: readonly string[];
}

const RATINGS = ['inherent', 'current', 'target'] as const;
const MOST_STEPS = 10;
const MOST_RISKS = 500;
const MOST_CONTROLS = 50;

/** @throws {Refusal} naming the field that is wrong. */
export function parseMatrix({ likelihoods, impacts, levels }: RiskMatrix): void {
  for (const [name, steps] of Object.entries({ likelihoods, impacts })) {
    if (steps.length < 2 || steps.length > MOST_STEPS) {
      throw invalid('invalid-matrix', `A matrix has 2 to ${MOST_STEPS} ${name}.`, `/matrix/${name}`);
    }
    steps.forEach((step, index) => requireText(step, `/matrix/${name}/${index}`, 'The name of a step'));
  }
  if (levels[0]?.fromScore !== 1) {
    throw invalid('invalid-matrix', 'The first level of a matrix starts at score 1.', '/matrix/levels');
  }
  const highest = likelihoods.length * impacts.length;
  levels.forEach(({ key, name, fromScore }, index) => {
    const pointer = `/matrix/levels/${index}`;
    requireKey(key, `${pointer}/key`, 'The key of a level');
    requireText(name, `${pointer}/name`, 'The name of a level');
    const before = levels[index - 1]?.fromScore ?? 0;
    if (Number.isSafeInteger(fromScore) && fromScore > before && fromScore <= highest) return;
    throw invalid('invalid-matrix', `Levels start at rising scores up to ${highest}.`, `${pointer}/fromScore`);
  });
  const keys = levels.map(({ key }) => key);
  if (new Set(keys).size < keys.length) {
    throw invalid('invalid-matrix', 'Two levels have the same key. Give each its own.', '/matrix/levels');
  }
}

/** @throws {Refusal} naming the risk and the field that is wrong. */
export function parseRisks(risks: readonly PresentedRisk[], matrix: RiskMatrix): void {
  requireList(risks, MOST_RISKS, '/risks', 'risks');
  const seen = new Set<string>();
  risks.forEach((one, index) => {
    const pointer = `/risks/${index}`;
    requireKey(one.risk, `${pointer}/risk`, 'The key of a risk');
    if (seen.has(one.risk)) {
      throw invalid('risk-twice', `The risk ${one.risk} is listed twice. List it once.`, `${pointer}/risk`);
    }
    seen.add(one.risk);
    requireText(one.title, `${pointer}/title`, 'The title');
    requireTextIfGiven(one.description, `${pointer}/description`, 'The description');
    requireText(one.owner, `${pointer}/owner`, 'The owner');
    requireList(one.controls, MOST_CONTROLS, `${pointer}/controls`, 'controls');
    one.controls.forEach((control, place) => requireText(control, `${pointer}/controls/${place}`, 'The control'));
    for (const name of RATINGS) parseRating(one[name], matrix, `${pointer}/${name}`);
  });
}

function parseRating({ likelihood, impact }: RiskRating, { likelihoods, impacts }: RiskMatrix, pointer: string): void {
  for (const [name, step, steps] of [
    ['likelihood', likelihood, likelihoods.length],
    ['impact', impact, impacts.length],
  ] as const) {
    if (Number.isSafeInteger(step) && step >= 1 && step <= steps) continue;
    throw invalid(
      'outside-matrix',
      `The ${name} of this matrix is a whole number from 1 to ${steps}.`,
      `${pointer}/${name}`,
    );
  }
}

/** A rating with its score and level in a matrix. */
export interface ScoredRating extends RiskRating {
  readonly score: number;
  /** Key of the level. */
  readonly level: string;
}

/** Likelihood times impact, and the level of a matrix in which that lies. */
export function scoreRating({ likelihood, impact }: RiskRating, { levels }: RiskMatrix): ScoredRating {
  const score = likelihood * impact;
  const level = levels.findLast(({ fromScore }) => fromScore <= score);
  return { likelihood, impact, score, level: level?.key ?? '' };
}
