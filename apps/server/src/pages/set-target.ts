import type { CalendarEntry } from '@outturn/domain';
import { capitalised, periodInShort, periodInWords, periodsInShort } from '@outturn/reports';
import { correctTargetHref, standingInWords, type TargetPlace } from './correct-target';
import { errorsByField } from './form';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';
import { OPERATORS, type SetTargetTyped } from './target-form';
import { fieldOfUnit, type UnitField } from './unit-field';

interface SetTargetInput extends TargetPlace {
  /** Whether there ever was one, in whatever unit. */
  readonly isSet: boolean;
  /** The reporting period that the period belongs to, if it was ever opened. */
  readonly cycle: CalendarEntry | undefined;
  readonly typed: SetTargetTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
  /** That it has just been set. */
  readonly isDone?: boolean;
}

/** The page on which the target of a period that is not closed is set. */
export interface SetTargetPage extends PageModel {
  readonly caption: string;
  readonly action: string;
  readonly backHref: string;
  readonly doneText?: string;
  /** Where figures are taken, and where not yet. */
  readonly state: string;
  /** The way to a target that can no longer be set; absent where it can. */
  readonly correctHref?: string;
  readonly standing: string;
  /** A first target needs no reason. */
  readonly needsReason: boolean;
  readonly operators: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly unit: UnitField;
  readonly typed: SetTargetTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly missed?: MissedView;
}

/** Puts the page together on which a target is set. */
export function setTargetPage(input: SetTargetInput): SetTargetPage {
  const { key, period, definition, target, isSet, cycle, typed, missed, isDone } = input;
  const errors = input.errors.map(({ field, text }) => ({ field, text: periodsInShort(text) }));
  const standing = standingInWords(target, definition);
  return {
    title: isSet ? 'Change the target' : 'Set the target',
    caption: `${definition.name}, ${periodInShort(period)}`,
    action: setTargetHref(key, period),
    backHref: `/indicators/${key}/figures/${encodeURIComponent(period)}`,
    doneText: isDone ? `The target of ${periodInShort(period)} is set: ${standing}.` : undefined,
    state: stateInWords(period, cycle),
    correctHref: cycle?.state === 'closed' ? correctTargetHref(key, period) : undefined,
    standing,
    needsReason: isSet,
    operators: Object.entries(OPERATORS).map(([value, text]) => ({ value, text, checked: value === typed.operator })),
    unit: fieldOfUnit(definition.unit),
    ...{ typed, errors, missed },
    errorOf: errorsByField(errors),
  };
}

function stateInWords(period: string, cycle: CalendarEntry | undefined): string {
  const name = capitalised(periodInWords(period));
  if (cycle === undefined) return `${name} has not been opened yet: the target stands when it is.`;
  if (cycle.state === 'open') return `${name} is open: figures given already are rated against the new target at once.`;
  return `${name} is closed, so its target changes history as a figure would.`;
}

/** Where the target of a period that is not closed is set. */
export function setTargetHref(key: string, period: string): string {
  return `/targets/${key}/${encodeURIComponent(period)}`;
}
