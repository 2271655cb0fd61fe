import { startApi, signedToken, type Api } from '../e2e/api-harness';
import { FIRE, indicatorPath, outturn, prepare } from '../e2e/api-examples';
import { Caller, sendHeaders, sendRaw } from './security-api';

// What is logged is one line of JSON a request, which nobody outside can break, forge or use to steer a terminal, and
// in which nothing stands that opens a door.

/** A control character of either set, or one that orders lines or turns the direction of writing. */
const STEERING = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

let api: Api;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.settle();
});
afterAll(() => api.close());

/** The lines that were written while something was done. */
async function linesOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = api.logs.length;
  await work();
  return api.logs.slice(before);
}

function expectPlainLines(lines: readonly string[]): void {
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line).toMatch(/^\{.*\}\n$/);
    expect(line).not.toMatch(STEERING);
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) as string, time: expect.any(String) as string });
  }
}

const BYTES: readonly (readonly [string, string])[] = [
  ['an escape of a terminal, encoded', '%1b%5b2J%1b%5d0;title%07'],
  ['line ends, encoded', '%0d%0a{"level":"info","msg":"forged"}%0d%0a'],
  ['line ends of Unicode, encoded', '%e2%80%a8%e2%80%a9'],
  ['the other way of writing, encoded', '%e2%80%ae'],
  ['quotation marks and brackets', '"},{"level":"info","msg":"forged'],
  ['a null character, encoded', '%00'],
  ['an escape of a terminal in one byte', '\u009b2J\u0085'],
  ['half a character', '\u00ff\u00fe'],
];

it.each(BYTES)('lets a path with %s be only a path', async (_, path) => {
  const token = await api.keys.token('auditor');
  const request = `GET /api/v1/areas/${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`;
  const lines = await linesOf(async () => {
    const answer = await sendRaw(api, Buffer.from(request, 'latin1'));
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    // The head of the answer holds nothing of it, and the body nothing that is not JSON.
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).not.toContain('forged');
    expect(() => JSON.parse(body) as unknown).not.toThrow();
    // What Node's parser refuses is logged nowhere: here is a line to look at then.
    await api.get('auditor', '/api/v1/areas');
  });
  expectPlainLines(lines);
});

it.each([
  'x-correlation-id',
  'user-agent',
  'referer',
  'x-forwarded-for',
  'forwarded',
  'accept-language',
  'origin',
  'idempotency-key',
  'if-match',
])('writes nothing of the header %s that could mean something', async (name) => {
  const value = '\u009b31m"}\t{"level":"info","msg":"forged"} Bearer abcdefgh';
  const token = await api.keys.token('housing');
  const lines = await linesOf(() =>
    sendHeaders(api, '/api/v1/areas', { authorization: `Bearer ${token}`, [name]: value }),
  );
  expectPlainLines(lines);
  expect(lines.join('')).not.toContain('forged');
});

it('writes no line of a method that there is not, and of one that is only its name', async () => {
  const lines = await linesOf(async () => {
    expect(await sendRaw(api, 'G\u001b[2JT / HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await sendRaw(api, 'PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 4/);
  });
  expectPlainLines(lines);
});

it('logs who sent a file, and neither its name nor what is in it', async () => {
  const officer = await Caller.of(api, { sub: 'u-sender', roles: ['officer'], areas: ['quality-homes'] });
  const lines = await linesOf(async () => {
    const sheet = `indicator,period,value\n${FIRE},2023-24-Q4,\u001b[31mforged\n`;
    await officer.upload(sheet, 'forged\u009b2J.csv');
    await officer.upload('forged', 'forged.exe');
  });
  expectPlainLines(lines);
  expect(lines.join('')).toContain('"actor":"u-sender"');
  expect(lines.join('')).not.toContain('forged');
});

describe('at every level', () => {
  it.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const)(
    '%s, nothing that opens a door is written',
    async (logLevel) => {
      const other = await startApi({ logLevel });
      try {
        await prepare(other);
        const token = await signedToken(other.keys.privateKey, {
          sub: 'u-1',
          roles: ['officer'],
          areas: ['quality-homes'],
        });
        const headers = {
          authorization: `Bearer ${token}`,
          'idempotency-key': 'key-of-idempotency',
          cookie: 'session=cookie-of-session',
        };
        const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
          fetch(`${other.address}${path}`, {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json', ...more },
            body: JSON.stringify(body),
          });
        const path = `${indicatorPath(FIRE)}/outturns`;
        expect((await post(path, outturn('92'))).status).toBe(201);
        expect((await post(path, outturn('93'))).status).toBe(422);
        expect((await post(path, { note: 'words-of-the-body' })).status).toBe(400);
        expect((await post(path, {}, { authorization: `Bearer ${token}x` })).status).toBe(401);
        expect((await fetch(`${other.address}/api/v1/areas?access_token=${token}`, { headers })).status).toBe(400);
        // Without this table an error of the database is logged with its cause.
        await other.settle();
        await other.pool.query('alter table read_models.areas rename to areas_elsewhere');
        expect((await fetch(`${other.address}/api/v1/areas`, { headers })).status).toBe(500);
        const written = other.logs.join('');
        expect(written === '').toBe(['fatal', 'silent'].includes(logLevel));
        for (const secret of [
          token,
          token.split('.')[2] ?? token,
          'key-of-idempotency',
          'cookie-of-session',
          'words-of-the-body',
        ]) {
          expect(written).not.toContain(secret);
        }
      } finally {
        await other.close();
      }
    },
  );
});
