import { randomUUID } from 'node:crypto';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { Client, Pool } from 'pg';
import { createApplicationPool, migrate } from '@outturn/database';
import { ledgerMigrations, PostgresEventStore } from '@outturn/event-store';
import { startThrowawayServer } from '../support/server';

/** One workload, measured for both stores in turns; every figure is the median of the turns. */
export interface AppendBenchRow {
  readonly callers: number;
  readonly eventsPerAppend: number;
  readonly outturnEventsPerSecond: number;
  readonly outturnP99Ms: number;
  readonly emmettEventsPerSecond: number;
  readonly emmettP99Ms: number;
  /** How many times as many events a second as emmett. */
  readonly ratio: number;
}

interface Subject {
  append(streamId: string, eventCount: number): Promise<unknown>;
  close(): Promise<void>;
}

interface Turn {
  readonly eventsPerSecond: number;
  readonly p99Ms: number;
}

const WORKLOADS = [
  { callers: 1, eventsPerAppend: 1 },
  { callers: 8, eventsPerAppend: 1 },
  { callers: 32, eventsPerAppend: 1 },
  { callers: 32, eventsPerAppend: 10 },
];
const TURNS = 5;
const TURN_MS = 1_500;
const METADATA = {
  actor: '5f0c8a1e-53a4-4a4e-9d1b-1f3f6d1f2a10',
  role: 'officer',
  correlationId: '0b7e6f3a-2c1d-4e5f-8a9b-0c1d2e3f4a5b',
  causationId: '1c8f7e4b-3d2e-4f60-9bac-1d2e3f4a5b6c',
};
/** About as large as the events of an outturn: 300 bytes. */
const DATA = {
  period: '2023-24-Q4',
  value: '94.60',
  unit: 'percent',
  numerator: '1135',
  denominator: '1200',
  source: 'case-management-system/extract-2024-04-11',
  comment: 'Final figure after the quarterly reconciliation of open cases.',
};

/** Measures appends to this project's store and to emmett's, on one embedded PostgreSQL, in interleaved turns. */
export async function benchAppend(): Promise<AppendBenchRow[]> {
  const server = await startThrowawayServer();
  try {
    const outturn = await openOutturn(await createDatabase(server.url, 'bench_outturn'));
    const emmett = await openEmmett(await createDatabase(server.url, 'bench_emmett'));
    const rows: AppendBenchRow[] = [];
    for (const { callers, eventsPerAppend } of WORKLOADS) {
      const turns: Record<'outturn' | 'emmett', Turn[]> = { outturn: [], emmett: [] };
      for (let turn = 0; turn < TURNS; turn += 1) {
        turns.outturn.push(await measure(outturn, callers, eventsPerAppend));
        turns.emmett.push(await measure(emmett, callers, eventsPerAppend));
      }
      rows.push(toRow(callers, eventsPerAppend, turns));
    }
    await Promise.all([outturn.close(), emmett.close()]);
    return rows;
  } finally {
    await server.stop();
  }
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client(serverUrl);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function openOutturn(url: string): Promise<Subject> {
  await migrate(url, ledgerMigrations);
  const pool = createApplicationPool(url, { maxConnections: 10, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  return {
    append: (streamId, count) =>
      store.append(
        streamId,
        repeat(count, () => ({
          id: randomUUID(),
          type: 'outturn-submitted',
          schemaVersion: 1,
          data: DATA,
          metadata: METADATA,
        })),
        'any',
      ),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

async function openEmmett(url: string): Promise<Subject> {
  // Its own pool would report the end of the server as an error that nobody handles.
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    append: (streamId, count) =>
      store.appendToStream(
        streamId,
        repeat(count, () => ({ type: 'outturn-submitted', data: DATA, metadata: METADATA })),
      ),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

async function measure(subject: Subject, callers: number, eventsPerAppend: number): Promise<Turn> {
  const latenciesMs: number[] = [];
  const run = randomUUID();
  const start = performance.now();
  await Promise.all(
    repeat(callers, async (caller) => {
      while (performance.now() - start < TURN_MS) {
        const sent = performance.now();
        await subject.append(`indicator-${run}-${caller}`, eventsPerAppend);
        latenciesMs.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  latenciesMs.sort((one, other) => one - other);
  return {
    eventsPerSecond: (latenciesMs.length * eventsPerAppend) / seconds,
    p99Ms: latenciesMs[Math.floor(latenciesMs.length * 0.99)] ?? 0,
  };
}

function toRow(callers: number, eventsPerAppend: number, turns: Record<'outturn' | 'emmett', Turn[]>): AppendBenchRow {
  const outturnEventsPerSecond = median(turns.outturn.map((turn) => turn.eventsPerSecond));
  const emmettEventsPerSecond = median(turns.emmett.map((turn) => turn.eventsPerSecond));
  return {
    callers,
    eventsPerAppend,
    outturnEventsPerSecond: Math.round(outturnEventsPerSecond),
    outturnP99Ms: Number(median(turns.outturn.map((turn) => turn.p99Ms)).toFixed(1)),
    emmettEventsPerSecond: Math.round(emmettEventsPerSecond),
    emmettP99Ms: Number(median(turns.emmett.map((turn) => turn.p99Ms)).toFixed(1)),
    ratio: Number((outturnEventsPerSecond / emmettEventsPerSecond).toFixed(1)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

if (require.main === module) {
  benchAppend().then(
    (rows) => {
      console.table(rows);
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
