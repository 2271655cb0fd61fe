import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { PostgresReadModels, rebuildReadModels } from '@outturn/read-models';
import type { Histories } from './histories';
import { resultOfChild } from './measuring-child';

/** An export of every version of every figure. */
export interface ExportBenchRow {
  readonly format: string;
  readonly rows: number;
  readonly megabytes: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** The most memory that the process held. */
  readonly peakMegabytes: number;
  /** The most that it held while the first tenth was written. */
  readonly peakOfFirstTenthMegabytes: number;
}

const EVENTS = 1_000_000;
const FORMATS = ['csv', 'sdmx.csv', 'xlsx'];

/** Measures exports with history of a generated history, each in a process of its own. */
export async function benchExports(histories: Histories, events = EVENTS): Promise<ExportBenchRow[]> {
  const { url } = await histories.of(events);
  await prepare(url);
  const rows: ExportBenchRow[] = [];
  for (const format of FORMATS) {
    console.log(`  ${format}`);
    rows.push(await measure(url, format));
  }
  return rows;
}

async function prepare(url: string): Promise<void> {
  const pool = createApplicationPool(url, { maxConnections: 4, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  const followedTo = await new PostgresReadModels(pool, store).followedTo();
  if (followedTo < (await store.headPosition())) await rebuildReadModels({ store, pool });
  await store.close();
  await pool.end();
}

async function measure(url: string, format: string): Promise<ExportBenchRow> {
  type Exported = Omit<ExportBenchRow, 'format' | 'rowsPerSecond'>;
  const result = await resultOfChild<Exported>('exports-child', [url, format]);
  return { format, ...result, rowsPerSecond: Math.round(result.rows / result.seconds) };
}
