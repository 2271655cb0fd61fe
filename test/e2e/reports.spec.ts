import { REPORT_STYLE, type RagRow, type ReportContent } from '@outturn/reports';
import { EXAMPLE } from '../support/example';
import { unzip } from '../support/unzip';
import { startApi, type Api, type Person } from './api-harness';

const REPORTS = '/api/v1/reports';
const QUARTER = '2023-24-Q4';
const DOCUMENT = 'Performance Management Framework – 2023/24 Quarter 4 and Annual Monitoring';

describe('the report of quarter 4, drafted from its own figures', () => {
  let api: Api;
  let content: ReportContent;

  beforeAll(async () => {
    api = await startApi({ template: EXAMPLE });
    await api.settle();
    content = await contentOf(QUARTER);
  });
  afterAll(() => api.close());

  async function contentOf(period: string, query = ''): Promise<ReportContent> {
    const answer = await api.get('auditor', `${REPORTS}/${period}.json${query}`);
    expect(answer.status).toBe(200);
    // The file is what the report's builder made.
    return JSON.parse(answer.text) as ReportContent;
  }

  async function bytesOf(path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${await api.keys.token('commissioner')}` };
    return Buffer.from(await (await fetch(`${api.address}${path}`, { headers })).arrayBuffer());
  }

  it('is a draft of the quarter and its year', () => {
    expect(content.edition).toMatchObject({ edition: null, text: 'Draft: not a published edition', previous: null });
    expect(content.title).toMatchObject({
      period: QUARTER,
      periodText: 'Quarter 4 of 2023/24 (January to March 2024)',
      reportedPeriods: [QUARTER, '2023-24'],
    });
    expect(content.ragTables.map(({ period }) => period)).toEqual([QUARTER, '2023-24']);
  });

  it('counts what the ledger holds beside what was printed (4.2, 4.3)', () => {
    const counts = ({ counts: { total, red, amber, green } }: Pick<RagRow, 'counts'>) => [total, red, amber, green];
    const [quarter, year] = content.ragTables;
    expect(quarter && counts(quarter.total)).toEqual([57, 9, 5, 3]);
    expect(quarter?.total).toMatchObject({
      declared: 202,
      missing: 145,
      shares: { red: '52.9', amber: '29.4', green: '17.6' },
    });
    expect(quarter?.printed?.total.counts).toMatchObject({ total: 202, red: 25, amber: 11, green: 38, annualOnly: 87 });
    expect(quarter?.printed?.rows.map(({ name }) => name)).toEqual(quarter?.rows.map(({ name }) => name));
    expect(year && counts(year.total)).toEqual([57, 12, 4, 6]);
    expect(year?.printed).toMatchObject({ shares: { red: '30.8' }, computedShares: { red: '30.9' } });
  });

  it('says so in its key messages, and compares nothing with a quarter of which few figures are held', () => {
    expect(content.keyMessages).toEqual(
      expect.arrayContaining([
        'For Q4 of 2023/24, 17 indicators were given a RAG status: 9 (52.9%) red, 5 (29.4%) amber and 3 (17.6%) green.',
        'Of the 202 indicators that there are said to be in Q4 of 2023/24, this ledger does not hold 145.',
        `"${DOCUMENT}" prints 25 (33.8%) red, 11 (14.9%) amber and 38 (51.4%) green for Q4 of 2023/24, compared with 21 (27.6%) red, 12 (15.8%) amber and 43 (56.6%) green in Q3 of 2023/24.`,
      ]),
    );
    expect(content.comparability[0]?.text).toMatch(/^Counts of Q4 of 2023\/24 and Q3 of 2023\/24 do not compare/);
  });

  it('lists every red and amber figure with target, value, benchmarks, travel and commentary', () => {
    const listed = content.areasForImprovement.flatMap(({ figures }) => figures);
    expect(listed).toHaveLength(9 + 5 + 12 + 4);
    for (const { status, value, target, standingText } of listed) {
      expect(['red', 'amber']).toContain(status);
      expect(value).not.toBeNull();
      expect(target).not.toBeNull();
      expect(standingText).toBe('worse than target');
    }
    // 6.4: 32% against a target of 38%.
    expect(listed.find(({ indicator }) => indicator === 'bs-cic-ks2-rwm')).toMatchObject({
      period: '2023-24',
      value: '32%',
      target: 'at least 38%',
    });
    // 12.10: 4.08 against 4.5 and 3.93 in quarter 3.
    expect(
      listed.find(({ indicator, period }) => indicator === 'oc-portal-rating' && period === QUARTER),
    ).toMatchObject({
      status: 'amber',
      value: '4.08 out of 5',
      travel: { previousPeriod: { text: 'Improving: 3.93 out of 5 in Q3 of 2023/24, +0.15.' } },
    });
  });

  it('shows every figure, and says that the complaints of 12.9 do not compare', () => {
    expect(content.figures).toHaveLength(114);
    expect(content.figures.filter(({ revised }) => revised)).toEqual([]);
    expect(content.comparability.filter(({ indicator }) => indicator !== null)).toMatchObject([
      { indicator: 'oc-stage1-complaints', text: expect.stringMatching(/12\.9/) as string },
    ]);
  });

  it('lists the restatement of 9.2 with the periods that cannot be restated', () => {
    expect(content.changes).toMatchObject({
      since: null,
      entries: [
        {
          kind: 'restatement',
          indicator: 'qh-fire-risk-assessments',
          periods: ['2022-23', '2023-24-Q1', '2023-24-Q2', '2023-24-Q3'],
          after: expect.stringMatching(/^cannot be restated/) as string,
        },
      ],
      errata: [],
    });
  });

  it.each([
    ['json', 'application/json; charset=utf-8', 'inline'],
    ['html', 'text/html; charset=utf-8', 'inline'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'attachment'],
  ])('is given as %s, the same bytes for the same position', async (format, type, disposition) => {
    const path = `${REPORTS}/${QUARTER}.${format}?asAt=position:${content.edition.asAt.position}`;
    const answer = await api.get('commissioner', path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-disposition')).toBe(`${disposition}; filename="draft-${QUARTER}.${format}"`);
    expect((await bytesOf(path)).equals(await bytesOf(path))).toBe(true);
  });

  it('is a page that says it is a draft and needs nothing but itself', async () => {
    const page = await api.get('auditor', `${REPORTS}/${QUARTER}.html`);
    expect(page.text).toContain('<p class="notice">Draft: not a published edition.</p>');
    expect(page.text).toContain(REPORT_STYLE);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^' ]+'; /);
  });

  it('is a document with the same tables', async () => {
    const document = unzip(await bytesOf(`${REPORTS}/${QUARTER}.docx`)).get('word/document.xml');
    expect(document).toContain('Draft: not a published edition.');
    expect(document).toContain('9 (52.9%)');
    expect(document).toContain('25 (33.8%)');
  });

  it('is drafted for a year, and for a quarter of which nothing is known', async () => {
    expect((await contentOf('2023-24')).title.reportedPeriods).toEqual(['2023-24']);
    const empty = await contentOf('2030-31-Q2');
    expect(empty.figures).toEqual([]);
    expect(empty.keyMessages).toEqual([
      'Q2 of 2030/31 was never opened in this ledger: nobody has said which figures of it are expected.',
    ]);
  });

  it('is empty as at a moment before anything was known', async () => {
    const { edition, figures, areasForImprovement } = await contentOf(QUARTER, '?asAt=2020-01-01');
    expect(edition.asAt).toMatchObject({ position: 0, recordedAt: null });
    expect([figures, areasForImprovement]).toEqual([[], []]);
  });

  it.each([
    ['/2023-24-Q5.html', 400, 'invalid-period'],
    ['/2024-03.html', 400, 'not-a-reporting-period'],
    [`/${QUARTER}.html?asat=2024-07-31`, 400, 'invalid-request'],
    [`/${QUARTER}.docx?asAt=2999-01-01`, 400, 'as-at-in-future'],
    [`/${QUARTER}.json?basis=today-rules`, 400, 'invalid-request'],
    [`/${QUARTER}.pdf`, 404, 'unknown-address'],
    [`/${QUARTER}`, 404, 'unknown-address'],
  ])('is refused at %s', async (path, status, code) => {
    expect(await api.get('auditor', REPORTS + path)).toMatchObject({ status, body: { code } });
  });

  it.each<[Person | undefined, number]>([
    ['nobody', 403],
    [undefined, 401],
    ['housing', 200],
  ])('answers %s with %i', async (person, status) => {
    expect((await api.get(person, `${REPORTS}/${QUARTER}.html`)).status).toBe(status);
  });
});
