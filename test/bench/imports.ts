import { createApplicationPool, migrate } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { ImportAcceptances, ImportChecks, ImportStore } from '@outturn/imports';
import { allMigrations } from '@outturn/migrations';
import { createDatabase } from './contenders/contender';
import { AREA, definePlainIndicators } from './plain-indicators';

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
const QUARTERS = ['2022-23', '2023-24'].flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`));
const UPLOADER = { actor: 'u-bench', role: 'officer', areas: [AREA] };

/** Measures the dry run and the acceptance of 50,000 rows, with all that they do but the transport of the file. */
export async function benchImports(serverUrl: string, indicators = INDICATORS): Promise<ImportBenchRow[]> {
  const url = await createDatabase(serverUrl, 'bench_imports');
  await migrate(url, allMigrations);
  const pool = createApplicationPool(url, { maxConnections: 12, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  try {
    await definePlainIndicators(store, indicators, QUARTERS);
    const parts = { store, imports: new ImportStore(pool) };
    const checks = new ImportChecks(parts);
    const acceptances = new ImportAcceptances(parts);
    const bytes = longTable(indicators);
    const rows = indicators * QUARTERS.length;
    const results: ImportBenchRow[] = [];
    const check = await timed('dry run', rows, results, () => checks.check({ bytes, fileName: 'bench.csv' }, UPLOADER));
    if (check.counts.accepted !== rows) throw new Error('Not every row was accepted.');
    const done = await timed('acceptance', rows, results, () => acceptances.accept(check, { rows: 'all' }, UPLOADER));
    if (done.counts.outcomes.recorded !== check.counts.rows) throw new Error('Not every row was recorded.');
    return results;
  } finally {
    await store.close();
    await pool.end();
  }
}

async function timed<T>(step: string, rows: number, results: ImportBenchRow[], work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1000;
  results.push({
    step,
    rows,
    seconds: Number(seconds.toFixed(2)),
    rowsPerSecond: Math.round(rows / seconds),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  });
  return result;
}

function longTable(indicators: number): Buffer {
  const rows = Array.from({ length: indicators }, (_, index) =>
    QUARTERS.map((period, quarter) => `bench-${index},${period},${60 + ((index + quarter) % 40)}.5%`),
  );
  return Buffer.from(['indicator,period,value', ...rows.flat()].join('\n'));
}
