/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import type { OpenAPIObject } from '@nestjs/swagger';
import { EventStoreUnavailable } from '@outturn/event-store';
import { routesOf } from '../../apps/server/src/api/routes';
import { withoutSecrets } from '@outturn/configuration';
import { NoConnection } from '@outturn/database';
import { differences, type Schema, type Schemas } from '../support/matches-schema';
import { FIRE, QUARTER, figurePath, indicatorPath, outturn, prepare, summaryPath, threeColours } from './api-examples';
import { startApi, type Answer, type Api } from './api-harness';

let api: Api;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.settle();
});
afterAll(() => api.close());

/** What answers that are files are documented as. */
const FILE_TYPES: Readonly<Record<string, string>> = {
  json: '^application/json$',
  html: '^text/html$',
  docx: 'wordprocessingml',
};

/** Whoever only asks gets an answer, whoever starts a job an acceptance, and everybody else what was made. */
function successOf(name: string): string {
  if (name.startsWith('GET') || name.endsWith('preview')) return '200';
  return name === 'POST /api/v1/exports' ? '202' : '201';
}

describe('the documentation', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    document = (await api.get(undefined, '/api/openapi.json')).body as OpenAPIObject;
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );

  it('has every route of the API, and a page', async () => {
    const served = routesOf(api.server.app.getHttpAdapter())
      .filter(({ path }) => path.startsWith('/api/v1/'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(served.sort());
    const page = await api.get(undefined, '/api/docs');
    expect(page.status).toBe(200);
    expect(page.text).toContain('swagger-ui');
    expect(page.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  it('is an OpenAPI document whose references all lead somewhere', () => {
    expect(document.openapi).toMatch(/^3\.0\./);
    const references = JSON.stringify(document).match(/"\$ref":"[^"]*"/g) ?? [];
    const schemas = document.components?.schemas ?? {};
    for (const reference of new Set(references)) {
      const name = /"#\/components\/schemas\/(\w+)"/.exec(reference)?.[1] ?? reference;
      expect(Object.keys(schemas)).toContain(name);
    }
    const ids = operations().map(({ operation }) => operation.operationId as string);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes every operation, its answers, parameters and who may call it', () => {
    for (const { name, operation } of operations()) {
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\.$/)]);
      expect([name, operation.description]).toEqual([name, expect.stringContaining('Roles: ')]);
      expect([name, operation.security]).toEqual([name, [{ bearer: [] }]]);
      const responses = operation.responses as Record<string, { content?: Record<string, { schema: Schema }> }>;
      const success = successOf(name);
      const { content = {} } = responses[success] ?? {};
      const file = /\.(json|html|docx)$/.exec(name)?.[1];
      const isBinary = Object.values(content)[0]?.schema.format === 'binary';
      if (file && !isBinary) {
        expect([name, Object.keys(content)]).toEqual([name, [expect.stringMatching(FILE_TYPES[file] ?? '')]]);
      } else if (!isBinary) {
        const answer = Object.values(content)[0]?.schema.$ref;
        expect([name, answer]).toEqual([name, expect.stringContaining('Answer')]);
      }
      for (const status of ['400', '401', '403']) {
        const schema = responses[status]?.content?.['application/problem+json']?.schema;
        expect([name, status, schema?.$ref]).toEqual([name, status, '#/components/schemas/ProblemAnswer']);
      }
      for (const parameter of (operation.parameters ?? []) as { name: string; description?: string }[]) {
        expect([name, parameter.name, parameter.description]).toEqual([
          name,
          parameter.name,
          expect.stringMatching(/.+/),
        ]);
      }
    }
  });

  it('has a description for every field, and examples that fit', () => {
    const schemas = (document.components?.schemas ?? {}) as Schemas;
    for (const [name, schema] of Object.entries(schemas)) {
      for (const [field, property] of Object.entries(schema.properties ?? {})) {
        const described = property.description !== undefined || property.example !== undefined;
        expect([name, field, described]).toEqual([name, field, true]);
        if (property.example !== undefined) {
          expect([name, field, differences(property.example, property, schemas)]).toEqual([name, field, []]);
        }
      }
    }
  });
});

describe('health', () => {
  it('says that the server runs and can be asked', async () => {
    expect((await api.get(undefined, '/health/live')).body).toEqual({ status: 'live' });
    const { status, body } = await api.get(undefined, '/health/ready');
    expect([status, body]).toEqual([
      200,
      { status: 'ready', position: await api.store.headPosition(), lagEvents: 0, lagMs: 0 },
    ]);
  });

  it('is not ready while the read models are behind, have stopped, or the database is away', async () => {
    const parts = api.parts as { -readonly [Name in keyof typeof api.parts]: (typeof api.parts)[Name] };
    const { followerError, checkDatabase, readModels, now } = parts;
    parts.followerError = () => new Error('An event of a newer program.');
    expect((await api.get(undefined, '/health/ready')).body).toMatchObject({
      status: 503,
      code: 'read-models-stopped',
    });
    parts.followerError = followerError;
    parts.checkDatabase = () => Promise.reject(new Error('The database lacks 2 migrations: run "migrate".'));
    const lacking = await api.get(undefined, '/health/ready');
    expect(lacking.body).toMatchObject({
      status: 503,
      code: 'database-not-ready',
      detail: expect.stringContaining('lacks 2'),
    });
    expect(lacking.headers.get('retry-after')).toBe('1');
    parts.checkDatabase = () => Promise.reject(new NoConnection('', new Error('connect ECONNREFUSED 10.0.0.5:5432')));
    expect((await api.get(undefined, '/health/ready')).body).toMatchObject({
      code: 'database-not-ready',
      detail: 'The database does not answer: the log says why.',
    });
    parts.checkDatabase = checkDatabase;
    await api.follower.stop();
    await api.write('performance', '/api/v1/areas', { area: 'late', name: 'Late', aliases: [], order: 9 });
    expect((await api.get(undefined, '/health/ready')).body).toMatchObject({ status: 'ready', lagEvents: 1 });
    parts.now = () => new Date(Date.now() + 6_000);
    expect((await api.get(undefined, '/health/ready')).body).toMatchObject({ status: 503, code: 'read-models-behind' });
    parts.now = now;
    api.follower.start();
    await api.settle();
    expect(readModels).toBe(parts.readModels);
    expect((await api.get(undefined, '/health/ready')).status).toBe(200);
  });
});

describe('metrics', () => {
  it('are for this machine, and for administrators elsewhere', async () => {
    expect((await api.get(undefined, '/metrics')).status).toBe(200);
    const viaProxy = { 'x-forwarded-for': '10.1.2.3' };
    expect((await api.get(undefined, '/metrics', viaProxy)).status).toBe(401);
    expect((await api.get('performance', '/metrics', viaProxy)).status).toBe(403);
    expect((await api.get('administrator', '/metrics', viaProxy)).status).toBe(200);
  });

  it('count by route and never by who or what', async () => {
    await api.get('auditor', indicatorPath('qh-no-such'));
    await api.get('auditor', '/api/v1/no-such');
    const { text, headers } = await api.get(undefined, '/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('route="/api/v1/indicators/:indicator",status="404"');
    expect(text).toContain('route="none",status="404"');
    expect(text).toContain('outturn_events_recorded_total{type="AreaDefined"}');
    expect(text).toMatch(/outturn_read_models_lag_events 0/);
    expect(text).toMatch(/nodejs_eventloop_lag_seconds/);
    expect(text).not.toContain('no-such');
    expect(text).not.toContain('u-auditor');
  });
});

describe('when the store is away', () => {
  it('says so, asks to try again, and tells nothing of the inside', async () => {
    const spy = jest
      .spyOn(api.store, 'append')
      .mockRejectedValueOnce(new EventStoreUnavailable('postgresql://me:hunter2@db/outturn refused'));
    const body = { area: 'elsewhere', name: 'Elsewhere', aliases: [], order: 10 };
    const answer = await api.post('performance', '/api/v1/areas', body);
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      503,
      'store-unavailable',
      '1',
    ]);
    expect(answer.text).not.toContain('hunter2');
    expect(api.logs.join('')).not.toContain('hunter2');
    spy.mockRestore();
  });

  it('gives a mistake of its own no words but an id, and logs it', async () => {
    const spy = jest.spyOn(api.parts.readModels, 'areas').mockRejectedValueOnce(new TypeError('secret of the inside'));
    const answer = await api.get('auditor', '/api/v1/areas');
    expect([answer.status, answer.body.code]).toEqual([500, 'internal-error']);
    expect(answer.text).not.toContain('inside');
    const logged = api.logs.find((line) => line.includes('secret of the inside'));
    expect(logged).toContain(answer.body.correlationId as string);
    spy.mockRestore();
  });

  it('keeps what looks like a secret out of every line', () => {
    const text =
      'connect postgresql://me:hunter2@db/x with Bearer abc.def-ghi and eyJhbGciOi.eyJzdWIi.c2ln password=hunter3';
    expect(withoutSecrets(text)).toBe('connect postgresql://***@db/x with Bearer *** and *** password=***');
    const example = 'write postgresql://user:password@host:5432/database';
    expect(withoutSecrets(example)).toBe(example);
  });
});

describe('the permanent link under later rules', () => {
  const BASES = ['period-rules', 'today-rules'];
  const PARTS = ['figure', 'rows', 'items'];

  it('gives the same answer for ever', async () => {
    const given = await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('92'));
    await api.settle();
    const asAt = `asAt=position:${given.body.position}`;
    const paths = BASES.flatMap((basis) => [
      `${figurePath(FIRE)}?${asAt}&basis=${basis}`,
      `${summaryPath()}?${asAt}&basis=${basis}`,
      `/api/v1/changes?period=${QUARTER}&from=position:1&to=position:${given.body.position}&basis=${basis}`,
    ]);
    const first = await Promise.all(paths.map((path) => api.get('auditor', path)));
    const links = first.map(({ body }) => body.links.permanent as string);
    const before = await Promise.all(links.map((link) => api.get('auditor', link)));
    for (const [index, { body }] of before.entries()) {
      expect(body.links.permanent).toBe(links[index]);
      for (const part of PARTS) expect(body[part]).toEqual(first[index]?.body[part]);
    }
    expect(before[0]?.body.figure.status).toBe('amber');
    const narrow = { scheme: threeColours('0.001'), validFrom: '2023-04-01', reason: 'No amber any more.' };
    await api.write('performance', `${indicatorPath(FIRE)}/rules`, narrow);
    await api.settle();
    const after = await Promise.all(links.map((link) => api.get('auditor', link)));
    expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
    for (const path of paths.filter((_, index) => index % 3 === 0)) {
      expect((await api.get('auditor', path)).body.figure.status).toBe('red');
    }
  });
});

describe('the rules of today', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

  it('stay those of their day under the permanent link, also where nothing was recorded on that day', async () => {
    let now = inDays(2);
    const later = await startApi({ now: () => now });
    try {
      await prepare(later);
      await later.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('94'));
      for (const [width, days] of [
        ['0.5', 2],
        ['5', 4],
      ] as const) {
        const validFrom = inDays(days).toISOString().slice(0, 10);
        const scheme = threeColours(width);
        await later.write('performance', `${indicatorPath(FIRE)}/rules`, { scheme, validFrom, reason: 'For later.' });
      }
      await later.settle();
      const figure = async (path: string): Promise<Answer['body']> => (await later.get('auditor', path)).body;
      const first = await figure(`${figurePath(FIRE)}?basis=today-rules`);
      expect(first.figure.status).toBe('red');
      const again = await figure(first.links.permanent as string);
      expect([again.figure, again.links]).toEqual([first.figure, first.links]);
      now = inDays(5);
      expect((await figure(`${figurePath(FIRE)}?basis=today-rules`)).figure.status).toBe('amber');
      expect(await figure(first.links.permanent as string)).toEqual(again);
      const head = `rulesAt=position:${first.asAt.position}`;
      expect((await figure(`${figurePath(FIRE)}?basis=today-rules&${head}`)).figure.status).toBe('amber');
    } finally {
      await later.close();
    }
  });
});

describe('connections', () => {
  it('are looked at often enough for their time limits to hold', () => {
    const server: unknown = api.server.app.getHttpServer();
    expect(server).toMatchObject({ connectionsCheckingInterval: 1_000, headersTimeout: 10_000 });
  });
});
