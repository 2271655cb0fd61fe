import { given, recorded } from '../../../test/given';
import { AreaCommand, AreaEvent, area } from './area';
import { fold } from './decider';

const spec = given(area);
const actor = 'person-performance';
const names = { name: 'Quality homes', aliases: ['Housing'] };
const defined: AreaEvent = {
  type: 'AreaDefined',
  data: { area: 'quality-homes', ...names, order: 3, definedBy: actor },
};
const define = (changes: object = {}): AreaCommand => ({
  type: 'DefineArea',
  actor,
  area: 'quality-homes',
  ...names,
  order: 3,
  ...changes,
});
const rename = (changes: object = {}): AreaCommand => ({
  type: 'RenameArea',
  actor,
  name: 'Homes',
  aliases: [],
  reason: 'The corporate plan of 2024.',
  ...changes,
});
const declare = (changes: object = {}): AreaCommand => ({
  type: 'DeclareAreaPopulation',
  actor,
  period: '2023-24-Q4',
  indicators: 31,
  source: 'Report 4.2',
  ...changes,
});
const declared = (indicators = 31, source = 'Report 4.2'): AreaEvent => ({
  type: 'AreaPopulationDeclared',
  data: { period: '2023-24-Q4', indicators, source, declaredBy: actor },
});

describe('an area', () => {
  it('is defined once', () => {
    spec([]).when(define()).then([defined]);
    spec([defined]).when(define()).thenRefused('area-exists');
    spec([]).when(rename()).thenRefused('unknown-area', '/area');
  });

  it.each<[string, object, string]>([
    ['invalid-key', { area: '__proto__' }, '/area'],
    ['invalid-key', { area: 'a'.repeat(81) }, '/area'],
    ['missing-text', { name: '' }, '/name'],
    ['missing-text', { aliases: ['Housing', ''] }, '/aliases/1'],
    ['list-too-long', { aliases: Array<string>(1000).fill('a') }, '/aliases'],
    ['invalid-order', { order: 1.5 }, '/order'],
    ['invalid-order', { order: -1 }, '/order'],
    ['invalid-order', { order: Number.NaN }, '/order'],
  ])('refuses with %s (%j)', (code, changes, pointer) => {
    spec([]).when(define(changes)).thenRefused(code, pointer);
  });

  it('is renamed for a reason, and keeps its key and place', () => {
    const renamed: AreaEvent = {
      type: 'AreaRenamed',
      data: { name: 'Homes', aliases: [], reason: 'The corporate plan of 2024.', renamedBy: actor },
    };
    spec([defined]).when(rename()).then([renamed]);
    spec([defined, renamed]).when(rename()).thenRefused('nothing-changes');
    spec([defined])
      .when(rename({ reason: '' }))
      .thenRefused('missing-text', '/reason');
    spec([defined])
      .when(rename({ name: 'Quality homes' }))
      .then([{ ...renamed, data: { ...renamed.data, name: 'Quality homes' } }]);
    expect(fold(area, area.initialState, recorded([defined, renamed]))).toEqual({
      area: 'quality-homes',
      name: 'Homes',
      aliases: [],
      order: 3,
      populations: {},
    });
  });

  it('has a population in each period, by somebody’s account', () => {
    spec([defined]).when(declare()).then([declared()]);
    spec([defined, declared()]).when(declare()).thenRefused('nothing-changes');
    spec([defined, declared()])
      .when(declare({ source: 'Appendix 1' }))
      .then([declared(31, 'Appendix 1')]);
    spec([defined, declared()])
      .when(declare({ indicators: 0 }))
      .then([declared(0)]);
    expect(fold(area, area.initialState, recorded([defined, declared(), declared(30)])).populations).toEqual({
      '2023-24-Q4': { indicators: 30, source: 'Report 4.2', eventId: 'event-3' },
    });
  });

  it.each<[string, object, string]>([
    ['invalid-period', { period: '__proto__' }, '/period'],
    ['invalid-count', { indicators: 1.5 }, '/indicators'],
    ['invalid-count', { indicators: Number.POSITIVE_INFINITY }, '/indicators'],
    ['invalid-count', { indicators: -1 }, '/indicators'],
    ['missing-text', { source: ' ' }, '/source'],
  ])('refuses a population with %s (%j)', (code, changes, pointer) => {
    spec([defined]).when(declare(changes)).thenRefused(code, pointer);
  });
});
