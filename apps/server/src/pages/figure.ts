import { displayStatedDate } from '@outturn/domain';
import { capitalised, periodInWords, sentence } from '@outturn/reports';
import type { Figure } from '../api/figures';
import { figureView, valueInUnit, type FigureView } from './figure-words';
import { correctTargetHref } from './correct-target';
import type { PageModel } from './page';
import { setTargetHref } from './set-target';
import { sameMoment, type Moment, type TimeControl } from './time-control';

interface FigureInput {
  readonly name: string;
  readonly key: string;
  readonly period: string;
  readonly figure: Figure | null;
  readonly query: Moment;
  readonly time: TimeControl;
  /** What the reader may ask for; the target is set as long as the period is not closed, and corrected from then on. */
  readonly may: { readonly correct: boolean; readonly override: boolean; readonly target?: 'set' | 'correct' };
  /** What the reader may audit; absent where that is nothing. */
  readonly auditId?: string;
  readonly nameOf: (person: string) => string;
}

/** The page that says why a figure has its colour. */
export interface FigurePage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  readonly indicatorHref: string;
  readonly historyHref: string;
  /** What the reader can do about the figure. */
  readonly steps: readonly { readonly text: string; readonly href: string }[];
  /** Absent where there was no figure. */
  readonly figure?: FigureView;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly why?: {
    readonly inequality: string;
    readonly checks: readonly { readonly level: string; readonly text: string; readonly result: string }[];
    readonly boundaries: readonly {
      readonly level: string;
      readonly boundary: string;
      readonly distance: string;
      readonly inclusive: string;
    }[];
    readonly rule: string;
    readonly compared: string;
  };
  readonly unrated?: string;
  readonly override?: string;
  readonly commentary?: { readonly text: string; readonly by: string; readonly isStale: boolean };
  readonly benchmarks: readonly { readonly comparator: string; readonly value: string; readonly source: string }[];
  readonly editions: readonly {
    readonly edition: string;
    readonly href: string;
    readonly value: string;
    readonly status: string;
  }[];
  readonly eventIds: readonly string[];
}

/** Puts the page about one figure together. */
export function figurePage(input: FigureInput): FigurePage {
  const { name, key, period, figure, query, time, nameOf } = input;
  const moment = sameMoment(query);
  const links = {
    indicatorHref: `/indicators/${key}${moment}`,
    historyHref: `/indicators/${key}/figures/${encodeURIComponent(period)}/history${moment}`,
  };
  const frame = { title: name, caption: capitalised(periodInWords(period)), time, ...links };
  if (figure === null) return { ...frame, steps: [], facts: [], benchmarks: [], editions: [], eventIds: [] };
  const view = figureView(figure, moment);
  return {
    ...frame,
    figure: view,
    steps: stepsOf(input, figure),
    facts: factsOf(figure, view),
    why: whyOf(figure),
    unrated: figure.why === undefined ? unratedOf(figure) : undefined,
    override: overrideOf(figure, nameOf),
    commentary: figure.commentary && {
      text: figure.commentary.text,
      by: nameOf(figure.commentary.writtenBy),
      isStale: figure.commentary.stale,
    },
    benchmarks: figure.benchmarks.map(({ comparator, value, unit, source, periodText }) => ({
      comparator: periodText === undefined ? comparator : `${comparator}, ${periodText}`,
      value: value === undefined ? 'not given' : valueInUnit(value, unit),
      source: source ?? 'not given',
    })),
    editions: (figure.editions ?? []).map(({ edition, shown, value, status }) => ({
      edition,
      href: `/publications/${edition}`,
      value: shown ?? value ?? 'no figure',
      status: capitalised(status.replaceAll('-', ' ')),
    })),
    eventIds: figure.eventIds,
  };
}

function stepsOf(
  { key, period, may, auditId }: FigureInput,
  { value, why, status, target }: Figure,
): FigurePage['steps'] {
  const place = `${key}/${encodeURIComponent(period)}`;
  const isGiven = value !== undefined && value.source !== 'roll-up';
  const steps: readonly (readonly [boolean, string, string])[] = [
    [may.correct && isGiven, 'Correct this figure', `/correct/${place}`],
    [may.target === 'correct', 'Correct the target', correctTargetHref(key, period)],
    [
      may.target === 'set' && status !== 'not-due',
      `${target === undefined ? 'Set' : 'Change'} the target`,
      setTargetHref(key, period),
    ],
    [may.override && why !== undefined, 'Ask for another status by judgement', `/overrides/${place}`],
    [auditId !== undefined, 'Audit this figure', `/decide/${auditId ?? ''}`],
  ];
  return steps.flatMap(([isOffered, text, href]) => (isOffered ? [{ text, href }] : []));
}

function factsOf({ value, commentaryMissing, unit }: Figure, view: FigureView): FigurePage['facts'] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Figure', view.value],
    ['Target', view.target],
    ['Against target', view.standing],
    ['How sure', view.maturity],
    ['Numerator', value?.numerator],
    ['Denominator', value?.denominator],
    ['Basis', value?.basis],
    ['Note', value?.note],
    ['Remarks', view.markers.join('; ')],
    ['First submitted as', firstValue(value, unit)],
    ...view.travels.map(({ heading, text }) => [heading, text] as const),
    ['Commentary', commentaryMissing ? 'Needed and missing: the figure is worse than its target.' : undefined],
  ];
  return facts.flatMap(([key, text]) => (text === undefined || text === '' ? [] : [{ key, value: text }]));
}

/** Only where it was another value than now. */
function firstValue(value: Figure['value'], unit: Figure['unit']): string | undefined {
  const first = value?.first;
  if (first === undefined || first === value?.value) return undefined;
  return valueInUnit(first, unit);
}

/** Why a figure has its colour, in words. */
export function whyOf({ why }: Figure): FigurePage['why'] {
  if (why === undefined) return undefined;
  const from = why.ruleValidFrom === undefined ? '' : `, in force from ${displayStatedDate(why.ruleValidFrom)}`;
  const reason = why.ruleReason === undefined ? '' : ` ${sentence(why.ruleReason)}`;
  return {
    inequality: why.unratedBecause ?? why.inequality,
    checks: why.checks.map(({ level, text, holds }) => ({
      level: capitalised(level),
      text,
      result: holds ? level : `not ${level}`,
    })),
    boundaries: why.boundaries.map(({ level, display, distance, inclusive }) => ({
      level: capitalised(level),
      boundary: display,
      distance,
      inclusive: inclusive ? 'counts as met' : 'counts as not met',
    })),
    rule: `Version ${why.ruleVersion} of the rating rule, "${why.scheme}"${from}.${reason}`,
    compared:
      why.compare === 'as-displayed' ? 'Compared as displayed.' : `Compared at full precision: ${why.comparedValue}.`,
  };
}

/** Why a figure has no colour. */
export function unratedOf({ status, statusText, reasonText }: Figure): string {
  const because = reasonText === undefined ? '' : ` ${sentence(reasonText)}`;
  if (status === 'rag-not-applicable') return `There is a figure, and no rule and target that apply to it.${because}`;
  return `${statusText}.${because}`;
}

function overrideOf({ override }: Figure, nameOf: (person: string) => string): string | undefined {
  if (override === undefined) return undefined;
  const people = `asked for by ${nameOf(override.requestedBy)}, approved by ${nameOf(override.approvedBy)}`;
  return `${override.level.label} by judgement, ${people}: ${sentence(override.reason)} The computed status stays below.`;
}
