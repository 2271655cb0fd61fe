import * as fc from 'fast-check';
import { displayChange, displayDifference, displayTarget, displayValue } from './display';
import { Target } from './target';
import { UNITS, Unit } from './unit';

describe('a figure as people read it', () => {
  it.each<[string, Unit, number, string]>([
    ['56.26', 'percent', 2, '56.26%'],
    ['47.2', 'percent', 2, '47.20%'], // report 12.11
    ['106', 'percent', 0, '106%'],
    ['-14.8', 'percent-change', 1, '−14.8%'],
    ['6.6', 'percent-change', 1, '+6.6%'],
    ['-500', 'count-change', 0, '−500'],
    ['0', 'count-change', 0, '0'],
    ['10434', 'count', 0, '10,434'],
    ['984.5', 'count', 1, '984.5'],
    ['999', 'count', 0, '999'],
    ['1234567.891', 'number', 2, '1,234,567.89'],
    ['-1234', 'number', 0, '−1,234'],
    ['-0.04', 'number', 1, '0.0'],
    ['55.1', 'rate-per-10000', 1, '55.1 per 10,000'],
    ['2.14', 'rate-per-1000', 2, '2.14 per 1,000'],
    ['310', 'rate-per-100000', 0, '310 per 100,000'],
    ['233', 'seconds', 0, '3 minutes 53 seconds'], // report 12.4
    ['275', 'seconds', 0, '4 minutes 35 seconds'], // report 12.6
    ['71', 'seconds', 0, '1 minute 11 seconds'],
    ['41', 'seconds', 0, '41 seconds'],
    ['1', 'seconds', 0, '1 second'],
    ['0', 'seconds', 0, '0 seconds'],
    ['60', 'seconds', 0, '1 minute'],
    ['3723', 'seconds', 0, '1 hour 2 minutes 3 seconds'],
    ['3600', 'seconds', 0, '1 hour'],
    ['7201', 'seconds', 0, '2 hours 1 second'],
    ['90000', 'seconds', 0, '25 hours'],
    ['238.25', 'seconds', 0, '3 minutes 58 seconds'],
    ['119.6', 'seconds', 0, '2 minutes'],
    ['61.25', 'seconds', 1, '1 minute 1.3 seconds'],
    ['2134112500', 'pence', 0, '£21,341,125'],
    ['2134112550', 'pence', 0, '£21,341,125.50'],
    ['5', 'pence', 0, '£0.05'],
    ['0', 'pence', 0, '£0'],
    ['-20200000', 'pence', 0, '−£202,000'],
    ['4.08', 'rating-out-of-5', 2, '4.08 out of 5'],
    ['7.2', 'working-days', 1, '7.2 working days'],
    ['1', 'working-days', 0, '1 working day'],
    ['4', 'days', 0, '4 days'],
    ['12.5', 'full-time-equivalents', 1, '12.5 full-time equivalents'],
    ['0.5', 'grades', 1, '0.5 grades'],
    ['-14.8', 'points', 1, '−14.8 points'],
    ['3.25', 'tonnes', 2, '3.25 tonnes'],
    ['1', 'yes-or-no', 0, 'Yes'],
    ['0', 'yes-or-no', 0, 'No'],
  ])('%s in %s with %i decimals is %s', (value, unit, decimals, expected) => {
    expect(displayValue(value, unit, decimals)).toBe(expected);
  });

  it.each([
    ['1', '1st'],
    ['2', '2nd'],
    ['3', '3rd'],
    ['4', '4th'],
    ['11', '11th'],
    ['12', '12th'],
    ['13', '13th'],
    ['21', '21st'],
    ['22', '22nd'],
    ['101', '101st'],
    ['111', '111th'],
    ['1013', '1,013th'],
  ])('rank %s is %s', (value, expected) => {
    expect(displayValue(value, 'rank', 0)).toBe(expected);
  });

  it('rounds half away from zero, like everything else', () => {
    expect(displayValue('1.005', 'percent', 2)).toBe('1.01%');
  });

  it('has words for every unit and every number', () => {
    fc.assert(
      fc.property(fc.constantFrom(...UNITS), fc.integer({ min: -99_999_999, max: 99_999_999 }), (unit, value) => {
        const shown = displayValue(String(value), unit, 0);
        expect(shown).not.toBe('');
        expect(shown).not.toMatch(/undefined|NaN|-\d/);
      }),
    );
  });

  it('hours, minutes and seconds add up to the seconds', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seconds) => {
        const shown = displayValue(String(seconds), 'seconds', 0).replaceAll(',', '');
        const part = (name: string): number => Number(new RegExp(`(\\d+) ${name}`).exec(shown)?.[1] ?? 0);
        expect(part('hour') * 3600 + part('minute') * 60 + part('second')).toBe(seconds);
      }),
    );
  });
});

describe('a target in words, with its operator', () => {
  const base: Target = { period: '2023-24-Q4', kind: 'target', unit: 'percent' };

  it.each<[Partial<Target>, number, string]>([
    [{ operator: '>=', value: '95' }, 2, 'at least 95%'],
    [{ operator: '<', value: '70' }, 0, 'below 70%'], // report 6.10
    [{ operator: '>', value: '80' }, 1, 'more than 80%'],
    [{ operator: '<=', value: '1.75' }, 1, 'no more than 1.75%'], // report 6.8: beside 1.9%
    [{ operator: '>=', value: '4.5', unit: 'rating-out-of-5' }, 2, 'at least 4.50 out of 5'],
    [{ operator: '<=', value: '210', unit: 'seconds' }, 0, 'no more than 3 minutes 30 seconds'],
    [{ operator: '>=', value: '1900000000', unit: 'pence' }, 0, 'at least £19,000,000'],
    [{ operator: '>=', value: '7373.55', unit: 'count' }, 0, 'at least 7,373.55'],
    [{ operator: '=', value: '100' }, 0, 'exactly 100%'],
    [{ operator: '=', value: '1', unit: 'yes-or-no' }, 0, 'Yes'],
    [{ operator: 'between', low: '10', high: '15' }, 0, 'between 10% and 15%'],
    [{ operator: '<=', value: '12', unit: 'rank' }, 0, '12th or better'],
    [{ operator: '<', value: '12', unit: 'rank' }, 0, 'better than 12th'],
    [{ kind: 'described', text: 'top quartile' }, 0, 'top quartile'],
  ])('%j with %i decimals', (more, decimals, expected) => {
    expect(displayTarget({ ...base, ...more }, decimals)).toBe(expected);
  });

  it('never says "above": which way is good depends', () => {
    for (const operator of ['>=', '>', '<=', '<', '='] as const) {
      expect(displayTarget({ ...base, operator, value: '5' }, 0)).not.toContain('above');
    }
  });
});

describe('changes and differences', () => {
  it.each<[string, Unit, number, string]>([
    ['2.5', 'percent', 1, '+2.5 percentage points'],
    ['-1', 'percent', 0, '−1 percentage point'],
    ['-33', 'seconds', 0, '−33 seconds'],
    ['411', 'count', 0, '+411'],
    ['-3', 'rank', 0, '−3 places'],
    ['0.15', 'rating-out-of-5', 2, '+0.15'],
    ['150000', 'pence', 0, '+£1,500'],
    ['0', 'percent', 1, 'no change'],
    ['0.00', 'count', 0, 'no change'],
    ['0.02', 'percent', 1, '+0.02 percentage points'], // a change is not shown as none because it is small
  ])('a change of %s in %s', (change, unit, decimals, expected) => {
    expect(displayChange(change, unit, decimals)).toBe(expected);
  });

  it('a difference has no sign', () => {
    expect(displayDifference('-5', 'percent', 0)).toBe('5 percentage points');
    expect(displayDifference('30', 'seconds', 0)).toBe('30 seconds');
  });
});
