import { Target, parseTarget } from './target';

const base: Target = { period: '2023-24-Q4', kind: 'target', operator: '>=', value: '95', unit: 'percent' };

function refusedAt(pointer: string): Error {
  return expect.objectContaining({ kind: 'invalid', pointer }) as Error;
}

describe('a target carries its own operator', () => {
  it.each<Partial<Target>>([
    {},
    { operator: '<', value: '70' }, // "below 70%" (report 6.10)
    { operator: '<=', value: '1.75' }, // more decimals than the outturn (report 6.8)
    { operator: '>=', value: '0' },
    { operator: '>=', value: '-13', unit: 'points' },
    { operator: '=', value: '1', unit: 'yes-or-no' },
    { operator: 'between', value: undefined, low: '10', high: '15' },
    { operator: 'between', value: undefined, low: '10', high: '10' },
    { kind: 'forecast', value: '56', unit: 'count' },
    { kind: 'described', operator: undefined, value: undefined, text: 'top quartile' },
    { thresholds: { floor: '90', stretch: '98' } },
    { period: '2023-09..2023-12' },
  ])('takes %j as it is', (change) => {
    const target = { ...base, ...change };
    expect(parseTarget(target, target.unit)).toBe(target);
  });

  it.each<[string, Partial<Target>, string]>([
    ['a period that does not exist', { period: '2023-24-Q5' }, '/period'],
    ['another unit than the indicator’s', { unit: 'count' }, '/unit'],
    ['no operator', { operator: undefined }, '/operator'],
    ['no value', { value: undefined }, '/value'],
    ['a value with its unit', { value: '95%' }, '/value'],
    ['a range with a value', { operator: 'between', low: '1', high: '2' }, '/value'],
    ['a range without its low end', { operator: 'between', value: undefined, high: '2' }, '/low'],
    ['a range without its high end', { operator: 'between', value: undefined, low: '2' }, '/high'],
    ['a range that is empty', { operator: 'between', value: undefined, low: '3', high: '2' }, '/low'],
    ['ends without a range', { low: '3' }, '/low'],
    ['an end without a range', { high: '3' }, '/high'],
    [
      'a described target without words',
      { kind: 'described', operator: undefined, value: undefined, text: ' ' },
      '/text',
    ],
    ['a described target with a number', { kind: 'described', text: 'top quartile' }, '/kind'],
    ['a threshold that is no number', { thresholds: { floor: 'x' } }, '/thresholds/floor'],
  ])('refuses %s', (_what, change, pointer) => {
    expect(() => parseTarget({ ...base, ...change }, 'percent')).toThrow(refusedAt(pointer));
  });

  it('refuses what its unit cannot be: half a second', () => {
    expect(() => parseTarget({ ...base, unit: 'seconds', value: '210.5' }, 'seconds')).toThrow(refusedAt('/value'));
  });
});
