import {
  displayStatedDate,
  scoreRating,
  versionsOf,
  type PresentedRisk,
  type RegisterVersion,
  type RiskMatrix,
  type RiskRegisterState,
} from '@outturn/domain';
import { enumerated, riskRegisterOf, sentence } from '@outturn/reports';
import type { PageModel } from './page';
import type { TimeControl } from './time-control';

interface RisksInput {
  readonly time: TimeControl;
  readonly registers: readonly RiskRegisterState[];
  readonly nameOf: (person: string) => string;
}

/** A matrix with the risks in it, in words: the level of each place is written in it. */
interface MatrixView {
  readonly impacts: readonly string[];
  /** The most likely first. */
  readonly rows: readonly {
    readonly likelihood: string;
    readonly cells: readonly { readonly text: string; readonly risks: readonly string[] }[];
  }[];
}

interface RegisterView {
  readonly name: string;
  readonly statements: readonly { readonly key: string; readonly value: string }[];
  readonly risks: readonly {
    readonly title: string;
    readonly owner: string;
    readonly inherent: string;
    readonly current: string;
    readonly target: string;
    readonly movement: string;
    readonly controls: string;
  }[];
  readonly matrix?: MatrixView;
  readonly versions: readonly {
    readonly version: string;
    readonly committee: string;
    readonly presentedOn: string;
    readonly label: string;
    readonly source: string;
  }[];
}

/** The page of the risk registers. */
export interface RisksPage extends PageModel {
  readonly time: TimeControl;
  readonly registers: readonly RegisterView[];
}

/** Puts the page of the risk registers together. */
export function risksPage({ time, registers, nameOf }: RisksInput): RisksPage {
  return { title: 'Risks', time, registers: registers.map((state) => registerOf(state, nameOf)) };
}

function registerOf(state: RiskRegisterState, nameOf: (person: string) => string): RegisterView {
  const { name, statements, risks } = riskRegisterOf(state);
  const versions = versionsOf(state);
  const latest = versions.at(-1);
  return {
    name,
    statements: statements.map(({ aspect, text, source }) => ({
      key: aspect,
      value: source === null ? text : `${text} Source: ${sentence(source)}`,
    })),
    risks: risks.map(({ title, owner, inherent, current, target, movement, controls }) => ({
      title,
      owner: owner === null ? 'Not stated' : nameOf(owner),
      inherent: inherent ?? 'Not stated',
      current,
      target: target ?? 'Not stated',
      movement,
      controls: controls.length === 0 ? 'None recorded' : enumerated(controls),
    })),
    matrix: latest?.matrix && latest.risks && matrixOf(latest.matrix, latest.risks),
    versions: [...versions].reverse().map(versionOf),
  };
}

function matrixOf(matrix: RiskMatrix, risks: readonly PresentedRisk[]): MatrixView {
  const { likelihoods, impacts, levels } = matrix;
  const rows = likelihoods.map((name, likelihoodIndex) => ({
    likelihood: name,
    cells: impacts.map((_, impactIndex) => {
      const place = { likelihood: likelihoodIndex + 1, impact: impactIndex + 1 };
      const { score, level } = scoreRating(place, matrix);
      const inIt = risks.filter(
        ({ current }) => current.likelihood === place.likelihood && current.impact === place.impact,
      );
      return {
        text: `${score}: ${levels.find(({ key }) => key === level)?.name ?? level}`,
        risks: inIt.map(({ title }) => title),
      };
    }),
  }));
  return { impacts, rows: rows.reverse() };
}

function versionOf({ version, committee, presentedOn, label, source }: RegisterVersion) {
  return {
    version: String(version),
    committee,
    presentedOn: displayStatedDate(presentedOn),
    label: label ?? '',
    source,
  };
}
