/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument -- the harness checks every answer against its documented schema */
import { EXAMPLE } from '../support/example';
import { startApi, type Api } from './api-harness';

// What section 14 of the report says of each contract, as the API shows it from events, with the paragraphs as names.

const QUARTER = '2023-24-Q4';
const DAY = '2024-07-31';

describe('the contracts of the report', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({ template: EXAMPLE });
    await api.settle();
  });
  afterAll(() => api.close());

  const governance = async (contract: string, period = QUARTER) => {
    const path = `/api/v1/contracts/${contract}?period=${period}&day=${DAY}`;
    return (await api.get('commissioner', path)).body.governance;
  };
  const named = (items: readonly Record<string, unknown>[], key: string, name: string) =>
    items.find((item) => item[key] === name);
  const statement = (found: { statements: { facts: { source: string } }[] }, paragraph: string) =>
    found.statements.find(({ facts }) => facts.source.endsWith(`paragraph ${paragraph}`))?.facts;
  const rules = (found: { attention: { rule: string }[] }) => found.attention.map(({ rule }) => rule);

  it('14.1: four contracts with assurance, beside the two that the body mentions', async () => {
    const { body } = await api.get('commissioner', `/api/v1/contracts?period=${QUARTER}&day=${DAY}`);
    expect(body.items.map(({ contract }: { contract: string }) => contract)).toEqual([
      'ev-chargers',
      'places-leisure',
      'school-nursing',
      'sct',
      'serco',
      'slt',
    ]);
    for (const contract of ['sct', 'serco', 'places-leisure', 'slt']) {
      expect(statement(await governance(contract), '14.1')).toMatchObject({ about: 'governance', finding: 'assured' });
    }
  });

  it('14.2: the Trust delivers three services since April 2018', async () => {
    const { terms, term, source } = await governance('sct');
    expect(terms.services).toEqual(['Children’s Social Care', 'Fostering', 'Targeted Early Help']);
    expect(term).toMatchObject({ start: '2018-04', status: 'end-not-known', measuredOn: '2024-03-31' });
    expect(source).toContain('paragraph 14.2');
  });

  it('14.3 and 14.4: a vacancy is a concern; the contract sum is agreed', async () => {
    const found = await governance('sct');
    expect(statement(found, '14.3')).toMatchObject({ about: 'governance', finding: 'concern' });
    expect(rules(found)).toContain('concern-stated');
    expect(statement(found, '14.4')?.source).toContain('14.4');
  });

  it('14.5: a new set of KPIs holds from April 2024', async () => {
    const found = await governance('sct');
    expect(found.nextKpiSet).toMatchObject({ kpiSet: 'contract-2024', validFrom: '2024-04-01', kpis: 0 });
    expect(rules(found)).toContain('kpi-set-changes');
    expect((await governance('sct', '2024-25-Q1')).kpiSet).toMatchObject({ kpiSet: 'contract-2024' });
  });

  it('14.6 to 14.8: children in care and on plans, with the earlier figures', async () => {
    const { kpis } = await governance('sct');
    expect(named(kpis, 'kpi', 'children-in-care')).toMatchObject({
      display: '808',
      travel: { samePeriodLastYear: { direction: 'increasing', change: '5' } },
    });
    expect(named(kpis, 'kpi', 'uasc-share')).toMatchObject({
      display: 'just over 5%',
      travel: { samePeriodLastYear: { earlierValue: '1.75', change: '3.25', changeQualifier: 'just-over' } },
    });
    expect(named(kpis, 'kpi', 'children-in-care-rate')).toMatchObject({
      indicatorKey: 'bs-cic-rate',
      display: '94.1 per 10,000',
      travel: { samePeriodLastYear: { direction: 'improving', earlierValue: '94.5' } },
    });
    expect(named(kpis, 'kpi', 'child-protection-plans')).toMatchObject({
      display: '473',
      travel: { previousPeriod: { direction: 'improving', earlierValue: '501' } },
    });
    expect(named(kpis, 'kpi', 'child-protection-rate')).toMatchObject({ display: '55.1 per 10,000', status: 'red' });
  });

  it('14.9: the amounts of the Trust show their vintages (and 6.9 the first of them)', async () => {
    const found = await governance('sct');
    const sum = named(found.finance, 'line', 'against-contract-sum');
    expect(sum).toMatchObject({
      against: 'the contract sum',
      vintages: [
        { kind: 'forecast', display: '−£4,254,000', estimatedOn: '2023-12' },
        { kind: 'provisional', display: '−£4,254,000' },
      ],
      sincePrevious: { pence: '0', movement: 'no-change' },
    });
    expect(named(found.finance, 'line', 'against-budget')).toMatchObject({
      latest: {
        kind: 'provisional',
        display: '−£4,996,000',
        statedChange: { pence: '9800000', since: 'last month' },
      },
    });
    expect(rules(found).filter((rule) => rule === 'balance-in-deficit')).toHaveLength(2);
  });

  it('14.10: vacancies and agency workers', async () => {
    const { kpis } = await governance('sct');
    expect(named(kpis, 'kpi', 'vacancies')).toMatchObject({ display: '33.23 full-time equivalents' });
    expect(named(kpis, 'kpi', 'agency-share')).toMatchObject({ display: 'under 20%' });
  });

  it('14.11: Serco runs from 2010 to 2035, in the region of £34m a year', async () => {
    const { terms, term } = await governance('serco');
    expect(terms.value).toEqual({
      pence: '3400000000',
      basis: 'per-year',
      qualifier: 'circa',
      text: 'in the region of £34m per annum',
    });
    expect(terms.services).toHaveLength(4);
    expect(term).toMatchObject({ start: '2010', end: '2035', monthsRemaining: { atLeast: 129, atMost: 141 } });
  });

  it('14.12 and 14.13: regular meetings, and data both ways', async () => {
    const found = await governance('serco');
    expect(found.meetings).toMatchObject([{ every: 'not-stated', overdue: [], counted: false }]);
    expect(statement(found, '14.12')).toMatchObject({ about: 'meetings', finding: 'assured' });
    expect(statement(found, '14.13')).toMatchObject({ about: 'data' });
  });

  it('14.14: data available and not fully audited, after challenges in quarters 2 and 3', async () => {
    const found = await governance('serco');
    expect(found.data).toMatchObject([{ period: QUARTER, maturity: 'provisional', timeliness: 'not-known' }]);
    expect(rules(found)).toContain('data-not-audited');
    expect(rules(found)).not.toContain('concern-stated');
    for (const period of ['2023-24-Q2', '2023-24-Q3']) {
      expect(rules(await governance('serco', period))).toContain('concern-stated');
    }
  });

  it('14.15: overall performance was good; the values are not printed, which 8.2 says of the cleanliness', async () => {
    const found = await governance('serco');
    expect(statement(found, '14.15')).toMatchObject({ about: 'performance', finding: 'assured' });
    expect(found.kpis).toHaveLength(4);
    expect(new Set(found.kpis.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['data-not-available']),
    );
    expect(rules(found).filter((rule) => rule === 'kpi-without-data')).toHaveLength(1);
  });

  it('14.16 and 14.17: a contract of 25 years with quarterly meetings', async () => {
    const found = await governance('places-leisure');
    expect(found.terms.form).toBe('Design, Build, Operate and Maintain');
    expect(found.term).toMatchObject({ years: 25, status: 'end-not-known' });
    expect(found.meetings).toMatchObject([{ every: 'quarter', held: [], overdue: [], counted: false }]);
    expect(statement(found, '14.17')).toMatchObject({ about: 'data', finding: 'assured' });
  });

  it('14.18: participation rises and is not yet where it was in 2019/20; memberships are above it', async () => {
    const { kpis } = await governance('places-leisure');
    expect(named(kpis, 'kpi', 'participation')).toMatchObject({
      display: '417,749',
      travel: { samePeriodLastYear: { direction: 'improving', earlierValue: '401317' } },
      earlierResults: [
        { period: '2022-23', display: '401,317' },
        { period: '2019-20', display: '445,800' },
      ],
    });
    expect(named(kpis, 'kpi', 'memberships')).toMatchObject({
      display: '2,689',
      earlierResults: [{ period: '2019-20', value: '2088', display: '2,088' }],
    });
  });

  it('14.19 and 14.20: a fee of circa £25K; £202k modelled, later circa £136k, after £239k the year before', async () => {
    const { finance, attention } = await governance('places-leisure');
    expect(named(finance, 'line', 'management-fee')).toMatchObject({
      direction: 'paid-to-council',
      latest: { kind: 'budget', display: 'circa £25,000' },
    });
    expect(named(finance, 'line', 'utility-benchmarking')).toMatchObject({
      direction: 'paid-by-council',
      period: '2023-24',
      vintages: [
        { kind: 'forecast', display: '£202,000', estimator: 'Modelling for 2023/24' },
        { kind: 'forecast', display: 'circa £136,000', qualifier: 'circa' },
      ],
      sincePrevious: { pence: '-6600000', qualifier: 'circa', display: 'circa −£66,000', movement: 'better' },
      lastYear: { kind: 'final', display: '£239,000' },
    });
    expect(attention).toEqual([]);
  });

  it('14.20 as it was known before the recent estimate', async () => {
    const { body } = await api.get('auditor', '/api/v1/contracts/places-leisure/history');
    const steps = body.items.filter(({ eventType }: { eventType: string }) => eventType === 'FinanceVintageRecorded');
    const recent = steps.at(-1);
    expect(recent.changes).toMatchObject([{ part: 'finance/utility-benchmarking' }]);
    expect(recent.changes[0].before.vintages).toHaveLength(2);
    expect(recent.changes[0].after.vintages).toHaveLength(3);
    const path = `/api/v1/contracts/places-leisure?period=${QUARTER}&asAt=position:${recent.position - 1}`;
    const earlier = (await api.get('auditor', path)).body.governance;
    expect(named(earlier.finance, 'line', 'utility-benchmarking')).toMatchObject({ latest: { display: '£202,000' } });
  });

  it('14.21: the deed of variation is confirmed by Cabinet and not signed, so the end is not yet known', async () => {
    const found = await governance('slt');
    expect(found.variations).toMatchObject([
      { facts: { newEnd: '2027-03-31' }, progress: { agreed: { forum: 'Cabinet', agreedOn: '2023-10-18' } } },
    ]);
    expect(found.term).toMatchObject({ status: 'end-not-known' });
    expect(rules(found)).toEqual(['variation-not-signed']);
  });

  it('14.22 to 14.24: eight centres; headline figures that are not directly comparable', async () => {
    const { terms, kpis } = await governance('slt');
    expect(terms.places).toHaveLength(8);
    expect(named(kpis, 'kpi', 'attendances')).toMatchObject({
      display: '594,061',
      travel: { samePeriodLastYear: { direction: 'not-comparable' } },
    });
    expect(named(kpis, 'kpi', 'memberships-change')).toMatchObject({ display: '−6.6%' });
    expect(named(kpis, 'kpi', 'learn-to-swim')).toMatchObject({ display: '5,506' });
  });

  it('14.25: an outturn in words', async () => {
    const { finance } = await governance('slt');
    expect(finance).toMatchObject([
      {
        line: 'outturn',
        latest: { kind: 'provisional', display: 'They have indicated that they will outturn to budget.' },
      },
    ]);
  });

  it('6.12: a notice is served and the contract is not extended', async () => {
    const found = await governance('school-nursing');
    expect(found.notices).toMatchObject([{ facts: { kind: 'remediation', servingParty: 'authority' } }]);
    expect(found.terms.parties).toContainEqual({ role: 'supplier' });
    expect(found.terms.procurementAct2023).toBe('not-stated');
    expect(rules(found)).toEqual(['notice-open', 'extension-declined', 'concern-stated']);
  });

  it('11.1: no charging point is installed', async () => {
    const found = await governance('ev-chargers');
    expect(found.terms.parties).toEqual([{ role: 'authority' }, { role: 'supplier' }]);
    expect(found.kpis).toMatchObject([
      { indicatorKey: 'ca-ev-chargers', status: 'red', display: '0', period: '2023-24' },
    ]);
  });

  it('names a source for every rule, and events for whatever it says', async () => {
    const { body } = await api.get('commissioner', `/api/v1/contracts?period=${QUARTER}&day=${DAY}`);
    const attention = body.items.flatMap((item: { attention: object[] }) => item.attention);
    expect(attention.length).toBeGreaterThan(10);
    for (const { ruleSource, eventIds } of attention) {
      expect(ruleSource).not.toBe('');
      for (const id of eventIds) expect(await api.store.findEvent(id)).toBeDefined();
    }
  });
});
