import { Qualifier, SuppliedValue, parseSuppliedValue, qualifierOfDifference, saysTheSame } from './figure-value';
import { Refusal } from './refusal';

function supplied(changes: Partial<SuppliedValue> = {}): SuppliedValue {
  return { value: '56.26', unit: 'percent', observationStatus: ['A'], ...changes };
}

describe('a supplied value', () => {
  it.each<Partial<SuppliedValue>>([
    {},
    { value: '0' },
    { value: '-14.8', numerator: '-2.96', denominator: '20', weight: '0' },
    { observationStatus: [] },
    { observationStatus: ['P', 'E'], qualifier: 'circa', note: 'Modelled.' },
    { value: '106', note: '' },
  ])('is kept as it was given (%j)', (changes) => {
    const value = supplied(changes);
    expect(parseSuppliedValue(value, 'percent')).toBe(value);
  });

  it.each<[string, Partial<SuppliedValue>, string]>([
    ['wrong-unit', { unit: 'count' }, '/unit'],
    ['invalid-decimal', { value: '95%' }, '/value'],
    ['invalid-decimal', { value: '1e309' }, '/value'],
    ['invalid-decimal', { value: '1'.repeat(40) }, '/value'],
    ['invalid-decimal', { numerator: 'NaN' }, '/numerator'],
    ['invalid-decimal', { forecast: '1.5.2' }, '/forecast'],
    ['zero-denominator', { denominator: '0.00' }, '/denominator'],
    ['negative-size', { denominator: '-1' }, '/denominator'],
    ['negative-size', { weight: '-0.1' }, '/weight'],
    ['unknown-status', { observationStatus: ['Z' as 'A'] }, '/observationStatus'],
    ['list-too-long', { observationStatus: Array<'A'>(13).fill('A') }, '/observationStatus'],
    ['text-too-long', { note: 'a'.repeat(10_001) }, '/note'],
  ])('refuses with %s (%j)', (code, changes, pointer) => {
    const parse = (): SuppliedValue => parseSuppliedValue(supplied(changes), 'percent', '/value');
    expect(parse).toThrow(Refusal);
    expect(parse).toThrow(expect.objectContaining({ code, pointer: `/value${pointer}` }) as Error);
  });
});

describe('saying the same', () => {
  it.each<[Partial<SuppliedValue>, Partial<SuppliedValue>]>([
    [{ value: '95' }, { value: '95.0' }],
    [{ value: '0' }, { value: '-0.0' }],
    [{ numerator: '1' }, { numerator: '1.00' }],
    [{ observationStatus: ['E', 'P'] }, { observationStatus: ['P', 'E'] }],
    [{ note: undefined }, {}],
  ])('%j and %j do', (a, b) => {
    expect(saysTheSame(supplied(a), supplied(b))).toBe(true);
  });

  it.each<[Partial<SuppliedValue>, Partial<SuppliedValue>]>([
    [{ value: '95' }, { value: '95.01' }],
    [{ numerator: '1' }, {}],
    [{ weight: '1' }, { weight: '2' }],
    [{ forecast: '1' }, {}],
    [{ qualifier: 'circa' }, {}],
    [{ observationStatus: ['E'] }, { observationStatus: ['A'] }],
    [{ note: 'a' }, { note: 'b' }],
  ])('%j and %j do not', (a, b) => {
    expect(saysTheSame(supplied(a), supplied(b))).toBe(false);
  });

  it.each([
    ['4.19', 'rating-out-of-5', '465', '111'],
    ['55.1', 'rate-per-10000', '473', '85844'],
    ['95', 'percent', '19', '20'],
    ['66.67', 'percent', '2', '3'],
  ] as const)(
    'takes %s %s as %s of %s, rounded as it is written (report 12.10)',
    (value, unit, numerator, denominator) => {
      const supplied = { value, unit, numerator, denominator, observationStatus: [] };
      expect(parseSuppliedValue(supplied, unit)).toEqual(supplied);
    },
  );

  it('refuses a numerator and a denominator that do not come to the value', () => {
    const supplied = {
      value: '95',
      unit: 'percent',
      numerator: '1',
      denominator: '100',
      observationStatus: [],
    } as const;
    expect(() => parseSuppliedValue(supplied, 'percent')).toThrow('1 of 100 is 1, not 95');
  });

  it('takes parts beside a value that is said to be inexact', () => {
    const supplied = {
      value: '20',
      unit: 'percent',
      numerator: '19',
      denominator: '100',
      qualifier: 'under',
      observationStatus: [],
    } as const;
    expect(parseSuppliedValue(supplied, 'percent')).toEqual(supplied);
  });
});

describe('the word beside a difference', () => {
  it.each<[Qualifier | undefined, Qualifier | undefined, Qualifier | undefined]>([
    [undefined, undefined, undefined],
    ['circa', undefined, 'circa'],
    [undefined, 'circa', 'circa'],
    ['just-over', undefined, 'just-over'],
    [undefined, 'just-over', 'just-under'],
    [undefined, 'at-most', 'at-least'],
    ['over', 'under', 'over'],
    ['over', 'over', 'circa'],
    ['just-over', 'circa', 'circa'],
  ])('of %s less %s is %s', (of, less, expected) => {
    expect(qualifierOfDifference(of, less)).toBe(expected);
  });
});
