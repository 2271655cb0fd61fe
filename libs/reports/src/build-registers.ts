import {
  displayStatedDate,
  scoreVersion,
  slippageOf,
  type DateText,
  type Milestone,
  type ProgrammeState,
  type RegisterVersion,
  type RiskMovement,
  type RiskRegisterState,
  type ScoredRating,
  type ScoredRisk,
  type Slippage,
} from '@outturn/domain';
import type {
  ReportedMilestone,
  ReportedProgramme,
  ReportedRisk,
  ReportedRiskRegister,
  ReportedStatement,
} from './content-governance';
import { capitalised, counted } from './words';

/** A risk register by its latest version, against the one before (report 15.3). */
export function riskRegisterOf({ register, name, versions, planned }: RiskRegisterState): ReportedRiskRegister {
  const inOrder = Object.values(versions).sort((a, b) => a.version - b.version);
  const latest = inOrder.at(-1);
  const scored = latest && scoreVersion(latest, inOrder.at(-2));
  return {
    register: register ?? '',
    name,
    statements: [
      ...(latest ? [presentedStatement(latest)] : []),
      ...(scored && scored.closed.length > 0
        ? [{ aspect: 'Closed since the version before', text: `${scored.closed.join(', ')}.`, source: null }]
        : []),
      ...(planned
        ? [
            {
              aspect: 'Next presentation',
              text: `${planned.committee}, ${displayStatedDate(planned.due)}.`,
              source: planned.source,
            },
          ]
        : []),
    ],
    risks: scored?.risks?.map(riskOf) ?? [],
  };
}

function presentedStatement({ committee, presentedOn, label, source, risks }: RegisterVersion): ReportedStatement {
  const called = label === undefined ? '' : `, "${label}"`;
  const contents = risks ? '' : ' Its contents are not held.';
  return {
    aspect: 'Latest version',
    text: `Presented to ${committee}, ${displayStatedDate(presentedOn)}${called}.${contents}`,
    source,
  };
}

function riskOf({
  risk,
  title,
  owner,
  inherent,
  current,
  target,
  movement,
  previousScore,
  controls,
}: ScoredRisk): ReportedRisk {
  return {
    risk,
    title,
    owner,
    inherent: scoreText(inherent),
    current: scoreText(current),
    target: scoreText(target),
    movement: movementText(movement, previousScore),
    controls,
  };
}

function scoreText({ likelihood, impact, score, level }: ScoredRating): string {
  return `${likelihood} × ${impact} = ${score} (${level.replaceAll('-', ' ')})`;
}

const MOVEMENT_TEXTS: Readonly<Record<RiskMovement, string>> = {
  new: 'New',
  up: 'Up',
  down: 'Down',
  unchanged: 'Unchanged',
  'not-comparable': 'Not comparable: the matrix is another',
  unavailable: 'The version before is not held',
};

function movementText(movement: RiskMovement, previousScore: number | undefined): string {
  const from =
    previousScore === undefined || (movement !== 'up' && movement !== 'down') ? '' : ` from ${previousScore}`;
  return `${MOVEMENT_TEXTS[movement]}${from}`;
}

/** A programme with its milestones in the order of their plans, as at a day. */
export function programmeOf(state: ProgrammeState, today: DateText): ReportedProgramme {
  const { programme, name, purpose, source, milestones } = state;
  return {
    programme: programme ?? '',
    name,
    statements: [{ aspect: 'Purpose', text: purpose, source }],
    milestones: Object.values(milestones)
      .map((milestone) => milestoneOf(milestone, today))
      .sort((a, b) => compareTexts(a.planned ?? '', b.planned ?? '') || compareTexts(a.name, b.name)),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function milestoneOf(milestone: Milestone, today: DateText): ReportedMilestone {
  const { title, plans, forecasts, reached } = milestone;
  return {
    name: title,
    planned: plans.at(-1)?.planned ?? null,
    forecast: forecasts.at(-1)?.forecast ?? null,
    actual: reached?.reachedOn ?? null,
    slippage: slippageText(slippageOf(milestone, today)),
  };
}

function slippageText({ status, daysAgainstBaseline, daysAgainstPlan, daysAgainstPreviousForecast }: Slippage): string {
  if (status === 'dropped') return 'Dropped';
  const facts = [
    daysText(daysAgainstPlan, 'the plan'),
    daysAgainstBaseline === daysAgainstPlan ? '' : daysText(daysAgainstBaseline, 'the first plan'),
    daysAgainstPreviousForecast === null ? '' : daysText(daysAgainstPreviousForecast, 'the forecast before'),
  ].filter((fact) => fact !== '');
  const standing = status === 'overdue' ? 'Overdue, and not known to be reached' : capitalised(status);
  return facts.length === 0 ? standing : `${standing}: ${facts.join('; ')}`;
}

function daysText(days: number, against: string): string {
  if (days === 0) return '';
  return `${counted(Math.abs(days), 'day', 'days')} ${days > 0 ? 'later' : 'earlier'} than ${against}`;
}
