import {
  APPROVER,
  JUSTIFICATION,
  OFFICER,
  PERFORMANCE,
  Q3,
  Q4,
  TODAY,
  YEAR,
  cellAfter,
  closedCycle,
  defined,
  definition,
  openCycle,
  ruleSet,
  scheme,
  submitted,
  target,
  targetSet,
} from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { Target } from '../target';
import { IndicatorCommand, IndicatorEvent, indicator } from './index';

const spec = given(indicator);
const reason = 'Agreed by Cabinet.';

function setTarget(changes: Partial<Target> = {}, more: { reason?: string; cycle?: 'closed' } = {}): IndicatorCommand {
  const asked = target(Q4, '95', changes);
  const cycle = more.cycle === 'closed' ? closedCycle(Q4) : openCycle(Q4);
  return { type: 'SetTarget', actor: PERFORMANCE, today: TODAY, cycle, target: asked, reason: more.reason };
}

function setRule(tolerance: Parameters<typeof scheme>[0], validFrom = '2022-04-01'): IndicatorCommand {
  return { type: 'SetRatingRule', actor: PERFORMANCE, today: TODAY, scheme: scheme(tolerance), validFrom, reason };
}

describe('setting a target', () => {
  it('is set once, then changed for a reason while the period is open', () => {
    spec([defined()])
      .when(setTarget())
      .then([targetSet(Q4, '95')]);
    spec([defined(), targetSet(Q4, '90')])
      .when(setTarget())
      .thenRefused('missing-text', '/reason');
    spec([defined(), targetSet(Q4, '90')])
      .when(setTarget({}, { reason }))
      .then([{ type: 'TargetChanged', data: { target: target(Q4, '95'), reason, changedBy: PERFORMANCE } }]);
  });

  it('may be set before the period is opened, and not once it is closed', () => {
    spec([defined()])
      .when({ type: 'SetTarget', actor: PERFORMANCE, today: TODAY, cycle: undefined, target: target(Q4, '95') })
      .then([targetSet(Q4, '95')]);
    const refusal = spec([defined(), targetSet(Q4, '90')])
      .when(setTarget({}, { reason, cycle: 'closed' }))
      .thenRefused('period-closed', '/period');
    expect(refusal.state).toMatchObject({ version: 1, target: { value: '90' } });
  });

  it('is not let through by the cycle of another period', () => {
    const command = { ...setTarget(), cycle: openCycle('2024-25-Q1') } as IndicatorCommand;
    spec([defined()]).when(command).thenRefused('other-cycle', '/period');
  });

  it.each([{}, { value: '95.0' }, { value: '95.00' }])('refuses a target that says the same (%j)', (changes) => {
    spec([defined(), targetSet(Q4, '95')])
      .when(setTarget(changes, { reason }))
      .thenRefused('nothing-changes');
  });

  it.each<Partial<Target>>([
    { operator: '>' },
    { kind: 'forecast' },
    { note: 'New.' },
    { thresholds: { floor: '90' } },
  ])('takes a change of anything else (%j)', (changes) => {
    const changed = { target: target(Q4, '95', changes), reason, changedBy: PERFORMANCE };
    spec([defined(), targetSet(Q4, '95')])
      .when(setTarget(changes, { reason }))
      .then([{ type: 'TargetChanged', data: changed }]);
  });

  it.each<[string, Partial<Target>, string]>([
    ['wrong-unit', { unit: 'count' }, '/unit'],
    ['invalid-decimal', { value: '95%' }, '/value'],
    ['invalid-period', { period: '2023-24-Q5' }, '/period'],
    ['not-in-force', { period: '2021-22-Q4' }, '/period'],
    ['not-due', { period: '2024-03' }, '/period'],
    ['text-too-long', { note: 'a'.repeat(10_001) }, '/note'],
    [
      'list-too-long',
      { thresholds: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`floor-${index}`, '1'])) },
      '/thresholds',
    ],
    ['invalid-key', { thresholds: JSON.parse('{"__proto__":"90"}') as Record<string, string> }, '/thresholds'],
    ['invalid-key', { thresholds: { 'not a key': '90' } }, '/thresholds'],
  ])('refuses with %s', (code, changes, pointer) => {
    spec([defined()]).when(setTarget(changes)).thenRefused(code, pointer);
  });

  it('applies no longer when the indicator is measured in another unit', () => {
    const redefined: IndicatorEvent = {
      type: 'IndicatorRedefined',
      data: {
        definition: definition({ unit: 'count', validFrom: '2024-01-01' }),
        comparable: false,
        reason,
        definedBy: PERFORMANCE,
      },
    };
    const inCounts = submitted(Q4, '50', { value: { value: '50', unit: 'count', observationStatus: ['A'] } });
    const cell = cellAfter([defined(), ruleSet(), targetSet(Q4, '40'), redefined, inCounts], Q4);
    expect(cell).toMatchObject({ status: 'rag-not-applicable', unit: 'count', target: undefined });
  });
});

describe('target zero and a relative tolerance', () => {
  it('are refused whichever comes second', () => {
    spec([defined(), ruleSet({ scheme: scheme({ relative: '5' }) })])
      .when(setTarget({ value: '0' }))
      .thenRefused('relative-tolerance-at-zero');
    spec([defined(), targetSet(Q4, '0')])
      .when(setRule({ relative: '5' }))
      .thenRefused('relative-tolerance-at-zero');
  });

  it('do not meet where another rule is in force on the last day of the period', () => {
    spec([defined(), targetSet(Q3, '0')])
      .when(setRule({ relative: '5' }, '2024-01-01'))
      .then([ruleSet({ scheme: scheme({ relative: '5' }), validFrom: '2024-01-01' })].map(withReason));
    spec([defined(), targetSet(Q4, '0'), ruleSet({ validFrom: '2024-01-01' })])
      .when(setRule({ relative: '5' }, '2023-04-01'))
      .then([ruleSet({ scheme: scheme({ relative: '5' }), validFrom: '2023-04-01' })].map(withReason));
  });

  it('are refused when the rule came while the correction of the target awaited a decision', () => {
    const proposed: IndicatorEvent = {
      type: 'CorrectionProposed',
      data: {
        period: Q4,
        kind: 'correction',
        change: { subject: 'target', to: target(Q4, '0') },
        justification: JUSTIFICATION,
        proposedBy: OFFICER,
      },
    };
    spec([defined(), proposed, ruleSet({ scheme: scheme({ relative: '5' }) })])
      .when({ type: 'ApproveCorrection', actor: APPROVER, today: TODAY, correctionId: 'event-2' })
      .thenRefused('relative-tolerance-at-zero');
  });

  function withReason(event: IndicatorEvent): IndicatorEvent {
    return event.type === 'RatingRuleSet' ? { ...event, data: { ...event.data, reason } } : event;
  }
});

describe('setting a rating rule', () => {
  it('needs a reason, a day and a change', () => {
    const rule = setRule({ absolute: '5' });
    spec([defined(), ruleSet()]).when(rule).thenRefused('nothing-changes');
    spec([defined()])
      .when({ ...setRule({ absolute: '5' }, '2024-02-30') })
      .thenRefused('invalid-date', '/validFrom');
    spec([defined()])
      .when({
        type: 'SetRatingRule',
        actor: PERFORMANCE,
        today: TODAY,
        scheme: scheme(),
        validFrom: '2022-04-01',
        reason: '',
      })
      .thenRefused('missing-text', '/reason');
  });

  it('reaches into no closed period in which the indicator is in force', () => {
    const strict = (validFrom: string, closedUntil: string | undefined): IndicatorCommand => {
      return { ...setRule({ absolute: '1' }, validFrom), closedUntil } as IndicatorCommand;
    };
    const set = (validFrom: string): IndicatorEvent => ({
      type: 'RatingRuleSet',
      data: { scheme: scheme({ absolute: '1' }), validFrom, reason, setBy: PERFORMANCE },
    });
    const given = [defined(), ruleSet()];
    const refusal = spec(given).when(strict('2024-03-31', '2024-04-01')).thenRefused('periods-closed', '/validFrom');
    expect(refusal.message).toContain('from 2024-04-01 on');
    spec(given)
      .when(strict('2024-04-01', '2024-04-01'))
      .then([set('2024-04-01')]);
    spec(given)
      .when(strict('2022-04-01', undefined))
      .then([set('2022-04-01')]);
    spec([defined({ validFrom: '2024-04-01' })])
      .when(strict('2022-04-01', '2024-04-01'))
      .then([set('2022-04-01')]);
  });

  it('holds from its day: the period’s last day decides', () => {
    const strict = ruleSet({ scheme: scheme({ absolute: '1' }), validFrom: '2024-01-01' });
    const events = [defined(), ruleSet(), strict, targetSet(Q3, '95'), targetSet(Q4, '95'), submitted(Q3, '92')];
    expect(cellAfter(events, Q3)).toMatchObject({
      status: 'amber',
      rating: { ruleVersion: 1, ruleEventId: 'event-2' },
    });
    expect(cellAfter([...events, submitted(Q4, '92')], Q4)).toMatchObject({
      status: 'red',
      rating: { ruleVersion: 2 },
    });
  });

  it('refuses a scheme of endless depth', () => {
    let when: unknown = { kind: 'meets', bound: 'target' };
    for (let depth = 0; depth < 10_000; depth += 1) when = { kind: 'not', condition: when };
    const deep = { ...scheme(), levels: [{ ...scheme().levels[0], when }] } as ReturnType<typeof scheme>;
    spec([defined()])
      .when({ type: 'SetRatingRule', actor: PERFORMANCE, today: TODAY, scheme: deep, validFrom: '2022-04-01', reason })
      .thenRefused('invalid-scheme');
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'finds no threshold of the name %s that nobody has set',
    (bound) => {
      const first = scheme();
      const inherited = {
        ...first,
        levels: first.levels.map((level) => ({ ...level, when: { kind: 'meets', bound } as const })),
      };
      const events = [defined(), ruleSet({ scheme: inherited }), targetSet(Q4, '95', { thresholds: { floor: '90' } })];
      expect(cellAfter([...events, submitted(Q4, '92')], Q4).status).toBe('rag-not-applicable');
    },
  );

  it('gives the year a target of its own, and colours that may differ (12.6)', () => {
    const events = [defined(), ruleSet(), targetSet(Q4, '95'), targetSet(YEAR, '50'), submitted(Q4, '60')];
    expect(cellAfter(events, Q4).status).toBe('red');
    expect(cellAfter(events, YEAR)).toMatchObject({ status: 'green', value: { source: 'roll-up', value: '60' } });
  });
});
