import { decider, events, kpiSet, stateAfter } from '../../../../test/contract-examples';
import { INDICATOR, cellAfter, defined, ruleSet, submitted, targetSet } from '../../../../test/domain-examples';
import { ContractEvent } from './events';
import { KpiSet } from './facts';
import { ContractGovernance, governanceOf } from './governance';

const Q4 = '2023-24-Q4';

function governance(happened: readonly ContractEvent[], changes: { today?: string; quarter?: string } = {}) {
  const { contract, terms, ...state } = stateAfter(events.recorded(), ...happened);
  if (contract === undefined || terms === undefined) throw new Error('The contract is not recorded.');
  const cell = cellAfter([defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, '90')], Q4);
  const context = { today: changes.today ?? '2024-07-31', cells: new Map([[INDICATOR, cell]]) };
  return governanceOf({ ...state, contract, terms }, changes.quarter ?? Q4, context);
}

function rulesRaised({ attention }: ContractGovernance): string[] {
  return attention.map(({ rule }) => rule);
}

describe('the KPIs of a contract', () => {
  it('are rated by the same engine as indicators', () => {
    const { kpis, attention } = governance([events.adopted(), events.result('390000', '2023-24')]);
    expect(kpis[0]).toMatchObject({
      kpi: 'participation',
      status: 'amber',
      period: '2023-24',
      inequality: '390,000 ≥ 400,000 − 10% of 400,000 (360,000)',
      eventIds: ['event-3'],
    });
    expect(attention[0]).toEqual({
      rule: 'kpi-off-target',
      text: 'Participation is amber: 390,000 ≥ 400,000 − 10% of 400,000 (360,000).',
      ruleSource: 'This product: a KPI that is red or amber is looked at',
      eventIds: ['event-3'],
    });
  });

  it('compare with a year earlier, unless their source says that they cannot be compared', () => {
    const adopted = events.adopted();
    const earlier = events.result('401317', '2022-23');
    const travelOf = (...results: ContractEvent[]) =>
      governance([adopted, earlier, ...results]).kpis[0]?.travel?.samePeriodLastYear;
    expect(travelOf(events.result('417749', '2023-24'))).toMatchObject({ direction: 'improving', change: '16432' });
    const broken = events.result('417749', '2023-24', { observationStatus: ['B'], note: 'Pools were closed.' });
    expect(travelOf(broken)).toMatchObject({ direction: 'not-comparable', reason: 'Pools were closed.' });
  });

  it('do not compare across a break that a result between the two made', () => {
    const [earlier, later] = [events.result('401317', '2022-23-Q4'), events.result('417749', Q4)];
    const between = (period: string, note?: string) =>
      governance([events.adopted(), earlier, events.result('1', period, { observationStatus: ['B'], note }), later])
        .kpis[0]?.travel;
    expect(between('2023-24-Q3', 'Concessions are left out.')).toMatchObject({
      previousPeriod: { direction: 'improving' },
      samePeriodLastYear: { direction: 'not-comparable', reason: 'Concessions are left out.' },
    });
    expect(between('2023-24-Q2')?.samePeriodLastYear.reason).toBe(
      'Its source says that it is not comparable with what came before.',
    );
    expect(between('2022-23-Q3')?.samePeriodLastYear).toMatchObject({ direction: 'improving' });
    expect(between('2024-25-Q1')?.samePeriodLastYear).toMatchObject({ direction: 'improving' });
  });

  it('change by no more exact an amount than the two are', () => {
    const travelOf = (now: object, before: object) =>
      governance([
        events.adopted(),
        events.result('401317', '2022-23', before),
        events.result('417749', '2023-24', now),
      ]).kpis[0]?.travel?.samePeriodLastYear;
    expect(travelOf({ qualifier: 'just-over' }, {})).toMatchObject({ change: '16432', changeQualifier: 'just-over' });
    expect(travelOf({}, { qualifier: 'just-over' })).toMatchObject({
      earlierQualifier: 'just-over',
      changeQualifier: 'just-under',
    });
    expect(travelOf({}, {})?.changeQualifier).toBeUndefined();
    expect(travelOf({ observationStatus: ['B'] }, { qualifier: 'circa' })?.changeQualifier).toBeUndefined();
  });

  it('show their results for earlier periods, the latest first (report 14.18)', () => {
    const results = [
      events.result('445800', '2019-20', { note: 'Before the pandemic.' }),
      events.result('417749', '2023-24'),
      events.result('401317', '2022-23', { qualifier: 'circa' }),
    ];
    const [kpi] = governance([events.adopted(), ...results]).kpis;
    expect(kpi?.earlierResults).toMatchObject([
      { period: '2022-23', value: '401317', qualifier: 'circa', eventId: 'event-5' },
      { period: '2019-20', value: '445800', note: 'Before the pandemic.', eventId: 'event-3' },
    ]);
  });

  it('say whether their results came after the period had been closed', () => {
    const late = (is: boolean) => governance([events.adopted(), events.result('1', Q4, {}, is)]).kpis[0]?.late;
    expect([late(true), late(false)]).toEqual([true, false]);
  });

  it('without data for one and the same reason need attention once', () => {
    const [participation] = kpiSet().kpis;
    const kpis = [participation, { ...participation, kpi: 'visits', name: 'Visits' }] as KpiSet['kpis'];
    const found = governance([
      events.adopted({ kpis: [...kpis, { kpi: 'rate', name: 'Rate', indicatorKey: 'none' }] }),
    ]);
    expect(found.attention.map(({ text }) => text)).toEqual([
      'Participation; Visits: No result is recorded for the quarter.',
      'Rate: The indicator has no figure.',
    ]);
  });

  it('may be indicators, with the values and colours of those', () => {
    const kpis = [{ kpi: 'fire', name: 'Fire risk', indicatorKey: INDICATOR }];
    const found = governance([events.adopted({ kpis })]);
    expect(found.kpis).toMatchObject([
      { kpi: 'fire', indicatorKey: INDICATOR, status: 'amber', value: { value: '90' } },
    ]);
    const unknown = governance([events.adopted()]).kpis[1];
    expect(unknown).toMatchObject({ kpi: 'rate', status: 'data-not-available' });
  });

  it('without a rule or a target have no colour; without a result no data', () => {
    const unrated = governance([events.adopted({ scheme: undefined }), events.result('1', Q4)]).kpis[0];
    expect(unrated).toMatchObject({ status: 'rag-not-applicable', reason: 'The KPI set has no rating rule.' });
    expect(governance([events.adopted()]).kpis[0]).toMatchObject({ status: 'data-not-available', eventIds: [] });
  });

  it('are those of the set in force at the end of the quarter, and the next set is named', () => {
    const next = { kpiSet: 'set-2', validFrom: '2024-04-01', kpis: [] };
    const happened = [events.adopted({ validTo: '2024-03-31' }), events.adopted(next)];
    const before = governance(happened);
    expect([before.kpiSet?.kpiSet, before.nextKpiSet?.kpiSet, before.kpis.length]).toEqual(['set-1', 'set-2', 2]);
    expect(rulesRaised(before)).toContain('kpi-set-changes');
    const after = governance(happened, { quarter: '2024-25-Q1' });
    expect([after.kpiSet?.kpiSet, after.nextKpiSet, after.kpis]).toEqual(['set-2', undefined, []]);
    expect(rulesRaised(after)).toEqual(['kpi-set-not-held']);
    expect(governance(happened, { quarter: '2022-23-Q4' }).kpiSet).toBeUndefined();
  });
});

describe('the data of a quarter', () => {
  const timeliness = (happened: readonly ContractEvent[], today = '2024-07-31') =>
    governance(happened, { today }).data.map((standing) => standing.timeliness);

  it.each<[string, ContractEvent[], string]>([
    ['on time on the very day', [events.expected(), events.received({ receivedOn: '2024-04-12' })], 'on-time'],
    ['late a day after', [events.expected(), events.received({ receivedOn: '2024-04-13' })], 'late'],
    ['late in a later month', [events.expected(), events.received({ receivedOn: '2024-05' })], 'late'],
    ['not known to be in time', [events.expected(), events.received({ receivedOn: '2024-04' })], 'not-known'],
    ['not known without a due day', [events.received()], 'not-known'],
    ['overdue while missing', [events.expected()], 'overdue'],
  ])('are %s', (_, happened, expected) => {
    expect(timeliness(happened)).toEqual([expected]);
  });

  it('are awaited until the due day has passed, and in time by their first delivery', () => {
    expect(timeliness([events.expected()], '2024-04-12')).toEqual(['awaited']);
    const twice = [events.received({ complete: false }), events.received({ receivedOn: '2024-04-20' })];
    const [standing] = governance([events.expected(), ...twice]).data;
    expect(standing).toMatchObject({ timeliness: 'on-time', firstReceivedOn: '2024-04-10', complete: true });
  });

  it('need attention while late, incomplete or unaudited', () => {
    const late = events.received({ receivedOn: '2024-04-13', complete: false });
    expect(rulesRaised(governance([events.expected(), late]))).toEqual([
      'data-late',
      'data-incomplete',
      'data-not-audited',
    ]);
    expect(rulesRaised(governance([events.received({ maturity: 'audited' })]))).toEqual([]);
    expect(governance([events.received({ period: '2023-24-Q3' })]).data).toEqual([]);
  });
});

describe('the meetings of a quarter', () => {
  const monthly = events.rhythm({ every: 'month', countedFrom: '2024-02-01' });
  const overdue = (happened: readonly ContractEvent[], today = '2024-07-31') =>
    governance(happened, { today }).meetings.map((standing) => standing.overdue);

  it('are overdue when their period has ended without one, from when they are counted', () => {
    expect(overdue([monthly])).toEqual([['2024-02', '2024-03']]);
    expect(overdue([monthly, events.held('2024-02', '2024-03-04')])).toEqual([['2024-03']]);
    expect(overdue([monthly], '2024-03-31')).toEqual([['2024-02']]);
    expect(overdue([events.rhythm({ every: 'year', countedFrom: '2023-04-01' })])).toEqual([['2023-24']]);
    expect(rulesRaised(governance([monthly]))).toEqual(['meeting-overdue']);
  });

  it('are never overdue where nothing says from when or how often they are held', () => {
    expect(overdue([events.rhythm()])).toEqual([[]]);
    expect(overdue([events.rhythm({ every: 'not-stated' })])).toEqual([[]]);
    expect(governance([events.rhythm(), events.held(Q4)]).meetings[0]).toMatchObject({
      counted: false,
      held: [{ period: Q4 }],
    });
  });
});

describe('the money of a contract', () => {
  const recent = events.estimated({ pence: '13600000', qualifier: 'circa', text: 'circa. £136k' });
  const lastYear = events.estimated({ period: '2022-23', kind: 'final', pence: '23900000', text: '£239k' });

  it('shows every vintage, the change between the last two, and last year (report 14.20)', () => {
    const { finance } = governance([events.opened(), lastYear, events.estimated(), recent]);
    expect(finance).toHaveLength(1);
    expect(finance[0]?.vintages.map(({ vintage }) => vintage.text)).toEqual(['£202k', 'circa. £136k']);
    expect(finance[0]).toMatchObject({
      period: '2023-24',
      latest: { vintage: { pence: '13600000', qualifier: 'circa' } },
      previous: { vintage: { pence: '20200000' } },
      sincePrevious: { pence: '-6600000', qualifier: 'circa', movement: 'better' },
      lastYear: { vintage: { pence: '23900000', kind: 'final' } },
    });
  });

  it('is compared with the budget, by which way the money goes', () => {
    const budget = events.estimated({ kind: 'budget', pence: '15000000', text: '£150k' });
    const compared = (direction: 'paid-by-council' | 'paid-to-council' | 'balance') =>
      governance([events.opened({ direction }), budget, events.estimated()]).finance[0]?.againstBudget;
    expect(compared('paid-by-council')).toEqual({ pence: '5200000', movement: 'worse' });
    expect(compared('paid-to-council')).toEqual({ pence: '5200000', movement: 'better' });
    expect(compared('balance')).toEqual({ pence: '5200000', movement: 'better' });
    const only = governance([events.opened(), budget]).finance[0];
    expect(only).toMatchObject({ latest: { vintage: { kind: 'budget' } }, vintages: [{}] });
    expect(only?.againstBudget).toBeUndefined();
  });

  it('needs attention where it is worse than before, than the budget, or in deficit', () => {
    const budget = events.estimated({ kind: 'budget', pence: '10000000', text: '£100k' });
    const worse = [events.opened(), budget, recent, events.estimated()];
    expect(governance(worse).attention).toMatchObject([
      { rule: 'worse-than-budget', text: 'Utility benchmarking, 2023-24: £202,000; the budget is £100,000.' },
      {
        rule: 'worse-than-previous-estimate',
        text: 'Utility benchmarking, 2023-24: £202,000; the estimate before was circa £136,000.',
      },
    ]);
    const deficit = [events.opened({ direction: 'balance' }), events.estimated({ pence: '-425400000' })];
    expect(governance(deficit).attention).toMatchObject([
      {
        rule: 'balance-in-deficit',
        text: 'Utility benchmarking, 2023-24: −£4,254,000 (forecast).',
        eventIds: ['event-3'],
      },
    ]);
    const words = events.estimated({ pence: undefined, text: 'to budget' });
    expect(rulesRaised(governance([events.opened({ direction: 'balance' }), budget, words]))).toEqual([]);
  });

  it('shows a year’s amount in each of its quarters', () => {
    const happened = [events.opened(), events.estimated()];
    expect(governance(happened, { quarter: '2023-24-Q1' }).finance).toHaveLength(1);
    expect(governance(happened, { quarter: '2024-25-Q1' }).finance).toEqual([]);
  });
});

describe('the term of a contract', () => {
  const termOf = (term: object, today?: string) => {
    const { contract, terms, ...state } = stateAfter(events.recorded({ term: { openEnded: false, ...term } }));
    if (contract === undefined || terms === undefined) throw new Error('The contract is not recorded.');
    return governanceOf({ ...state, contract, terms }, Q4, { today: today ?? '2024-07-31', cells: new Map() });
  };

  it.each<[object, string, object | undefined]>([
    [{ start: '2018-04' }, 'end-not-known', undefined],
    [{ start: '2018-04', openEnded: true }, 'open-ended', undefined],
    [{ start: '2010', end: '2035' }, 'running', { atLeast: 129, atMost: 141 }],
    [{ end: '2027-03-31' }, 'running', { atLeast: 36, atMost: 36 }],
    [{ end: '2024-03-31' }, 'running', { atLeast: 0, atMost: 0 }],
    [{ end: '2024-02' }, 'ended', { atLeast: 0, atMost: 0 }],
    [{ start: '2024-04', end: '2027-03-31' }, 'not-started', { atLeast: 36, atMost: 36 }],
  ])('%j at the end of March 2024 is %s', (term, status, monthsRemaining) => {
    const found = termOf(term).term;
    expect([found.status, found.monthsRemaining, found.measuredOn]).toEqual([status, monthsRemaining, '2024-03-31']);
  });

  it('is measured today while the quarter lasts', () => {
    expect(termOf({ end: '2027-03-31' }, '2024-01-15').term).toMatchObject({
      measuredOn: '2024-01-15',
      monthsRemaining: { atLeast: 38, atMost: 38 },
    });
  });

  it('needs attention when less than a year of it is left', () => {
    expect(rulesRaised(termOf({ end: '2025-03-31' }))).toEqual([]);
    expect(rulesRaised(termOf({ end: '2025-03-30' }))).toEqual(['term-ends-soon']);
    expect(rulesRaised(termOf({ end: '2024-03-30' }))).toEqual(['term-ended']);
  });

  it('is moved by a variation that is signed, and by none before (report 14.21)', () => {
    const steps = [events.proposed(), events.agreed('event-2'), events.signed('event-2', '2024-03-31')];
    const found = [1, 2, 3].map((count) => governance(steps.slice(0, count)));
    expect(found.map(({ term }) => term.end)).toEqual([undefined, undefined, '2027-03-31']);
    expect(found.map(({ variations }) => variations.length)).toEqual([1, 1, 0]);
    expect(found.map(rulesRaised)).toEqual([['variation-not-agreed'], ['variation-not-signed'], []]);
    expect(found[2]?.term.movedBy).toBe('event-2');
  });

  it('is not moved by what was signed after the day on which it is measured', () => {
    const signed = [events.proposed(), events.agreed('event-2'), events.signed('event-2', '2024-04-01')];
    const before = governance(signed).term;
    expect(before).toMatchObject({ status: 'end-not-known', measuredOn: '2024-03-31' });
    expect([before.end, before.movedSince]).toEqual([undefined, { end: '2027-03-31', movedBy: 'event-2' }]);
    const after = governance(signed, { quarter: '2024-25-Q1' }).term;
    expect([after.end, after.movedBy, after.movedSince]).toEqual(['2027-03-31', 'event-2', undefined]);
  });

  it('is moved by the variation that was signed last, whichever was proposed first', () => {
    const [first, second] = [events.proposed({ newEnd: '2028' }), events.proposed({ newEnd: '2030' })];
    const agreed = [first, second, events.agreed('event-2'), events.agreed('event-3')];
    const end = (...signed: ContractEvent[]) => governance([...agreed, ...signed]).term.end;
    expect(end(events.signed('event-3', '2024-01-10'), events.signed('event-2', '2024-02-10'))).toBe('2028');
    expect(end(events.signed('event-2', '2024-01-10'), events.signed('event-3', '2024-01-10'))).toBe('2030');
  });
});

describe('what else needs attention', () => {
  it('is an open notice, a poor rating, a stated concern and whatever awaits a decision', () => {
    const stated: ContractEvent = {
      type: 'AssuranceStated',
      data: {
        statement: {
          period: Q4,
          about: 'governance',
          finding: 'concern',
          text: 'A post is vacant.',
          author: 'The contract manager',
          source: 'Report 14.3',
        },
        recordedBy: decider.actor,
      },
    };
    const found = governance([events.served(), events.rated(), events.approved('event-3'), stated, events.rated()]);
    expect(rulesRaised(found)).toEqual(['rating-unfavourable', 'notice-open', 'decision-awaited', 'concern-stated']);
    expect(found.attention[1]?.text).toBe(
      'A remediation notice was served on a date that is not stated and is open: Staffing is too low.',
    );
    const [improvement, other] = governance([
      events.served({ kind: 'improvement', servedOn: '2024-02-01' }),
      events.served({ kind: 'other' }),
    ]).attention;
    expect(improvement?.text).toBe(
      'An improvement notice was served on 1 February 2024 and is open: Staffing is too low.',
    );
    expect(other?.text).toMatch(/^A notice was served /);
    expect(found.ratings).toMatchObject([{ rating: { rating: 'requires-improvement' }, approvedBy: decider.actor }]);
    expect(governance([stated], { quarter: '2024-25-Q1' }).attention).toEqual([]);
  });

  it('looks at the latest rating of the same thing only', () => {
    const again = events.rated({ rating: 'good' });
    const found = governance([events.rated(), events.approved('event-2'), again, events.approved('event-4')]);
    expect(found.ratings.map(({ id, rating }) => [id, rating.rating])).toEqual([['event-4', 'good']]);
    expect(found.attention).toEqual([]);
  });

  it('is nothing where nothing is known', () => {
    expect(governance([])).toMatchObject({ kpis: [], data: [], meetings: [], finance: [], attention: [] });
  });
});
