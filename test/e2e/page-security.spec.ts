import { EXAMPLE } from '../support/example';
import { routesOf } from '../../apps/server/src/api/routes';
import { isPagePath } from '../../apps/server/src/pages/browser';
import { ROLES, type Identity, type Role } from '../../apps/server/src/security/permissions';
import { startApi, type Answer, type Api } from './api-harness';
import { OPEN_PAGES, PAGE_ROUTES } from './page-routes';

const FORM_TOKEN = 'the-secret-of-the-session';
const NOBODY: Identity = { actor: 'u-nobody', roles: [], areas: [] };
const AUDITOR: Identity = { actor: 'u-auditor', roles: ['auditor'], areas: [] };
const identityOf = (role: Role): Identity => ({
  actor: `u-${role}`,
  roles: [role],
  areas: role === 'officer' ? ['quality-homes'] : [],
});

/** The id of what has just been recorded. */
function idOf({ body }: Answer): string {
  return (body as { readonly id: string }).id;
}

function countOf(statuses: readonly number[]): Readonly<Record<number, number>> {
  return Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [status, statuses.filter((one) => one === status).length]),
  );
}

describe('pages', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi({ template: EXAMPLE });
    await api.settle();
  });
  afterAll(() => api.close());

  /** Asks as somebody who is signed in; their forms carry the secret of the session unless they say otherwise. */
  async function ask(route: string, identity?: Identity, form: Record<string, string> = { formToken: FORM_TOKEN }) {
    const [method = '', path = ''] = route.split(' ');
    const content = identity && { kind: 'signed-in' as const, identity, formToken: FORM_TOKEN };
    const session = content && (await api.parts.sessions.begin(content));
    const response = await fetch(`${api.address}${path}`, {
      method,
      redirect: 'manual',
      headers: { accept: 'text/html', ...(session && { cookie: `outturn=${session.id}` }) },
      ...(method === 'POST' && { body: new URLSearchParams(form) }),
    });
    return { response, text: await response.text() };
  }

  it('are in the table, and the table has no other', () => {
    const served = routesOf(api.server.app.getHttpAdapter())
      .filter(({ path }) => isPagePath(path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(served.sort()).toEqual([...OPEN_PAGES, ...Object.keys(PAGE_ROUTES)].sort());
  });

  it.each(Object.entries(PAGE_ROUTES))(
    '%s answers whom it is for, and nobody else',
    async (route, { roles, status, address }) => {
      const [method = ''] = route.split(' ');
      const asked = address === undefined ? route : `${method} ${address}`;
      const statuses = new Map<string, number>();
      for (const role of ROLES) {
        const answer = (await ask(asked, identityOf(role))).response;
        statuses.set(role, answer.status);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
      }
      expect(Object.fromEntries(statuses)).toEqual(
        Object.fromEntries(ROLES.map((role) => [role, roles.includes(role) ? status : 403])),
      );
      const { response, text } = await ask(asked, NOBODY);
      expect(response.status).toBe(403);
      for (const role of roles) expect(text).toContain(role);
      expect(text).toContain(`Reference: ${response.headers.get('x-correlation-id') ?? ''}`);
      const signedOut = await ask(asked);
      if (method === 'GET') {
        expect(signedOut.response.status).toBe(303);
        expect(signedOut.response.headers.get('location')).toMatch(/^\/sign-in\?returnTo=%2F/);
      } else {
        expect(signedOut.response.status).toBe(401);
        expect(signedOut.text).toContain('Nothing of what you sent has been recorded.');
      }
    },
  );

  it('allow no script and no style but from this server, are kept by nobody, and stand in no frame', async () => {
    const { response } = await ask('GET /signed-out');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('have shared files that may be kept for a year, as their content is part of their address', async () => {
    const { text } = await ask('GET /signed-out');
    const addresses = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address);
    expect(addresses).toHaveLength(4);
    for (const address of addresses) {
      const response = await fetch(`${api.address}${address}`);
      expect([response.status, response.headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
      expect(await response.text()).not.toMatch(/GDS Transport|@font-face/);
    }
    expect((await fetch(`${api.address}/assets/0000/outturn.css`)).status).toBe(404);
  });

  it('take a form only with the secret of its session', async () => {
    const forms: Record<string, string>[] = [{}, { formToken: '' }, { formToken: 'x' }];
    for (const form of forms) {
      const { response, text } = await ask('POST /sign-out', AUDITOR, form);
      expect(response.status).toBe(403);
      expect(text).toContain('This form is not from the page that you were shown.');
    }
    const { response } = await ask('POST /sign-out', AUDITOR, { formToken: FORM_TOKEN });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/signed-out']);
  });

  it('are not opened by a token, nor is the API by a session', async () => {
    const token = await api.keys.token('auditor');
    const page = await fetch(`${api.address}/indicators`, {
      redirect: 'manual',
      headers: { accept: 'text/html', authorization: `Bearer ${token}` },
    });
    expect(page.status).toBe(303);
    const { response } = await ask('GET /api/v1/indicators', AUDITOR);
    expect(response.status).toBe(401);
  });

  it('speak to people where something is wrong: not of what programs read', async () => {
    const { text: unknown } = await ask('GET /indicators/nothing', AUDITOR);
    expect(unknown).toContain('<p class="govuk-body">There is no indicator &quot;nothing&quot;.</p>');
    const { text: wrong } = await ask('GET /indicators?one=1&two=2', AUDITOR);
    expect(wrong).toContain('More than one thing is wrong:');
    expect(wrong).toContain('There is no parameter &quot;two&quot; here.');
  });

  it('say so where nobody can sign in', async () => {
    const { response, text } = await ask('GET /sign-in');
    expect(response.status).toBe(503);
    expect(text).toContain('set OIDC_ISSUER and OIDC_CLIENT_ID');
  });

  it('show whatever somebody has written as text, wherever it stands', async () => {
    const SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const figure = '/api/v1/indicators/qh-homelessness-prevented';
    await api.parts.directory.name('u-housing', SCRIPT);
    const given = { period: '2024-25-Q1', value: '41', unit: 'percent', note: SCRIPT };
    const submitted = idOf(await api.write('housing', `${figure}/outturns`, given));
    await api.write('housing', `${figure}/commentary`, { period: '2024-25-Q1', text: SCRIPT });
    await api.write('approver', `/api/v1/outturns/${submitted}/rejection`, { reason: SCRIPT });
    const correction = { period: '2023-24-Q4', value: '66', unit: 'percent', note: SCRIPT };
    const why = { reason: SCRIPT, cause: SCRIPT, evidence: [SCRIPT] };
    const proposed = idOf(await api.write('housing', `${figure}/corrections`, { ...correction, ...why }));
    await api.settle();
    const pages = Object.entries(PAGE_ROUTES)
      .filter(([route, { roles, status }]) => route.startsWith('GET') && status === 200 && roles.length > 0)
      .map(([route, { address }]) => address ?? route.slice('GET '.length));
    const others = [
      `/decide/${submitted}`,
      `/decide/${proposed}`,
      '/indicators/qh-homelessness-prevented/figures/2024-25-Q1',
      '/indicators/qh-homelessness-prevented/figures/2024-25-Q1/history',
      '/areas/quality-homes/periods/2024-25-Q1',
      `/search?for=${encodeURIComponent(SCRIPT)}`,
    ];
    const everything: Identity = { actor: 'u-housing', roles: ROLES, areas: ['quality-homes'] };
    let shown = 0;
    for (const address of [...pages, ...others]) {
      const { response, text } = await ask(`GET ${address}`, everything);
      if (!(response.headers.get('content-type') ?? '').includes('html')) continue;
      expect({ address, raw: /<script>alert|<img src=x/.exec(text) }).toEqual({ address, raw: null });
      if (text.includes('&lt;script&gt;alert(1)')) shown += 1;
    }
    expect(shown).toBeGreaterThan(others.length);
  });

  it('keep what is somebody else’s from others: their spreadsheets and their jobs', async () => {
    const housing = identityOf('officer');
    const session = await api.parts.sessions.begin({ kind: 'signed-in', identity: housing, formToken: FORM_TOKEN });
    const upload = (formToken: string) => {
      const form = new FormData();
      form.append('formToken', formToken);
      form.append('file', new Blob(['indicator,period,value\n']), '<b>figures</b>.csv');
      const headers = { accept: 'text/html', cookie: `outturn=${session.id}` };
      const init = { method: 'POST', redirect: 'manual', headers, body: form } as const;
      return fetch(`${api.address}/submit/spreadsheet`, init);
    };
    expect((await upload('x')).status).toBe(403);
    const uploaded = await upload(FORM_TOKEN);
    expect(uploaded.status).toBe(303);
    const address = uploaded.headers.get('location') ?? '';
    expect((await ask(`GET ${address}`, housing)).response.status).toBe(200);
    const other: Identity = { actor: 'u-other', roles: ['officer'], areas: ['quality-homes'] };
    expect((await ask(`GET ${address}`, other)).response.status).toBe(404);
    expect((await ask(`POST ${address}`, other)).response.status).toBe(404);
    const job = idOf(await api.write('administrator', '/api/v1/jobs', { kind: 'verification' }));
    for (const route of [`GET /jobs/${job}`, `GET /jobs/${job}/events`, `POST /jobs/${job}/cancellation`]) {
      expect([route, (await ask(route, housing)).response.status]).toEqual([route, 404]);
    }
  });

  it('show an officer what is due from others, and take nothing of it', async () => {
    const children: Identity = { actor: 'u-children', roles: ['officer'], areas: ['best-start'] };
    const form = { formToken: FORM_TOKEN, what: 'figure', value: '1', maturity: 'final' };
    const { response } = await ask('POST /submit/qh-asbestos-surveys/2024-25-Q1', children, form);
    expect(response.status).toBe(403);
  });

  it('slow down who sends more forms than people do, in however many browsers, and nobody else', async () => {
    const eager: Identity = { ...NOBODY, actor: 'u-eager' };
    const send = async (identity: Identity) => (await ask('POST /nowhere', identity)).response.status;
    const statuses = await Promise.all(Array.from({ length: 61 }, () => send(eager)));
    expect(countOf(statuses)).toEqual({ 404: 60, 429: 1 });
    await expect(send(AUDITOR)).resolves.toBe(404);
  });

  it('slow down who begins more sign-ins than people do, whatever cookies they show', async () => {
    const pending = { state: 's', nonce: 'n', codeVerifier: 'v', returnTo: '/' };
    const begin = async () => {
      const { id } = await api.parts.sessions.begin({ kind: 'signing-in', pending });
      return (await fetch(`${api.address}/sign-in`, { headers: { cookie: `outturn=${id}` } })).status;
    };
    await begin();
    const statuses = await Promise.all(Array.from({ length: 120 }, begin));
    expect(statuses).toContain(429);
    // Who is signed in goes on: it was not them.
    expect((await ask('GET /indicators', AUDITOR)).response.status).toBe(200);
  });

  it('sign nobody out because of a link, and send nobody elsewhere', async () => {
    for (const [returnTo, location] of [
      ['/register', '/register'],
      ['/.//elsewhere.example', '/'],
    ] as const) {
      const { response } = await ask(`GET /sign-in?returnTo=${encodeURIComponent(returnTo)}`, AUDITOR);
      expect([response.status, response.headers.get('location')]).toEqual([303, location]);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });
});
