/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import { createHash } from 'node:crypto';
import type { ReportContent } from '@outturn/reports';
import { figurePath, indicatorPath } from './api-examples';
import { EXAMPLE } from '../support/example';
import { startApi, type Answer, type Api } from './api-harness';

const PUBLICATIONS = '/api/v1/publications';
const QUARTER = '2023-24-Q4';
const FIRST = `${QUARTER}.1`;
const SECOND = `${QUARTER}.2`;
const THIRD = `${QUARTER}.3`;
const FOURTH = `${QUARTER}.4`;
/** Report 9.1. */
const PREVENTED = 'qh-homelessness-prevented';
const FORMATS = ['json', 'html', 'docx'] as const;

describe('the report of quarter 4, published from its own figures', () => {
  let api: Api;
  /** Of the files of the first edition: a comparison of their bytes one by one takes seconds. */
  let published: string[];

  beforeAll(async () => {
    api = await startApi({ template: EXAMPLE });
  });
  afterAll(() => api.close());

  const show = async (path: string): Promise<Answer> => {
    await api.settle();
    return api.get('auditor', path);
  };

  async function files(edition: string): Promise<Buffer[]> {
    const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
    return Promise.all(
      FORMATS.map(async (format) => {
        const response = await fetch(`${api.address}${PUBLICATIONS}/${edition}.${format}`, { headers });
        return Buffer.from(await response.arrayBuffer());
      }),
    );
  }

  async function hashesOf(edition: string): Promise<string[]> {
    return (await files(edition)).map((file) => createHash('sha256').update(file).digest('hex'));
  }

  async function contentOf(edition: string): Promise<ReportContent> {
    const [json] = await files(edition);
    // The content of an edition is what the report's builder made.
    return JSON.parse(String(json)) as ReportContent;
  }

  const figureIn = ({ figures }: ReportContent) =>
    figures.find(({ indicator, period }) => indicator === PREVENTED && period === QUARTER);

  it('is not published yet: what another document printed of it is shown', async () => {
    const { body } = await show(`/api/v1/periods/${QUARTER}/summary?basis=published`);
    expect(body).toMatchObject({ edition: null, rows: [], printed: { total: { total: 202, red: 25 } } });
  });

  it('is published with all its figures', async () => {
    await api.write('performance', PUBLICATIONS, { period: QUARTER, note: 'Agreed by Cabinet.' });
    published = await hashesOf(FIRST);
    const content = await contentOf(FIRST);
    expect(content.edition).toMatchObject({ edition: FIRST, number: 1, previous: null });
    expect(content.title.reportedPeriods).toEqual([QUARTER, '2023-24']);
    expect(figureIn(content)).toMatchObject({ value: '35.30%', status: 'red', revised: false });
    expect((await show(`${PUBLICATIONS}/${FIRST}`)).body.edition.figures).toBe(content.figures.length);
  });

  it('is read again as it was when a figure has been corrected', async () => {
    const { figure } = (await show(figurePath(PREVENTED))).body;
    const { body } = await api.write('housing', `${indicatorPath(PREVENTED)}/corrections`, {
      period: QUARTER,
      value: '51.20',
      unit: figure.unit,
      reason: 'Cases closed in March were left out.',
      cause: 'The extract was run a week early.',
      evidence: ['case-review-2024-07'],
    });
    await api.write('approver', `/api/v1/corrections/${body.id}/approval`);
    expect((await show(figurePath(PREVENTED))).body.figure).toMatchObject({
      value: { value: '51.20' },
      markers: ['corrected', 'r'],
    });
    expect(await hashesOf(FIRST)).toEqual(published);
  });

  it('is followed by an edition that marks the figure and lists the change, and no other', async () => {
    await api.write('performance', PUBLICATIONS, { period: QUARTER, previous: FIRST });
    const content = await contentOf(SECOND);
    expect(figureIn(content)).toMatchObject({ value: '51.20%', revised: true });
    expect(content.figures.filter(({ revised }) => revised)).toHaveLength(1);
    expect(content.changes).toMatchObject({
      since: FIRST,
      entries: [{ kind: 'correction', indicator: PREVENTED, reason: 'Cases closed in March were left out.' }],
    });
    const { body } = await show(`${PUBLICATIONS}/compare?from=${FIRST}&to=${SECOND}`);
    expect(body.items).toMatchObject([{ indicator: PREVENTED, period: QUARTER, from: { shown: '35.30%' } }]);
    expect(await hashesOf(FIRST)).toEqual(published);
  });

  it('has nothing to say in a third edition', async () => {
    await api.settle();
    const { status, body } = await api.post('performance', PUBLICATIONS, { period: QUARTER, previous: SECOND });
    expect([status, body.code]).toEqual([409, 'nothing-changes']);
  });

  it('lists what was recorded about a contract since, as does the comparison', async () => {
    const contract = '/api/v1/contracts/places-leisure';
    const notice = { kind: 'improvement', servingParty: 'authority', reason: 'Staffing.', source: 'Letter of August' };
    await api.write('performance', `${contract}/notices`, notice);
    await api.write('performance', PUBLICATIONS, { period: QUARTER, previous: SECOND });
    const content = await contentOf(THIRD);
    const served = {
      kind: 'late',
      subject: 'contract',
      key: 'places-leisure',
      name: 'Places Leisure',
      what: 'Open notice',
      before: null,
      after: 'An improvement notice, served by the authority: Staffing.',
      by: 'u-performance',
    };
    expect(content.changes).toMatchObject({ entries: [], governance: [served] });
    const { body } = await show(`${PUBLICATIONS}/compare?from=${SECOND}&to=${THIRD}`);
    expect(body).toMatchObject({ items: [], governance: [served], note: null });
    expect(await hashesOf(FIRST)).toEqual(published);
  });

  it('lists errata of any earlier edition that were recorded since the last', async () => {
    const erratum = { place: 'Table of the year', printed: '30.8%', shouldRead: '30.9%' };
    await api.write('performance', `${PUBLICATIONS}/${FIRST}/errata`, erratum);
    await api.write('performance', PUBLICATIONS, { period: QUARTER, previous: THIRD });
    const content = await contentOf(FOURTH);
    expect(content.changes.errata).toEqual([expect.objectContaining({ edition: FIRST, ...erratum })]);
    expect(figureIn(content)).toMatchObject({ value: '51.20%', revised: true });
  });

  it('leaves out a decision only with a note', async () => {
    await api.settle();
    const position = await api.store.headPosition();
    const { body } = await api.write('housing', `${indicatorPath(PREVENTED)}/corrections`, {
      period: QUARTER,
      value: '52.20',
      unit: 'percent',
      reason: 'One case more.',
      cause: 'Overlooked.',
      evidence: ['case-review-2024-08'],
    });
    await api.write('approver', `/api/v1/corrections/${body.id}/approval`);
    const request = { period: QUARTER, previous: FOURTH, position };
    const refused = await api.post('performance', PUBLICATIONS, request);
    expect([refused.status, refused.body.code]).toEqual([409, 'decided-after-position']);
    expect(refused.body.state).toMatchObject({ decidedLater: [{ kind: 'correction', about: PREVENTED }] });
  });

  it('of a quarter that is held in part needs a note, and says so first', async () => {
    const request = { period: '2023-24-Q3' };
    const refused = await api.post('performance', PUBLICATIONS, request);
    expect([refused.status, refused.body.code]).toEqual([409, 'period-held-in-part']);
    await api.write('performance', PUBLICATIONS, { ...request, note: 'What the report compares with.' });
    const { keyMessages, comparability } = await contentOf('2023-24-Q3.1');
    expect(keyMessages[0]).toMatch(/^Of Q3 of 2023\/24 this ledger holds only some figures/);
    expect(comparability[0]?.text).toBe(keyMessages[0]);
    expect(keyMessages.join(' ')).not.toContain('there are no rated indicators');
  });

  it('answers 304 to whoever has the file', async () => {
    const path = `${api.address}${PUBLICATIONS}/${FIRST}.html`;
    const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
    const etag = (await fetch(path, { headers })).headers.get('etag') ?? '';
    const again = await fetch(path, { headers: { ...headers, 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await fetch(path, { headers: { ...headers, 'if-none-match': '"other"' } })).status).toBe(200);
  });
});
