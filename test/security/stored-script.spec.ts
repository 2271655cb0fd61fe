/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- bodies of answers are of every shape, and the assertions say what must be there */
import { FIRE, HOUSING, correction, definition, outturn, rule, target } from '../e2e/api-examples';
import { startApi, type Api, type Person } from '../e2e/api-harness';
import { unzip } from '../support/unzip';
import { addressOf, routesOfApi } from './security-api';

// Whatever people write comes back as the text that they wrote: no reader's browser, word processor or spreadsheet
// takes it for something to run.

jest.setTimeout(120_000);

/** Begins as a formula, ends an attribute, a text and a comment, and runs in every way that a page knows. */
const SCRIPT =
  '=HYPERLINK("http://evil.test")\'"--></style></title></script><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}${7*7}<a href="javascript:alert(3)">&lt;script&gt;';
const MARKUP = /<script|<img|onerror=alert\(2\)>|href="javascript:/i;

/** Not the last of its year, whose report would need the year too. */
const QUARTER = '2023-24-Q3';
const INDICATOR = `/api/v1/indicators/${FIRE}`;
const PLAN = '/api/v1/plans/2023-24';
const rating = { likelihood: 2, impact: 2 };

let api: Api;

beforeAll(async () => {
  api = await startApi({ now: () => new Date('2024-08-01T10:00:00Z') });
  for (const [person, path, body] of writes()) await api.write(person, path, body);
  const { body } = await api.write('housing', `${INDICATOR}/outturns`, outturn('92', QUARTER, { note: SCRIPT }));
  await api.settle();
  await api.write('approver', `/api/v1/outturns/${body.id}/approval`, { note: SCRIPT });
  await api.write('performance', `/api/v1/periods/${QUARTER}/closing`, {});
  await api.write('housing', `${INDICATOR}/corrections`, correction('93', QUARTER, justified()));
  await api.settle();
  await api.write('performance', '/api/v1/publications', { period: QUARTER, note: SCRIPT });
  await api.write('performance', `/api/v1/publications/${QUARTER}.1/errata`, {
    place: SCRIPT,
    printed: SCRIPT,
    shouldRead: `${SCRIPT} `.repeat(2).trim(),
    note: SCRIPT,
  });
  await api.settle();
});
afterAll(() => api.close());

const justified = () => ({ reason: SCRIPT, cause: SCRIPT, evidence: [SCRIPT] });

/** Everything that people can write about, with the same words in every text. */
function writes(): (readonly [Person, string, object])[] {
  const scheme = {
    ...rule.scheme,
    name: SCRIPT,
    levels: rule.scheme.levels.map((level) => ({ ...level, label: `${level.key} ${SCRIPT}` })),
  };
  const people = { owner: 'post-1', source: SCRIPT };
  const risk = {
    risk: 'a',
    title: SCRIPT,
    owner: 'post-1',
    inherent: rating,
    current: rating,
    target: rating,
    controls: [SCRIPT],
  };
  return [
    ['performance', '/api/v1/areas', { area: HOUSING, name: SCRIPT, aliases: [`Also ${SCRIPT}`], order: 1 }],
    [
      'performance',
      '/api/v1/indicators',
      { indicator: FIRE, area: HOUSING, definition: { ...definition, name: SCRIPT } },
    ],
    ['performance', `${INDICATOR}/rules`, { ...rule, scheme, reason: SCRIPT }],
    ['performance', `${INDICATOR}/targets`, target('95', QUARTER)],
    ['performance', `/api/v1/periods/${QUARTER}/opening`, { coverage: 'full' }],
    ['housing', `${INDICATOR}/commentary`, { period: QUARTER, text: SCRIPT }],
    [
      'performance',
      `${INDICATOR}/benchmarks`,
      {
        shownWith: QUARTER,
        comparator: SCRIPT,
        periodText: SCRIPT,
        value: '90',
        unit: 'percent',
        denominator: SCRIPT,
        source: SCRIPT,
        note: SCRIPT,
      },
    ],
    ['performance', `${PLAN}/we-wills`, { weWill: 'qh-safe-homes', area: HOUSING, text: SCRIPT }],
    [
      'performance',
      `${PLAN}/actions`,
      { action: 'qh-fire-doors', area: HOUSING, title: SCRIPT, owner: 'post-1', weWill: 'qh-safe-homes' },
    ],
    ['housing', `${PLAN}/actions/qh-fire-doors/updates`, { quarter: QUARTER, status: 'on-track', commentary: SCRIPT }],
    ['performance', '/api/v1/risks', { register: 'strategic', name: SCRIPT, committee: SCRIPT }],
    [
      'performance',
      '/api/v1/risks/strategic/matrices',
      {
        likelihoods: ['a', SCRIPT],
        impacts: ['b', SCRIPT],
        levels: [{ key: 'low', name: SCRIPT, fromScore: 1 }],
        reason: SCRIPT,
      },
    ],
    [
      'performance',
      '/api/v1/risks/strategic/versions',
      { committee: SCRIPT, presentedOn: '2024-03-01', source: SCRIPT, risks: [risk] },
    ],
    [
      'performance',
      '/api/v1/programmes',
      { programme: 'housing-improvement', name: SCRIPT, purpose: SCRIPT, area: HOUSING, ...people },
    ],
    [
      'performance',
      '/api/v1/programmes/housing-improvement/milestones',
      { milestone: 'specification', title: SCRIPT, planned: '2024-05-31', ...people },
    ],
    [
      'performance',
      '/api/v1/programmes/housing-improvement/milestones/specification/forecasts',
      { forecast: '2024-09-30', claimedBy: 'u-housing', claimedOn: '2024-03-01', reason: SCRIPT },
    ],
    [
      'performance',
      '/api/v1/contracts',
      {
        contract: 'leisure',
        source: SCRIPT,
        terms: {
          name: SCRIPT,
          parties: [{ role: 'authority', name: SCRIPT }, { role: 'supplier' }],
          services: [SCRIPT],
          places: [SCRIPT],
          term: { start: '2018-04', end: '2025-03-31', openEnded: false },
          procurementAct2023: 'does-not-apply',
        },
      },
    ],
    [
      'performance',
      '/api/v1/contracts/leisure/ratings',
      { period: QUARTER, rating: 'approaching-target', reason: SCRIPT, outsideActBecause: SCRIPT },
    ],
  ];
}

async function read(path: string): Promise<{ headers: Headers; status: number; bytes: Buffer }> {
  const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
  const response = await fetch(`${api.address}${path}`, { headers });
  return { headers: response.headers, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** What a question must be asked with to be answered at all. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'GET /api/v1/actions/summary': `?period=${QUARTER}`,
  'GET /api/v1/changes': `?period=${QUARTER}&from=position:1`,
  'GET /api/v1/imports/template.xlsx': `?period=${QUARTER}`,
  'GET /api/v1/publications/compare': `?from=${QUARTER}.1&to=${QUARTER}.1`,
  'GET /api/v1/exports/figures.sdmx.csv': `?period=${QUARTER}`,
};

it('comes back from every question as data that nobody takes for a page', async () => {
  const carriers: string[] = [];
  for (const route of routesOfApi(api).filter((candidate) => candidate.startsWith('GET '))) {
    const path = addressOf(route.replace('GET ', ''), { period: QUARTER, edition: `${QUARTER}.1` });
    const { headers, status, bytes } = await read(`${path}${QUESTIONS[route] ?? ''}`);
    const type = headers.get('content-type') ?? '';
    expect([route, headers.get('x-content-type-options')]).toEqual([route, 'nosniff']);
    expect([route, status < 500]).toEqual([route, true]);
    if (!type.startsWith('text/html'))
      expect([route, type]).toEqual([route, expect.not.stringMatching(/html|(text|application)\/xml|svg|javascript/)]);
    if (type.includes('json') && bytes.includes('alert(1)')) {
      carriers.push(route);
      // As it was written, letter for letter.
      expect([route, bytes.includes(JSON.stringify(SCRIPT).slice(1, -1))]).toEqual([route, true]);
    }
  }
  // It is really there: of the questions below each has been answered with it.
  expect(carriers).toEqual(
    expect.arrayContaining([
      'GET /api/v1/areas',
      'GET /api/v1/indicators',
      'GET /api/v1/indicators/:indicator/figures/:period',
      'GET /api/v1/indicators/:indicator/figures/:period/history',
      'GET /api/v1/corrections',
      'GET /api/v1/risks',
      'GET /api/v1/programmes',
      'GET /api/v1/contracts',
      'GET /api/v1/reports/:period.json',
      'GET /api/v1/publications/:edition.json',
    ]),
  );
});

describe.each([`/api/v1/reports/${QUARTER}`, `/api/v1/publications/${QUARTER}.1`])('%s', (path) => {
  it('shows it on its page as text, which could not run if it were more', async () => {
    const { headers, bytes } = await read(`${path}.html`);
    const page = bytes.toString('utf8');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('{{7*7}}${7*7}');
    expect(page.replace(/<style>[^]*?<\/style>/, '')).not.toMatch(MARKUP);
    expect(page.match(/<\/(style|title|html)>/g)).toEqual(['</title>', '</style>', '</html>']);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
  });

  it('writes it into its document as text, with no field and no link', async () => {
    const { headers, bytes } = await read(`${path}.docx`);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.docx"$/);
    const parts = unzip(bytes);
    const text = parts.get('word/document.xml') ?? '';
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(MARKUP);
    expect(text).not.toMatch(/<w:hyperlink[^>]* r:id=|HYPERLINK &quot;http/);
    expect(
      [...parts].filter(([name, part]) => name.endsWith('.rels') && part.includes('TargetMode="External"')),
    ).toEqual([]);
  });
});

describe('a spreadsheet', () => {
  it('as CSV has no cell that begins as a formula', async () => {
    const { bytes } = await read('/api/v1/exports/figures.csv');
    const text = bytes.toString('utf8');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.test"")`);
    expect(text).not.toMatch(/(^|[,\n])"?[=@]/);
  });

  it.each(['/api/v1/exports/figures.xlsx', `/api/v1/imports/template.xlsx?period=${QUARTER}`])(
    'at %s has no formula and no link',
    async (path) => {
      const { bytes } = await read(path);
      const parts = unzip(bytes);
      expect([...parts.values()].join('')).toContain('&lt;script&gt;alert(1)');
      expect(
        [...parts]
          .filter(([name, part]) => name.startsWith('xl/worksheets/') && /<f[ >]|<hyperlink/.test(part))
          .map(([name]) => name),
      ).toEqual([]);
      expect(
        [...parts]
          .filter(([name, part]) => name.endsWith('.rels') && part.includes('TargetMode="External"'))
          .map(([name]) => name),
      ).toEqual([]);
    },
  );
});
