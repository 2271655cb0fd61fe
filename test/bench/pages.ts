import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseConfiguration } from '@outturn/configuration';
import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { PgBossJobs } from '@outturn/jobs';
import { createServer, postgresParts, type ServerParts } from '../../apps/server/src';
import { startThrowawayServer } from '../support/server';
import { createPagesDatabase, type PagesHistory } from './pages-database';
import { OFFICERS_AREA, findSubjects, pagesOf, type MeasuredPage, type Reader } from './pages-visited';

/** How long a page takes and how much it weighs. */
export interface PageBenchRow {
  /** How many are held, most of them below the example. */
  readonly events: number;
  readonly page: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Processor time of this process, which renders and asks; that of the database is not in it. */
  readonly processorMs: number;
  /** The heaviest of them, without the files that all pages share. */
  readonly kilobytes: number;
  readonly compressedKilobytes: number;
}

interface Turns {
  readonly turns: number;
  readonly warmUps: number;
}

/** Ten years of one council, and of thirty in one: about 1,000,000 events. */
const HISTORIES: readonly PagesHistory[] = [200, 6_200].map((indicators) => ({ indicators, years: 10, seed: 1 }));
const TURNS = { turns: 30, warmUps: 5 };
const ROLES: Readonly<Record<Reader, { readonly actor: string; readonly roles: readonly [Reader]; areas: string[] }>> =
  {
    auditor: { actor: 'u-bench-auditor', roles: ['auditor'], areas: [] },
    performance: { actor: 'u-bench-performance', roles: ['performance'], areas: [] },
    officer: { actor: 'u-bench-officer', roles: ['officer'], areas: [OFFICERS_AREA] },
    approver: { actor: 'u-bench-approver', roles: ['approver'], areas: [] },
  };

/** Measures every page that is read, in this process, one after the other. */
export async function benchPages(histories = HISTORIES, turns: Turns = TURNS): Promise<PageBenchRow[]> {
  const server = await startThrowawayServer();
  try {
    const rows: PageBenchRow[] = [];
    for (const [index, history] of histories.entries()) {
      const url = await createPagesDatabase(server.url, `bench_pages_${index}`, history);
      rows.push(...(await measurePages(url, turns)));
    }
    return rows;
  } finally {
    await server.stop();
  }
}

/** The measurement on a database of `createPagesDatabase`. */
export async function measurePages(url: string, turns: Turns): Promise<PageBenchRow[]> {
  const pool = createApplicationPool(url, { maxConnections: 10, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  const jobs = new PgBossJobs({ pool, onError: () => undefined });
  const dataDir = mkdtempSync(join(tmpdir(), 'outturn-bench-'));
  const parts = postgresParts({ pool, store, jobs, dataDir });
  const configuration = parseConfiguration(
    {
      PORT: '0',
      DATABASE_URL: url,
      JWT_ISSUER: 'https://identity.test/',
      JWT_AUDIENCE: 'outturn',
      JWT_JWKS_URL: 'http://127.0.0.1:9/keys',
      LOG_LEVEL: 'silent',
    },
    'server',
  );
  const server = await createServer(configuration, parts);
  try {
    const address = await server.listen();
    const cookies = await signIn(parts);
    const events = await store.headPosition();
    const rows: PageBenchRow[] = [];
    for (const page of pagesOf(await findSubjects(parts.readModels))) {
      rows.push({ events, ...(await measure(address, cookies, page, turns)) });
    }
    return rows;
  } finally {
    await server.close();
    await jobs.close();
    await store.close();
    await pool.end();
    rmSync(dataDir, { recursive: true });
  }
}

/** A session for each role, as whoever has signed in has one. */
async function signIn({ sessions }: ServerParts): Promise<ReadonlyMap<Reader, string>> {
  const cookies = new Map<Reader, string>();
  for (const identity of Object.values(ROLES)) {
    const formToken = randomBytes(32).toString('base64url');
    const { id } = await sessions.begin({ kind: 'signed-in', identity, formToken });
    cookies.set(identity.roles[0], `outturn=${id}`);
  }
  return cookies;
}

async function measure(
  address: string,
  cookies: ReadonlyMap<Reader, string>,
  { page, reader, path }: MeasuredPage,
  { turns, warmUps }: Turns,
): Promise<Omit<PageBenchRow, 'events'>> {
  const headers = { cookie: cookies.get(reader) ?? '', accept: 'text/html' };
  const taken: number[] = [];
  let used = process.cpuUsage();
  let heaviest = Buffer.alloc(0);
  for (let turn = -warmUps; turn < turns; turn += 1) {
    if (turn === 0) used = process.cpuUsage();
    const wanted = path(turn + warmUps);
    const started = performance.now();
    const answer = await fetch(`${address}${wanted}`, { headers, redirect: 'manual' });
    const body = Buffer.from(await answer.arrayBuffer());
    if (turn >= 0) taken.push(performance.now() - started);
    if (answer.status !== 200) throw new Error(`${wanted} answered ${answer.status}.`);
    if (body.length > heaviest.length) heaviest = body;
  }
  const { user, system } = process.cpuUsage(used);
  return {
    page,
    p50Ms: percentile(taken, 0.5),
    p95Ms: percentile(taken, 0.95),
    processorMs: Number(((user + system) / 1_000 / turns).toFixed(1)),
    kilobytes: Math.ceil(heaviest.length / 1_024),
    compressedKilobytes: Math.ceil(gzipSync(heaviest).length / 1_024),
  };
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1));
}
