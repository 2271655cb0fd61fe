import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { ImportAcceptances, ImportChecks, ImportStore } from '@outturn/imports';
import { IMPORTED_QUARTERS, type ImportBenchRow } from './imports';
import { AREA } from './plain-indicators';

const UPLOADER = { actor: 'u-bench', role: 'officer', areas: [AREA] };

/** Checks and accepts a spreadsheet in a process of its own, so that its memory can be told. */
async function main(url: string, indicators: number): Promise<void> {
  const pool = createApplicationPool(url, { maxConnections: 12, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  const parts = { store, imports: new ImportStore(pool) };
  const checks = new ImportChecks(parts);
  const acceptances = new ImportAcceptances(parts);
  const bytes = longTable(indicators);
  const rows = indicators * IMPORTED_QUARTERS.length;
  const results: ImportBenchRow[] = [];
  const check = await timed('dry run', rows, results, () => checks.check({ bytes, fileName: 'bench.csv' }, UPLOADER));
  if (check.counts.accepted !== rows) throw new Error('Not every row was accepted.');
  const done = await timed('acceptance', rows, results, () => acceptances.accept(check, { rows: 'all' }, UPLOADER));
  if (done.counts.outcomes.recorded !== check.counts.rows) throw new Error('Not every row was recorded.');
  await store.close();
  await pool.end();
  console.log(JSON.stringify(results));
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
    IMPORTED_QUARTERS.map((period, quarter) => `bench-${index},${period},${60 + ((index + quarter) % 40)}.5%`),
  );
  return Buffer.from(['indicator,period,value', ...rows.flat()].join('\n'));
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
