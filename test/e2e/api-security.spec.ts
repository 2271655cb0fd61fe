/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, chmodSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { parseConfiguration } from '@outturn/configuration';
import { SignJWT, generateKeyPair, importJWK, type JWK, type JWTPayload } from 'jose';
import { createServer, isDemonstrationIdentity, signDemonstrationToken } from '../../apps/server/src';
import { PERMISSIONS, type Permission } from '../../apps/server/src/security/permissions';
import { PermissionGuard } from '../../apps/server/src/security/guard';
import { TOKEN_VERIFIER } from '../../apps/server/src/security/tokens';
import { isPagePath } from '../../apps/server/src/pages/browser';
import { routesOf } from '../../apps/server/src/api/routes';
import { toProblem } from '../../apps/server/src/api/problem';
import { FIRE, figurePath, indicatorPath, outturn, prepare } from './api-examples';
import { AUDIENCE, ISSUER, PEOPLE, answerOf, startApi, type Answer, type Api, type Person } from './api-harness';

let api: Api;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.settle();
});
afterAll(() => api.close());

const ID = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** What each route needs, said once more and by hand: a change of it must be wanted twice. */
const ROUTES: Readonly<Record<string, Permission | 'open' | 'loopback'>> = {
  'GET /health/live': 'open',
  'GET /health/ready': 'open',
  'GET /metrics': 'loopback',
  'GET /api/v1/areas': 'figures.read',
  'POST /api/v1/areas': 'areas.manage',
  'POST /api/v1/areas/:area/names': 'areas.manage',
  'POST /api/v1/areas/:area/populations': 'areas.manage',
  'GET /api/v1/periods': 'figures.read',
  'GET /api/v1/periods/:period/summary': 'figures.read',
  'POST /api/v1/periods/:period/opening': 'periods.manage',
  'POST /api/v1/periods/:period/closing': 'periods.manage',
  'POST /api/v1/periods/:period/reopening': 'periods.manage',
  'POST /api/v1/periods/:period/published-summaries': 'published-summaries.record',
  'POST /api/v1/periods/:period/published-actions': 'published-summaries.record',
  'GET /api/v1/actions': 'figures.read',
  'GET /api/v1/actions/summary': 'figures.read',
  'POST /api/v1/plans/:year/we-wills': 'business-plan.manage',
  'POST /api/v1/plans/:year/we-wills/:weWill/ending': 'business-plan.manage',
  'POST /api/v1/plans/:year/actions': 'business-plan.manage',
  'POST /api/v1/plans/:year/actions/:action/owners': 'business-plan.manage',
  'POST /api/v1/plans/:year/actions/:action/ending': 'business-plan.manage',
  'POST /api/v1/plans/:year/actions/:action/updates': 'actions.update',
  'POST /api/v1/plans/:year/actions/:action/corrections': 'corrections.propose',
  'POST /api/v1/plans/:year/actions/:action/corrections/:id/approval': 'corrections.decide',
  'POST /api/v1/plans/:year/actions/:action/corrections/:id/rejection': 'corrections.decide',
  'GET /api/v1/risks': 'figures.read',
  'POST /api/v1/risks': 'risks.manage',
  'POST /api/v1/risks/:register/matrices': 'risks.manage',
  'POST /api/v1/risks/:register/versions': 'risks.manage',
  'POST /api/v1/risks/:register/presentations': 'risks.manage',
  'GET /api/v1/programmes': 'figures.read',
  'POST /api/v1/programmes': 'programmes.manage',
  'GET /api/v1/programmes/:programme': 'figures.read',
  'POST /api/v1/programmes/:programme/milestones': 'programmes.manage',
  'POST /api/v1/programmes/:programme/milestones/:milestone/plans': 'programmes.manage',
  'POST /api/v1/programmes/:programme/milestones/:milestone/forecasts': 'programmes.manage',
  'POST /api/v1/programmes/:programme/milestones/:milestone/reaching': 'programmes.manage',
  'POST /api/v1/programmes/:programme/milestones/:milestone/dropping': 'programmes.manage',
  'GET /api/v1/indicators': 'figures.read',
  'POST /api/v1/indicators': 'indicators.manage',
  'GET /api/v1/indicators/:indicator': 'figures.read',
  'POST /api/v1/indicators/:indicator/definitions': 'indicators.manage',
  'POST /api/v1/indicators/:indicator/retirement': 'indicators.manage',
  'POST /api/v1/indicators/:indicator/moves': 'indicators.manage',
  'POST /api/v1/indicators/:indicator/breaks': 'comparability.manage',
  'POST /api/v1/indicators/:indicator/bridges': 'comparability.manage',
  'POST /api/v1/indicators/:indicator/targets': 'targets.set',
  'POST /api/v1/indicators/:indicator/rules': 'rules.set',
  'POST /api/v1/indicators/:indicator/benchmarks': 'benchmarks.record',
  'GET /api/v1/imports/template.xlsx': 'figures.read',
  'POST /api/v1/imports': 'figures.submit',
  'GET /api/v1/imports': 'figures.submit',
  'GET /api/v1/imports/:id': 'imports.read',
  'POST /api/v1/imports/:id/acceptance': 'figures.submit',
  'GET /api/v1/exports/figures.csv': 'figures.read',
  'GET /api/v1/exports/figures.xlsx': 'figures.read',
  'GET /api/v1/exports/figures.sdmx.csv': 'figures.read',
  'GET /api/v1/exports/structure.json': 'figures.read',
  'GET /api/v1/exports/structure.xml': 'figures.read',
  'POST /api/v1/exports': 'figures.read',
  'GET /api/v1/indicators/:indicator/figures': 'figures.read',
  'GET /api/v1/indicators/:indicator/figures/:period': 'figures.read',
  'GET /api/v1/indicators/:indicator/figures/:period/history': 'figures.read',
  'POST /api/v1/indicators/:indicator/outturns': 'figures.submit',
  'POST /api/v1/indicators/:indicator/annual-returns': 'figures.submit',
  'POST /api/v1/indicators/:indicator/unavailability': 'figures.submit',
  'POST /api/v1/indicators/:indicator/withdrawals': 'figures.withdraw',
  'POST /api/v1/indicators/:indicator/commentary': 'commentary.write',
  'POST /api/v1/indicators/:indicator/overrides': 'overrides.request',
  'POST /api/v1/indicators/:indicator/corrections': 'corrections.propose',
  'POST /api/v1/indicators/:indicator/corrections/preview': 'corrections.propose',
  'POST /api/v1/indicators/:indicator/revisions': 'revisions.record',
  'POST /api/v1/indicators/:indicator/restatements': 'restatements.open',
  'POST /api/v1/outturns/:id/validation': 'outturns.validate',
  'POST /api/v1/outturns/:id/approval': 'outturns.decide',
  'POST /api/v1/outturns/:id/rejection': 'outturns.decide',
  'POST /api/v1/outturns/:id/audit': 'outturns.audit',
  'POST /api/v1/corrections/:id/approval': 'corrections.decide',
  'POST /api/v1/corrections/:id/rejection': 'corrections.decide',
  'POST /api/v1/overrides/:id/approval': 'overrides.decide',
  'POST /api/v1/overrides/:id/rejection': 'overrides.decide',
  'POST /api/v1/restatements/:id/approval': 'restatements.decide',
  'POST /api/v1/restatements/:id/rejection': 'restatements.decide',
  'GET /api/v1/contracts': 'figures.read',
  'GET /api/v1/contracts/:contract': 'figures.read',
  'GET /api/v1/contracts/:contract/history': 'figures.read',
  'POST /api/v1/contracts': 'contracts.manage',
  'POST /api/v1/contracts/:contract/extension-refusal': 'contracts.manage',
  'POST /api/v1/contracts/:contract/variations': 'contracts.manage',
  'POST /api/v1/contracts/:contract/variations/:id/agreement': 'contracts.decide',
  'POST /api/v1/contracts/:contract/variations/:id/signature': 'contracts.manage',
  'POST /api/v1/contracts/:contract/variations/:id/dropping': 'contracts.manage',
  'POST /api/v1/contracts/:contract/ratings': 'contracts.manage',
  'POST /api/v1/contracts/:contract/corrections': 'contracts.manage',
  'POST /api/v1/contracts/:contract/proposals/:id/approval': 'contracts.decide',
  'POST /api/v1/contracts/:contract/proposals/:id/rejection': 'contracts.decide',
  'POST /api/v1/contracts/:contract/kpi-sets': 'contracts.manage',
  'POST /api/v1/contracts/:contract/kpi-set-endings': 'contracts.manage',
  'POST /api/v1/contracts/:contract/kpi-results': 'contracts.manage',
  'POST /api/v1/contracts/:contract/data-expectations': 'contracts.manage',
  'POST /api/v1/contracts/:contract/data-receipts': 'contracts.manage',
  'POST /api/v1/contracts/:contract/data-assessments': 'contracts.assess',
  'POST /api/v1/contracts/:contract/meeting-rhythms': 'contracts.manage',
  'POST /api/v1/contracts/:contract/meetings': 'contracts.manage',
  'POST /api/v1/contracts/:contract/finance-lines': 'contracts.manage',
  'POST /api/v1/contracts/:contract/finance-vintages': 'contracts.manage',
  'POST /api/v1/contracts/:contract/notices': 'contracts.manage',
  'POST /api/v1/contracts/:contract/notices/:id/closing': 'contracts.manage',
  'POST /api/v1/contracts/:contract/statements': 'contracts.manage',
  'GET /api/v1/jobs': 'jobs.read',
  'POST /api/v1/jobs': 'operations.manage',
  'GET /api/v1/jobs/:id': 'jobs.read',
  'GET /api/v1/jobs/:id/events': 'jobs.read',
  'GET /api/v1/jobs/:id/file': 'figures.read',
  'POST /api/v1/jobs/:id/cancellation': 'jobs.cancel',
  'POST /api/v1/jobs/:id/retry': 'operations.manage',
  'GET /api/v1/corrections': 'figures.read',
  'GET /api/v1/changes': 'figures.read',
  'GET /api/v1/reconciliations': 'figures.read',
  'POST /api/v1/reconciliations': 'reconciliations.record',
  'GET /api/v1/reconciliations/:reconciliation': 'figures.read',
  'POST /api/v1/reconciliations/:reconciliation/findings/:finding/answers': 'reconciliations.answer',
  'GET /api/v1/reports/:period.json': 'figures.read',
  'GET /api/v1/reports/:period.html': 'figures.read',
  'GET /api/v1/reports/:period.docx': 'figures.read',
  'GET /api/v1/publications': 'figures.read',
  'POST /api/v1/publications': 'publications.publish',
  'GET /api/v1/publications/compare': 'figures.read',
  'GET /api/v1/publications/:edition.json': 'figures.read',
  'GET /api/v1/publications/:edition.html': 'figures.read',
  'GET /api/v1/publications/:edition.docx': 'figures.read',
  'GET /api/v1/publications/:edition': 'figures.read',
  'POST /api/v1/publications/:edition/errata': 'publications.publish',
};

function call(route: string, person: Person | undefined, headers: Record<string, string> = {}): Promise<Answer> {
  const [method = '', template = ''] = route.split(' ');
  const path = template
    .replace(':indicator', FIRE)
    .replace(':period', '2023-24-Q4')
    .replace(':area', 'quality-homes')
    .replace(':contract', 'leisure')
    .replace(':edition', '2023-24-Q4.1')
    .replace(':reconciliation', '9f9f9f9f9f9f9f9f-1')
    .replace(':finding', 'share-1-00000000')
    .replace(':year', '2023-24')
    .replace(':action', 'qh-fire-doors')
    .replace(':weWill', 'qh-safe-homes')
    .replace(':register', 'strategic')
    .replace(':programme', 'housing-improvement')
    .replace(':milestone', 'specification')
    .replace(':id', ID);
  // Where nothing is needed in a body, this field keeps it from being carried out.
  return method === 'GET' ? api.get(person, path, headers) : api.post(person, path, { unknown: true }, headers);
}

describe('every route', () => {
  it('is in the table, and the table has no other', () => {
    const documentation = ['/api/docs', '/api/openapi'];
    const served = routesOf(api.server.app.getHttpAdapter())
      .filter(({ path }) => !documentation.some((start) => path.startsWith(start)) && !isPagePath(path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(served.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.entries(ROUTES))('%s lets in who has %s, and nobody else', async (route, needed) => {
    const head = await api.store.headPosition();
    const anonymous = await call(route, undefined);
    if (needed === 'open' || needed === 'loopback') {
      expect(anonymous.status).toBe(200);
      return;
    }
    expect(anonymous).toMatchObject({ status: 401, body: { code: 'no-token' } });
    expect(anonymous.headers.get('www-authenticate')).toMatch(/^Bearer /);
    const roles: readonly string[] = PERMISSIONS[needed];
    for (const person of [
      'housing',
      'approver',
      'performance',
      'auditor',
      'commissioner',
      'administrator',
      'nobody',
    ] as const) {
      const { status, body } = await call(route, person);
      const allowed = PEOPLE[person].roles.some((role) => roles.includes(role));
      // 415: an upload is asked for, and JSON is sent.
      if (allowed) expect([200, 400, 404, 415]).toContain(status);
      else expect([status, body.code]).toEqual([403, 'missing-role']);
      for (const role of allowed ? [] : roles) expect(body.detail).toContain(role);
    }
    expect(await api.store.headPosition()).toBe(head);
  });

  it('gives an administrator no way around a decision', () => {
    const held = Object.entries(PERMISSIONS).filter(([, roles]) =>
      (roles as readonly string[]).includes('administrator'),
    );
    expect(held.map(([permission]) => permission)).toEqual([
      'figures.read',
      'jobs.read',
      'jobs.cancel',
      'system.read',
      'operations.read',
      'operations.manage',
    ]);
  });

  it('denies a route that declares nothing', async () => {
    @Controller('forgotten')
    class ForgottenController {
      @Get()
      show() {
        return 'secret';
      }
    }
    @Module({
      controllers: [ForgottenController],
      providers: [
        {
          provide: TOKEN_VERIFIER,
          useValue: { verify: () => Promise.resolve({ actor: 'a', roles: ['administrator'], areas: [] }) },
        },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_FILTER, useValue: { catch: problemStatus } },
      ],
    })
    class ForgottenModule {}
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest means a plain object here.
    const app = await NestFactory.create(ForgottenModule, { logger: false });
    await app.listen(0, '127.0.0.1');
    const response = await fetch(`${await app.getUrl()}/forgotten`, { headers: { authorization: 'Bearer any' } });
    expect([response.status, await response.text()]).toEqual([403, 'no-permission-declared']);
    await app.close();
  });
});

function problemStatus(error: unknown, host: { getArgByIndex(index: number): unknown }): void {
  const { status, code } = toProblem(error);
  const response = host.getArgByIndex(1) as { status(status: number): { send(text: string): void } };
  response.status(status).send(code);
}

describe('tokens', () => {
  const areas = (token: string, scheme = 'Bearer ') =>
    fetch(`${api.address}/api/v1/areas`, { headers: { authorization: `${scheme}${token}` } }).then(answerOf);

  function sign(claims: JWTPayload, change: (jwt: SignJWT) => SignJWT = (jwt) => jwt): Promise<string> {
    const jwt = new SignJWT({ sub: 'u-1', roles: ['auditor'], ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m');
    return change(jwt).sign(api.keys.privateKey);
  }

  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { sub: 'u-1', roles: ['auditor'], iss: ISSUER, aud: AUDIENCE, exp: 4_000_000_000 };

  it('are taken when all is well, with the scheme in any case', async () => {
    expect((await areas(await sign({}))).status).toBe(200);
    expect((await areas(await sign({}), 'bearer ')).status).toBe(200);
  });

  it.each<[string, () => Promise<string>]>([
    ['expired', () => sign({}, (jwt) => jwt.setExpirationTime('-1m'))],
    ['not valid yet', () => sign({}, (jwt) => jwt.setNotBefore('10m'))],
    [
      'without an end',
      () =>
        new SignJWT({ sub: 'u-1', roles: [] })
          .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
          .setIssuer(ISSUER)
          .setAudience(AUDIENCE)
          .sign(api.keys.privateKey),
    ],
    ['of another issuer', () => sign({}, (jwt) => jwt.setIssuer('https://evil.test/'))],
    ['for another audience', () => sign({}, (jwt) => jwt.setAudience('payroll'))],
    ['without a subject', () => sign({ sub: undefined })],
    ['whose subject is an e-mail address', () => sign({ sub: 'jane.doe@council.example' })],
    ['whose subject is a name', () => sign({ sub: 'Jane Doe' })],
    ['whose roles are a text', () => sign({ roles: 'performance' })],
    ['without roles', () => sign({ roles: undefined })],
    ['whose areas are a text', () => sign({ areas: 'quality-homes' })],
    ['unsigned', () => Promise.resolve(`${encode({ alg: 'none' })}.${encode(claims)}.`)],
    ['unsigned, in capitals', () => Promise.resolve(`${encode({ alg: 'NONE', kid: 'one' })}.${encode(claims)}.`)],
    [
      'signed with the public key as a secret',
      () => {
        const signed = `${encode({ alg: 'HS256', kid: 'one' })}.${encode(claims)}`;
        return Promise.resolve(
          `${signed}.${createHmac('sha256', api.keys.publicPem).update(signed).digest('base64url')}`,
        );
      },
    ],
    [
      'of another key',
      async () => {
        const { privateKey } = await generateKeyPair('EdDSA');
        return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: 'one' }).sign(privateKey);
      },
    ],
    [
      'of a key that it brings along',
      async () => {
        const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
        const header = { alg: 'EdDSA', kid: 'two', jwk: { kty: 'OKP' }, jku: 'http://127.0.0.1:1/keys' };
        return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
      },
    ],
    [
      'with other claims than were signed',
      async () => {
        const [header, , signature] = (await sign({})).split('.');
        return `${header}.${encode({ ...claims, roles: ['performance'] })}.${signature}`;
      },
    ],
    ['that is none', () => Promise.resolve('abc')],
    ['that is empty parts', () => Promise.resolve('..')],
  ])('are refused when %s', async (_, make) => {
    const answer = await areas(await make());
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid-token']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="outturn", error="invalid_token"/);
    expect(answer.body.errors).toMatchObject([{ in: 'header', pointer: '/authorization' }]);
    expect(answer.text).not.toContain('jose');
  });

  it.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', 'Bearer "x"', 'Token abc'])(
    'are refused as %s',
    async (header) => {
      expect((await areas(header, '')).status).toBe(401);
    },
  );

  it('are not taken from anywhere but the header', async () => {
    const token = await sign({});
    const query = await api.get(undefined, `/api/v1/areas?access_token=${token}`);
    expect(query.status).toBe(401);
    const cookie = await api.get(undefined, '/api/v1/areas', { cookie: `token=${token}` });
    expect(cookie.status).toBe(401);
  });

  it('give nothing for roles that mean nothing here', async () => {
    expect((await areas(await sign({ roles: ['admin', 'root', 7, '__proto__'] }))).status).toBe(403);
  });
});

describe('areas', () => {
  it('bind officers, and no one by areas of a token alone', async () => {
    const path = `${indicatorPath(FIRE)}/outturns`;
    expect((await api.post('children', path, outturn('1'))).body.code).toBe('other-area');
    expect((await api.post('performance', path, outturn('1'))).body.code).toBe('missing-role');
    expect((await api.get('children', figurePath(FIRE))).status).toBe(200);
    expect((await api.write('housing', path, outturn('1'))).status).toBe(201);
  });
});

describe('what goes out', () => {
  it('has the headers that protect readers, and none that tell on the server', async () => {
    const { headers } = await api.get(undefined, '/health/live');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    const other = await api.get(undefined, '/health/live', { origin: 'https://evil.test' });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['a b', '<script>', 'x'.repeat(101), '-x', 'ä', '{"a":1}', '"'])(
    'makes its own correlation id in the place of %s',
    async (id) => {
      const sent = Buffer.from(id, 'utf8').toString('latin1');
      const answer = await api.get('auditor', '/api/v1/areas', { 'x-correlation-id': sent });
      expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('lets nobody put headers into an answer', async () => {
    const { hostname, port } = new URL(api.address);
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Correlation-Id: a\rSet-Cookie: x=1\r\nConnection: close\r\n\r\n',
        );
      });
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => {
        resolve(received);
      });
    });
    expect(text).toMatch(/^HTTP\/1.1 400/);
    expect(text).toContain('application/problem+json');
    expect(text.toLowerCase()).not.toContain('set-cookie');
  });

  it('writes no token, header, query or body into the log', async () => {
    const token = await api.keys.token('housing');
    await api.get('housing', '/api/v1/areas?password=hunter2');
    await api.post('housing', `${indicatorPath(FIRE)}/commentary`, { period: '2023-24-Q4', text: 'words-of-the-body' });
    const log = api.logs.join('');
    expect(log).toContain('"correlationId"');
    expect(log).toContain('"actor":"u-housing"');
    expect(log).toContain(`"path":"${indicatorPath(FIRE)}/commentary"`);
    for (const secret of [token, token.split('.')[2] ?? token, 'hunter2', 'words-of-the-body', 'uthorization']) {
      expect(log).not.toContain(secret);
    }
    for (const line of api.logs) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});

describe('the demonstration identities', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outturn-demonstration-'));
  const standalone = (environment: Record<string, string> = {}) =>
    parseConfiguration({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment }, 'standalone');
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('work on a server that runs standalone on loopback, with a key that only its owner can read', async () => {
    const server = await createServer(standalone(), api.parts);
    const address = await server.listen();
    const [first, second] = await Promise.all([
      signDemonstrationToken('officer.housing', folder),
      signDemonstrationToken('commissioner', folder),
    ]);
    const ask = (token: string) =>
      fetch(`${address}/api/v1/areas`, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status);
    expect(await Promise.all([ask(first), ask(second)])).toEqual([200, 200]);
    expect(statSync(join(folder, 'demonstration-key.json')).mode & 0o777).toBe(0o600);
    expect(await ask(await api.keys.token('auditor'))).toBe(401);
    await server.close();
  });

  it('are refused by a server with an identity provider', async () => {
    const token = await signDemonstrationToken('performance', folder);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${api.address}/api/v1/areas`, { headers })).status).toBe(401);
  });

  it('keep a server from starting where others could use them', async () => {
    const open = { ...standalone(), host: '0.0.0.0' };
    await expect(createServer(open, api.parts)).rejects.toThrow(
      /only by a server that runs standalone on this machine/,
    );
    const tool = { ...standalone(), program: 'tool' as const };
    await expect(createServer(tool, api.parts)).rejects.toThrow(/standalone/);
  });

  it('do not trust a key that others can read, and sign for nobody else', async () => {
    const file = join(folder, 'demonstration-key.json');
    chmodSync(file, 0o644);
    await expect(signDemonstrationToken('auditor', folder)).rejects.toThrow(/Other users of this machine may read/);
    chmodSync(file, 0o600);
    expect(isDemonstrationIdentity('anybody')).toBe(false);
    expect(isDemonstrationIdentity('toString')).toBe(false);
    // A token of the right key that names another issuer is none of the demonstration.
    const key = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    const forged = await new SignJWT({ sub: 'x', roles: ['administrator'] })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid ?? '' })
      .setIssuer('urn:other')
      .setAudience('urn:outturn:this-machine')
      .setExpirationTime('1m')
      .sign(await importJWK(key, 'EdDSA'));
    const server = await createServer(standalone(), api.parts);
    const headers = { authorization: `Bearer ${forged}` };
    expect((await fetch(`${await server.listen()}/api/v1/areas`, { headers })).status).toBe(401);
    await server.close();
  });
});

describe('an identity provider that does not answer', () => {
  it('is said to be away, and nobody is let in', async () => {
    const configuration = parseConfiguration(
      {
        PORT: '0',
        LOG_LEVEL: 'silent',
        JWT_ISSUER: ISSUER,
        JWT_AUDIENCE: AUDIENCE,
        JWT_JWKS_URL: 'http://127.0.0.1:9/keys',
        DATABASE_URL: 'postgresql://x@y/z',
      },
      'server',
    );
    const server = await createServer(configuration, api.parts);
    const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
    const answer = await answerOf(await fetch(`${await server.listen()}/api/v1/areas`, { headers }));
    expect([answer.status, answer.body.code]).toEqual([503, 'identity-provider-unavailable']);
    await server.close();
  });
});
