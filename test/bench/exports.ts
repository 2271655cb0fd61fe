import { execFile } from 'node:child_process';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { rebuildReadModels } from '@outturn/read-models';
import { startThrowawayServer } from '../support/server';
import { createGeneratedDatabase } from './generated-database';

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

/** About 1,000,000 versions of figures. */
const SIZE = { indicators: 4_500, years: 10, seed: 1 };
const FORMATS = ['csv', 'sdmx.csv', 'xlsx'];

/** Measures exports with history of a generated database, each in a process of its own. */
export async function benchExports(size = SIZE): Promise<ExportBenchRow[]> {
  const server = await startThrowawayServer();
  try {
    const url = await createGeneratedDatabase(server.url, 'bench_exports', size);
    await prepare(url);
    const rows: ExportBenchRow[] = [];
    for (const format of FORMATS) rows.push(await measure(url, format));
    return rows;
  } finally {
    await server.stop();
  }
}

async function prepare(url: string): Promise<void> {
  const pool = createApplicationPool(url, { maxConnections: 4, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  await rebuildReadModels({ store, pool });
  await store.close();
  await pool.end();
}

async function measure(url: string, format: string): Promise<ExportBenchRow> {
  const type = extname(__filename);
  const hook = type === '.ts' ? ['--require', join(__dirname, '../support/register-typescript.cjs')] : [];
  const file = join(__dirname, `exports-child${type}`);
  const { stdout } = await promisify(execFile)(process.execPath, [...hook, file, url, format]);
  // The child prints just this.
  const result = JSON.parse(stdout) as Omit<ExportBenchRow, 'format' | 'rowsPerSecond'>;
  return { format, ...result, rowsPerSecond: Math.round(result.rows / result.seconds) };
}
