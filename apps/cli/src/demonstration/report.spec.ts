import {
  CalendarEntry,
  Cell,
  IndicatorState,
  PeriodKey,
  area,
  cellOf,
  cycleOf,
  displayTarget,
  displayValue,
  indicator,
  parsePeriod,
  programme,
  reportingPeriod,
  riskRegister,
  summaryColumn,
} from '@outturn/domain';
import { planOf } from './plan';
import { quarterFourReport } from './report';
import { eventIdOf } from './step';

const QUARTER = '2023-24-Q4';
const YEAR = '2023-24';

/** Carries out the plan without a store: the same deciders, one step after the other. */
function carryOut() {
  const calendar = new Map<PeriodKey, CalendarEntry>();
  const indicators = new Map<string, IndicatorState>();
  const areas = new Map<string, typeof area.initialState>();
  const periods = new Map<string, typeof reportingPeriod.initialState>();
  const registers = new Map<string, typeof riskRegister.initialState>();
  const programmes = new Map<string, typeof programme.initialState>();
  for (const step of planOf(quarterFourReport).flatMap((stage) => stage.lanes.flat())) {
    const cycle = step.cycle === undefined ? undefined : calendar.get(step.cycle);
    const context = { actor: step.by.id, today: '2024-08-01', cycle };
    const id = eventIdOf(step);
    if (step.kind === 'area') {
      const state = areas.get(step.streamId) ?? area.initialState;
      const [event] = area.decide(step.command(context), state);
      areas.set(step.streamId, area.evolve(state, { ...event!, id }));
    } else if (step.kind === 'period') {
      const state = periods.get(step.streamId) ?? reportingPeriod.initialState;
      const [event] = reportingPeriod.decide(step.command(context), state);
      const after = reportingPeriod.evolve(state, { ...event!, id });
      periods.set(step.streamId, after);
      if (after.entry) calendar.set(after.entry.period, after.entry);
    } else if (step.kind === 'register') {
      const state = registers.get(step.streamId) ?? riskRegister.initialState;
      const [event] = riskRegister.decide(step.command(context), state);
      registers.set(step.streamId, riskRegister.evolve(state, { ...event!, id }));
    } else if (step.kind === 'programme') {
      const state = programmes.get(step.streamId) ?? programme.initialState;
      const [event] = programme.decide(step.command(context), state);
      programmes.set(step.streamId, programme.evolve(state, { ...event!, id }));
    } else if (step.kind === 'indicator') {
      const state = indicators.get(step.streamId) ?? indicator.initialState;
      const [event] = indicator.decide(step.command(context), state);
      indicators.set(step.streamId, indicator.evolve(state, { ...event!, id }));
    }
  }
  return { calendar, indicators, areas, periods, registers, programmes };
}

describe('the figures of the report', () => {
  const { calendar, indicators, areas, periods, registers, programmes } = carryOut();

  function cell(key: string, period: PeriodKey): Cell {
    const state = indicators.get(`indicator-${key}`);
    if (!state) throw new Error(`There is no indicator ${key}.`);
    const found = cellOf(state, period, calendar.get(period));
    if (!found) throw new Error(`There is no cell of ${key} in ${period}.`);
    return found;
  }

  function shown({ value, unit, displayDecimals }: Cell): string {
    return value === undefined ? 'none' : displayValue(value.value, unit, displayDecimals);
  }

  it('are those of the 57 indicators that the body names, and of no other', () => {
    expect(indicators.size).toBe(57);
    expect(new Set(quarterFourReport.indicators.map((one) => one.indicator)).size).toBe(57);
  });

  it.each([
    ['5.1', 'bs-attendance-primary', QUARTER, '93.4%'],
    ['5.1', 'bs-attendance-secondary', QUARTER, '91%'],
    ['5.2', 'bs-cic-ks4-em4', YEAR, '32%'],
    ['5.4', 'bs-pep-completion', '2023-09..2023-12', '97%'],
    ['5.10', 'oc-casework-days', QUARTER, '7.2 working days'],
    ['5.10', 'oc-casework-days', '2023-24-Q1', '10.9 working days'],
    ['6.5', 'bs-schools-good-special-ap', QUARTER, '71%'],
    ['6.6', 'bs-cpp-rate', QUARTER, '55.1 per 10,000'],
    ['6.7', 'bs-care-leavers-neet-19-21', YEAR, '55.1%'],
    ['6.8', 'bs-neet-16-17', QUARTER, '1.9%'],
    ['6.10', 'bs-eh-referrals-no-prior-eh', YEAR, '80%'],
    ['6.11', 'bs-travel-assistance', QUARTER, '187'],
    ['6.11', 'bs-travel-assistance', '2023-24-Q1', '175'],
    ['8.1', 'src-forge-mill-farm-visits', YEAR, '8,254'],
    ['9.1', 'qh-homelessness-prevented', QUARTER, '35.30%'],
    ['9.2', 'qh-fire-risk-assessments', QUARTER, '56.26%'],
    ['9.4', 'qh-welfare-rights-gains', YEAR, '£21,341,125'],
    ['9.5', 'qh-council-new-homes', YEAR, '15'],
    ['10.1', 'sie-pipeline-total', YEAR, '61'],
    ['11.1', 'ca-ev-chargers', YEAR, '0'],
    ['12.2', 'oc-sickness-days', '2022-23-Q4', '10.81 working days'],
    ['12.4', 'oc-ccc-wait', QUARTER, '3 minutes 53 seconds'],
    ['12.4', 'oc-ccc-wait', YEAR, '4 minutes 6 seconds'],
    ['12.5', 'oc-adults-wait', '2023-24-Q3', '1 minute 14 seconds'],
    ['12.6', 'oc-rb-wait', YEAR, '4 minutes 35 seconds'],
    ['12.6', 'oc-rb-abandonment', YEAR, '6.6%'],
    ['12.7', 'oc-sars', '2022-23', '65.84%'],
    ['12.8', 'oc-foi', '2024-02', '79%'],
    ['12.10', 'oc-portal-rating', QUARTER, '4.08 out of 5'],
    ['12.11', 'oc-member-development', YEAR, '47.20%'],
    ['14.7', 'bs-cic-rate', '2022-23-Q4', '94.5 per 10,000'],
  ])('paragraph %s: %s in %s is %s', (paragraph, key, period, printed) => {
    const found = cell(key, period);
    expect(shown(found)).toBe(printed);
    expect(found.value?.note).toMatch(new RegExp(`^Paragraph ${paragraph.replace('.', '\\.')}\\.`));
    expect(found.value?.maturity).toBe('approved');
  });

  it.each([
    ['6.5', 'bs-schools-good-special-ap', QUARTER, 'red'],
    ['12.5', 'oc-adults-abandonment', QUARTER, 'green'],
    ['12.5', 'oc-adults-abandonment', YEAR, 'green'],
  ])('paragraph %s states the colour of %s in %s: %s', (_, key, period, status) => {
    expect(cell(key, period).status).toBe(status);
  });

  it.each([
    ['6.10', 'bs-eh-referrals-no-prior-eh', QUARTER, 'below 70%'],
    ['6.10', 'bs-eh-stepdown-no-return', QUARTER, 'more than 80%'],
    ['12.5', 'oc-adults-abandonment', YEAR, 'no more than 6%'],
    ['6.8', 'bs-neet-16-17', QUARTER, 'no more than 1.75%'],
    ['9.4', 'qh-welfare-rights-gains', YEAR, 'at least £19,000,000'],
    ['12.6', 'oc-rb-wait', QUARTER, 'no more than 3 minutes 30 seconds'],
    ['12.9', 'oc-stage1-complaints', QUARTER, 'Not printed; "Q4 Performance is below target" (12.9)'],
  ])('paragraph %s: the target of %s in %s is %s', (_, key, period, printed) => {
    const { target, displayDecimals } = cell(key, period);
    expect(target && displayTarget(target, displayDecimals)).toBe(printed);
  });

  it('labels the rule as an assumption, as the report does not publish its tolerances', () => {
    for (const state of indicators.values()) expect(state.rules[0]?.reason).toContain('An assumption of this project');
  });

  it('withholds what awaits validation, and says of what is not printed what the report says (9.3, 6.1)', () => {
    const asbestos = cell('qh-asbestos-surveys', QUARTER);
    expect([asbestos.status, asbestos.reason]).toEqual(['data-not-available', 'pending-validation']);
    const absence = cell('bs-persistent-absence-primary', QUARTER);
    expect(absence.reason).toBe('not-held');
    expect(absence.reasonText).toContain('is below target');
  });

  it('restates the basis of the fire risk assessments, and lists the periods that it cannot restate (9.2)', () => {
    expect(cell('qh-fire-risk-assessments', QUARTER).value).toMatchObject({
      basis: 'Assessments completed within policy timescales',
      observationStatus: ['D'],
    });
    expect(cell('qh-fire-risk-assessments', YEAR).value).toMatchObject({ value: '56.26', source: 'roll-up' });
  });

  it('breaks the series of complaints from 2023-24 on, and compares the quarters after it (12.9)', () => {
    expect(indicators.get('indicator-oc-stage1-complaints')?.breaks).toMatchObject([
      { from: '2023-04-01', kind: 'definition' },
    ]);
    expect(cell('oc-stage1-complaints', YEAR).value?.observationStatus).toEqual(['B']);
    expect(cell('oc-stage1-complaints', QUARTER).travel.previousPeriod.direction).toBe('improving');
  });

  it.each([
    ['12.2', 'oc-sickness-days', QUARTER, 'samePeriodLastYear', 'worsening'],
    ['12.3', 'oc-grievances', YEAR, 'samePeriodLastYear', 'improving'],
    ['12.5', 'oc-adults-wait', QUARTER, 'previousPeriod', 'improving'],
    ['12.7', 'oc-sars', YEAR, 'samePeriodLastYear', 'improving'],
    ['12.8', 'oc-foi', QUARTER, 'previousPeriod', 'worsening'],
    ['12.10', 'oc-portal-rating', QUARTER, 'previousPeriod', 'improving'],
    ['14.7', 'bs-cic-rate', QUARTER, 'samePeriodLastYear', 'improving'],
  ] as const)('paragraph %s: %s in %s against %s is %s', (_, key, period, comparator, direction) => {
    expect(cell(key, period).travel[comparator].direction).toBe(direction);
  });

  it('keeps what the figures rest on (12.10, 14.6, 14.8)', () => {
    expect(cell('oc-portal-rating', YEAR).value).toMatchObject({ numerator: '465', denominator: '111' });
    expect(cell('bs-cpp-rate', QUARTER).value?.numerator).toBe('473');
    expect(cell('bs-cic-rate', QUARTER).value?.numerator).toBe('808');
    expect(cell('bs-cic-rate', '2022-23-Q4').value?.numerator).toBe('803');
  });

  it('shows the comparators with their own periods (5.2, 6.8, 7.4)', () => {
    expect(cell('bs-cic-ks4-em4', YEAR).benchmarks).toMatchObject([
      { comparator: 'National', periodText: '2023', value: '20' },
      { comparator: 'West Midlands', periodText: '2023', value: '20' },
    ]);
    expect(cell('bs-neet-16-17', QUARTER).benchmarks).toMatchObject([{ value: '12', unit: 'rank' }]);
    expect(cell('bs-cic-ks2-rwm', YEAR).benchmarks.map((one) => one.value)).toEqual([undefined, undefined]);
  });

  it.each([QUARTER, YEAR])('has one cell of each indicator in %s, under one column of the summary', (period) => {
    const columns = [...indicators.keys()].map((stream) =>
      summaryColumn(cell(stream.replace('indicator-', ''), period)),
    );
    expect(columns.filter((column) => column !== undefined)).toHaveLength(57);
  });

  it('declares the populations that the tables print, 202 in all, and records the tables as printed (4.2, 4.3)', () => {
    for (const period of [QUARTER, YEAR]) {
      const counts = [...areas.values()].map((state) => state.populations[period]?.indicators ?? 0);
      expect(counts).toEqual([39, 33, 24, 21, 15, 11, 59]);
      expect(periods.get(`period-${period}`)?.publishedSummary?.total.total).toBe(202);
    }
    expect(periods.get(`period-${QUARTER}`)?.publishedSummary).toMatchObject({
      printedShares: { red: '33.8', amber: '14.9', green: '51.4' },
      comparison: { period: '2023-24-Q3', counts: { rated: 76, red: 21, amber: 12, green: 43 } },
    });
    expect(periods.get(`period-${YEAR}`)?.publishedSummary?.printedShares.red).toBe('30.8');
  });

  it('records the table of actions as printed, 241 of 255 updated (4.4, 4.5)', () => {
    const printed = periods.get(`period-${QUARTER}`)?.publishedActions;
    expect(printed).toMatchObject({
      updated: 241,
      total: { weWills: 107, actions: 255, onTrack: 192, mediumIssues: 46, significantIssues: 3, noUpdate: 14 },
      printedShares: { onTrack: '79.7', mediumIssues: '19.1', significantIssues: '1.2' },
      comparison: { period: '2023-24-Q3', updated: 243 },
    });
    expect(printed?.rows.map((row) => [row.weWills, row.actions])).toEqual([
      [12, 23],
      [21, 85],
      [20, 38],
      [17, 23],
      [11, 18],
      [8, 17],
      [18, 51],
    ]);
    // As printed: the cells of on track in quarter 3 add up to 196, and 197 is printed.
    const cells = printed?.rows.map((row) => row.compared?.onTrack ?? 0) ?? [];
    expect(cells.reduce((sum, count) => sum + count)).toBe(196);
    expect(printed?.total.compared?.onTrack).toBe(197);
    expect(printed?.rows[3]).not.toHaveProperty('significantIssues');
  });

  it('records when the register was presented and when it is to be, and no risk (15.3)', () => {
    const register = registers.get('register-strategic');
    expect(register).toMatchObject({
      versions: { 1: { presentedOn: '2024-01', label: 'December 2023' } },
      planned: { due: '2024-09' },
    });
    expect(register?.versions['1']?.risks).toBeUndefined();
  });

  it('records what the plan for housing was to reach by the end of May 2024 (13.1)', () => {
    const { milestones = {} } = programmes.get('programme-housing-improvement-transformation') ?? {};
    expect(Object.values(milestones).map(({ plans }) => plans.map(({ planned }) => planned))).toEqual([
      ['2024-05-31'],
      ['2024-05-31'],
      ['2024-05-31'],
    ]);
  });

  it('closes what was published and opens the next quarter', () => {
    expect([...calendar.values()].filter((entry) => entry.state === 'open').map((entry) => entry.period)).toEqual([
      '2024-25-Q1',
    ]);
  });

  it('gives every figure a period that is reported in an opened cycle', () => {
    for (const { figures, unavailable } of quarterFourReport.indicators) {
      for (const { period } of [...figures, ...unavailable]) {
        expect([...calendar.keys()]).toContain(cycleOf(parsePeriod(period)).key);
      }
    }
  });
});
