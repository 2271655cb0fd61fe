/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import printed from '../../apps/cli/src/demonstration/printed-2023-24-q4.json';
import { startApi, type Answer, type Api, type Person } from './api-harness';

const PATH = '/api/v1/reconciliations';
const SMALL = {
  format: 'outturn-printed-document',
  version: 1,
  name: 'Small report',
  publishedOn: '2024-10-31',
  paragraphs: ['1'],
  shares: [{ paragraph: '1', label: 'red', count: '42', base: '136', printed: '30.8%' }],
};

let api: Api;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('the reconciliation of the report', () => {
  let path: string;
  let share: string;
  let recordedAt: number;

  it('records the findings, once', async () => {
    const first = await api.write('performance', PATH, printed);
    path = first.headers.get('location') ?? '';
    recordedAt = first.body.position as number;
    expect(path).toMatch(/^\/api\/v1\/reconciliations\/[0-9a-f]{16}-1$/);
    expect(first.body.eventIds).toHaveLength(1);
    // Another order of the fields is the same document.
    const again = await api.write('performance', PATH, Object.fromEntries(Object.entries(printed).reverse()));
    expect(again.headers.get('location')).toBe(path);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(again.body).toEqual({ position: recordedAt, revision: 0, eventIds: [] });
    expect(await api.store.headPosition()).toBe(recordedAt);
  });

  it('tells the findings in the order of the document', async () => {
    await api.settle();
    const { body } = await api.get('auditor', path);
    expect(body.reconciliation).toMatchObject({
      document: printed.name,
      publishedOn: '2024-07-31',
      findingsTotal: 17,
      findingsOpen: 17,
      recordedBy: 'u-performance',
    });
    expect(body.findings[1]).toMatchObject({
      rule: 'share',
      certainty: 'certain',
      place: { paragraph: '4.3', item: "'red', 2023/24" },
      printed: '30.8%',
      expected: '30.9%',
      answers: [],
    });
    share = body.findings[1].finding as string;
  });

  it('takes an answer, and another in its place, and tells both as at their time', async () => {
    const answers = `${path}/findings/${share}/answers`;
    const dismissal = { answer: 'dismissed', reason: 'A rounding.' };
    const acceptance = { answer: 'accepted', reason: '42 of 136 is 30.88%.', erratum: '4.3: 42 (30.9%)' };
    const first = await api.write('performance', answers, dismissal);
    expect((await api.post('performance', answers, dismissal)).body.code).toBe('nothing-changes');
    const second = await api.write('performance', answers, acceptance);
    await api.settle();
    const told = async (asAt: unknown): Promise<unknown> => {
      const { body } = await api.get('commissioner', `${path}?asAt=position:${String(asAt)}`);
      const found = (body.findings as { finding: string; answers: object[] }[]).find((one) => one.finding === share);
      return [body.reconciliation.findingsOpen, found?.answers];
    };
    const dismissed = { ...dismissal, eventId: first.body.eventIds[0], answeredBy: 'u-performance' };
    const accepted = { ...acceptance, eventId: second.body.eventIds[0], answeredBy: 'u-performance' };
    expect(await told(recordedAt)).toEqual([17, []]);
    expect(await told(first.body.position)).toEqual([16, [dismissed]]);
    expect(await told(second.body.position)).toEqual([16, [dismissed, accepted]]);
  });

  it('stands in the list with others, by the day of publication', async () => {
    await api.write('performance', PATH, SMALL);
    await api.settle();
    const { body } = await api.get('auditor', PATH);
    expect((body.items as { document: string; findingsTotal: number; link: string }[]).map((item) => item)).toEqual([
      expect.objectContaining({ document: printed.name, findingsTotal: 17, findingsOpen: 16, link: path }),
      expect.objectContaining({ document: 'Small report', findingsTotal: 1, findingsOpen: 1 }),
    ]);
    expect((await api.get('auditor', `${PATH}?asAt=position:0`)).body.items).toEqual([]);
  });

  describe('refuses, and records nothing', () => {
    let head: number;
    beforeAll(async () => {
      head = await api.store.headPosition();
    });
    afterEach(async () => {
      expect(await api.store.headPosition()).toBe(head);
    });

    function expectProblem(answer: Answer, status: number, code: string, pointer?: string): void {
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      if (pointer !== undefined) expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
    }

    it.each<[string, unknown, string]>([
      ['nothing', {}, '/format'],
      ['another format', { ...SMALL, format: 'csv' }, '/format'],
      ['an unknown field', { ...SMALL, tabels: [] }, '/tabels'],
      ['a number of JSON', { ...SMALL, shares: [{ ...SMALL.shares[0], count: 42 }] }, '/shares/0/count'],
      ['a paragraph that is not there', { ...SMALL, paragraphs: ['2'] }, '/shares/0/paragraph'],
    ])('a document that is %s', async (_, body, pointer) => {
      expectProblem(await api.post('performance', PATH, body), 400, 'invalid-document', pointer);
    });

    it.each<[number, string, object, string]>([
      [400, 'invalid-request', { answer: 'ignored', reason: 'x' }, '/answer'],
      [400, 'invalid-request', { answer: 'dismissed' }, '/reason'],
      [400, 'invalid-request', { answer: 'dismissed', reason: 'x', by: 'me' }, '/by'],
      [400, 'missing-text', { answer: 'accepted', reason: 'x' }, '/erratum'],
      [400, 'erratum-not-accepted', { answer: 'explained', reason: 'x', erratum: 'y' }, '/erratum'],
    ])('an answer with %s %s (%j)', async (status, code, body, pointer) => {
      expectProblem(await api.post('performance', `${path}/findings/${share}/answers`, body), status, code, pointer);
    });

    it('what does not exist', async () => {
      const body = { answer: 'dismissed', reason: 'x' };
      const unknown = await api.post('performance', `${path}/findings/share-1-0/answers`, body);
      expectProblem(unknown, 404, 'unknown-finding', '/finding');
      for (const key of ['9f9f9f9f9f9f9f9f-1', 'x', '..%2Fareas']) {
        expectProblem(await api.get('auditor', `${PATH}/${key}`), 404, 'unknown-reconciliation', '/reconciliation');
        const answered = await api.post('performance', `${PATH}/${key}/findings/${share}/answers`, body);
        expectProblem(answered, 404, 'unknown-reconciliation', '/reconciliation');
      }
      expectProblem(await api.get('auditor', `${path}?asAt=position:0`), 404, 'unknown-reconciliation');
    });

    it.each<Person>(['housing', 'approver', 'auditor', 'commissioner', 'administrator'])('%s', async (person) => {
      expectProblem(await api.post(person, PATH, SMALL), 403, 'missing-role');
      const answers = `${path}/findings/${share}/answers`;
      expectProblem(await api.post(person, answers, { answer: 'dismissed', reason: 'x' }), 403, 'missing-role');
    });
  });
});
