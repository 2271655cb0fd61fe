import { Comparison } from './bounds';
import { DecimalText, absolute, decimalPlaces, isNegative } from './decimal';
import { displayBound, displayDifference, displayValue } from './display';
import { Fact } from './evaluation';
import { Unit } from './unit';

const SIGNS = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '=' } as const;
const OPPOSITE = { '>=': '<', '>': '≤', '<=': '>', '<': '≥', '=': '≠' } as const;

/** The numbers with which facts are told: the figure as shown, the forecast, and their unit. */
export interface Shown {
  readonly figure: DecimalText;
  readonly forecast?: DecimalText;
  readonly unit: Unit;
}

/** Facts as one text of true inequalities with their numbers and units: `56.26% < 100% − 5 percentage points (95%)`. */
export function explain(facts: readonly Fact[], shown: Shown): string {
  const [first] = facts;
  if (first !== undefined && facts.length === 1) return explainFact(first, shown);
  return facts.map((fact) => explainFact(fact, shown)).join(' and ');
}

function explainFact(fact: Fact, shown: Shown): string {
  if ('sentence' in fact) return fact.sentence;
  const { comparison, holds, subject } = fact;
  const sign = (holds ? SIGNS : OPPOSITE)[comparison.operator];
  const value = subject === 'forecast' ? (shown.forecast ?? '') : shown.figure;
  const left = subject === 'forecast' ? 'forecast ' : '';
  if (comparison.left === 'value') {
    return `${left}${displayValue(value, shown.unit, decimalPlaces(value))} ${sign} ${boundaryText(comparison, shown.unit, displayAsValue)}`;
  }
  const right = boundaryText(comparison, shown.unit, displayAsDistance);
  return `${left}${displayAsDistance(absolute(value), shown.unit)} from zero ${sign} ${right} from zero`;
}

function displayAsValue(value: DecimalText, unit: Unit): string {
  return displayBound(value, unit, 0);
}

function displayAsDistance(value: DecimalText, unit: Unit): string {
  return displayDifference(value, unit, decimalPlaces(value));
}

function boundaryText(
  { boundary, reached, share }: Comparison,
  unit: Unit,
  show: (value: DecimalText, unit: Unit) => string,
): string {
  const result = show(boundary, unit);
  if (share) return `${share.percent}% of ${show(share.of, unit)} (${result})`;
  if (!reached) return result;
  const from = show(reached.from, unit);
  const { tolerance } = reached;
  const width =
    tolerance.kind === 'absolute'
      ? displayAsDistance(tolerance.width, unit)
      : `${isNegative(tolerance.percent) ? absolute(tolerance.percent) : tolerance.percent}% of ${from}`;
  return `${from} ${reached.sign} ${width} (${result})`;
}
