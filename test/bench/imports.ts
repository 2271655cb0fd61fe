import { randomUUID } from 'node:crypto';
import { indicatorStream, reportingPeriodStream, type IndicatorDefinition } from '@outturn/domain';
import { createApplicationPool, migrate } from '@outturn/database';
import { PostgresEventStore, type NewEvent } from '@outturn/event-store';
import { ImportAcceptances, ImportChecks, ImportStore, inFlight } from '@outturn/imports';
import { Client } from 'pg';
import { allMigrations } from '@outturn/migrations';
import { startThrowawayServer } from '../support/server';

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
const AREA = 'quality-homes';
const UPLOADER = { actor: 'u-bench', role: 'officer', areas: [AREA] };

/** Measures the dry run and the acceptance of 50,000 rows, with all that they do but the transport of the file. */
export async function benchImports(): Promise<ImportBenchRow[]> {
  const server = await startThrowawayServer();
  const url = await createDatabase(server.url);
  const pool = createApplicationPool(url, { maxConnections: 12, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  try {
    await prepare(store);
    const parts = { store, imports: new ImportStore(pool) };
    const checks = new ImportChecks(parts);
    const acceptances = new ImportAcceptances(parts);
    const bytes = longTable();
    const results: ImportBenchRow[] = [];
    const check = await timed('dry run', results, () => checks.check({ bytes, fileName: 'bench.csv' }, UPLOADER));
    if (check.counts.accepted !== INDICATORS * QUARTERS.length) throw new Error('Not every row was accepted.');
    const done = await timed('acceptance', results, () => acceptances.accept(check, { rows: 'all' }, UPLOADER));
    if (done.counts.outcomes.recorded !== check.counts.rows) throw new Error('Not every row was recorded.');
    return results;
  } finally {
    await store.close();
    await pool.end();
    await server.stop();
  }
}

async function timed<T>(step: string, results: ImportBenchRow[], work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const rows = INDICATORS * QUARTERS.length;
  results.push({
    step,
    rows,
    seconds: Number(seconds.toFixed(2)),
    rowsPerSecond: Math.round(rows / seconds),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  });
  return result;
}

async function createDatabase(serverUrl: string): Promise<string> {
  const client = new Client(serverUrl);
  await client.connect();
  await client.query('create database bench_imports');
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = '/bench_imports';
  await migrate(url.href, allMigrations);
  return url.href;
}

const DEFINITION: IndicatorDefinition = {
  name: 'Generated',
  kind: 'indicator',
  owner: 'post-bench',
  unit: 'percent',
  displayDecimals: 1,
  polarity: 'higher-is-better',
  frequency: 'quarterly',
  series: 'discrete',
  rollUp: 'last',
  deadBand: '0',
  validFrom: '2020-04-01',
};

async function prepare(store: PostgresEventStore): Promise<void> {
  for (const period of QUARTERS) {
    const opened = { period, coverage: 'full', openedBy: 'u-bench' };
    await store.append(reportingPeriodStream(period), [event('ReportingPeriodOpened', opened)], 'no-stream');
  }
  await inFlight(
    Array.from({ length: INDICATORS }, (_, index) => `bench-${index}`),
    64,
    async (key) => {
      const defined = { indicator: key, area: AREA, definition: DEFINITION, definedBy: 'u-bench' };
      await store.append(indicatorStream(key), [event('IndicatorDefined', defined)], 'no-stream');
    },
  );
}

function event(type: string, data: object): NewEvent {
  const id = randomUUID();
  const metadata = { actor: 'u-bench', role: 'performance', correlationId: id, causationId: id };
  return { id, type, schemaVersion: 1, data, metadata };
}

function longTable(): Buffer {
  const rows = Array.from({ length: INDICATORS }, (_, index) =>
    QUARTERS.map((period, quarter) => `bench-${index},${period},${60 + ((index + quarter) % 40)}.5%`),
  );
  return Buffer.from(['indicator,period,value', ...rows.flat()].join('\n'));
}
