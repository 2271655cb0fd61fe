import {
  QUALIFIERS,
  decimalPlaces,
  displayValue,
  dueness,
  parsePeriod,
  ratioFactor,
  type IndicatorDefinition,
  type PeriodKey,
  type SuppliedValue,
} from '@outturn/domain';
import { formatLondon } from '@outturn/read-models';
import { capitalised, periodInWords, sentence } from '@outturn/reports';
import type { Figure } from '../api/figures';
import { definitionCard } from './definition-card';
import { ENTRY_KINDS, REASONS, type EntryKind, type EntryPlace, type EntryTyped } from './entry-form';
import { OBSERVATION_NAMES, figureView, type FigureView } from './figure-words';
import { errorsByField, newOnce } from './form';
import { missedView, type MissedView, type RecordedSince } from './missed';
import type { FieldError, PageModel } from './page';
import type { Rejection } from './rejection';
import type { Standing } from './submissions';
import { fieldOfUnit, type UnitField } from './unit-field';

const MOST_EARLIER = 4;

interface EntryInput {
  readonly period: PeriodKey;
  readonly standing: Standing;
  /** Figures of the indicator, of whatever periods. */
  readonly figures: readonly Figure[];
  readonly rejection: Rejection | undefined;
  readonly nameOf: (person: string) => string;
  /** What somebody wants to record; a figure, where that may be given, when left out. */
  readonly asked?: EntryKind;
  /** What was typed; the figure that stands where nothing was. */
  readonly typed?: EntryTyped;
  readonly errors?: readonly FieldError[];
  /** What others have recorded since the form was shown. */
  readonly since?: RecordedSince;
}

interface Option {
  readonly value: string;
  readonly text: string;
}

/** The page on which one figure is given. */
export interface EntryPage extends PageModel {
  readonly caption: string;
  readonly href: string;
  readonly listHref: string;
  readonly card: readonly { readonly key: string; readonly value: string }[];
  readonly earlier: readonly FigureView[];
  /** How it stands now, in a sentence. */
  readonly standing: string;
  readonly rejection?: { readonly text: string; readonly message: string };
  /** What was recorded while the form was being filled in. */
  readonly missed?: MissedView;
  /** Why nothing can be given, and what to do instead; absent where something can. */
  readonly closed?: { readonly text: string; readonly linkText?: string; readonly href?: string };
  /** What the form is about; absent where nothing can be given. */
  readonly kind?: EntryKind;
  readonly formHeading: string;
  /** What else may be recorded. */
  readonly others: readonly { readonly text: string; readonly href: string }[];
  readonly field: UnitField;
  /** Numbers that belong to the figure, each where the definition asks for it. */
  readonly parts: readonly { readonly id: string; readonly label: string; readonly hint: string }[];
  readonly qualifiers: readonly Option[];
  readonly observations: readonly Option[];
  readonly reasons: readonly Option[];
  readonly typed: EntryTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
}

/** How each form is called, on its own and on the others. */
const FORMS: Readonly<Record<EntryKind, { readonly heading: string; readonly link: string }>> = {
  figure: { heading: 'Give the figure', link: 'Give a figure' },
  none: { heading: 'Say why there is no figure', link: 'There is no figure: say why' },
  commentary: { heading: 'Write commentary', link: 'Write commentary only' },
};

/** What may be said about the figure at this moment. */
export function entryPlace(
  period: PeriodKey,
  { version, figure, cycle, key, state }: Standing,
): EntryPlace | undefined {
  if (version === undefined) return undefined;
  const { definition } = version;
  const about = parsePeriod(period);
  const due = dueness(definition, about);
  const isOpen = cycle !== undefined && (cycle.state === 'open' || cycle.reopenedFor.includes(key));
  const { maturity, source } = figure?.value ?? {};
  const isSettled = maturity === 'approved' || maturity === 'audited';
  const pending = state.figures[period]?.pendingCorrection !== undefined;
  const canGive = isOpen && (due === 'due' || due === 'supplementary') && !isSettled && !pending;
  const isHeld = source === 'outturn' || source === 'annual-return';
  const possible = { figure: canGive, none: canGive && !isHeld, commentary: figure?.value !== undefined };
  return {
    period,
    definition,
    kinds: ENTRY_KINDS.filter((kind) => possible[kind]),
    isAnnualReturn: about.kind === 'year' && definition.frequency !== 'annual',
    commentary: figure?.commentary?.text ?? '',
  };
}

/** Puts the page on which one figure is given together. */
export function entryPage(input: EntryInput): EntryPage {
  const { period, standing, figures, rejection, nameOf, errors = [], since } = input;
  const { key, figure } = standing;
  const place = entryPlace(period, standing);
  const kinds = place?.kinds ?? [];
  const wanted = input.typed?.what ?? input.asked;
  const kind = kinds.find((one) => one === wanted) ?? kinds[0];
  const href = entryHref(key, period);
  const definition = place?.definition ?? standing.state.definitions.at(-1)?.definition;
  if (definition === undefined) throw new Error(`${key} was never defined.`);
  return {
    title: definition.name,
    caption: capitalised(periodInWords(period)),
    href,
    listHref: listHref(standing, period),
    card: definitionCard(definition, standing, period),
    earlier: earlierOf(figures, period),
    standing: rejection === undefined ? standingInWords(figure, standing, period) : 'The figure has been sent back.',
    rejection: rejection && {
      text: `Sent back by ${nameOf(rejection.by)} on ${formatLondon(rejection.at)}. You had submitted ${shown(rejection.value)}.`,
      message: rejection.message,
    },
    missed: missedView(since, nameOf),
    closed: kinds.includes('figure') || kinds.includes('none') ? undefined : closedOf(standing, period),
    kind,
    formHeading: kind === undefined ? '' : FORMS[kind].heading,
    others: kinds.filter((one) => one !== kind).map((one) => ({ text: FORMS[one].link, href: `${href}?what=${one}` })),
    field: fieldOfUnit(definition.unit),
    parts: partsOf(definition),
    qualifiers: [{ value: '', text: 'It is exact' }, ...QUALIFIERS.map(optionOf)],
    observations: Object.entries(OBSERVATION_NAMES).map(([value, text]) => ({ value, text })),
    reasons: [{ value: '', text: 'Choose a reason' }, ...REASONS],
    typed: {
      ...(input.typed ?? asItStands(standing, place, rejection)),
      ...revisionOf(standing, since),
      what: kind ?? '',
    },
    errors,
    errorOf: errorsByField(errors),
  };
}

/** Where one figure is given. */
export function entryHref(key: string, period: PeriodKey): string {
  return `/submit/${key}/${encodeURIComponent(period)}`;
}

/** Where the form builds on what was recorded since, that has been shown now. */
function revisionOf({ revision }: Standing, since: RecordedSince | undefined) {
  return since === undefined ? {} : { revision: String(Math.max(revision, Number(since.revision))) };
}

function listHref({ cycle }: Standing, period: PeriodKey): string {
  return `/submit?period=${encodeURIComponent(cycle?.period ?? period)}`;
}

function shown({ value, unit }: Pick<SuppliedValue, 'value' | 'unit'>): string {
  return displayValue(value, unit, decimalPlaces(value));
}

/** What the form holds before anything is typed: what was sent back, or what stands. */
function asItStands(
  { state, revision }: Standing,
  place: EntryPlace | undefined,
  rejection: Rejection | undefined,
): EntryTyped {
  const held = place && state.figures[place.period]?.held;
  const supplied = rejection?.value ?? held?.supplied;
  const { numerator = '', denominator = '', weight = '', qualifier = '', note = '' } = supplied ?? {};
  return {
    revision: String(revision),
    once: newOnce(),
    what: '',
    value: supplied === undefined ? '' : fieldOfUnit(supplied.unit).typedAs(supplied.value),
    numerator,
    denominator,
    weight,
    qualifier,
    observation: supplied?.observationStatus[0] ?? 'A',
    note,
    maturity: held?.maturity === 'provisional' ? 'provisional' : '',
    reason: '',
    explanation: '',
    commentary: place?.commentary ?? '',
  };
}

function earlierOf(figures: readonly Figure[], period: PeriodKey): FigureView[] {
  const about = parsePeriod(period);
  return figures
    .filter((figure) => {
      const other = parsePeriod(figure.period);
      return other.kind === about.kind && other.start < about.start && figure.value !== undefined;
    })
    .sort((a, b) => parsePeriod(b.period).start.localeCompare(parsePeriod(a.period).start))
    .slice(0, MOST_EARLIER)
    .map((figure) => figureView(figure, ''));
}

function standingInWords(figure: Figure | null, { version, state }: Standing, period: PeriodKey): string {
  if (version === undefined) {
    const retired = state.retired === undefined ? '' : ` It was retired: ${sentence(state.retired.reason)}`;
    return `The indicator is not in force in this period, so it has no figure.${retired}`;
  }
  if (figure === null) return 'No figure has been given, and none is expected.';
  if (figure.value !== undefined) {
    const { display, maturity } = figure.value;
    return `The figure is ${display}${maturity === undefined ? ', made from other periods' : ` (${maturity})`}.`;
  }
  if (figure.status === 'not-due') return `No figure is due for this period. ${figure.reasonText ?? ''}`;
  const isDeclared = state.figures[period]?.unavailable !== undefined;
  return isDeclared ? `There is no figure: ${sentence(figure.reasonText ?? '')}` : (figure.reasonText ?? '');
}

function closedOf({ key, version, cycle, figure, state }: Standing, period: PeriodKey): EntryPage['closed'] {
  if (version === undefined || figure?.status === 'not-due') return { text: 'There is nothing to give.' };
  if (state.figures[period]?.pendingCorrection !== undefined) {
    return { text: 'A correction of this figure awaits a decision. Wait for it.' };
  }
  if (cycle === undefined) return { text: 'The reporting period has not been opened yet, so no figure can be given.' };
  if (figure?.value?.maturity === undefined) {
    return { text: 'The reporting period is closed. Ask the performance team to reopen this value.' };
  }
  return {
    text: 'This figure is settled: it changes by a correction only, which somebody else approves.',
    linkText: 'Propose a correction',
    href: `/correct/${key}/${encodeURIComponent(period)}`,
  };
}

function partsOf({ unit, rollUp, numerator, denominator }: IndicatorDefinition): EntryPage['parts'] {
  const needed = rollUp === 'ratio-of-sums' ? 'The year is worked out from it.' : 'If you have it.';
  const isRatio = ratioFactor(unit) !== undefined && (rollUp === 'ratio-of-sums' || numerator !== undefined);
  return [
    ...(isRatio
      ? [
          {
            id: 'numerator',
            label: 'Numerator',
            hint: `${numerator === undefined ? '' : `${sentence(numerator)} `}${needed}`,
          },
          {
            id: 'denominator',
            label: 'Denominator',
            hint: `${denominator === undefined ? '' : `${sentence(denominator)} `}${needed}`,
          },
        ]
      : []),
    ...(rollUp === 'weighted-mean'
      ? [
          {
            id: 'weight',
            label: 'Volume',
            hint: 'What the figure is weighed by, such as calls answered. The year is worked out from it.',
          },
        ]
      : []),
  ];
}

function optionOf(code: string): Option {
  return { value: code, text: capitalised(code.replaceAll('-', ' ')) };
}
