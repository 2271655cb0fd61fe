import {
  INDICATOR,
  OFFICER,
  PERFORMANCE,
  Q4,
  TODAY,
  defined,
  definition,
  stateAfter,
  submitted,
} from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { IndicatorDefinition } from '../definition';
import { IndicatorCommand, IndicatorEvent, areaOn, definitionOn, indicator } from './index';

const context = { actor: PERFORMANCE, today: TODAY };
const reason = 'The statutory guidance changed.';
const spec = given(indicator);

function define(changes: Partial<Extract<IndicatorCommand, { type: 'DefineIndicator' }>> = {}): IndicatorCommand {
  return {
    type: 'DefineIndicator',
    ...context,
    indicator: INDICATOR,
    area: 'quality-homes',
    definition: definition(),
    ...changes,
  };
}

describe('defining an indicator', () => {
  it('is a fact once', () => {
    spec([]).when(define()).then([defined()]);
    spec([defined()]).when(define()).thenRefused('indicator-exists');
  });

  it.each(['', 'QH', 'qh_fire', 'qh--fire', '-qh', '__proto__', 'a'.repeat(81)])('refuses the key "%s"', (key) => {
    spec([])
      .when(define({ indicator: key }))
      .thenRefused('invalid-key', '/indicator');
    spec([])
      .when(define({ area: key }))
      .thenRefused('invalid-key', '/area');
  });

  it.each<[string, Partial<IndicatorDefinition>, string]>([
    ['missing-text', { name: ' ' }, '/definition/name'],
    ['missing-text', { owner: '' }, '/definition/owner'],
    ['text-too-long', { name: 'a'.repeat(10_001) }, '/definition/name'],
    ['text-too-long', { note: 'a'.repeat(10_001) }, '/definition/note'],
    ['invalid-text', { source: 'a\0b' }, '/definition/source'],
    ['invalid-text', { denominator: 'half of \ud83d' }, '/definition/denominator'],
    ['invalid-date', { validFrom: '2023-04-31' }, '/definition/validFrom'],
    ['invalid-decimals', { displayDecimals: 1.5 }, '/definition/displayDecimals'],
    ['invalid-decimals', { displayDecimals: -1 }, '/definition/displayDecimals'],
    ['negative-dead-band', { deadBand: '-1' }, '/definition/deadBand'],
    ['invalid-decimal', { bestPossible: '1e3' }, '/definition/bestPossible'],
    ['roll-up-does-not-fit', { rollUp: 'mean' }, '/rollUp'],
    [
      'list-too-long',
      { supplementaryFrequencies: Array<'monthly'>(7).fill('monthly') },
      '/definition/supplementaryFrequencies',
    ],
  ])('refuses with %s', (code, changes, pointer) => {
    spec([])
      .when(define({ definition: definition(changes) }))
      .thenRefused(code, pointer);
  });

  it('comes before everything else', () => {
    spec([])
      .when({ type: 'RetireIndicator', ...context, from: '2024-04-01', reason })
      .thenRefused('unknown-indicator');
  });
});

describe('redefining an indicator', () => {
  const redefine = (changes: Partial<IndicatorDefinition>, comparable = false): IndicatorCommand => ({
    type: 'RedefineIndicator',
    ...context,
    definition: definition({ validFrom: '2024-04-01', ...changes }),
    comparable,
    reason,
  });
  const redefined: IndicatorEvent = {
    type: 'IndicatorRedefined',
    data: { definition: definition({ validFrom: '2024-04-01' }), comparable: false, reason, definedBy: PERFORMANCE },
  };

  it('starts a version with a break, unless it is comparable', () => {
    spec([defined()]).when(redefine({})).then([redefined]);
    const state = stateAfter(defined(), redefined);
    expect(state.definitions.map(({ version }) => version)).toEqual([1, 2]);
    expect(state.breaks).toEqual([{ id: 'event-2', from: '2024-04-01', kind: 'definition', reason }]);
    expect(definitionOn(state, '2024-03-31')?.version).toBe(1);
    expect(definitionOn(state, '2024-04-01')?.version).toBe(2);
    expect(stateAfter(defined(), { ...redefined, data: { ...redefined.data, comparable: true } }).breaks).toEqual([]);
  });

  it('refuses a start not after the current version, a comparable change of unit, and a retired indicator', () => {
    spec([defined()])
      .when(redefine({ validFrom: '2022-04-01' }))
      .thenRefused('not-after-current', '/definition/validFrom');
    spec([defined()])
      .when(redefine({ unit: 'count' }, true))
      .thenRefused('unit-changed', '/comparable');
    spec([defined(), retired('2030-04-01')])
      .when(redefine({}))
      .thenRefused('retired');
  });

  it('leaves the figures that are held under the definition they were given under', () => {
    const refusal = spec([defined(), submitted(Q4, '56.26')])
      .when(redefine({ validFrom: '2024-03-31', polarity: 'lower-is-better' }))
      .thenRefused('figures-held', '/definition/validFrom');
    expect(refusal.state).toEqual([Q4]);
    spec([defined(), submitted(Q4, '56.26')])
      .when(redefine({}))
      .then([redefined]);
  });
});

function retired(from: string): IndicatorEvent {
  return { type: 'IndicatorRetired', data: { from, reason, retiredBy: PERFORMANCE } };
}

describe('retiring an indicator', () => {
  const retire: IndicatorCommand = { type: 'RetireIndicator', ...context, from: '2024-04-01', reason };

  it('happens once, from a day that exists, for a reason', () => {
    spec([defined()])
      .when(retire)
      .then([retired('2024-04-01')]);
    spec([defined(), retired('2024-04-01')])
      .when(retire)
      .thenRefused('retired');
    spec([defined()])
      .when({ ...retire, from: '2023-02-29' })
      .thenRefused('invalid-date', '/from');
    spec([defined()])
      .when({ ...retire, reason: '' })
      .thenRefused('missing-text', '/reason');
  });

  it('makes no figure vanish that has not been withdrawn', () => {
    spec([defined(), submitted(Q4, '56.26')])
      .when({ ...retire, from: '2024-03-31' })
      .thenRefused('figures-held', '/from');
    spec([defined(), submitted(Q4, '56.26')])
      .when(retire)
      .then([retired('2024-04-01')]);
  });
});

describe('moving an indicator between areas', () => {
  const moved = (area: string, from: string): IndicatorEvent => ({
    type: 'IndicatorMoved',
    data: { area, from, reason, movedBy: PERFORMANCE },
  });
  const move = (area: string, from: string): IndicatorCommand => ({
    type: 'MoveIndicator',
    ...context,
    area,
    from,
    reason,
  });

  it('holds from a day, in the middle of a year too', () => {
    spec([defined()])
      .when(move('best-start', '2023-10-01'))
      .then([moved('best-start', '2023-10-01')]);
    const state = stateAfter(defined(), moved('connected', '2024-04-01'), moved('best-start', '2023-10-01'));
    expect(['2023-09-30', '2023-10-01', '2024-03-31', '2024-04-01'].map((day) => areaOn(state, day))).toEqual([
      'quality-homes',
      'best-start',
      'best-start',
      'connected',
    ]);
  });

  it('reaches into no closed period in which the indicator is in force', () => {
    const asked = (from: string, closedUntil: string) =>
      ({ ...move('best-start', from), closedUntil }) as IndicatorCommand;
    const refusal = spec([defined()]).when(asked('2023-12-31', '2024-01-01')).thenRefused('periods-closed', '/from');
    expect(refusal.message).toContain('from 2024-01-01 on');
    spec([defined()])
      .when(asked('2024-01-01', '2024-01-01'))
      .then([moved('best-start', '2024-01-01')]);
    const retired: IndicatorEvent = {
      type: 'IndicatorRetired',
      data: { from: '2023-04-01', reason, retiredBy: PERFORMANCE },
    };
    spec([defined(), retired])
      .when(asked('2023-10-01', '2024-01-01'))
      .then([moved('best-start', '2023-10-01')]);
  });

  it('refuses to stay, to go before there was anything to move, and to go nowhere', () => {
    spec([defined()]).when(move('quality-homes', '2023-10-01')).thenRefused('nothing-changes');
    spec([defined(), moved('best-start', '2023-10-01')])
      .when(move('best-start', '2024-01-01'))
      .thenRefused('nothing-changes');
    spec([defined()]).when(move('best-start', '2022-03-31')).thenRefused('not-in-force', '/from');
    spec([defined()]).when(move('__proto__', '2023-10-01')).thenRefused('invalid-key', '/area');
  });
});

describe('breaks and bridges', () => {
  const breakDeclared: IndicatorEvent = {
    type: 'ComparabilityBreakDeclared',
    data: { from: '2023-04-01', kind: 'method', reason, declaredBy: PERFORMANCE },
  };
  const bridgeRecorded: IndicatorEvent = {
    type: 'BridgeRecorded',
    data: { breakId: 'event-2', method: 'Both were run for a year.', reason, recordedBy: OFFICER },
  };
  const declare: IndicatorCommand = {
    type: 'DeclareComparabilityBreak',
    ...context,
    from: '2023-04-01',
    kind: 'method',
    reason,
  };
  const bridge: IndicatorCommand = {
    type: 'RecordBridge',
    ...context,
    actor: OFFICER,
    breakId: 'event-2',
    method: 'Both were run for a year.',
    reason,
  };

  it('declares a break once, until it is bridged', () => {
    spec([defined()]).when(declare).then([breakDeclared]);
    spec([defined(), breakDeclared]).when(declare).thenRefused('nothing-changes');
    spec([defined(), breakDeclared, bridgeRecorded]).when(declare).then([breakDeclared]);
  });

  it('bridges a break that there is, once', () => {
    spec([defined(), breakDeclared]).when(bridge).then([bridgeRecorded]);
    spec([defined()]).when(bridge).thenRefused('unknown-break', '/breakId');
    spec([defined(), breakDeclared, bridgeRecorded]).when(bridge).thenRefused('already-bridged');
  });

  it('bridges no change of unit: the two could be neither compared nor added up', () => {
    const inCounts: IndicatorEvent = {
      type: 'IndicatorRedefined',
      data: {
        definition: definition({ unit: 'count', validFrom: '2024-04-01' }),
        comparable: false,
        reason,
        definedBy: PERFORMANCE,
      },
    };
    spec([defined(), inCounts]).when(bridge).thenRefused('unit-changed', '/breakId');
  });
});
