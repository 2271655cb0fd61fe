import { parseDecimal } from '../decimal';
import { Period, lastDay } from '../period';
import { conflict, forbidden, invalid } from '../refusal';
import { requireList, requireText, requireTextIfGiven } from '../text';
import { standingOverride } from './cell-notes';
import { IndicatorCommand } from './commands';
import { Benchmark, IndicatorEvent } from './events';
import { requireInForce } from './requirements';
import { outturnsBehind, sameOutturns, valueOf } from './standing-value';
import { IndicatorState, ruleOn } from './state';

// What people say beside a figure: commentary, comparison with others, and judgement.

type Of<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

/** England, the region, and more statistical neighbours than there are (the Children's Services tool has ten). */
const MOST_BENCHMARKS = 50;

export function writeCommentary(command: Of<'WriteCommentary'>, state: IndicatorState): IndicatorEvent {
  const { period: key, text, actor } = command;
  const { period } = requireInForce(state, key);
  requireText(text, '/text', 'The commentary');
  const current = state.figures[key]?.commentary;
  if (current?.text === text && sameOutturns(current.aboutOutturnIds, outturnsBehind(state, period))) {
    throw conflict('nothing-changes', `The commentary of ${key} says that already.`, { state: current });
  }
  return { type: 'CommentaryWritten', data: { period: key, text, writtenBy: actor } };
}

export function recordBenchmark(command: Of<'RecordBenchmark'>, state: IndicatorState): IndicatorEvent {
  const { benchmark, actor } = command;
  requireInForce(state, benchmark.shownWith, '/shownWith');
  parseBenchmark(benchmark);
  const recorded = state.figures[benchmark.shownWith]?.benchmarks ?? [];
  const same = recorded.find((other) => FIELDS.every((field) => other[field] === benchmark[field]));
  if (same)
    throw conflict('nothing-changes', `That benchmark of ${benchmark.comparator} is recorded already.`, {
      state: same,
    });
  requireList([...recorded, benchmark], MOST_BENCHMARKS, '/comparator', 'benchmarks of one figure');
  return { type: 'BenchmarkRecorded', data: { benchmark, recordedBy: actor } };
}

const FIELDS = ['comparator', 'periodText', 'value', 'unit', 'denominator', 'source', 'note'] as const;

function parseBenchmark(benchmark: Benchmark): void {
  requireText(benchmark.comparator, '/comparator', 'The comparator');
  requireText(benchmark.unit, '/unit', 'The unit');
  for (const field of ['periodText', 'denominator', 'source', 'note'] as const) {
    requireTextIfGiven(benchmark[field], `/${field}`, `The benchmark's ${field}`);
  }
  if (benchmark.value !== undefined) parseDecimal(benchmark.value, '/value');
  else requireText(benchmark.note ?? '', '/note', 'How the benchmark stands, of which no value is known,');
}

/** A judgement in the place of the computed status: one person asks for it, another approves it (domain rule 3.6). */
export function overrideStatus(command: Of<'OverrideStatus'>, state: IndicatorState): IndicatorEvent {
  const { period: key, level, reason, requestedBy, actor } = command;
  const { period, version } = requireInForce(state, key);
  requireText(reason, '/reason', 'The reason');
  requireText(requestedBy, '/requestedBy', 'Who asked for it');
  if (requestedBy.trim() === actor)
    throw forbidden('own-submission', 'A status is overridden by somebody other than the person who asks for it.');
  const { value, outturnIds } = valueOf(state, period, version.definition);
  if (value === undefined) {
    throw conflict('no-figure', `There is no figure for ${key} whose status could be overridden.`, {
      pointer: '/period',
    });
  }
  requireLevel(state, period, level);
  const current = standingOverride(state.figures[key], outturnIds);
  if (current?.level === level)
    throw conflict('nothing-changes', `The status of ${key} is overridden with "${level}" already.`, {
      state: current,
    });
  return { type: 'StatusOverridden', data: { period: key, level, reason, requestedBy, approvedBy: actor } };
}

function requireLevel(state: IndicatorState, period: Period, level: string): void {
  const levels =
    ruleOn(state.rules, lastDay(period), period.kind)?.scheme.levels.map((candidate) => candidate.key) ?? [];
  if (levels.includes(level)) return;
  throw invalid(
    'unknown-level',
    `"${level.slice(0, 40)}" is not a level of the rule in force. Choose one of: ${levels.join(', ') || 'none, as no rule is set'}.`,
    '/level',
  );
}
