import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { PostgresReadModels, rebuildReadModels } from '@outturn/read-models';
import { randomNumbers } from '../support/history-generator';
import { startThrowawayServer } from '../support/server';
import { createGeneratedDatabase } from './generated-database';

/** How long one kind of question takes, on a history of a million events. */
export interface AsAtBenchRow {
  readonly question: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** About 1,000,000 events. */
const SIZE = { indicators: 6_200, years: 10, seed: 1 };
const QUESTIONS = 2_000;
const WARM_UP = 200;
/** A quarter in the middle of the history and one at its end. */
const QUARTERS = ['2018-19-Q2', '2023-24-Q3'];

/** Measures questions as at old and new positions, in turns, so that all meet the same conditions. */
export async function benchAsAt(size = SIZE): Promise<AsAtBenchRow[]> {
  const server = await startThrowawayServer();
  try {
    const url = await createGeneratedDatabase(server.url, 'bench_as_at', size);
    return await measureAsAt(url, size.indicators);
  } finally {
    await server.stop();
  }
}

/** The measurement on a database that holds a generated history; rebuilds its read models first. */
export async function measureAsAt(url: string, indicators: number): Promise<AsAtBenchRow[]> {
  const pool = createApplicationPool(url, { maxConnections: 4, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  try {
    const head = await rebuildReadModels({ store, pool });
    return await ask(new PostgresReadModels(pool, store), head, indicators);
  } finally {
    await store.close();
    await pool.end();
  }
}

async function ask(readModels: PostgresReadModels, head: number, indicators: number): Promise<AsAtBenchRow[]> {
  const random = randomNumbers(2);
  const anyIndicator = () => `indicator-${String(Math.floor(random() * indicators)).padStart(6, '0')}`;
  const anyQuarter = () => QUARTERS[Math.floor(random() * QUARTERS.length)] ?? '';
  const old = Math.floor(head * 0.6);
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    'a figure, latest': () => readModels.cell(anyIndicator(), '2018-19-Q2', head),
    'a figure, as at an old position': () => readModels.cell(anyIndicator(), '2018-19-Q2', old),
    'summary of a quarter, latest': () => readModels.summary(anyQuarter(), head),
    'summary of a quarter, as at any position': () => readModels.summary(anyQuarter(), Math.floor(random() * head)),
    'history of a figure': () => readModels.history(anyIndicator(), '2018-19-Q2', head, { limit: 50 }),
    'all figures of an indicator': () => readModels.cellsOfIndicator(anyIndicator(), head),
  };
  const times = new Map(Object.keys(questions).map((question) => [question, [] as number[]]));
  for (let turn = -WARM_UP; turn < QUESTIONS; turn += 1) {
    for (const [question, put] of Object.entries(questions)) {
      const started = performance.now();
      await put();
      if (turn >= 0) times.get(question)?.push(performance.now() - started);
    }
  }
  return [...times].map(([question, taken]) => ({
    question,
    p50Ms: percentile(taken, 0.5),
    p99Ms: percentile(taken, 0.99),
  }));
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(2));
}
