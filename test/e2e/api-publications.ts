/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call -- the harness checks every answer against its documented schema */
import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '@outturn/domain';
import {
  ATTENDANCE,
  FIRE,
  QUARTER,
  correction,
  figurePath,
  indicatorPath,
  outturn,
  prepare,
  summaryPath,
} from './api-examples';
import type { MakeStore } from '../support/stores';
import { startApi, type Answer, type Api } from './api-harness';

const PUBLICATIONS = '/api/v1/publications';
const FIRST = `${PUBLICATIONS}/${QUARTER}.1`;
const SECOND = `${PUBLICATIONS}/${QUARTER}.2`;
const FORMATS = ['json', 'html', 'docx'] as const;
const YEAR = '2023-24';

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Editions of a report: published, corrected after, and still what they were; over any event store. */
export function publications(makeStore: MakeStore): void {
  let api: Api;
  const bytes: Partial<Record<(typeof FORMATS)[number], Buffer>> = {};
  /** Position before anything was published, and after the first edition. */
  const at = { before: 0, first: 0 };

  beforeAll(async () => {
    api = await startApi({ makeStore });
    await prepare(api);
    await api.write('performance', `/api/v1/periods/${YEAR}/opening`, { coverage: 'full' });
  });
  afterAll(() => api.close());

  const publish = (body: object = {}, headers?: Record<string, string>) =>
    api.post('performance', PUBLICATIONS, { period: QUARTER, ...body }, headers);
  const show = async (path: string): Promise<Answer> => {
    await api.settle();
    return api.get('auditor', path);
  };

  async function download(path: string): Promise<{ headers: Headers; bytes: Buffer }> {
    const headers = { authorization: `Bearer ${await api.keys.token('commissioner')}` };
    const response = await fetch(`${api.address}${path}`, { headers });
    expect(response.status).toBe(200);
    return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  async function expectRefused(answer: Promise<Answer>, status: number, code: string): Promise<Answer> {
    const head = await api.store.headPosition();
    const given = await answer;
    expect([given.status, given.body.code]).toEqual([status, code]);
    expect(await api.store.headPosition()).toBe(head);
    return given;
  }

  /** Past the API, as an earlier program or somebody with the database's password would. */
  async function append(streamId: string, events: readonly [type: string, data: object][]): Promise<void> {
    const metadata = { actor: 'u-performance', role: 'performance', correlationId: 'c-1', causationId: 'c-1' };
    const asNew = events.map(([type, data]) => ({ id: randomUUID(), type, schemaVersion: 1, data, metadata }));
    await api.store.append(streamId, asNew, 'no-stream');
  }

  async function submitAndApprove(person: 'housing' | 'children', key: string, value: string): Promise<void> {
    const { body } = await api.write(person, `${indicatorPath(key)}/outturns`, outturn(value));
    await api.write('approver', `/api/v1/outturns/${body.id}/approval`);
  }

  it('refuses a report of a period that is open, or whose year is', async () => {
    await submitAndApprove('children', ATTENDANCE, '96');
    const given = await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('56.26'));
    const open = await expectRefused(publish(), 409, 'period-not-closed');
    expect(open.body.detail).toContain('2023-24-Q4 is open');
    await api.write('performance', `/api/v1/periods/${QUARTER}/closing`);
    const year = await expectRefused(publish(), 409, 'period-not-closed');
    expect(year.body.state).toMatchObject({ period: YEAR, state: 'open' });
    await api.write('performance', `/api/v1/periods/${YEAR}/closing`);
    const { body } = await expectRefused(publish(), 409, 'figures-not-approved');
    expect(body.state).toEqual({ unapproved: [{ indicator: FIRE, period: QUARTER, maturity: 'submitted' }] });
    await api.write('approver', `/api/v1/outturns/${given.body.id}/approval`);
  });

  it('says that nothing has been published yet', async () => {
    at.before = await api.store.headPosition();
    expect((await show(PUBLICATIONS)).body).toMatchObject({ items: [], note: 'Nothing had been published then.' });
    const figure = await show(`${figurePath(FIRE)}?basis=published`);
    expect(figure.body).toMatchObject({
      figure: null,
      note: `No figure of ${FIRE} for ${QUARTER} had been published then.`,
    });
    const summary = await show(`${summaryPath()}?basis=published`);
    expect(summary.body).toMatchObject({
      edition: null,
      rows: [],
      printed: null,
      note: expect.stringContaining(`No edition had been published about ${QUARTER} then`),
    });
    expect((await show(FIRST)).body.code).toBe('unknown-edition');
    expect((await show(figurePath(FIRE))).body.figure).toMatchObject({ markers: [], editions: [] });
  });

  it('publishes an edition once, however often it is asked for under one key', async () => {
    const key = { 'idempotency-key': 'publish-q4' };
    const body = { note: 'Agreed by Cabinet.' };
    const [first, twin] = await Promise.all([publish(body, key), publish(body, key)]);
    expect([first.status, first.headers.get('location')]).toEqual([201, FIRST]);
    expect(twin.body).toEqual(first.body);
    at.first = first.body.position;
    const head = await api.store.headPosition();
    expect(head).toBe(at.first);
    const again = await publish(body, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(FIRST);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(await api.store.headPosition()).toBe(head);
  });

  it('tells what the edition pins', async () => {
    const { body } = await show(FIRST);
    expect(body).toMatchObject({
      edition: {
        edition: `${QUARTER}.1`,
        period: QUARTER,
        number: 1,
        previous: null,
        reportedPeriods: [QUARTER, YEAR],
        position: at.before,
        rules: { basis: 'known-then', position: at.before },
        note: 'Agreed by Cabinet.',
        publishedBy: 'u-performance',
        errata: [],
      },
      next: null,
    });
    expect(body.edition.files.map((file: { format: string }) => file.format)).toEqual([...FORMATS]);
    expect((await show(PUBLICATIONS)).body.items).toEqual([body.edition]);
    expect((await show(`${PUBLICATIONS}?period=${YEAR}`)).body.items).toEqual([]);
    expect((await show(`${FIRST}?asAt=position:${at.before}`)).status).toBe(404);
  });

  it.each(FORMATS)('gives the %s file as it was published', async (format) => {
    const { body } = await show(FIRST);
    const file = body.edition.files.find((candidate: { format: string }) => candidate.format === format);
    const given = await download(file.link);
    bytes[format] = given.bytes;
    expect(given.bytes).toHaveLength(file.bytes);
    expect(sha256(given.bytes)).toBe(file.sha256);
    expect(given.headers.get('etag')).toBe(`"${file.sha256}"`);
    expect(given.headers.get('content-type')).toBe(file.mediaType);
    expect(given.headers.get('x-content-type-options')).toBe('nosniff');
    const disposition = format === 'docx' ? 'attachment' : 'inline';
    expect(given.headers.get('content-disposition')).toBe(`${disposition}; filename="report-${QUARTER}.1.${format}"`);
  });

  it('pins its content by the hash of its canonical form', async () => {
    const { body } = await show(FIRST);
    const content = JSON.parse(String(bytes.json)) as { figures: { indicator: string; value: string }[] };
    expect(canonicalJson(content)).toBe(String(bytes.json));
    expect(body.edition.contentSha256).toBe(sha256(Buffer.from(canonicalJson(content))));
    expect(content.figures).toContainEqual(
      expect.objectContaining({ indicator: FIRE, value: '56.3%', exactValue: '56.26', revised: false }),
    );
  });

  it('lets its page use its own style and nothing else', async () => {
    const { headers } = await download(`${FIRST}.html`);
    const html = String(bytes.html);
    const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(html).not.toMatch(/<script| style=| on[a-z]+=|src=/i);
  });

  it('stays what it was, byte for byte, when a figure is corrected by two people', async () => {
    const proposed = await api.write('housing', `${indicatorPath(FIRE)}/corrections`, correction('96.2'));
    await api.write('approver', `/api/v1/corrections/${proposed.body.id}/approval`);
    const { body } = await show(figurePath(FIRE));
    expect(body.figure).toMatchObject({ status: 'green', value: { value: '96.2' } });
    for (const format of FORMATS) expect((await download(`${FIRST}.${format}`)).bytes).toEqual(bytes[format]);
  });

  it('lets the figure know which edition showed what, and marks it', async () => {
    const shown = {
      edition: `${QUARTER}.1`,
      status: 'red',
      value: '56.26',
      shown: '56.3%',
      target: 'at least 95%',
      markers: [],
      link: FIRST,
    };
    const { body } = await show(figurePath(FIRE));
    expect(body.figure).toMatchObject({ markers: ['corrected', 'r'], editions: [shown] });
    const then = await show(`${figurePath(FIRE)}?asAt=position:${at.first}`);
    expect(then.body.figure).toMatchObject({ markers: [], editions: [shown] });
    const before = await show(`${figurePath(FIRE)}?asAt=position:${at.before}`);
    expect(before.body.figure).toMatchObject({ markers: [], editions: [] });
    const all = await show(`${indicatorPath(FIRE)}/figures`);
    expect(all.body.figures).toContainEqual(expect.objectContaining({ period: QUARTER, editions: [shown] }));
    expect((await show(figurePath(ATTENDANCE))).body.figure.markers).toEqual([]);
  });

  it('answers what was published, whatever is known now', async () => {
    const figure = await show(`${figurePath(FIRE)}?basis=published`);
    expect(figure.body).toMatchObject({
      basis: { key: 'published' },
      figure: {
        status: 'red',
        value: { value: '56.26', display: '56.3%' },
        markers: [],
        edition: { edition: `${QUARTER}.1`, position: at.before, link: FIRST },
      },
    });
    const all = await show(`${indicatorPath(FIRE)}/figures?basis=published`);
    expect(all.body.figures.map(({ period }: { period: string }) => period)).toEqual([YEAR, QUARTER]);
    const summary = await show(`${summaryPath()}?basis=published`);
    expect(summary.body).toMatchObject({ edition: { edition: `${QUARTER}.1` }, total: { red: 1, green: 1 } });
    expect((await show(summaryPath())).body.total).toMatchObject({ red: 0, green: 2 });
    for (const { body } of [figure, all, summary]) {
      const again = await show(body.links.permanent);
      expect(again.body).toEqual({ ...body, asAt: again.body.asAt });
    }
  });

  it('publishes another edition only for whoever has seen the latest', async () => {
    const { body } = await expectRefused(publish(), 409, 'not-the-latest-edition');
    expect(body.state).toMatchObject({ edition: `${QUARTER}.1`, position: at.before });
    await expectRefused(publish({ previous: `${QUARTER}.2` }), 409, 'not-the-latest-edition');
    await expectRefused(publish({ previous: '2023-24-Q3.1' }), 400, 'edition-of-other-period');
    await expectRefused(
      publish({ previous: `${QUARTER}.1`, position: at.before }),
      400,
      'position-before-latest-edition',
    );
    const both = await Promise.all([publish({ previous: `${QUARTER}.1` }), publish({ previous: `${QUARTER}.1` })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await show(FIRST)).body.next).toBe(`${QUARTER}.2`);
  });

  it('marks the figure in the new edition and lists the change', async () => {
    const { body } = await show(SECOND);
    expect(body.edition).toMatchObject({ number: 2, previous: `${QUARTER}.1`, changes: 1 });
    const content = JSON.parse(String((await download(`${SECOND}.json`)).bytes)) as {
      figures: { indicator: string }[];
      changes: { entries: unknown[] };
    };
    expect(content.figures.filter(({ indicator }) => indicator === FIRE)).toContainEqual(
      expect.objectContaining({ period: QUARTER, value: '96.2%', revised: true, markers: ['corrected'] }),
    );
    expect(content.changes.entries).toEqual([
      expect.objectContaining({
        kind: 'correction',
        indicator: FIRE,
        before: '56.26%',
        after: '96.2%',
        by: 'u-housing',
        approvedBy: 'u-approver',
      }),
    ]);
    for (const format of FORMATS) expect((await download(`${FIRST}.${format}`)).bytes).toEqual(bytes[format]);
  });

  it('compares two editions figure by figure', async () => {
    const { body } = await show(`${PUBLICATIONS}/compare?from=${QUARTER}.1&to=${QUARTER}.2`);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      indicator: FIRE,
      period: QUARTER,
      from: { value: '56.26', status: 'red', markers: [] },
      to: { value: '96.2', status: 'green', markers: ['corrected', 'r'] },
      differs: ['value', 'status', 'markers'],
      events: [{ eventType: 'CorrectionProposed' }, { eventType: 'CorrectionApproved' }],
    });
    const same = await show(`${PUBLICATIONS}/compare?from=${QUARTER}.1&to=${QUARTER}.1`);
    expect(same.body).toMatchObject({ items: [], governance: [], note: 'Both editions show the same.' });
  });

  it('publishes again what has not changed only with a note that says why', async () => {
    const again = { previous: `${QUARTER}.2` };
    await expectRefused(publish(again), 409, 'nothing-changes');
    const { status } = await publish({ ...again, note: 'With the minutes of the meeting.' });
    expect(status).toBe(201);
    const { body } = await show(`${figurePath(FIRE)}?basis=published`);
    expect(body.figure).toMatchObject({
      value: { value: '96.2' },
      markers: ['corrected', 'r'],
      edition: { edition: `${QUARTER}.3` },
    });
  });

  it('knows nothing that is recorded while it is made', async () => {
    const proposed = await api.write('housing', `${indicatorPath(FIRE)}/corrections`, correction('97'));
    const [{ body }] = await Promise.all([
      publish({ previous: `${QUARTER}.3`, note: 'While a correction is decided.' }),
      api.write('approver', `/api/v1/corrections/${proposed.body.id}/approval`),
    ]);
    expect(body.eventIds).not.toHaveLength(0);
    const { edition } = (await show(`${PUBLICATIONS}/${QUARTER}.4`)).body;
    const known = await show(`${figurePath(FIRE)}?asAt=position:${edition.position}`);
    const published = await show(`${figurePath(FIRE)}?basis=published`);
    expect(published.body.figure.value).toEqual(known.body.figure.value);
    const content = JSON.parse(String((await download(`${PUBLICATIONS}/${QUARTER}.4.json`)).bytes)) as {
      edition: object;
      figures: { indicator: string }[];
    };
    expect(content.edition).toMatchObject({ asAt: { position: edition.position } });
    expect(content.figures.filter(({ indicator }) => indicator === FIRE)).toContainEqual(
      expect.objectContaining({ period: QUARTER, exactValue: known.body.figure.value.value }),
    );
  });

  it('records an erratum, which changes no figure and no file', async () => {
    const erratum = { place: 'Table of the year', printed: '30.8%', shouldRead: '30.9%' };
    const { body, headers } = await api.write('performance', `${FIRST}/errata`, erratum);
    expect(headers.get('location')).toBe(FIRST);
    await expectRefused(api.post('performance', `${FIRST}/errata`, erratum), 409, 'erratum-already-recorded');
    const { edition } = (await show(FIRST)).body;
    expect(edition.errata).toMatchObject([{ ...erratum, eventId: body.id, recordedBy: 'u-performance' }]);
    for (const format of FORMATS) expect((await download(`${FIRST}.${format}`)).bytes).toEqual(bytes[format]);
  });

  it.each<[string, object, number, string, string]>([
    ['no period', { period: undefined }, 400, 'invalid-request', '/period'],
    ['a month', { period: '2024-03' }, 400, 'not-a-reporting-period', '/period'],
    ['no period at all', { period: 'Q4' }, 400, 'invalid-period', '/period'],
    ['an unknown field', { embargo: '2024-07-31' }, 400, 'invalid-request', '/embargo'],
    ['a position to come', { position: 999_999 }, 400, 'invalid-position', '/position'],
    ['no edition', { previous: 'the last' }, 400, 'invalid-edition', '/previous'],
    ['a period never opened', { period: '2022-23-Q1' }, 409, 'period-not-closed', '/period'],
  ])('refuses to publish with %s', async (_, changes, status, code, pointer) => {
    const { body } = await expectRefused(publish({ previous: undefined, ...changes }), status, code);
    expect(body.errors).toContainEqual(expect.objectContaining({ in: 'body', pointer }));
  });

  it.each<[string, number, string]>([
    [`${PUBLICATIONS}?period=Q4`, 400, 'invalid-period'],
    [`${PUBLICATIONS}/${QUARTER}.9`, 404, 'unknown-edition'],
    [`${PUBLICATIONS}/${QUARTER}.9.html`, 404, 'unknown-edition'],
    [`${PUBLICATIONS}/${QUARTER}.01.json`, 404, 'unknown-edition'],
    [`${PUBLICATIONS}/${QUARTER}.1.pdf`, 404, 'unknown-edition'],
    [`${FIRST}.html?asAt=position:1`, 404, 'unknown-edition'],
    [`${FIRST}.html?theme=dark`, 400, 'invalid-request'],
    [`${PUBLICATIONS}/compare`, 400, 'invalid-request'],
    [`${PUBLICATIONS}/compare?from=${QUARTER}.1&to=${QUARTER}.9`, 400, 'unknown-edition'],
    [`${PUBLICATIONS}/compare?from=${QUARTER}.2&to=${QUARTER}.1`, 400, 'editions-reversed'],
    [`${figurePath(FIRE)}?basis=published&rulesAt=position:1`, 400, 'invalid-rules-at'],
    [`/api/v1/changes?period=${QUARTER}&from=position:1&basis=published`, 400, 'invalid-basis'],
  ])('refuses %s', async (path, status, code) => {
    const { body, status: given } = await show(path);
    expect([given, body.code]).toEqual([status, code]);
  });

  it.each(['housing', 'approver', 'auditor', 'commissioner', 'administrator'] as const)(
    'lets %s neither publish nor record an erratum',
    async (person) => {
      await expectRefused(api.post(person, PUBLICATIONS, { period: QUARTER }), 403, 'missing-role');
      await expectRefused(api.post(person, `${FIRST}/errata`, {}), 403, 'missing-role');
    },
  );

  it('shows what an edition showed, also where the ledger would be read otherwise today', async () => {
    const [published] = await api.store.readStream(`publication-${QUARTER}`);
    const edition = `${YEAR}.1`;
    const figure = {
      indicator: FIRE,
      period: QUARTER,
      area: 'quality-homes',
      kind: 'indicator',
      status: 'amber',
      value: '91',
      shown: '91.0%',
      target: 'at least 95%',
      markers: [],
    };
    const files = [{ format: 'html', mediaType: 'text/html', sha256: 'a'.repeat(64), bytes: 4, parts: 1 }];
    await append(`publication-${YEAR}`, [
      ['EditionPublished', { ...published?.data, edition, period: YEAR, position: at.before, files }],
      ['EditionFiguresShown', { edition, figures: [figure] }],
      ['EditionFilePartStored', { edition, format: 'html', part: 1, data: 'K0ktLgEA' }],
    ]);
    const { body } = await show(`${figurePath(FIRE)}?basis=published`);
    expect(body.figure).toMatchObject({
      status: 'amber',
      statusText: 'Amber',
      value: { value: '91', display: '91.0%' },
      edition: { edition },
    });
  });

  it('shows nothing of an edition whose bytes are not those that were published', async () => {
    const [published] = await api.store.readStream(`publication-${QUARTER}`);
    const period = '2022-23-Q4';
    const edition = `${period}.1`;
    const html = { format: 'html', mediaType: 'text/html', sha256: sha256(Buffer.from('true')), bytes: 4, parts: 1 };
    const part = { edition, format: 'html', part: 1, data: 'K0ktLgEA' };
    await append(`publication-${period}`, [
      ['EditionPublished', { ...published?.data, edition, period, reportedPeriods: [period], files: [html] }],
      ['EditionFilePartStored', part],
    ]);
    const { status, body } = await show(`${PUBLICATIONS}/${edition}.html`);
    expect([status, body.code]).toEqual([500, 'edition-damaged']);
  });
}
