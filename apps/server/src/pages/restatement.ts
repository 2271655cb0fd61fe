import type { IndicatorCommand, IndicatorState, SuppliedValue } from '@outturn/domain';
import { capitalised, periodInShort } from '@outturn/reports';
import type { Unstamped } from '../api/change-indicator';
import { heldFigures, nameOf, type CheckPage } from './correct';
import { justificationIn } from './correction-form';
import type { EffectView } from './effect';
import { valueInUnit } from './figure-words';
import { errorsByField, newOnce, type Typed } from './form';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';
import { FieldReader, numberOf, textOf, unitHint, valueOf } from './typed-value';

// One decision that puts several past periods on a new basis: every figure that is held is restated, or said not to be.

/** The fields about the whole of it. */
const WHOLE = ['revision', 'once', 'fromBasis', 'toBasis', 'reason', 'cause', 'evidence'] as const;
/** The fields of each period. */
const OF_A_PERIOD = ['value', 'numerator', 'denominator', 'weight', 'because'] as const;

export type RestatementTyped = Typed<(typeof WHOLE)[number]> & Readonly<Record<string, string>>;
export type OpenRestatement = Extract<Unstamped<IndicatorCommand>, { type: 'OpenRestatement' }>;

/** The name and the id of a field of a period. */
function fieldOf(name: (typeof OF_A_PERIOD)[number], period: string): string {
  return `${name}-${period}`;
}

/** The names of all fields for an indicator. */
export function restatementFields(state: IndicatorState): readonly string[] {
  return [...WHOLE, ...heldFigures(state).flatMap(({ period }) => OF_A_PERIOD.map((name) => fieldOf(name, period)))];
}

/** The form before anything has been typed; the basis is known once figures have been restated before. */
export function emptyRestatement(state: IndicatorState, revision: number): RestatementTyped {
  const empty = Object.fromEntries(restatementFields(state).map((name) => [name, '']));
  // Every name is there, and no other.
  return { ...(empty as RestatementTyped), fromBasis: state.basis ?? '', revision: String(revision), once: newOnce() };
}

/** Where each thing that a restatement may be refused for was typed. */
export function restatementPointers(command: Pick<OpenRestatement, 'restated' | 'notRestated'>) {
  const restated = command.restated.map(({ period }, index) => [`/restated/${index}`, fieldOf('value', period)]);
  const others = command.notRestated.map(({ period }, index) => [`/notRestated/${index}`, fieldOf('because', period)]);
  const whole = ['fromBasis', 'toBasis', 'reason', 'cause', 'evidence'].map((name) => [`/${name}`, name]);
  // Each entry is a pointer and a field.
  return { '': 'fromBasis', ...(Object.fromEntries([...restated, ...others, ...whole]) as Record<string, string>) };
}

/** The restatement that a form asks for, or what is wrong with the form, field by field. */
export type ReadRestatement = { readonly opening: OpenRestatement } | { readonly errors: readonly FieldError[] };

/** Reads a restatement; every field that is wrong is named. */
export function readRestatement(typed: RestatementTyped, state: IndicatorState): ReadRestatement {
  const fields = new FieldReader({});
  const fromBasis = fields.required('fromBasis', typed.fromBasis, 'Say on what basis the figures have been so far.');
  const toBasis = fields.required('toBasis', typed.toBasis, 'Say on what basis they are from now on.');
  const restated: { period: string; value: SuppliedValue }[] = [];
  const notRestated: { period: string; reason: string }[] = [];
  for (const { period, held } of heldFigures(state)) {
    const typedFor = (name: (typeof OF_A_PERIOD)[number]) => typed[fieldOf(name, period)] ?? '';
    const [value, because] = [typedFor('value').trim(), textOf(typedFor('because'))];
    if ((value === '') === (because === '')) {
      const text = 'give the figure on the new basis, or say why it cannot be restated: one of the two.';
      fields.refuse(fieldOf('value', period), `${capitalised(periodInShort(period))}: ${text}`);
    } else if (because === '') restated.push({ period, value: valueFor(period, held.supplied, typedFor, fields) });
    else notRestated.push({ period, reason: because });
  }
  const justification = justificationIn(typed, fields);
  if (fields.errors.length > 0) return { errors: fields.errors };
  return { opening: { type: 'OpenRestatement', fromBasis, toBasis, justification, restated, notRestated } };
}

function valueFor(
  period: string,
  { unit }: SuppliedValue,
  typedFor: (name: (typeof OF_A_PERIOD)[number]) => string,
  fields: FieldReader,
): SuppliedValue {
  const part = (name: 'numerator' | 'denominator' | 'weight') =>
    fields.read(fieldOf(name, period), () => numberOf(typedFor(name)));
  const value = fields.read(fieldOf('value', period), () => valueOf(typedFor('value'), unit)) ?? '';
  const parts = { numerator: part('numerator'), denominator: part('denominator'), weight: part('weight') };
  return { value, unit, ...parts, observationStatus: ['A'] };
}

interface FormInput {
  readonly key: string;
  readonly state: IndicatorState;
  readonly typed: RestatementTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
}

/** The form in which several periods are restated. */
export interface RestatePage extends PageModel {
  readonly caption: string;
  readonly action: string;
  readonly backHref: string;
  readonly typed: RestatementTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly missed?: MissedView;
  readonly valueHint: string;
  readonly periods: readonly {
    readonly legend: string;
    readonly fields: readonly { readonly id: string; readonly label: string; readonly isShort: boolean }[];
  }[];
}

/** Puts the form together in which several periods are restated. */
export function restatePage({ key, state, typed, errors, missed }: FormInput): RestatePage {
  const definition = state.definitions.at(-1)?.definition;
  const figures = heldFigures(state);
  const hasParts = definition?.rollUp === 'ratio-of-sums';
  const hasWeight = definition?.rollUp === 'weighted-mean';
  return {
    title: 'Restate several periods',
    caption: nameOf(state),
    action: `/correct/${key}/restatement`,
    backHref: `/correct/${key}`,
    typed,
    errors,
    errorOf: errorsByField(errors),
    missed,
    valueHint: unitHint(definition?.unit ?? 'number'),
    periods: figures.map(({ period, held }) => ({
      legend: `${capitalised(periodInShort(period))}: ${valueInUnit(held.supplied.value, held.supplied.unit)} now`,
      fields: [
        { id: fieldOf('value', period), label: 'Figure on the new basis', isShort: true },
        ...(hasParts
          ? [
              { id: fieldOf('numerator', period), label: 'Numerator', isShort: true },
              { id: fieldOf('denominator', period), label: 'Denominator', isShort: true },
            ]
          : []),
        ...(hasWeight ? [{ id: fieldOf('weight', period), label: 'Weight', isShort: true }] : []),
        { id: fieldOf('because', period), label: 'Or why it cannot be restated', isShort: false },
      ],
    })),
  };
}

/** Puts the page together on which a restatement is looked at before it is proposed. */
export function checkRestatementPage(
  key: string,
  state: IndicatorState,
  typed: RestatementTyped,
  opening: OpenRestatement,
  effect: EffectView,
): CheckPage {
  const { fromBasis, toBasis, restated, notRestated, justification } = opening;
  const short = (period: string) => capitalised(periodInShort(period));
  const path = `/correct/${key}/restatement`;
  return {
    title: 'Check the change before you propose it',
    caption: nameOf(state),
    proposeAction: `${path}/proposal`,
    changeAction: `${path}/change`,
    facts: [
      { key: 'Kind of change', value: 'Restatement' },
      { key: 'Basis so far', value: fromBasis },
      { key: 'New basis', value: toBasis },
      ...restated.map(({ period, value }) => ({ key: short(period), value: valueInUnit(value.value, value.unit) })),
      ...notRestated.map(({ period, reason }) => ({ key: short(period), value: `stays on the old basis: ${reason}` })),
      { key: 'Why', value: justification.reason },
      { key: 'How it came about', value: justification.cause },
      { key: 'Evidence', value: justification.evidence.join(', ') },
    ],
    fields: Object.entries(typed).map(([name, value]) => ({ name, value })),
    effect,
  };
}
