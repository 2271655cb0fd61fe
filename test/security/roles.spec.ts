/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- bodies of answers are of every shape, and the assertions say what must be there */
import { prepare } from '../e2e/api-examples';
import { startApi, type Api } from '../e2e/api-harness';
import { Caller, addressOf, routesOfApi, type Claims } from './security-api';

// Who may call which route. This table is written by hand, and not made from the one that the server uses: whoever
// changes who may do what has to say so twice.

jest.setTimeout(120_000);

const SIX = ['officer', 'approver', 'performance', 'auditor', 'commissioner', 'administrator'] as const;

const WRITES: Readonly<Record<string, readonly string[]>> = {
  officer: [
    'POST /api/v1/imports',
    'POST /api/v1/imports/:id/acceptance',
    'POST /api/v1/indicators/:indicator/outturns',
    'POST /api/v1/indicators/:indicator/annual-returns',
    'POST /api/v1/indicators/:indicator/unavailability',
    'POST /api/v1/indicators/:indicator/commentary',
    'POST /api/v1/plans/:year/actions/:action/updates',
  ],
  'officer performance': [
    'POST /api/v1/indicators/:indicator/overrides',
    'POST /api/v1/indicators/:indicator/corrections',
    'POST /api/v1/indicators/:indicator/corrections/preview',
    'POST /api/v1/plans/:year/actions/:action/corrections',
  ],
  approver: [
    'POST /api/v1/indicators/:indicator/withdrawals',
    'POST /api/v1/outturns/:id/approval',
    'POST /api/v1/outturns/:id/rejection',
    'POST /api/v1/corrections/:id/approval',
    'POST /api/v1/corrections/:id/rejection',
    'POST /api/v1/overrides/:id/approval',
    'POST /api/v1/overrides/:id/rejection',
    'POST /api/v1/restatements/:id/approval',
    'POST /api/v1/restatements/:id/rejection',
    'POST /api/v1/plans/:year/actions/:action/corrections/:id/approval',
    'POST /api/v1/plans/:year/actions/:action/corrections/:id/rejection',
    'POST /api/v1/contracts/:contract/variations/:id/agreement',
    'POST /api/v1/contracts/:contract/proposals/:id/approval',
    'POST /api/v1/contracts/:contract/proposals/:id/rejection',
  ],
  'approver auditor': ['POST /api/v1/contracts/:contract/data-assessments'],
  auditor: ['POST /api/v1/outturns/:id/audit'],
  administrator: ['POST /api/v1/jobs', 'POST /api/v1/jobs/:id/retry'],
  'officer approver performance auditor commissioner administrator': [
    'POST /api/v1/exports',
    'POST /api/v1/jobs/:id/cancellation',
  ],
  performance: [
    'POST /api/v1/areas',
    'POST /api/v1/areas/:area/names',
    'POST /api/v1/areas/:area/populations',
    'POST /api/v1/periods/:period/opening',
    'POST /api/v1/periods/:period/closing',
    'POST /api/v1/periods/:period/reopening',
    'POST /api/v1/periods/:period/published-summaries',
    'POST /api/v1/periods/:period/published-actions',
    'POST /api/v1/plans/:year/we-wills',
    'POST /api/v1/plans/:year/we-wills/:weWill/ending',
    'POST /api/v1/plans/:year/actions',
    'POST /api/v1/plans/:year/actions/:action/owners',
    'POST /api/v1/plans/:year/actions/:action/ending',
    'POST /api/v1/risks',
    'POST /api/v1/risks/:register/matrices',
    'POST /api/v1/risks/:register/versions',
    'POST /api/v1/risks/:register/presentations',
    'POST /api/v1/programmes',
    'POST /api/v1/programmes/:programme/milestones',
    'POST /api/v1/programmes/:programme/milestones/:milestone/plans',
    'POST /api/v1/programmes/:programme/milestones/:milestone/forecasts',
    'POST /api/v1/programmes/:programme/milestones/:milestone/reaching',
    'POST /api/v1/programmes/:programme/milestones/:milestone/dropping',
    'POST /api/v1/indicators',
    'POST /api/v1/indicators/:indicator/definitions',
    'POST /api/v1/indicators/:indicator/retirement',
    'POST /api/v1/indicators/:indicator/moves',
    'POST /api/v1/indicators/:indicator/breaks',
    'POST /api/v1/indicators/:indicator/bridges',
    'POST /api/v1/indicators/:indicator/targets',
    'POST /api/v1/indicators/:indicator/rules',
    'POST /api/v1/indicators/:indicator/benchmarks',
    'POST /api/v1/indicators/:indicator/revisions',
    'POST /api/v1/indicators/:indicator/restatements',
    'POST /api/v1/outturns/:id/validation',
    'POST /api/v1/contracts',
    'POST /api/v1/contracts/:contract/extension-refusal',
    'POST /api/v1/contracts/:contract/variations',
    'POST /api/v1/contracts/:contract/variations/:id/signature',
    'POST /api/v1/contracts/:contract/variations/:id/dropping',
    'POST /api/v1/contracts/:contract/ratings',
    'POST /api/v1/contracts/:contract/corrections',
    'POST /api/v1/contracts/:contract/kpi-sets',
    'POST /api/v1/contracts/:contract/kpi-set-endings',
    'POST /api/v1/contracts/:contract/kpi-results',
    'POST /api/v1/contracts/:contract/data-expectations',
    'POST /api/v1/contracts/:contract/data-receipts',
    'POST /api/v1/contracts/:contract/meeting-rhythms',
    'POST /api/v1/contracts/:contract/meetings',
    'POST /api/v1/contracts/:contract/finance-lines',
    'POST /api/v1/contracts/:contract/finance-vintages',
    'POST /api/v1/contracts/:contract/notices',
    'POST /api/v1/contracts/:contract/notices/:id/closing',
    'POST /api/v1/contracts/:contract/statements',
    'POST /api/v1/reconciliations',
    'POST /api/v1/reconciliations/:reconciliation/findings/:finding/answers',
    'POST /api/v1/publications',
    'POST /api/v1/publications/:edition/errata',
  ],
};

/** Questions that not every role may ask. */
const FEWER_READ: Readonly<Record<string, readonly string[]>> = {
  'GET /api/v1/imports': ['officer'],
  'GET /api/v1/imports/:id': ['officer', 'performance', 'auditor'],
};

/** What a caller gets who may: a body with a field that no command has is refused after the guard and before the work. */
const WHEN_ALLOWED: Readonly<Record<string, readonly [number, string]>> = {
  // A form is asked for.
  'POST /api/v1/imports': [415, 'not-a-form'],
  // The document is read by the domain.
  'POST /api/v1/reconciliations': [400, 'invalid-document'],
};

const SEVERAL: readonly (readonly string[])[] = [
  ['officer', 'approver'],
  ['performance', 'auditor'],
  ['commissioner', 'administrator'],
  [...SIX],
];
/** Roles that mean nothing here, some of which look as if they did. */
const NO_ROLE: readonly (readonly string[])[] = [
  [],
  ['visitor'],
  ['Performance', ' performance', 'performance ', 'performance,officer', 'PERFORMANCE', 'perform\u0430nce'],
];

const table = Object.entries(WRITES).flatMap(([roles, routes]) =>
  routes.map((route) => [route, roles.split(' ')] as const),
);
const nameOf = (roles: readonly string[]) => roles.join(' and ') || 'no role';

let api: Api;
const callers = new Map<string, Caller>();
let head: number;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.settle();
  head = await api.store.headPosition();
  for (const roles of [...SIX.map((role) => [role]), ...SEVERAL, ...NO_ROLE]) {
    callers.set(nameOf(roles), await Caller.of(api, { roles, areas: ['quality-homes'] }));
  }
});
afterAll(() => api.close());

function callerWith(roles: readonly string[]): Caller {
  const caller = callers.get(nameOf(roles));
  if (caller === undefined) throw new Error(`Nobody has ${nameOf(roles)}.`);
  return caller;
}

async function answerTo(route: string, caller: Caller): Promise<readonly [number, string | undefined]> {
  const [method = '', path = ''] = route.split(' ');
  const { status, body } = await caller.ask(addressOf(path), method === 'POST' ? { unknown: true } : undefined);
  return [status, body?.code];
}

it('is about every route that writes, and about no other', () => {
  const served = routesOfApi(api).filter((route) => !route.startsWith('GET '));
  expect(table.map(([route]) => route).sort()).toEqual(served.sort());
});

describe.each(table)('%s', (route, roles) => {
  it(`is for ${roles.join(' and ')}, and for nobody else`, async () => {
    const wanted: Record<string, unknown> = {};
    const found: Record<string, unknown> = {};
    for (const held of [...SIX.map((role) => [role]), ...SEVERAL, ...NO_ROLE]) {
      const isAllowed = held.some((role) => roles.includes(role));
      wanted[nameOf(held)] = isAllowed ? (WHEN_ALLOWED[route] ?? [400, 'invalid-request']) : [403, 'missing-role'];
      found[nameOf(held)] = await answerTo(route, callerWith(held));
    }
    wanted.anybody = [401, 'no-token'];
    found.anybody = await answerTo(route, await Caller.of(api, undefined));
    expect(found).toEqual(wanted);
    expect(await api.store.headPosition()).toBe(head);
  });
});

describe('a question', () => {
  it('is answered to every role but where the table says fewer, and to nobody without one', async () => {
    const found: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const route of routesOfApi(api).filter((candidate) => candidate.startsWith('GET '))) {
      for (const held of [...SIX.map((role) => [role]), ...NO_ROLE]) {
        const isAllowed = held.some((role) => (FEWER_READ[route] ?? SIX).includes(role));
        const [status, code] = await answerTo(route, callerWith(held));
        found[`${route} by ${nameOf(held)}`] = status === 401 || status === 403 ? [status, code] : 'let in';
        wanted[`${route} by ${nameOf(held)}`] = isAllowed ? 'let in' : [403, 'missing-role'];
      }
      found[`${route} by anybody`] = await answerTo(route, await Caller.of(api, undefined));
      wanted[`${route} by anybody`] = [401, 'no-token'];
    }
    expect(found).toEqual(wanted);
  });
});

describe('whoever has several roles', () => {
  const everything: Claims = { sub: 'u-everything', roles: SIX, areas: ['quality-homes'] };
  const base = '/api/v1/indicators/qh-fire-risk-assessments';

  it('still cannot decide about what they have said themselves', async () => {
    const caller = await Caller.of(api, everything);
    const outturn = { period: '2023-24-Q4', value: '92', unit: 'percent', numerator: '92', denominator: '100' };
    const { status, body } = await caller.ask(`${base}/outturns`, outturn);
    expect(status).toBe(201);
    await api.settle();
    const before = await api.store.headPosition();
    for (const [decision, sent] of [
      ['approval', {}],
      ['rejection', { reason: 'x' }],
    ] as const) {
      const answer = await caller.ask(`/api/v1/outturns/${body.id}/${decision}`, sent);
      expect([decision, answer.status]).toEqual([decision, 403]);
    }
    expect(await api.store.headPosition()).toBe(before);
  });
});
