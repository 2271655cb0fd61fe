import { DecimalText, isZero, withoutTrailingZeros } from '../decimal';
import { IndicatorDefinition, dueness } from '../definition';
import { PERIOD_KINDS, PeriodKind, lastDay, parseDate, parsePeriod } from '../period';
import { assertSchemeFitsTarget } from '../rating';
import { parseScheme } from '../rating-scheme';
import { conflict, invalid } from '../refusal';
import { Target, parseTarget } from '../target';
import { requireKey, requireList, requireText, requireTextIfGiven } from '../text';
import { IndicatorCommand } from './commands';
import { IndicatorEvent } from './events';
import { requireClosedUntouched, requireInForce, requireOwnCycle } from './requirements';
import { IndicatorState, RuleVersion, ruleOn } from './state';

// What figures are measured against: targets and the rule that rates them.

type Of<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

/** Floor, stretch, intervention and their like: no council has been seen to use more than four. */
const MOST_THRESHOLDS = 10;

export function setTarget(command: Of<'SetTarget'>, state: IndicatorState): IndicatorEvent {
  const { target, reason, cycle, actor } = command;
  assertTargetFits(state, target);
  requireOwnCycle(cycle, parsePeriod(target.period));
  const current = state.targets[target.period];
  if (cycle?.state === 'closed') {
    throw conflict('period-closed', `${cycle.period} is closed. Propose a correction of the target instead.`, {
      pointer: '/period',
      state: current,
    });
  }
  if (!current) return { type: 'TargetSet', data: { target, setBy: actor } };
  if (sameTarget(current.target, target)) {
    throw conflict('nothing-changes', `The target of ${target.period} is that already.`, { state: current });
  }
  const why = requireText(reason ?? '', '/reason', 'The reason for changing the target');
  return { type: 'TargetChanged', data: { target, reason: why, changedBy: actor } };
}

/** Checks a target against the definition and the rating rule of its period. */
export function assertTargetFits(state: IndicatorState, target: Target): void {
  const { period, version } = requireInForce(state, target.period);
  const thresholds = Object.keys(target.thresholds ?? {});
  requireList(thresholds, MOST_THRESHOLDS, '/thresholds', 'thresholds');
  for (const name of thresholds) requireKey(name, '/thresholds', 'The name of a threshold');
  for (const field of ['text', 'note'] as const) requireTextIfGiven(target[field], `/${field}`, `The ${field}`);
  parseTarget(target, version.definition.unit);
  const due = dueness(version.definition, period);
  if (due === 'annual-only' || due === 'not-due') {
    throw invalid(
      'not-due',
      `${state.key ?? 'The indicator'} is reported ${version.definition.frequency}, so it has no target for ${target.period}.`,
      '/period',
    );
  }
  assertOperatorFits(target, version.definition);
  const rule = ruleOn(state.rules, lastDay(period), period.kind);
  if (rule) assertSchemeFitsTarget(rule.scheme, target);
}

/** A target that asks for more where less is better, or for less where more is, would turn every colour round. */
export function assertOperatorFits(
  { operator }: Pick<Target, 'operator'>,
  { polarity }: Pick<IndicatorDefinition, 'polarity'>,
): void {
  const contrary =
    (polarity === 'higher-is-better' && (operator === '<' || operator === '<=')) ||
    (polarity === 'lower-is-better' && (operator === '>' || operator === '>='));
  if (contrary) {
    throw invalid(
      'operator-against-polarity',
      `The operator "${operator}" contradicts the definition, by which ${polarity.replaceAll('-', ' ')}. Give the other one.`,
      '/operator',
    );
  }
}

/** Whether two targets ask for the same: numbers by value (95 and 95.0 are one), everything else to the letter. */
export function sameTarget(a: Target, b: Target): boolean {
  return JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));
}

function comparable({ period, kind, operator, value, low, high, thresholds, unit, text, note }: Target) {
  const named = Object.entries(thresholds ?? {})
    .map(([name, bound]): [string, DecimalText | undefined] => [name, number(bound)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [period, kind, operator, number(value), number(low), number(high), named, unit, text, note];
}

function number(value: DecimalText | undefined): DecimalText | undefined {
  if (value === undefined) return undefined;
  return isZero(value) ? '0' : withoutTrailingZeros(value);
}

/** Sets the rule from a day on, which lies after the closed periods: they keep their colours. */
export function setRatingRule(command: Of<'SetRatingRule'>, state: IndicatorState): IndicatorEvent {
  const { validFrom, actor } = command;
  const scheme = parseScheme(command.scheme, '/scheme');
  parseDate(validFrom, '/validFrom');
  const reason = requireText(command.reason, '/reason', 'The reason');
  requireClosedUntouched(state, command, validFrom, '/validFrom');
  const appliesTo = parseAppliesTo(command.appliesTo);
  const current = (appliesTo ?? PERIOD_KINDS).map((kind) => ruleOn(state.rules, validFrom, kind));
  if (current.every((rule) => rule && JSON.stringify(rule.scheme) === JSON.stringify(scheme))) {
    throw conflict('nothing-changes', `That rule is in force on ${validFrom} already.`, { state: current[0] });
  }
  const rule: RuleVersion = { version: state.rules.length + 1, scheme, validFrom, appliesTo, reason, eventId: '' };
  for (const { target } of Object.values(state.targets)) {
    const period = parsePeriod(target.period);
    if (ruleOn([...state.rules, rule], lastDay(period), period.kind) === rule) assertSchemeFitsTarget(scheme, target);
  }
  return { type: 'RatingRuleSet', data: { scheme, validFrom, appliesTo, reason, setBy: actor } };
}

function parseAppliesTo(kinds: readonly PeriodKind[] | undefined): readonly PeriodKind[] | undefined {
  if (kinds === undefined) return undefined;
  if (kinds.length === 0 || new Set(kinds).size < kinds.length || !kinds.every((kind) => PERIOD_KINDS.includes(kind))) {
    throw invalid('invalid-period-kinds', `Name each kind of period once: ${PERIOD_KINDS.join(', ')}.`, '/appliesTo');
  }
  return kinds;
}
