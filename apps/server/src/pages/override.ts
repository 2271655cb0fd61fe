import { lastDay, parsePeriod, ruleOn, type IndicatorState } from '@outturn/domain';
import { capitalised, periodInShort, periodInWords } from '@outturn/reports';
import type { Figure } from '../api/figures';
import { nameOf } from './correct';
import { listed } from './decision-facts';
import { figureView } from './figure-words';
import { ONCE_FIELD, REVISION_FIELD, errorsByField, type Typed } from './form';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';

/** The fields in which a judgement is asked for. */
export const OVERRIDE_FIELDS = [REVISION_FIELD, ONCE_FIELD, 'level', 'reason'] as const;
export type OverrideTyped = Typed<(typeof OVERRIDE_FIELDS)[number]>;

/** Where each thing that a request may be refused for was typed. */
export const OVERRIDE_POINTERS = { '': 'level', '/level': 'level', '/reason': 'reason' };

interface OverrideInput {
  readonly key: string;
  readonly period: string;
  readonly state: IndicatorState;
  readonly figure: Figure;
  readonly typed: OverrideTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
}

/** The page on which a judgement is asked for in the place of the computed status. */
export interface OverridePage extends PageModel {
  readonly caption: string;
  readonly action: string;
  readonly backHref: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  /** What the rule in force knows; none where there is no rule. */
  readonly levels: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly typed: OverrideTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly missed?: MissedView;
}

/** Puts the page together on which a judgement is asked for. */
export function overridePage({ key, period, state, figure, typed, errors, missed }: OverrideInput): OverridePage {
  const { value, target, statusText } = figureView(figure, '');
  const path = `${key}/${encodeURIComponent(period)}`;
  return {
    title: 'Ask for another status by judgement',
    caption: `${nameOf(state)}, ${periodInShort(period)}`,
    action: `/overrides/${path}`,
    backHref: `/indicators/${key}/figures/${encodeURIComponent(period)}`,
    facts: listed([
      ['Period', capitalised(periodInWords(period))],
      ['Figure', value],
      ['Target', target],
      ['Status now', statusText],
      ['Computed by', figure.why?.inequality],
    ]),
    levels: levelsOf(state, period).map(({ key: value, label }) => ({
      value,
      text: label,
      checked: value === typed.level,
    })),
    ...{ typed, errors, missed },
    errorOf: errorsByField(errors),
  };
}

function levelsOf({ rules }: IndicatorState, period: string) {
  const parsed = parsePeriod(period);
  return ruleOn(rules, lastDay(parsed), parsed.kind)?.scheme.levels ?? [];
}

/** What is wrong with a request as it was typed. */
export function overrideErrors({ level, reason }: OverrideTyped): FieldError[] {
  return [
    ...(level === '' ? [{ field: 'level', text: 'Choose the status that should be shown.' }] : []),
    ...(reason.trim() === '' ? [{ field: 'reason', text: 'Say why the computed status misleads.' }] : []),
  ];
}
