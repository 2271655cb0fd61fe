/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- the harness checks every answer against its documented schema */
import { prepare, threeColours } from './api-examples';
import { startApi, type Api, type Person } from './api-harness';

const QUARTER = '2023-24-Q4';
const SOURCE = 'Contract report of April 2024';
const CONTRACT = '/api/v1/contracts/leisure';
const UNKNOWN_ID = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

const contract = {
  contract: 'leisure',
  terms: {
    name: 'Leisure centres',
    parties: [{ role: 'authority', name: 'The council' }, { role: 'supplier' }],
    services: ['Operating leisure centres'],
    places: [],
    term: { start: '2018-04', end: '2025-03-31', openEnded: false },
    procurementAct2023: 'does-not-apply',
  },
  source: SOURCE,
};
const visits = {
  kpi: 'visits',
  name: 'Visits',
  unit: 'count',
  displayDecimals: 0,
  polarity: 'higher-is-better',
  target: { kind: 'target', operator: '>=', value: '100000', unit: 'count' },
};
const kpiSet = {
  kpiSet: 'set-2023',
  name: 'KPIs of 2023/24',
  validFrom: '2023-04-01',
  scheme: threeColours('10', 'relative'),
  kpis: [visits, { kpi: 'fire', name: 'Fire risk assessments', indicatorKey: 'qh-fire-risk-assessments' }],
  source: SOURCE,
};
const result = { kpiSet: 'set-2023', kpi: 'visits', period: QUARTER, value: '95000', unit: 'count', source: SOURCE };
const line = { line: 'utilities', name: 'Utilities', direction: 'paid-by-council', source: SOURCE };
const vintage = {
  line: 'utilities',
  period: '2023-24',
  kind: 'forecast',
  pence: '20200000',
  text: '£202k',
  source: SOURCE,
};
const variation = { kind: 'extension', title: 'Extension', effect: 'Two years.', newEnd: '2027-03-31', source: SOURCE };
const receipt = {
  delivery: 'report',
  period: QUARTER,
  receivedOn: '2024-04-15',
  complete: false,
  maturity: 'provisional',
  source: SOURCE,
};
const rating = { period: QUARTER, rating: 'approaching-target', reason: 'Nine tenths.' };
const justification = { reason: 'A misprint.', cause: 'Typed from paper.', evidence: ['scan-17'] };

describe('contracts through the API', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ now: () => new Date('2024-08-01T10:00:00Z') });
    await prepare(api);
    await api.write('performance', '/api/v1/contracts', contract);
  });
  afterAll(() => api.close());

  const write = (path: string, body: unknown, person: Person = 'performance') =>
    api.write(person, `${CONTRACT}/${path}`, body);
  const governance = async (question = `period=${QUARTER}`) => {
    await api.settle();
    return (await api.get('auditor', `${CONTRACT}?${question}`)).body.governance;
  };

  describe('the way of a contract', () => {
    it('shows it in the quarter that ended last, with its revision', async () => {
      await api.settle();
      const { body, headers } = await api.get('auditor', CONTRACT);
      expect(body).toMatchObject({ contract: 'leisure', period: '2024-25-Q1', day: '2024-08-01', revision: 0 });
      expect(headers.get('etag')).toBe('"0"');
      expect(body.governance.term).toMatchObject({ status: 'running', monthsRemaining: { atLeast: 9, atMost: 9 } });
      const again = await api.get('auditor', body.links.permanent as string);
      expect(again.body.governance).toEqual(body.governance);
    });

    it('rates its KPIs with the engine of indicators', async () => {
      await write('kpi-sets', kpiSet);
      await write('kpi-results', result);
      const { kpis, kpiSet: set } = await governance();
      expect(set).toMatchObject({ kpiSet: 'set-2023', kpis: 2 });
      expect(kpis).toMatchObject([
        { kpi: 'visits', status: 'amber', display: '95,000', inequality: '95,000 ≥ 100,000 − 10% of 100,000 (90,000)' },
        { kpi: 'fire', indicatorKey: 'qh-fire-risk-assessments', status: 'data-not-available' },
      ]);
    });

    it('says that data are late and incomplete, until somebody else has checked what came', async () => {
      await write('data-expectations', { delivery: 'report', period: QUARTER, dueOn: '2024-04-12', source: SOURCE });
      expect((await governance()).data).toMatchObject([{ timeliness: 'overdue' }]);
      await write('data-receipts', receipt);
      await write('data-receipts', { ...receipt, complete: true });
      await write('data-assessments', { delivery: 'report', period: QUARTER, maturity: 'audited' }, 'auditor');
      expect((await governance()).data).toMatchObject([{ timeliness: 'late', complete: true, maturity: 'audited' }]);
    });

    it('counts meetings against their rhythm', async () => {
      const rhythm = { rhythm: 'monthly', name: 'Monthly', every: 'month', countedFrom: '2024-01-01', source: SOURCE };
      await write('meeting-rhythms', rhythm);
      await write('meetings', { rhythm: 'monthly', period: '2024-02', heldOn: '2024-02-20', source: SOURCE });
      expect((await governance()).meetings).toMatchObject([{ overdue: ['2024-01', '2024-03'] }]);
    });

    it('keeps the vintages of an amount, and tells an erratum from a new estimate', async () => {
      await write('finance-lines', line);
      const { body } = await write('finance-vintages', vintage);
      await write('finance-vintages', { ...vintage, pence: '13600000', qualifier: 'circa', text: 'circa. £136k' });
      const correction = { subject: 'finance-vintage', eventId: body.id, vintage: { ...vintage, pence: '20500000' } };
      const proposed = await write('corrections', { ...correction, ...justification });
      await write(`proposals/${proposed.body.id}/approval`, { note: 'As scanned.' }, 'approver');
      expect((await governance()).finance).toMatchObject([
        {
          vintages: [
            { display: '£205,000', corrected: { from: { pence: '20200000' }, reason: 'A misprint.' } },
            { display: 'circa £136,000' },
          ],
          sincePrevious: { display: 'circa −£69,000', qualifier: 'circa', movement: 'better' },
        },
      ]);
    });

    it('is extended by a variation that one proposes, another agrees, and that is signed', async () => {
      const { body } = await write('variations', variation);
      const path = `variations/${body.id}`;
      const agreement = { forum: 'Cabinet', agreedOn: '2024-07', source: SOURCE };
      await write(`${path}/agreement`, agreement, 'approver');
      const agreed = await governance();
      expect([agreed.term.end, agreed.variations.length]).toEqual(['2025-03-31', 1]);
      await write(`${path}/signature`, { signedOn: '2024-07-31', source: SOURCE });
      const before = await governance();
      expect([before.term.end, before.term.movedSince]).toEqual([
        '2025-03-31',
        { end: '2027-03-31', movedBy: body.id },
      ]);
      const signed = await governance('period=2024-25-Q2');
      expect([signed.term.end, signed.term.movedBy, signed.variations]).toEqual(['2027-03-31', body.id, []]);
    });

    it('says that a result came after its quarter was closed', async () => {
      await api.write('performance', '/api/v1/periods/2023-24-Q3/opening', { coverage: 'full' });
      await api.write('performance', '/api/v1/periods/2023-24-Q3/closing', {});
      await write('kpi-results', { ...result, period: '2023-24-Q3', value: '90000' });
      expect((await governance('period=2023-24-Q3')).kpis[0]).toMatchObject({ display: '90,000', late: true });
      expect((await governance()).kpis[0]).toMatchObject({
        late: false,
        earlierResults: [{ period: '2023-24-Q3', display: '90,000' }],
      });
    });

    it('takes notices, statements and ratings, and says what needs attention and by what rule', async () => {
      const notice = { kind: 'remediation', servingParty: 'authority', reason: 'Staffing.', source: SOURCE };
      const { body } = await write('notices', notice);
      const outside = { ...rating, outsideActBecause: 'All key contracts are rated alike.' };
      const proposed = await write('ratings', outside);
      await write(`proposals/${proposed.body.id}/approval`, {}, 'approver');
      const stated = { period: QUARTER, about: 'services', finding: 'concern', text: 'A pool is closed.' };
      await write('statements', { ...stated, author: 'The contract manager', source: SOURCE });
      const found = await governance();
      expect(found.attention.map(({ rule }: { rule: string }) => rule)).toEqual([
        'kpi-off-target',
        'kpi-without-data',
        'rating-unfavourable',
        'data-late',
        'meeting-overdue',
        'notice-open',
        'concern-stated',
      ]);
      await write(`notices/${body.id}/closing`, { closedOn: '2024-07-31', outcome: 'Posts are filled.' });
      expect((await governance()).notices).toEqual([]);
    });

    it('stands in the table of the quarter', async () => {
      const { body } = await api.get('commissioner', `/api/v1/contracts?period=${QUARTER}`);
      expect(body.items).toMatchObject([
        {
          contract: 'leisure',
          suppliers: [],
          kpis: { red: 0, amber: 1, green: 0, ragNotApplicable: 0, dataNotAvailable: 1, notDue: 0 },
          overdueMeetings: 2,
          openNotices: 0,
          openVariations: 0,
        },
      ]);
    });

    it('tells who did what and why, with before and after, in pages', async () => {
      const first = await api.get('auditor', `${CONTRACT}/history?limit=2`);
      expect(first.body.items).toMatchObject([
        { eventType: 'ContractRecorded', actor: 'u-performance', changes: [{ part: 'contract', before: null }] },
        { eventType: 'KpiSetAdopted', changes: [{ part: 'kpiSets/set-2023' }] },
      ]);
      const rest = await api.get('auditor', `${CONTRACT}/history?after=${first.body.next}`);
      const approval = rest.body.items.find(
        ({ eventType }: { eventType: string }) => eventType === 'ContractProposalApproved',
      );
      expect(approval).toMatchObject({ actor: 'u-approver', role: 'approver', reason: 'As scanned.' });
      expect(approval.changes.map(({ part }: { part: string }) => part)).toEqual(
        expect.arrayContaining(['finance/utilities', expect.stringMatching(/^pending\//)]),
      );
      expect(rest.body.next).toBeNull();
    });

    it('shows it as at any moment, and refuses who writes on an old one', async () => {
      const position = (await api.get('auditor', `${CONTRACT}/history?limit=1`)).body.items[0].position as number;
      expect((await governance(`period=${QUARTER}&asAt=position:${position}`)).kpis).toEqual([]);
      const before = await api.get('auditor', `${CONTRACT}?asAt=position:${position - 1}`);
      expect(before.body).toMatchObject({ governance: null, note: 'leisure had not been recorded then.' });
      const stale = await api.post('performance', `${CONTRACT}/notices`, undefined, { 'if-match': '"0"' });
      expect(stale.status).toBe(400);
      const body = { reason: 'No need.', source: SOURCE };
      const path = `${CONTRACT}/extension-refusal`;
      expect((await api.post('performance', path, body, { 'if-match': '"0"' })).status).toBe(412);
      const keyed = { 'idempotency-key': 'refusal-1' };
      const once = await api.write('performance', path, body, keyed);
      const twice = await api.write('performance', path, body, keyed);
      expect(twice.body).toEqual(once.body);
    });
  });

  describe('bad input', () => {
    it.each<[string, string, object, number, string, string]>([
      ['an unknown field', 'notices', { colour: 'red' }, 400, 'invalid-request', '/colour'],
      [
        'a variation that ends before it starts',
        'variations',
        { ...variation, startsOn: '2024-05', endsOn: '2024-04-30' },
        400,
        'ends-before-start',
        '/endsOn',
      ],
      [
        'a KPI set over another',
        'kpi-sets',
        { ...kpiSet, kpiSet: 'set-2', validFrom: '2024-01-01' },
        409,
        'overlapping-kpi-sets',
        '/validFrom',
      ],
      [
        'a KPI of an unknown indicator',
        'kpi-sets',
        { ...kpiSet, kpiSet: 'set-0', kpis: [{ kpi: 'x', name: 'X', indicatorKey: 'no-such' }] },
        400,
        'unknown-indicator',
        '/kpis/0/indicatorKey',
      ],
      [
        'a KPI that is both',
        'kpi-sets',
        { ...kpiSet, kpis: [{ ...visits, indicatorKey: 'qh-fire-risk-assessments' }] },
        400,
        'kpi-is-an-indicator',
        '/kpis/0/unit',
      ],
      [
        'a KPI that is neither',
        'kpi-sets',
        { ...kpiSet, kpis: [{ kpi: 'x', name: 'X' }] },
        400,
        'incomplete-kpi',
        '/kpis/0',
      ],
      ['a rating outside the Act without why', 'ratings', rating, 400, 'outside-the-act', '/outsideActBecause'],
      ['a result of an unknown KPI', 'kpi-results', { ...result, kpi: 'noise' }, 400, 'unknown-key', '/kpi'],
      ['a result in another unit', 'kpi-results', { ...result, unit: 'percent' }, 400, 'wrong-unit', '/unit'],
      ['half a penny', 'finance-vintages', { ...vintage, pence: '0.5' }, 400, 'invalid-value-for-unit', '/pence'],
      ['an estimate on no line', 'finance-vintages', { ...vintage, line: 'rent' }, 400, 'unknown-key', '/line'],
      [
        'a day of the future',
        'data-receipts',
        { ...receipt, receivedOn: '2024-08-02' },
        400,
        'in-the-future',
        '/receivedOn',
      ],
      [
        'a correction of nothing',
        'corrections',
        { subject: 'terms', ...justification },
        400,
        'invalid-correction',
        '/terms',
      ],
      [
        'a correction of two things',
        'corrections',
        { subject: 'terms', terms: contract.terms, vintage, ...justification },
        400,
        'invalid-correction',
        '/vintage',
      ],
    ])('%s is refused, and nothing is written', async (_, path, body, status, code, pointer) => {
      const head = await api.store.headPosition();
      const answer = await api.post('performance', `${CONTRACT}/${path}`, body);
      expect(answer).toMatchObject({ status, body: { code } });
      expect(answer.body.errors[0].pointer).toBe(pointer);
      expect(await api.store.headPosition()).toBe(head);
    });

    it.each<[string, string, number, string]>([
      ['an unknown contract', '/api/v1/contracts/no-such', 404, 'unknown-contract'],
      ['no key', '/api/v1/contracts/No_Key', 404, 'unknown-contract'],
      ['the history of an unknown contract', '/api/v1/contracts/no-such/history', 404, 'unknown-contract'],
      ['a year', '/api/v1/contracts?period=2023-24', 400, 'not-a-quarter'],
      ['no period', '/api/v1/contracts?period=2024-Q1', 400, 'invalid-period'],
      ['a day that does not exist', `${CONTRACT}?day=2024-02-30`, 400, 'invalid-date'],
      ['an unknown parameter', `${CONTRACT}?asat=2024-07-31`, 400, 'invalid-request'],
      ['the future', `${CONTRACT}?asAt=2199-01-01`, 400, 'as-at-in-future'],
    ])('%s is asked for in vain', async (_, path, status, code) => {
      expect(await api.get('auditor', path)).toMatchObject({ status, body: { code } });
    });

    it('names what is not there to be decided', async () => {
      const path = `${CONTRACT}/proposals/${UNKNOWN_ID}/approval`;
      expect(await api.post('approver', path, {})).toMatchObject({
        status: 404,
        body: { code: 'no-pending-proposal' },
      });
      const elsewhere = '/api/v1/contracts/no-such/notices';
      const notice = { kind: 'other', servingParty: 'supplier', reason: 'Late payment.', source: SOURCE };
      const answer = await api.post('performance', elsewhere, notice);
      expect(answer).toMatchObject({
        status: 404,
        body: { code: 'unknown-contract', errors: [{ pointer: '/contract' }] },
      });
      expect(await api.post('performance', '/api/v1/contracts', contract)).toMatchObject({ status: 409 });
    });
  });

  it.each<[Person, string, object]>([
    ['housing', 'notices', {}],
    ['approver', 'finance-lines', {}],
    ['performance', `proposals/${UNKNOWN_ID}/approval`, {}],
    ['performance', 'data-assessments', {}],
    ['auditor', `variations/${UNKNOWN_ID}/agreement`, {}],
    ['administrator', 'statements', {}],
    ['commissioner', 'kpi-sets', {}],
  ])('%s may not post %s', async (person, path, body) => {
    expect(await api.post(person, `${CONTRACT}/${path}`, body)).toMatchObject({ status: 403 });
  });
});
