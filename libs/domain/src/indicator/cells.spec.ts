import {
  APPROVER,
  OFFICER,
  PERFORMANCE,
  Q3,
  Q4,
  YEAR,
  cellAfter,
  closedCycle,
  correctionApproved,
  correctionProposed,
  defined,
  definition,
  openCycle,
  returned,
  ruleSet,
  stateAfter,
  submitted,
  supplied,
  targetSet,
} from '../../../../test/domain-examples';
import { CalendarEntry } from '../reporting-period';
import { IndicatorEvent, affectedPeriods, cellChanges, cellOf } from './index';

const QUARTERS = ['2023-24-Q1', '2023-24-Q2', Q3, Q4];
const BEFORE = ['2022-23-Q1', '2022-23-Q2', '2022-23-Q3', '2022-23-Q4'];
const summed = defined({ rollUp: 'sum', unit: 'number' });

function counted(period: string, value: string, changes: Partial<ReturnType<typeof supplied>> = {}): IndicatorEvent {
  return submitted(period, value, { value: supplied(value, { unit: 'number', ...changes }) });
}

function retired(from: string): IndicatorEvent {
  return { type: 'IndicatorRetired', data: { from, reason: 'Merged.', retiredBy: PERFORMANCE } };
}

describe('the ladder of statuses', () => {
  it('has no cell where the indicator is not in force', () => {
    expect(cellOf(stateAfter(defined()), '2021-22-Q4', openCycle('2021-22-Q4'))).toBeUndefined();
    const state = stateAfter(defined(), retired('2024-02-15'));
    expect(cellOf(state, Q4, openCycle(Q4))).toBeUndefined();
    expect(cellOf(state, Q3, openCycle(Q3))).toBeDefined();
  });

  it('has no cell in a period that was never opened, or only for comparison, without a figure', () => {
    expect(cellOf(stateAfter(defined()), Q4, undefined)).toBeUndefined();
    const comparators = openCycle(Q4, { coverage: 'comparators-only' });
    expect(cellOf(stateAfter(defined()), Q4, comparators)).toBeUndefined();
    expect(cellOf(stateAfter(defined(), submitted(Q4, '1')), Q4, comparators)?.value?.value).toBe('1');
    expect(cellOf(stateAfter(defined(), submitted(Q4, '1')), Q4, undefined)?.value?.value).toBe('1');
  });

  it.each<[string, Parameters<typeof defined>[0], string, string]>([
    ['annual', { frequency: 'annual' }, Q4, 'annual-only'],
    ['termly', { frequency: 'termly' }, Q4, 'other-frequency'],
  ])('is not due in a quarter when reported %s, and is due in the year', (_frequency, changes, period, reason) => {
    expect(cellAfter([defined(changes)], period)).toMatchObject({ status: 'not-due', reason });
    expect(cellAfter([defined(changes)], YEAR).status).toBe('data-not-available');
  });

  it('cannot miss what is not due', () => {
    const events: IndicatorEvent[] = [
      defined({ frequency: 'annual' }),
      { type: 'OutturnDeclaredUnavailable', data: { period: Q4, reason: 'late', note: 'Late.', declaredBy: OFFICER } },
    ];
    expect(cellAfter(events, Q4)).toMatchObject({ status: 'not-due', reason: 'annual-only' });
  });

  it.each<[CalendarEntry, string]>([
    [openCycle(Q4), 'awaited'],
    [closedCycle(Q4), 'late'],
  ])('awaits a figure until the period is closed, and then is late (%#)', (entry, reason) => {
    expect(cellAfter([defined()], Q4, entry)).toMatchObject({ status: 'data-not-available', reason });
  });

  it('waits for an explicit return of the year', () => {
    const events = [defined({ rollUp: 'explicit' }), submitted(Q4, '1')];
    expect(cellAfter(events, YEAR)).toMatchObject({ status: 'data-not-available', reason: 'no-return' });
  });

  it('is not applicable without a target, a rule or a direction, and says which', () => {
    expect(cellAfter([defined(), submitted(Q4, '1')], Q4)).toMatchObject({
      status: 'rag-not-applicable',
      reasonText: 'No rating rule has been set.',
    });
    expect(cellAfter([defined(), ruleSet(), submitted(Q4, '1')], Q4)).toMatchObject({
      status: 'rag-not-applicable',
      reasonText: 'No target has been set for this figure.',
    });
    const context = [defined({ polarity: 'none' }), ruleSet(), targetSet(Q4, '1'), submitted(Q4, '1')];
    expect(cellAfter(context, Q4).status).toBe('rag-not-applicable');
  });

  it.each([
    ['95', 'green'],
    ['94.99', 'amber'],
    ['90', 'amber'],
    ['89.99', 'red'],
    ['0', 'red'],
  ])('rates %s against 95 with 5 points as %s', (value, status) => {
    const cell = cellAfter([defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, value)], Q4);
    expect(cell).toMatchObject({ status, level: { key: status }, rating: { status } });
    expect(cell.eventIds).toEqual(['event-1', 'event-3', 'event-4', 'event-2']);
  });

  it('shows more digits where rounding would contradict the status', () => {
    const cell = cellAfter([defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, '94.96')], Q4);
    expect(cell).toMatchObject({ status: 'amber', value: { value: '94.96', shown: '94.96' } });
  });
});

describe('rolling up', () => {
  const four = QUARTERS.map((period, index) => counted(period, String(index + 1)));

  it('is incomplete n of m without every due quarter', () => {
    expect(cellAfter([summed, ...four.slice(1)], YEAR)).toMatchObject({
      status: 'data-not-available',
      reason: 'incomplete-roll-up',
      reasonText: 'Incomplete: 3 of 4 periods have a figure.',
      rollUp: { result: { state: 'incomplete', present: 3, due: 4, missing: ['2023-24-Q1'] } },
    });
  });

  it('counts zero as a figure and rests on its parts', () => {
    const events = [summed, ...four.slice(1), counted('2023-24-Q1', '0')];
    expect(cellAfter(events, YEAR)).toMatchObject({
      value: { value: '9', source: 'roll-up', observationStatus: ['A'] },
      eventIds: ['event-1', 'event-5', 'event-2', 'event-3', 'event-4'],
    });
    expect(cellAfter(events, YEAR).value?.maturity).toBeUndefined();
  });

  it('is as uncertain as its parts', () => {
    const events = [summed, ...four.slice(1), counted('2023-24-Q1', '1', { observationStatus: ['V', 'E'] })];
    expect(cellAfter(events, YEAR).value?.observationStatus).toEqual(['E', 'V']);
  });

  it('was never due before the indicator came into force, nor after it was retired', () => {
    const late = [
      defined({ rollUp: 'sum', unit: 'number', validFrom: '2023-10-01' }),
      counted(Q3, '1'),
      counted(Q4, '2'),
    ];
    expect(cellAfter(late, YEAR).value?.value).toBe('3');
  });

  it('puts the explicit return first, with the computed value and the difference beside it', () => {
    const events = [summed, ...four, { ...returned(YEAR, '11'), type: 'AnnualReturnSubmitted' } as IndicatorEvent];
    expect(cellAfter(events, YEAR)).toMatchObject({
      value: { value: '11', source: 'annual-return' },
      rollUp: { method: 'sum', result: { state: 'computed', value: '10' }, difference: '1' },
    });
  });

  it('makes a quarter and a year of months', () => {
    const ratio = (period: string, numerator: string, denominator: string): IndicatorEvent =>
      submitted(period, '50', { value: supplied('50', { numerator, denominator }) });
    const events = [
      defined({ frequency: 'monthly', rollUp: 'ratio-of-sums' }),
      ratio('2024-01', '1', '2'),
      ratio('2024-02', '3', '3'),
    ];
    expect(cellAfter(events, Q4)).toMatchObject({ status: 'data-not-available', reason: 'incomplete-roll-up' });
    const full = [...events, ratio('2024-03', '4', '5')];
    expect(cellAfter(full, Q4).value).toMatchObject({ value: '80', source: 'roll-up' });
    expect(cellAfter(full, YEAR).rollUp?.result).toMatchObject({ state: 'incomplete', present: 3, due: 12 });
  });

  it('counts anew which quarters met their targets when a target changes', () => {
    const changed: IndicatorEvent = {
      type: 'TargetChanged',
      data: {
        target: { period: Q4, kind: 'target', operator: '>=', value: '4.5', unit: 'number' },
        reason: 'Cabinet.',
        changedBy: PERFORMANCE,
      },
    };
    const targets = QUARTERS.map((period) => targetSet(period, '2', { unit: 'number' }));
    const before = [defined({ rollUp: 'count-met', unit: 'number' }), ...targets, ...four];
    expect(cellAfter(before, YEAR).value?.value).toBe('3');
    expect(cellAfter([...before, changed], YEAR).value?.value).toBe('2');
    const affected = affectedPeriods({ ...changed, id: 'event-10' }, stateAfter(...before, changed));
    const changes = cellChanges(stateAfter(...before), stateAfter(...before, changed), affected, new Map());
    expect(changes.map(({ period }) => period)).toEqual([Q4, YEAR]);
  });

  it('is not comparable across a break even where the earlier period has no figure (report 12.9)', () => {
    const broken: IndicatorEvent = {
      type: 'ComparabilityBreakDeclared',
      data: {
        from: '2023-04-01',
        kind: 'definition',
        reason: 'Adult Social Care is left out.',
        declaredBy: PERFORMANCE,
      },
    };
    const { travel } = cellAfter([defined(), submitted(Q4, '79.81'), broken], Q4);
    expect(travel.samePeriodLastYear.direction).toBe('not-comparable');
    expect(travel.previousPeriod.direction).toBe('unavailable');
  });

  it('leaves a year across a break not comparable, until it is bridged', () => {
    const broken: IndicatorEvent = {
      type: 'ComparabilityBreakDeclared',
      data: { from: '2023-10-01', kind: 'method', reason: 'New survey.', declaredBy: PERFORMANCE },
    };
    const bridged: IndicatorEvent = {
      type: 'BridgeRecorded',
      data: { breakId: 'event-6', method: 'Both were run.', reason: 'Continuity.', recordedBy: OFFICER },
    };
    const reasonText = 'The method changed on 2023-10-01: New survey.';
    expect(cellAfter([summed, ...four, broken], YEAR)).toMatchObject({ reason: 'not-comparable', reasonText });
    expect(cellAfter([summed, ...four, broken], Q3).travel.previousPeriod).toMatchObject({
      direction: 'not-comparable',
      reason: reasonText,
    });
    expect(cellAfter([summed, ...four, broken], Q4).travel.previousPeriod.direction).toBe('improving');
    expect(cellAfter([summed, ...four, broken, bridged], YEAR).value?.value).toBe('10');
    expect(cellAfter([summed, ...four, broken, bridged], Q3).travel.previousPeriod.direction).toBe('improving');
  });

  it('compares no year with the one before a redefinition (12.9)', () => {
    const redefined: IndicatorEvent = {
      type: 'IndicatorRedefined',
      data: {
        definition: definition({ rollUp: 'sum', unit: 'number', validFrom: '2023-04-01' }),
        comparable: false,
        reason: 'Counted by case.',
        definedBy: PERFORMANCE,
      },
    };
    const events = [summed, redefined, ...BEFORE.map((period) => counted(period, '1')), ...four];
    const cell = cellAfter(events, YEAR);
    expect(cell).toMatchObject({ definitionVersion: 2, value: { value: '10' } });
    expect(cell.travel.previousPeriod).toMatchObject({
      direction: 'not-comparable',
      reason: 'The definition changed on 2023-04-01: Counted by case.',
    });
    expect(cell.travel.samePeriodLastYear.direction).toBe('not-comparable');
  });
});

describe('travel', () => {
  it('has both comparators, and says what is missing', () => {
    const events = [defined(), submitted('2022-23-Q4', '50'), submitted(Q4, '60')];
    expect(cellAfter(events, Q4).travel).toMatchObject({
      previousPeriod: { direction: 'unavailable', earlierPeriod: Q3, reason: `There is no figure for ${Q3}.` },
      samePeriodLastYear: { direction: 'improving', earlierPeriod: '2022-23-Q4', change: '10' },
    });
    expect(cellAfter([defined()], Q4).travel.previousPeriod).toMatchObject({
      direction: 'unavailable',
      reason: 'This period has no figure.',
    });
  });

  it('says when it moved only because the earlier figure has been changed', () => {
    const events = [defined(), submitted(Q3, '50'), submitted(Q4, '60')];
    const corrected = [...events, correctionProposed(Q3, '50', '70'), correctionApproved('event-4', Q3)];
    expect(cellAfter(events, Q4).travel.previousPeriod.movedByRestatement).toBeUndefined();
    expect(cellAfter(corrected, Q4).travel.previousPeriod).toMatchObject({
      direction: 'worsening',
      earlierValue: '70',
      movedByRestatement: true,
    });
    const slightly = [...events, correctionProposed(Q3, '50', '51'), correctionApproved('event-4', Q3)];
    expect(cellAfter(slightly, Q4).travel.previousPeriod.movedByRestatement).toBeUndefined();
  });

  it('says so of a rolled-up year too', () => {
    const years = [...BEFORE, ...QUARTERS].map((period) => counted(period, '1'));
    const correction: IndicatorEvent = {
      type: 'CorrectionProposed',
      data: {
        period: BEFORE[0] ?? '',
        kind: 'correction',
        change: { subject: 'value', from: supplied('1', { unit: 'number' }), to: supplied('5', { unit: 'number' }) },
        justification: { reason: 'Wrong.', cause: 'Slip.', evidence: ['document-1'] },
        proposedBy: OFFICER,
      },
    };
    const events = [summed, ...years, correction, correctionApproved('event-10', BEFORE[0] ?? '')];
    expect(cellAfter([summed, ...years], YEAR).travel.previousPeriod.direction).toBe('no-change');
    expect(cellAfter(events, YEAR).travel.previousPeriod).toMatchObject({
      direction: 'worsening',
      earlierValue: '8',
      movedByRestatement: true,
    });
  });

  it('reaches neither before the first period nor after the last', () => {
    const early = defined({ series: 'year-to-date', validFrom: '2012-04-01' });
    expect(cellAfter([early], '2012-13-Q1').travel.previousPeriod.earlierPeriod).toBeUndefined();
    const last = submitted('2098-99-Q3', '1');
    const [state, after] = [stateAfter(defined()), stateAfter(defined(), last)];
    const changes = cellChanges(state, after, affectedPeriods({ ...last, id: 'event-2' }, after), new Map());
    expect(changes.map(({ period }) => period)).toContain('2098-99-Q3');
    const span = submitted('2098-12..2099-03', '1');
    expect(() => cellChanges(state, stateAfter(defined(), span), 'all', new Map())).not.toThrow();
  });
});

describe('cells that change', () => {
  it('are found in quarters and years that were never opened, too', () => {
    const months = ['2024-01', '2024-02', '2024-03'].map((period) => counted(period, '1'));
    const before = [
      defined({ frequency: 'monthly', rollUp: 'sum', unit: 'number', validFrom: '2024-01-01' }),
      ...months,
    ];
    const moved: IndicatorEvent = {
      type: 'IndicatorMoved',
      data: { area: 'best-start', from: '2024-01-01', reason: 'Reorganised.', movedBy: PERFORMANCE },
    };
    const changes = cellChanges(stateAfter(...before), stateAfter(...before, moved), 'all', new Map());
    expect(changes.map(({ period }) => period).sort()).toEqual([YEAR, Q4, '2024-01', '2024-02', '2024-03'].sort());
  });
});

describe('areas', () => {
  it('are those of the last day of the period, when an indicator moves in the middle of a year', () => {
    const moved: IndicatorEvent = {
      type: 'IndicatorMoved',
      data: { area: 'best-start', from: '2024-01-01', reason: 'Reorganised.', movedBy: PERFORMANCE },
    };
    const events = [defined(), submitted(Q3, '1'), submitted(Q4, '1'), moved];
    expect([Q3, Q4, YEAR].map((period) => cellAfter(events, period).area)).toEqual([
      'quality-homes',
      'best-start',
      'best-start',
    ]);
  });
});

describe('maturity', () => {
  it('is that of the last decision', () => {
    const decisions: IndicatorEvent[] = [
      { type: 'OutturnValidated', data: { outturnId: 'event-2', period: Q4, validatedBy: PERFORMANCE } },
      { type: 'OutturnApproved', data: { outturnId: 'event-2', period: Q4, approvedBy: APPROVER } },
      { type: 'OutturnAudited', data: { outturnId: 'event-2', period: Q4, auditedBy: 'person-auditor' } },
    ];
    const maturities = decisions.map(
      (_, index) => cellAfter([defined(), submitted(Q4, '1'), ...decisions.slice(0, index + 1)], Q4).value?.maturity,
    );
    expect(maturities).toEqual(['validated', 'approved', 'audited']);
  });
});
