import { parseDecimal } from '../decimal';
import { conflict } from '../refusal';
import { requireList, requireText, requireTextIfGiven } from '../text';
import { IndicatorCommand } from './commands';
import { Benchmark, IndicatorEvent } from './events';
import { requireInForce } from './requirements';
import { outturnsBehind, sameOutturns } from './standing-value';
import { IndicatorState } from './state';

// What people say beside a figure: commentary, and comparison with others.

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
