import { displayTarget, type IndicatorDefinition, type Target } from '@outturn/domain';
import { capitalised, periodInShort, periodInWords } from '@outturn/reports';
import { changeFacts, type CheckPage } from './correct';
import type { ProposeCorrection } from './correction-form';
import { justificationFacts, listed } from './decision-facts';
import type { EffectView } from './effect';
import { errorsByField } from './form';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';
import { OPERATORS, type TargetTyped } from './target-form';
import { fieldOfUnit, type UnitField } from './unit-field';

/** A closed period with a target that is to be corrected. */
export interface TargetPlace {
  readonly key: string;
  readonly period: string;
  readonly definition: IndicatorDefinition;
  readonly target: Target | undefined;
}

interface FormInput extends TargetPlace {
  readonly typed: TargetTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
}

/** The form in which the target of a closed period is corrected. */
export interface TargetPage extends PageModel {
  readonly caption: string;
  readonly action: string;
  readonly backHref: string;
  readonly standing: string;
  readonly operators: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly unit: UnitField;
  readonly typed: TargetTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly missed?: MissedView;
}

/** Puts the form together in which the target of a closed period is corrected. */
export function targetPage({ key, period, definition, target, typed, errors, missed }: FormInput): TargetPage {
  return {
    title: 'Correct the target',
    caption: `${definition.name}, ${periodInShort(period)}`,
    action: correctTargetHref(key, period),
    backHref: `/indicators/${key}/figures/${encodeURIComponent(period)}`,
    standing: standingInWords(target, definition),
    operators: Object.entries(OPERATORS).map(([value, text]) => ({ value, text, checked: value === typed.operator })),
    unit: fieldOfUnit(definition.unit),
    ...{ typed, errors, missed },
    errorOf: errorsByField(errors),
  };
}

interface CheckInput extends TargetPlace {
  readonly typed: TargetTyped;
  readonly proposal: ProposeCorrection;
  readonly effect: EffectView;
}

/** Puts the page together on which a corrected target is looked at before it is proposed. */
export function checkTargetPage({ key, period, definition, target, typed, proposal, effect }: CheckInput): CheckPage {
  return {
    title: 'Check the change before you propose it',
    caption: `${definition.name}, ${periodInShort(period)}`,
    proposeAction: `${correctTargetHref(key, period)}/proposal`,
    changeAction: `${correctTargetHref(key, period)}/change`,
    facts: listed([
      ['Indicator', definition.name],
      ['Period', capitalised(periodInWords(period))],
      ['Kind of change', 'Correction of the target'],
      ['Target now', standingInWords(target, definition)],
      ...changeFacts(proposal.change),
      ...justificationFacts(proposal.justification),
    ]),
    fields: Object.entries(typed).map(([name, value]) => ({ name, value })),
    effect,
  };
}

/** The target that stands, in words. */
export function standingInWords(target: Target | undefined, { displayDecimals }: IndicatorDefinition): string {
  return target === undefined ? 'No target' : displayTarget(target, displayDecimals);
}

/** Where the target of a closed period is corrected. */
export function correctTargetHref(key: string, period: string): string {
  return `/correct/${key}/${encodeURIComponent(period)}/target`;
}
