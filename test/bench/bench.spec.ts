import { startThrowawayServer, type ThrowawayServer } from '../support/server';
import { benchAppend } from './append';
import { benchAsAt } from './as-at';
import { benchExports } from './exports';
import { benchFollow } from './follow';
import { benchGrowth, exponentOf } from './growth';
import { Histories } from './histories';
import { benchHttp } from './http';
import { benchImports } from './imports';
import { describeMachine } from './machine';
import { benchOrder } from './order';

// Rates of so little mean nothing; what counts here is that all of it is measured.

jest.setTimeout(60_000);

describe('the measurements', () => {
  const sizes = [300, 900];
  let server: ThrowawayServer;
  let histories: Histories;

  beforeAll(async () => {
    jest.spyOn(console, 'log').mockReturnValue();
    server = await startThrowawayServer();
    histories = new Histories(server.url);
  });
  afterAll(() => server.stop());

  it('tell the machine and the versions', async () => {
    expect(await describeMachine(server.url)).toMatchObject({
      node: process.versions.node,
      'PostgreSQL: fsync': 'on',
      'PostgreSQL: synchronous_commit': 'on',
      '@event-driven-io/emmett-postgresql': '0.42.0',
    });
  });

  it('append to every store', async () => {
    const workloads = [{ callers: 2, eventsPerAppend: 3, streams: 'one' as const }];
    const [row, ...limits] = await benchAppend(server.url, { workloads, turns: 1, turnMs: 20 });
    const anyRate = expect.any(Number) as number;
    expect(row).toMatchObject({
      ...workloads[0],
      eventsPerSecond: {
        outturn: anyRate,
        emmett: anyRate,
        castore: anyRate,
        'message-db': anyRate,
        INSERT: anyRate,
      },
    });
    expect(limits).toHaveLength(2);
  });

  it('watch the order', async () => {
    const rows = await benchOrder(server.url, 20, [1, 2]);
    expect(rows.map(({ store, writers }) => [store, writers])).toEqual([
      ['outturn', 1],
      ['emmett', 1],
      ['outturn', 2],
      ['emmett', 2],
    ]);
    const own = rows.filter(({ store }) => store === 'outturn');
    expect(own.map(({ missed, outOfOrder }) => [missed, outOfOrder])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('ask and submit over HTTP', async () => {
    const rows = await benchHttp(server.url, { indicators: 30, turns: 1, seconds: 1 });
    expect(rows.map(({ route }) => route)).toEqual([
      'bare: SELECT 1',
      'a figure',
      'summary of a quarter',
      'history of a figure',
      'submission of a figure',
    ]);
    expect(rows.slice(0, -1).map(({ failed }) => failed)).toEqual([0, 0, 0, 0]);
  });

  it('import', async () => {
    expect(await benchImports(server.url, 3)).toMatchObject([{ rows: 24 }, { rows: 24 }]);
  });

  it('follow, rebuild, ask as at, export, and fit curves', async () => {
    const size = { sizes: [{ events: 300, turns: 1 }], peerEvents: 20, peerLimitMs: 5_000 };
    const follow = await benchFollow(server.url, histories, size);
    expect(follow.map(({ way }) => way)).toEqual([
      'emmett: consumer at its defaults, for at most 5 s',
      'emmett: consumer in batches of 10000, for at most 5 s',
      'outturn: subscription',
      'outturn: rebuild of all read models',
      'limit: scan in the server',
      'limit: COPY out to nothing',
      'limit: COPY in, the same keys',
    ]);
    const asAt = await benchAsAt(histories, sizes, 10);
    expect(asAt).toHaveLength(10);
    expect(await benchExports(histories, 300)).toHaveLength(3);
    const growth = await benchGrowth(histories, { follow, 'as-at': asAt }, sizes, 20);
    expect(growth).toHaveLength(12);
  });
});

describe('the fit of a curve', () => {
  it('finds the exponent', () => {
    const points = [1, 10, 100].map((events) => ({ events, value: 3 * events ** 0.5 }));
    expect(exponentOf(points)).toBeCloseTo(0.5, 10);
    expect(exponentOf(points.map(({ events }) => ({ events, value: 7 })))).toBeCloseTo(0, 10);
  });
});
