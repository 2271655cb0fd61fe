import { displayTarget, type AwaitedDecision, type IndicatorState } from '@outturn/domain';
import { capitalised, periodInShort, sentence } from '@outturn/reports';
import { changeFacts } from './correct';
import { valueInUnit } from './figure-words';

/** What something is called, and what it is; what it is not is left out. */
export type Fact = readonly [string, string | undefined];

/** Facts as pages list them. */
export function listed(facts: readonly Fact[]): readonly { readonly key: string; readonly value: string }[] {
  return facts.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [{ key, value }]));
}

/** What was brought, in words. */
export function factsOf({ kind, periods }: AwaitedDecision, state: IndicatorState): readonly Fact[] {
  const [period = ''] = periods;
  const figure = state.figures[period];
  switch (kind) {
    case 'outturn':
      return outturnFacts(figure, state, period);
    case 'correction':
      return correctionFacts(figure);
    case 'override':
      return [
        ['New status', capitalised(figure?.pendingOverride?.level ?? '')],
        ['Why', sentence(figure?.pendingOverride?.reason ?? '')],
      ];
    case 'restatement':
      return restatementFacts(state);
  }
}

type Figures = IndicatorState['figures'];

/** A figure as it was submitted, in words. */
export function outturnFacts(
  figure: Figures[string] | undefined,
  state: IndicatorState,
  period: string,
): readonly Fact[] {
  const target = state.targets[period]?.target;
  const { held, commentary } = figure ?? {};
  if (held === undefined) return [];
  const { value, unit, numerator, denominator, weight, note } = held.supplied;
  const instead = held.replaced && valueInUnit(held.replaced.supplied.value, unit);
  return [
    ['Figure', valueInUnit(value, unit)],
    ['In the place of', instead],
    ['Target', target && displayTarget(target, 0)],
    ['Numerator', numerator],
    ['Denominator', denominator],
    ['Weight', weight],
    ['Note', note],
    ['How sure', held.maturity],
    ['Submitted', held.late ? 'after the cut-off' : undefined],
    ['Commentary', commentary?.text],
  ];
}

function correctionFacts(figure: Figures[string] | undefined): readonly Fact[] {
  const pending = figure?.pendingCorrection;
  if (pending === undefined) return [];
  const { change, justification, kind } = pending;
  const subject = { value: kind, target: 'correction of the target', withdrawal: 'withdrawal' }[change.subject];
  const to = change.subject === 'withdrawal' ? { subject: change.subject, unavailable: change.unavailable } : change;
  return [
    ['Kind of change', capitalised(subject)],
    ['Figure now', figure?.held && valueInUnit(figure.held.supplied.value, figure.held.supplied.unit)],
    ...changeFacts(to),
    ...justificationFacts(justification),
  ];
}

function restatementFacts({ pendingRestatement, figures }: IndicatorState): readonly Fact[] {
  if (pendingRestatement === undefined) return [];
  const { fromBasis, toBasis, restated, notRestated, justification } = pendingRestatement;
  return [
    ['Basis so far', fromBasis],
    ['New basis', toBasis],
    ...restated.map(({ period, value }): Fact => {
      const held = figures[period]?.held?.supplied;
      const before = held === undefined ? 'none' : valueInUnit(held.value, held.unit);
      return [capitalised(periodInShort(period)), `${valueInUnit(value.value, value.unit)} in the place of ${before}`];
    }),
    ...notRestated.map(({ period, reason }): Fact => [
      capitalised(periodInShort(period)),
      `stays on the old basis: ${reason}`,
    ]),
    ...justificationFacts(justification),
  ];
}

/** Why history is to change. */
export function justificationFacts({
  reason,
  cause,
  evidence,
}: {
  reason: string;
  cause: string;
  evidence: readonly string[];
}): readonly Fact[] {
  return [
    ['Why', sentence(reason)],
    ['How it came about', sentence(cause)],
    ['Evidence', evidence.join(', ')],
  ];
}
