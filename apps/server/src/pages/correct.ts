import {
  comparePeriods,
  displayTarget,
  parsePeriod,
  type CalendarEntry,
  type HeldFigure,
  type IndicatorDefinition,
  type IndicatorState,
  type ProposedChange,
} from '@outturn/domain';
import { capitalised, periodInShort, periodInWords } from '@outturn/reports';
import { CHANGES, WITHDRAWALS, type CorrectionTyped, type ProposeCorrection } from './correction-form';
import type { EffectView } from './effect';
import { valueInUnit } from './figure-words';
import { errorsByField } from './form';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';
import { fieldOfUnit, type UnitField } from './unit-field';

/** An indicator with a figure that is to be corrected. */
interface FigurePlace {
  readonly key: string;
  readonly period: string;
  readonly definition: IndicatorDefinition;
  readonly held: HeldFigure;
  readonly cycle: CalendarEntry | undefined;
}

interface Fact {
  readonly key: string;
  readonly value: string;
}

/** The page on which the period to correct is chosen. */
export interface ChoosePeriodPage extends PageModel {
  readonly caption: string;
  readonly indicatorHref: string;
  readonly rows: readonly {
    readonly period: string;
    readonly figure: string;
    readonly maturity: string;
    /** Absent where a change awaits a decision, which then has a link. */
    readonly href?: string;
    readonly pendingHref?: string;
  }[];
  /** Absent for those who may not restate. */
  readonly restateHref?: string;
}

/** Puts the page together on which the period to correct is chosen, the latest first. */
export function choosePeriodPage(key: string, state: IndicatorState, mayRestate: boolean): ChoosePeriodPage {
  const { pendingRestatement } = state;
  const restated = new Set(pendingRestatement?.restated.map(({ period }) => period));
  const rows = heldFigures(state).map(({ period, held, pendingCorrection }) => {
    const pendingId = pendingCorrection?.id ?? (restated.has(period) ? pendingRestatement?.id : undefined);
    return {
      period: capitalised(periodInShort(period)),
      figure: valueInUnit(held.supplied.value, held.supplied.unit),
      maturity: held.maturity,
      ...(pendingId === undefined
        ? { href: `/correct/${key}/${encodeURIComponent(period)}` }
        : { pendingHref: `/decide/${pendingId}` }),
    };
  });
  return {
    title: 'Which period do you want to correct?',
    caption: nameOf(state),
    indicatorHref: `/indicators/${key}`,
    rows,
    restateHref: mayRestate && rows.length > 0 ? `/correct/${key}/restatement` : undefined,
  };
}

/** The figures of an indicator that stand, the latest period first. */
export function heldFigures({ figures }: IndicatorState) {
  return Object.values(figures)
    .flatMap((figure) => (figure.held === undefined ? [] : [{ ...figure, held: figure.held }]))
    .sort((a, b) => comparePeriods(parsePeriod(b.period), parsePeriod(a.period)));
}

/** What an indicator is called by its latest definition. */
export function nameOf({ definitions, key = '' }: IndicatorState): string {
  return definitions.at(-1)?.definition.name ?? key;
}

interface FormInput extends FigurePlace {
  readonly typed: CorrectionTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
}

/** The form in which a figure is corrected. */
export interface CorrectPage extends PageModel {
  readonly caption: string;
  readonly action: string;
  readonly backHref: string;
  readonly standing: readonly Fact[];
  readonly closedNote: string;
  readonly typed: CorrectionTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly missed?: MissedView;
  readonly changes: readonly {
    readonly value: string;
    readonly text: string;
    readonly hint: { text: string };
    readonly checked: boolean;
  }[];
  readonly withdrawals: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
  readonly unit: UnitField;
  readonly hasParts: boolean;
  readonly hasWeight: boolean;
}

/** Puts the form together in which a figure is corrected. */
export function correctPage(input: FormInput): CorrectPage {
  const { key, period, definition, held, typed, errors, missed, cycle } = input;
  const { supplied } = held;
  const { rollUp } = definition;
  const standing: readonly (readonly [string, string | undefined])[] = [
    ['Figure', valueInUnit(supplied.value, supplied.unit)],
    ['Numerator', supplied.numerator],
    ['Denominator', supplied.denominator],
    ['Weight', supplied.weight],
    ['Note', supplied.note],
    ['How sure', held.maturity],
  ];
  return {
    title: 'Correct a figure',
    caption: `${definition.name}, ${periodInShort(period)}`,
    action: `/correct/${key}/${encodeURIComponent(period)}`,
    backHref: `/indicators/${key}/figures/${encodeURIComponent(period)}`,
    standing: standing.flatMap(([name, value]) => (value === undefined ? [] : [{ key: name, value }])),
    closedNote: closedNote(cycle),
    typed,
    errors,
    errorOf: errorsByField(errors),
    missed,
    changes: CHANGES.map(({ value, text, hint }) => ({
      value,
      text,
      hint: { text: hint },
      checked: value === typed.change,
    })),
    withdrawals: [
      { value: '', text: 'Choose what it becomes', selected: typed.withdrawal === '' },
      ...WITHDRAWALS.map((one) => ({ ...one, selected: one.value === typed.withdrawal })),
    ],
    unit: fieldOfUnit(supplied.unit),
    hasParts: rollUp === 'ratio-of-sums' || supplied.numerator !== undefined || supplied.denominator !== undefined,
    hasWeight: rollUp === 'weighted-mean' || supplied.weight !== undefined,
  };
}

function closedNote(cycle: CalendarEntry | undefined): string {
  if (cycle?.state !== 'closed') {
    return 'The period is still open. A change takes effect when an approver has approved it.';
  }
  return `The figures of ${periodInShort(cycle.period)} are closed. A change takes effect when an approver has approved it; what has been published stays as it is.`;
}

/** The page on which a change is looked at before it is proposed. */
export interface CheckPage extends PageModel {
  readonly caption: string;
  readonly proposeAction: string;
  readonly changeAction: string;
  readonly facts: readonly Fact[];
  /** Every field of the form, to be sent on. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly effect: EffectView;
}

interface CheckInput extends FigurePlace {
  readonly typed: CorrectionTyped;
  readonly proposal: ProposeCorrection;
  readonly effect: EffectView;
}

/** Puts the page together on which a correction is looked at before it is proposed. */
export function checkPage({ key, period, definition, held, typed, proposal, effect }: CheckInput): CheckPage {
  const path = `/correct/${key}/${encodeURIComponent(period)}`;
  const { change, justification } = proposal;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Indicator', definition.name],
    ['Period', capitalised(periodInWords(period))],
    ['Kind of change', CHANGES.find(({ value }) => value === typed.change)?.text],
    ['Figure now', valueInUnit(held.supplied.value, held.supplied.unit)],
    ...changeFacts(change),
    ['Why', justification.reason],
    ['How it came about', justification.cause],
    ['Evidence', justification.evidence.join(', ')],
  ];
  return {
    title: 'Check the change before you propose it',
    caption: `${definition.name}, ${periodInShort(period)}`,
    proposeAction: `${path}/proposal`,
    changeAction: `${path}/change`,
    facts: facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ key: name, value }])),
    fields: Object.entries(typed).map(([name, value]) => ({ name, value })),
    effect,
  };
}

/** What is to stand, in words. */
export function changeFacts(change: ProposedChange): readonly (readonly [string, string | undefined])[] {
  switch (change.subject) {
    case 'withdrawal':
      return [['New figure', `None: data not available (${change.unavailable.replaceAll('-', ' ')})`]];
    case 'target':
      return [['New target', displayTarget(change.to, 0)]];
    case 'value': {
      const { value, unit, numerator, denominator, weight, note } = change.to;
      return [
        ['New figure', valueInUnit(value, unit)],
        ['Numerator', numerator],
        ['Denominator', denominator],
        ['Weight', weight],
        ['Note', note],
      ];
    }
  }
}

/** The page that says that a change has been proposed. */
export interface ProposedPage extends PageModel {
  readonly subject: string;
  readonly decideHref: string;
  readonly registerHref: string;
  readonly indicatorHref: string;
}

/** Puts the page together that says that a change has been proposed. */
export function proposedPage(key: string, state: IndicatorState, id: string): ProposedPage {
  return {
    title: 'The change has been proposed',
    subject: nameOf(state),
    decideHref: `/decide/${id}`,
    registerHref: `/register?indicator=${key}`,
    indicatorHref: `/indicators/${key}`,
  };
}
