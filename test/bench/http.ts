import { once } from 'node:events';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Pool } from 'pg';
import { startApi, type Api } from '../e2e/api-harness';
import type { HttpLoad, HttpLoadResult, HttpRequest } from './http-load-child';
import { median } from './load';
import { forkChild } from './measuring-child';
import { definePlainIndicators } from './plain-indicators';

/** One route under load, beside a bare endpoint that does one `SELECT 1` on the same pool. */
export interface HttpBenchRow {
  readonly route: string;
  readonly answeredPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
  /** Of the answers that the bare endpoint gives in the same time. */
  readonly shareOfBare: number;
}

/** How much to measure. */
export interface HttpBenchSize {
  readonly indicators: number;
  readonly turns: number;
  readonly seconds: number;
}

/** As many indicators as a council has, and years enough that no turn runs out of figures to submit. */
const SIZE: HttpBenchSize = { indicators: 200, turns: 3, seconds: 3 };
const PERIODS = Array.from({ length: 14 }, (_, index) => 2012 + index).flatMap((year) =>
  [1, 2, 3, 4].map((quarter) => `${year}-${String((year + 1) % 100)}-Q${quarter}`),
);
/** The quarter that is asked about. */
const HELD = '2013-14-Q1';
/** Figures stand in these periods, so that the quarter is compared with others; the rest wait for theirs. */
const HELD_PERIODS: ReadonlySet<string> = new Set(['2012-13-Q1', '2012-13-Q4', HELD]);
const CONNECTIONS = 32;
const BARE = 'bare: SELECT 1';
const POOL = Symbol('Pool');

/** Measures the main questions and the submission of a figure over HTTP, in interleaved turns with a bare endpoint. */
export async function benchHttp(serverUrl: string, size = SIZE): Promise<HttpBenchRow[]> {
  // Where the harness makes its database.
  process.env.OUTTURN_TEST_SERVER = serverUrl;
  const api = await startApi();
  const bare = await startBare(api.pool);
  try {
    const loads = await prepare(api, bare.address, size);
    const results = new Map<string, HttpLoadResult[]>(loads.map(({ route }) => [route, []]));
    // The first turn counts for nothing: the program is still being compiled.
    for (let turn = 0; turn <= size.turns; turn += 1) {
      console.log(turn === 0 ? '  warming up' : `  turn ${turn} of ${size.turns}`);
      for (const load of loads) {
        const result = await run(load, size, turn);
        if (turn > 0) results.get(load.route)?.push(result);
      }
    }
    return toRows(results);
  } finally {
    await bare.close();
    await api.close();
  }
}

interface RouteLoad {
  readonly route: string;
  readonly url: string;
  readonly token: string;
  readonly requests: readonly HttpRequest[];
  /** Each turn takes a share of its own, as a figure is first submitted only once. */
  readonly once?: boolean;
}

async function prepare(api: Api, bareUrl: string, { indicators }: HttpBenchSize): Promise<RouteLoad[]> {
  const keys = await definePlainIndicators(api.store, indicators, PERIODS);
  const [officer, auditor] = await Promise.all([api.keys.token('housing'), api.keys.token('auditor')]);
  const submissions = PERIODS.flatMap((period) => keys.map((key) => submission(key, period)));
  const held = submissions.filter(({ body }) => HELD_PERIODS.has(body.period));
  for (const { path, body } of held) await api.write('housing', path, body);
  await api.settle();
  const reading = { url: api.address, token: auditor };
  return [
    { route: BARE, url: bareUrl, token: '', requests: [{ path: '/' }] },
    { ...reading, route: 'a figure', requests: keys.map((key) => ({ path: `${pathOf(key)}/figures/${HELD}` })) },
    { ...reading, route: 'summary of a quarter', requests: [{ path: `/api/v1/periods/${HELD}/summary` }] },
    {
      ...reading,
      route: 'history of a figure',
      requests: keys.map((key) => ({ path: `${pathOf(key)}/figures/${HELD}/history` })),
    },
    {
      route: 'submission of a figure',
      url: api.address,
      token: officer,
      requests: submissions.filter(({ body }) => !HELD_PERIODS.has(body.period)),
      once: true,
    },
  ];
}

function submission(
  key: string,
  period: string,
): { path: string; body: { period: string; value: string; unit: string } } {
  return { path: `${pathOf(key)}/outturns`, body: { period, value: '94.60', unit: 'percent' } };
}

function pathOf(key: string): string {
  return `/api/v1/indicators/${key}`;
}

async function run(
  { url, token, requests, once: isOnce }: RouteLoad,
  { turns, seconds }: HttpBenchSize,
  turn: number,
): Promise<HttpLoadResult> {
  const share = Math.ceil(requests.length / (turns + 1));
  const ofTurn = isOnce === true ? requests.slice(turn * share, (turn + 1) * share) : requests;
  const child = forkChild('http-load-child');
  const load: HttpLoad = { url, token, seconds, connections: CONNECTIONS, requests: ofTurn };
  child.send(load);
  // The child sends just this.
  const [result] = (await once(child, 'message')) as [HttpLoadResult];
  child.kill();
  return result;
}

function toRows(results: ReadonlyMap<string, readonly HttpLoadResult[]>): HttpBenchRow[] {
  const rateOf = (route: string) => median((results.get(route) ?? []).map((result) => result.answeredPerSecond));
  return [...results].map(([route, taken]) => ({
    route,
    answeredPerSecond: Math.round(rateOf(route)),
    p50Ms: median(taken.map((result) => result.p50Ms)),
    p99Ms: median(taken.map((result) => result.p99Ms)),
    failed: taken.reduce((sum, result) => sum + result.failed, 0),
    shareOfBare: Number((rateOf(route) / rateOf(BARE)).toFixed(2)),
  }));
}

@Controller()
class BareController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  async one(): Promise<object> {
    const answer = await this.pool.query<{ one: number }>('select 1 as one');
    return { one: answer.rows[0]?.one };
  }
}

async function startBare(pool: Pool): Promise<{ address: string; close(): Promise<void> }> {
  @Module({ controllers: [BareController], providers: [{ provide: POOL, useValue: pool }] })
  class BareModule {}
  const application = await NestFactory.create(BareModule);
  application.useLogger(false);
  await application.listen(0, '127.0.0.1');
  return { address: await application.getUrl(), close: () => application.close() };
}
