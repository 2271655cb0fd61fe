/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- bodies of answers are of every shape, and the assertions say what must be there */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { FIRE, indicatorPath, outturn, prepare } from '../e2e/api-examples';
import { startApi, type Answer, type Api } from '../e2e/api-harness';
import { until } from '../support/eventstoredb-world';
import { zipBytes } from '../support/zip-bytes';
import { Caller, sendRaw } from './security-api';

// Requests that are meant to cost the server much: large, deep, many, repeated. Single bad fields are in
// test/e2e/api-bad-input.ts, and bad spreadsheets in libs/imports/src/read-file.spec.ts.

const OUTTURNS = `${indicatorPath(FIRE)}/outturns`;
const MEGABYTE = 1024 * 1024;

let api: Api;
let officer: Caller;
let performance: Caller;
let head: number;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  officer = await Caller.of(api, { roles: ['officer'], areas: ['quality-homes'] });
  performance = await Caller.of(api, { roles: ['performance'] });
  await api.settle();
  head = await api.store.headPosition();
});
afterEach(async () => {
  expect(await api.store.headPosition()).toBe(head);
  // Whatever came, the next one is served.
  expect((await officer.ask('/api/v1/areas')).status).toBe(200);
});
afterAll(() => api.close());

const brief = ({ status, body }: Answer): unknown[] => [status, body.code];
const nested = (depth: number, open: string, close: string) => `{"note":${open.repeat(depth)}1${close.repeat(depth)}}`;
const fields = (count: number, name: (index: number) => string) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), index])));

describe('a body', () => {
  it.each<[string, string, number, string]>([
    ['of objects 25 deep', nested(25, '{"a":', '}'), 400, 'too-deep'],
    ['of lists 100,000 deep', nested(100_000, '[', ']'), 400, 'too-deep'],
    ['of objects 100,000 deep', nested(100_000, '{"a":', '}'), 400, 'too-deep'],
    ['that never ends', '{"a":'.repeat(100_000), 400, 'malformed-json'],
    ['of one byte too many', `"${'x'.repeat(MEGABYTE - 1)}"`, 413, 'too-large'],
    ['of a list of half a million', `[${'1,'.repeat(500_000)}1]`, 400, 'not-an-object'],
    ['of 50,000 fields', fields(50_000, (index) => `f${index}`), 400, 'invalid-request'],
    [
      'whose field has 900,000 characters as its name',
      JSON.stringify({ ['x'.repeat(900_000)]: 1 }),
      400,
      'invalid-request',
    ],
    ['whose field is 10,000 digits long', `{"value":${'9'.repeat(10_000)}}`, 400, 'invalid-request'],
    ['whose field is a number beyond all', '{"value":1e999999}', 400, 'invalid-request'],
    ['with a name twice, once escaped', '{"value":"1","\\u0076alue":"2"}', 400, 'duplicate-field'],
    ['with a name twice, deep', '{"a":[{"b":{"c":1,"c":2}}]}', 400, 'duplicate-field'],
  ])('%s is refused', async (_, body, status, code) => {
    const answer = await officer.ask(OUTTURNS, body);
    expect(brief(answer)).toEqual([status, code]);
    // What was sent does not come back at length.
    expect(answer.text.length).toBeLessThan(20_000);
  });

  it('that unpacks to more than may be sent is refused, however small it is', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MEGABYTE, ' '));
    expect(bomb.length).toBeLessThan(MEGABYTE);
    const headers = { authorization: `Bearer ${await api.keys.token('housing')}`, 'content-type': 'application/json' };
    const response = await fetch(`${api.address}${OUTTURNS}`, {
      method: 'POST',
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: new Uint8Array(bomb),
    });
    expect(response.status).toBe(413);
  });

  it('with lists of more than may be is refused by the field', async () => {
    const texts = { period: '2023-24-Q4', unavailable: 'withdrawn', reason: 'x', evidence: Array(501).fill('x') };
    const approver = await Caller.of(api, { roles: ['approver'] });
    const answer = await approver.ask(`${indicatorPath(FIRE)}/withdrawals`, texts);
    expect(answer.body.errors).toMatchObject([{ pointer: '/evidence' }]);
    const restated = Array.from({ length: 501 }, () => outturn('1'));
    const body = { fromBasis: 'a', toBasis: 'b', reason: 'x', cause: 'x', evidence: ['x'], restated, notRestated: [] };
    const parts = await performance.ask(`${indicatorPath(FIRE)}/restatements`, body);
    expect(parts.body.errors).toContainEqual(expect.objectContaining({ pointer: '/restated' }));
  });

  it.each([
    '{"__proto__":{"polluted":"yes"}}',
    '{"constructor":{"prototype":{"polluted":"yes"}}}',
    '{"definition":{"__proto__":{"polluted":"yes"}}}',
    '{"definition":{"constructor":{"prototype":{"polluted":"yes"}}}}',
    '{"a":[{"\\u005f_proto__":{"polluted":"yes"}}]}',
    '{"prototype":{"polluted":"yes"}}',
  ])('that reaches for what every object has changes nothing: %s', async (body) => {
    for (const path of ['/api/v1/indicators', '/api/v1/reconciliations', `${indicatorPath(FIRE)}/rules`]) {
      expect((await performance.ask(path, body)).status).toBe(400);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('an address', () => {
  it.each<[string, string, number]>([
    [
      'with 1,500 parameters',
      `/api/v1/indicators?${Array.from({ length: 1_500 }, (_, at) => `a${at}=1`).join('&')}`,
      400,
    ],
    ['with one parameter 1,500 times', `/api/v1/indicators?${'limit=1&'.repeat(1_500)}`, 400],
    ['with a parameter that is an object', '/api/v1/indicators?limit[__proto__][polluted]=yes', 400],
    ['with a parameter of JavaScript', '/api/v1/indicators?__proto__=x&constructor=y', 400],
    ['that leads out of the server', '/api/v1/../../../../etc/passwd', 404],
    ['that leads out of it, encoded', '/api/v1/indicators/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd', 404],
    ['that leads out of it, encoded twice', '/api/v1/indicators/%252e%252e%252fetc%252fpasswd', 404],
    ['that leads out of it by other strokes', '/api/v1/indicators/..%5c..%5cetc%5cpasswd', 404],
    ['that ends in a null character', '/api/v1/indicators/qh-fire-risk-assessments%00.json', 404],
    ['of an edition that leads out', '/api/v1/publications/..%2f..%2fetc%2fpasswd.html', 404],
    ['of a report that leads out', '/api/v1/reports/..%2f..%2fetc%2fpasswd.docx', 400],
    ['of the documentation that leads out', '/api/docs/..%2f..%2f..%2fpackage.json', 404],
    ['of the documentation that leads out, encoded twice', '/api/docs/%252e%252e/package.json', 404],
  ])('%s is refused', async (_, path, status) => {
    const answer = await officer.ask(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.text).not.toContain('root:');
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('a request that two programs could read otherwise', () => {
  const token = () => api.keys.token('housing');
  const start = async (headers: readonly string[], method = 'POST') =>
    [
      `${method} ${OUTTURNS} HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${await token()}`,
      'Connection: close',
      'Content-Type: application/json',
      ...headers,
      '',
      '',
    ].join('\r\n');

  it.each<[string, () => Promise<string>]>([
    ['a length and chunks', async () => `${await start(['Content-Length: 5', 'Transfer-Encoding: chunked'])}0\r\n\r\n`],
    ['two lengths', async () => `${await start(['Content-Length: 2', 'Content-Length: 44'])}{}`],
    ['a negative length', async () => await start(['Content-Length: -1'])],
    ['chunks by another name', async () => `${await start(['Transfer-Encoding: xchunked'])}{}`],
    ['a blank before the colon', async () => `${await start(['Content-Length : 2'])}{}`],
    ['a line that goes on', async () => await start(['X-A: b', ' c: d'])],
    ['a line end alone', async () => await start(['X-A: b\nX-B: c'])],
    ['a null character in a header', async () => await start(['X-A: \u0000'])],
    ['two hosts', async () => await start(['Host: y', 'Content-Length: 0'])],
  ])('with %s is refused', async (_, make) => {
    const answer = await sendRaw(api, await make());
    expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  });
});

describe('an upload', () => {
  const csv = 'indicator,period,value\nqh-fire-risk-assessments,2023-24-Q4,92%\n';

  it.each<[string, string]>([
    ['../../../../etc/cron.d/evil.csv', 'evil.csv'],
    ['..\\..\\windows\\evil.csv', 'evil.csv'],
    ['/etc/passwd', 'passwd'],
    ['a\r\nX-Injected: 1.csv', 'a%0D%0AX-Injected: 1.csv'],
    ['a\u009b2J.csv', 'a2J.csv'],
    ['a\u202evsc.exe', 'avsc.exe'],
    ['..', 'without a name'],
    ['<img src=x onerror=alert(1)>.csv', '<img src=x onerror=alert(1)>.csv'],
    [`${'x'.repeat(1_000)}.csv`, 'x'.repeat(200)],
  ])('called %j is kept as %j, which is a name and no path', async (name, kept) => {
    const { status, body } = await officer.upload(csv, name);
    expect([status, body.fileName]).toEqual([201, kept]);
    const listed = await officer.ask('/api/v1/imports');
    expect(listed.headers.get('content-type')).toContain('application/json');
    expect(listed.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('of an archive with more in it than may be is refused, and written nowhere', async () => {
    const parts = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`xl/media/${index}`, 'x']));
    const answer = await officer.upload(new Uint8Array(zipBytes(parts)), 'many.xlsx');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('of many parts, or of long headers, is refused', async () => {
    const token = await api.keys.token('housing');
    const boundary = 'b';
    const part = (index: number) => `--b\r\nContent-Disposition: form-data; name="f${index}"\r\n\r\nx\r\n`;
    for (const body of [
      Array.from({ length: 10_000 }, (_, index) => part(index)).join(''),
      `--b\r\n${'X-A: b\r\n'.repeat(20_000)}\r\nx\r\n--b--`,
      `--b\r\nContent-Disposition: form-data; name="${'n'.repeat(100_000)}"; filename="x"\r\n\r\nx\r\n--b--`,
    ]) {
      const response = await fetch(`${api.address}/api/v1/imports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
        body,
      });
      const text = await response.text();
      expect([response.status, text.length < 5_000]).toEqual([400, true]);
    }
  });
});

describe('whoever is slow', () => {
  let server: Server;
  /** Those that are open, as the server sees them. */
  const sockets = new Set<Socket>();

  // The times of the server are asserted as they are, and shortened so that the tests need not wait for them.
  beforeAll(() => {
    server = api.server.app.getHttpServer();
    expect([server.headersTimeout, server.requestTimeout, server.timeout, server.keepAliveTimeout]).toEqual([
      10_000, 30_000, 60_000, 5_000,
    ]);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    server.headersTimeout = 500;
    server.requestTimeout = 1_000;
  });
  afterAll(() => {
    server.headersTimeout = 10_000;
    server.requestTimeout = 30_000;
  });

  const authorized = async () => `Host: x\r\nAuthorization: Bearer ${await api.keys.token('housing')}\r\n`;

  it.each<[string, () => Promise<string>]>([
    ['says nothing at all', () => Promise.resolve('')],
    ['does not end the first line', () => Promise.resolve('GET /health/li')],
    ['does not end the headers', async () => `GET /health/live HTTP/1.1\r\n${await authorized()}`],
    [
      'does not send the body',
      async () =>
        `POST ${OUTTURNS} HTTP/1.1\r\n${await authorized()}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    ],
    [
      'does not end the chunks',
      async () =>
        `POST ${OUTTURNS} HTTP/1.1\r\n${await authorized()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
    ],
    [
      'does not send the file',
      async () =>
        `POST /api/v1/imports HTTP/1.1\r\n${await authorized()}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx`,
    ],
  ])('and %s is told so, and the connection is closed', async (_, make) => {
    const answer = await sendRaw(api, await make());
    expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 408 Request Timeout');
    expect(answer).toContain('"status":408');
  });

  it('keeps nobody waiting, however many there are: all are closed in time', async () => {
    const idle = Array.from({ length: 300 }, () => sendRaw(api, 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: '));
    const others = await Promise.all(Array.from({ length: 20 }, () => officer.ask('/api/v1/areas')));
    expect(others.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const ends = await Promise.all(idle);
    expect(new Set(ends.map((text) => text.split('\r\n')[0]))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']));
    await until(() => sockets.size < 50);
  });

  it('and does not close the connection either is cut off', async () => {
    const { hostname, port } = new URL(api.address);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const ended = once(socket.resume(), 'end');
    const [own] = await once(server, 'connection');
    await ended;
    await until(() => !sockets.has(own as Socket));
    socket.destroy();
  });
});
