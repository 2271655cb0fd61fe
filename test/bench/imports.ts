import { createApplicationPool, migrate } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { allMigrations } from '@outturn/migrations';
import { createDatabase } from './contenders/contender';
import { resultOfChild } from './measuring-child';
import { definePlainIndicators } from './plain-indicators';

/** A spreadsheet checked and accepted. */
export interface ImportBenchRow {
  readonly step: string;
  readonly rows: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** The most memory that the process has held up to the end of the step. */
  readonly peakMegabytes: number;
}

const INDICATORS = 6_250;
/** Of each indicator the spreadsheet has a figure for each of these. */
export const IMPORTED_QUARTERS = ['2022-23', '2023-24'].flatMap((year) =>
  [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
);

/** Measures the dry run and the acceptance of 50,000 rows, with all that they do but the transport of the file. */
export async function benchImports(serverUrl: string, indicators = INDICATORS): Promise<ImportBenchRow[]> {
  const url = await createDatabase(serverUrl, 'bench_imports');
  await migrate(url, allMigrations);
  await prepare(url, indicators);
  return resultOfChild<ImportBenchRow[]>('imports-child', [url, String(indicators)]);
}

async function prepare(url: string, indicators: number): Promise<void> {
  const pool = createApplicationPool(url, { maxConnections: 12, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  try {
    await definePlainIndicators(store, indicators, IMPORTED_QUARTERS);
  } finally {
    await store.close();
    await pool.end();
  }
}
