import { governanceOf } from '@outturn/domain';
import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { PostgresReadModels, rebuildReadModels } from '@outturn/read-models';
import { generatedContract, generatedIndicator, randomNumbers } from '../support/history-generator';
import type { Histories, History } from './histories';
import { percentile } from './load';

/** How long one kind of question takes, as at the end of a history and as at the oldest position that has an answer. */
export interface AsAtBenchRow {
  readonly events: number;
  readonly question: string;
  readonly latestP50Ms: number;
  readonly latestP99Ms: number;
  readonly oldestP50Ms: number;
  readonly oldestP99Ms: number;
  /** How many times as long the oldest takes, by the medians. */
  readonly oldestTimesLatest: number;
}

/** So many questions of each kind. */
const QUESTIONS = 1_000;
const SIZES = [10_000, 1_000_000, 5_000_000];
/** A quarter in the middle of the history, and the share of the events after which it is closed. */
const QUARTER = '2018-19-Q2';
const SHARE_UNTIL_CLOSED = 0.5;
const DAY = '2018-11-01';

/** Measures questions as at old and new positions, in turns, so that all meet the same conditions. */
export async function benchAsAt(histories: Histories, sizes = SIZES, questions = QUESTIONS): Promise<AsAtBenchRow[]> {
  const rows: AsAtBenchRow[] = [];
  for (const events of sizes) {
    const history = await histories.of(events);
    console.log(`  questions at ${events} events`);
    rows.push(...(await measureAsAt(history, questions)));
  }
  return rows;
}

async function measureAsAt(history: History, questions: number): Promise<AsAtBenchRow[]> {
  const pool = createApplicationPool(history.url, { maxConnections: 4, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  const readModels = new PostgresReadModels(pool, store);
  try {
    const head = await store.headPosition();
    if ((await readModels.followedTo()) < head) await rebuildReadModels({ store, pool });
    return await ask(questionsOf(readModels, history), head, questions);
  } finally {
    await store.close();
    await pool.end();
  }
}

type Question = (position: number, index: number) => Promise<unknown>;

function questionsOf(readModels: PostgresReadModels, history: History): Readonly<Record<string, Question>> {
  const indicator = (index: number) => generatedIndicator(index % history.indicators);
  return {
    'a figure': (position, index) => readModels.cell(indicator(index), QUARTER, position),
    'history of a figure': (position, index) => readModels.history(indicator(index), QUARTER, position, { limit: 50 }),
    'all figures of an indicator': (position, index) => readModels.cellsOfIndicator(indicator(index), position),
    'summary of a quarter': (position) => readModels.summary(QUARTER, position),
    'view of a contract': async (position, index) => {
      const key = generatedContract(index % history.contracts);
      const found = (await readModels.contracts(position, [key])).get(key);
      if (found?.contract === undefined || found.terms === undefined) throw new Error(`There is no contract ${key}.`);
      const { contract, terms, ...state } = found;
      return governanceOf({ ...state, contract, terms }, QUARTER, { today: DAY, cells: new Map() });
    },
  };
}

async function ask(
  questions: Readonly<Record<string, Question>>,
  head: number,
  count: number,
): Promise<AsAtBenchRow[]> {
  const random = randomNumbers(2);
  const oldest = Math.ceil(head * SHARE_UNTIL_CLOSED);
  const asked = Object.entries(questions).map(([question, put]) => ({
    question,
    put,
    latest: [] as number[],
    old: [] as number[],
  }));
  for (let turn = -Math.ceil(count / 10); turn < count; turn += 1) {
    for (const { put, latest, old } of asked) {
      // Each of another item, as the second of two questions about one would find it in memory.
      const times = [
        [latest, head],
        [old, oldest],
      ] as const;
      for (const [taken, position] of turn % 2 === 0 ? times : times.toReversed()) {
        const index = Math.floor(random() * 2 ** 31);
        const started = performance.now();
        await put(position, index);
        if (turn >= 0) taken.push(performance.now() - started);
      }
    }
  }
  return asked.map(({ question, latest, old }) => rowOf(head, question, latest, old));
}

function rowOf(events: number, question: string, latest: readonly number[], oldest: readonly number[]): AsAtBenchRow {
  const [latestP50, oldestP50] = [percentile(latest, 0.5), percentile(oldest, 0.5)];
  return {
    events,
    question,
    latestP50Ms: rounded(latestP50),
    latestP99Ms: rounded(percentile(latest, 0.99)),
    oldestP50Ms: rounded(oldestP50),
    oldestP99Ms: rounded(percentile(oldest, 0.99)),
    oldestTimesLatest: rounded(oldestP50 / latestP50),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
