import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { Client, Pool } from 'pg';
import { createApplicationPool, migrate } from '@outturn/database';
import { ledgerMigrations, PostgresEventStore } from '@outturn/event-store';
import { startThrowawayServer } from '../support/server';
import {
  DATA,
  measureAppends,
  median,
  METADATA,
  newEvents,
  repeat,
  WORKLOADS,
  type Subject,
  type Turn,
  type Workload,
} from './load';

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

interface OpenSubject extends Subject {
  close(): Promise<void>;
}

const TURNS = 5;
const TURN_MS = 1_500;

/** Measures appends to this project's store and to emmett's, on one embedded PostgreSQL, in interleaved turns. */
export async function benchAppend(): Promise<AppendBenchRow[]> {
  const server = await startThrowawayServer();
  try {
    const outturn = await openOutturn(await createDatabase(server.url, 'bench_outturn'));
    const emmett = await openEmmett(await createDatabase(server.url, 'bench_emmett'));
    const rows: AppendBenchRow[] = [];
    for (const workload of WORKLOADS) {
      const turns: Record<'outturn' | 'emmett', Turn[]> = { outturn: [], emmett: [] };
      for (let turn = 0; turn < TURNS; turn += 1) {
        turns.outturn.push(await measureAppends(outturn, workload, TURN_MS));
        turns.emmett.push(await measureAppends(emmett, workload, TURN_MS));
      }
      rows.push(toRow(workload, turns));
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

async function openOutturn(url: string): Promise<OpenSubject> {
  await migrate(url, ledgerMigrations);
  const pool = createApplicationPool(url, { maxConnections: 10, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  return {
    append: (streamId, count) => store.append(streamId, newEvents(count), 'any'),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

async function openEmmett(url: string): Promise<OpenSubject> {
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

function toRow(workload: Workload, turns: Record<'outturn' | 'emmett', Turn[]>): AppendBenchRow {
  const outturnEventsPerSecond = median(turns.outturn.map((turn) => turn.eventsPerSecond));
  const emmettEventsPerSecond = median(turns.emmett.map((turn) => turn.eventsPerSecond));
  return {
    ...workload,
    outturnEventsPerSecond: Math.round(outturnEventsPerSecond),
    outturnP99Ms: Number(median(turns.outturn.map((turn) => turn.p99Ms)).toFixed(1)),
    emmettEventsPerSecond: Math.round(emmettEventsPerSecond),
    emmettP99Ms: Number(median(turns.emmett.map((turn) => turn.p99Ms)).toFixed(1)),
    ratio: Number((outturnEventsPerSecond / emmettEventsPerSecond).toFixed(1)),
  };
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
