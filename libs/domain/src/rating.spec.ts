import { target, figure, statusOf } from '../../../test/support/figures';
import { Polarity } from './definition';
import { RatingInput, assertSchemeFitsTarget, rate, standing } from './rating';
import {
  AMBER,
  GREEN,
  MEETS_TARGET,
  RED,
  absoluteTolerance,
  byJudgement,
  floorStandard,
  levelOf,
  metOrNot,
  relativeTolerance,
  schemeOf,
} from './schemes';
import { Target, TargetOperator } from './target';

describe('green, amber and red (domain rule 3.3)', () => {
  const scheme = absoluteTolerance('5');

  it.each([
    ['95', 'green'],
    ['95.0', 'green'],
    ['94.9999', 'amber'],
    ['90', 'amber'],
    ['89.9999', 'red'],
    ['106', 'green'], // above 100%, and true
  ])('higher is better, target 95%, tolerance 5 percentage points: %s is %s', (value, status) => {
    expect(statusOf(scheme, figure(value, target('>=', '95')))).toBe(status);
  });

  it.each([
    ['8', 'green'],
    ['8.0001', 'amber'],
    ['13', 'amber'],
    ['13.0001', 'red'],
    ['0', 'green'],
  ])('lower is better mirrors it, target 8%: %s is %s', (value, status) => {
    expect(statusOf(scheme, figure(value, target('<=', '8')))).toBe(status);
  });

  it('exactly on target is green: 6% abandoned against 6% (report 12.5)', () => {
    expect(statusOf(metOrNot(), figure('6', target('<=', '6')))).toBe('green');
    expect(statusOf(metOrNot(), figure('4', target('<=', '6')))).toBe('green');
  });

  it('71% against 86% is red (report 6.5), with any tolerance up to 14 points', () => {
    for (const rule of [metOrNot(), absoluteTolerance('5'), absoluteTolerance('14'), relativeTolerance('10')]) {
      expect(statusOf(rule, figure('71', target('>=', '86')))).toBe('red');
    }
  });

  it('a strict target is not met by equality: "below 70%" (report 6.10)', () => {
    expect(statusOf(metOrNot(), figure('70', target('<', '70')))).toBe('red');
    expect(statusOf(metOrNot(), figure('69.9', target('<', '70')))).toBe('green');
    expect(statusOf(metOrNot(), figure('80', target('>', '80')))).toBe('red');
    expect(statusOf(absoluteTolerance('5'), figure('70', target('<', '70')))).toBe('amber');
  });

  it('fewer decimals in the outturn than in the target: 1.9% misses 1.75% (report 6.8)', () => {
    const rating = rate(metOrNot(), figure('1.9', target('<=', '1.75')));
    expect(rating).toMatchObject({ status: 'red', inequality: '1.9% > 1.75%' });
  });

  it('zero is a value: no charging points against 74 (report section 11)', () => {
    const input = figure('0', target('>=', '74', { unit: 'count' }), { unit: 'count', displayDecimals: 0 });
    expect(rate(relativeTolerance('10'), input)).toMatchObject({ status: 'red', shownValue: '0' });
  });

  it.each([
    ['10', 'green'],
    ['15', 'green'],
    ['9.9', 'amber'],
    ['8', 'amber'],
    ['7.9', 'red'],
    ['17', 'amber'],
    ['17.1', 'red'],
  ])('range 10 to 15, tolerance 2: %s is %s', (value, status) => {
    const range: Target = {
      period: '2023-24',
      kind: 'target',
      operator: 'between',
      low: '10',
      high: '15',
      unit: 'percent',
    };
    expect(statusOf(absoluteTolerance('2'), figure(value, range, { polarity: 'in-range-is-better' }))).toBe(status);
  });

  it.each([
    ['-13', 'green'],
    ['13', 'green'],
    ['0', 'green'],
    ['-14', 'amber'],
    ['-14.8', 'red'],
    ['14.8', 'red'],
  ])('closer to zero is better, target −13, tolerance 1: %s is %s (gap measures, report 6.3)', (value, status) => {
    const gap = target('<=', '-13', { unit: 'points' });
    const input = figure(value, gap, { unit: 'points', polarity: 'closer-to-zero-is-better' });
    expect(statusOf(absoluteTolerance('1'), input)).toBe(status);
  });

  it.each([
    ['100', 'green'],
    ['98', 'amber'],
    ['102', 'amber'],
    ['97.9', 'red'],
    ['102.1', 'red'],
  ])('closer to the target is better, plan 100, tolerance 2: %s is %s', (value, status) => {
    const input = figure(value, target('=', '100'), { polarity: 'closer-to-target-is-better' });
    expect(statusOf(absoluteTolerance('2'), input)).toBe(status);
  });

  it('yes or no: met or not met', () => {
    const yes = { unit: 'yes-or-no', polarity: 'yes-or-no', displayDecimals: 0 } as const;
    const wanted = target('=', '1', { unit: 'yes-or-no' });
    expect(rate(metOrNot(), figure('1', wanted, yes))).toMatchObject({ status: 'green', inequality: 'Yes = Yes' });
    expect(rate(metOrNot(), figure('0', wanted, yes))).toMatchObject({ status: 'red', inequality: 'No ≠ Yes' });
  });

  it('a negative target has a tolerance of a share of its size', () => {
    const input = (value: string): RatingInput => figure(value, target('>=', '-10'));
    expect(statusOf(relativeTolerance('10'), input('-11'))).toBe('amber');
    expect(statusOf(relativeTolerance('10'), input('-11.01'))).toBe('red');
    expect(statusOf(relativeTolerance('10'), input('-10'))).toBe('green');
  });

  it('a target of zero works with an absolute tolerance', () => {
    expect(statusOf(absoluteTolerance('1'), figure('0', target('<=', '0')))).toBe('green');
    expect(statusOf(absoluteTolerance('1'), figure('1', target('<=', '0')))).toBe('amber');
    expect(statusOf(absoluteTolerance('1'), figure('1.1', target('<=', '0')))).toBe('red');
  });

  it('targets that are forecasts, baselines or minimum standards are targets', () => {
    for (const kind of ['forecast', 'baseline', 'minimum-standard'] as const) {
      const input = figure('61', target('>=', '56', { kind, unit: 'count' }), { unit: 'count' }); // pipeline, "forecast of 56"
      expect(statusOf(metOrNot(), input)).toBe('green');
    }
  });
});

describe('no colour, and why', () => {
  it.each<[string, RatingInput, string]>([
    ['no target', figure('5', undefined), 'No target has been set for this figure.'],
    [
      'a target in words',
      figure('5', { period: '2023-24', kind: 'described', text: 'top quartile', unit: 'percent' }),
      'The target is in words only (top quartile), so no colour can be computed.',
    ],
    [
      'no better direction',
      figure('5', target('>=', '4'), { polarity: 'none' }),
      'Neither direction is better for this indicator, so red, amber and green do not apply.',
    ],
  ])('%s', (_what, input, unratedBecause) => {
    expect(rate(absoluteTolerance('5'), input)).toEqual({
      status: 'rag-not-applicable',
      level: undefined,
      unratedBecause,
      inequality: '',
      checks: [],
      boundaries: [],
      comparedValue: '5',
      compare: 'full-precision',
      shownValue: '5.0',
    });
  });

  it('a relative tolerance at zero is refused when it is set, and rates nothing should it be met', () => {
    const zero = target('<=', '0');
    expect(() => {
      assertSchemeFitsTarget(relativeTolerance('10'), zero);
    }).toThrow(expect.objectContaining({ code: 'relative-tolerance-at-zero', kind: 'invalid' }) as Error);
    expect(rate(relativeTolerance('10'), figure('1', zero))).toMatchObject({
      status: 'rag-not-applicable',
      unratedBecause: 'A relative tolerance has no meaning at zero. Set an absolute one.',
    });
  });

  it('a missing threshold', () => {
    expect(rate(floorStandard(), figure('90', target('>=', '95')))).toMatchObject({
      status: 'rag-not-applicable',
      unratedBecause: 'No threshold "floor" has been set for this figure.',
    });
    expect(statusOf(floorStandard(), figure('95', target('>=', '95')))).toBe('green');
  });

  it('a judgement that has not been given', () => {
    const rating = rate(byJudgement([GREEN, AMBER, RED]), figure('5', target('>=', '4')));
    expect(rating.status).toBe('rag-not-applicable');
    expect(rating.unratedBecause).toContain('judgement');
  });

  it('a hole between the levels', () => {
    const scheme = schemeOf('Holed', [levelOf(GREEN, MEETS_TARGET)]);
    expect(rate(scheme, figure('90', target('>=', '95')))).toMatchObject({
      status: 'rag-not-applicable',
      unratedBecause: 'No level of the rule "Holed" takes this figure.',
      inequality: '90.0% < 95%',
    });
  });
});

describe('how a figure stands to its target (domain rule 3.8)', () => {
  it.each<[string, Partial<Target> & { operator: TargetOperator }, Polarity, string]>([
    ['96', { operator: '>=', value: '95' }, 'higher-is-better', 'better-than-target'],
    ['95', { operator: '>=', value: '95' }, 'higher-is-better', 'on-target'],
    ['94.96', { operator: '>=', value: '95' }, 'higher-is-better', 'worse-than-target'],
    ['10.86', { operator: '<=', value: '8' }, 'lower-is-better', 'worse-than-target'], // "above target", report 12.4
    ['6', { operator: '<=', value: '6' }, 'lower-is-better', 'on-target'],
    ['70', { operator: '<', value: '70' }, 'lower-is-better', 'worse-than-target'],
    ['12', { operator: 'between', low: '10', high: '15' }, 'in-range-is-better', 'on-target'],
    ['16', { operator: 'between', low: '10', high: '15' }, 'in-range-is-better', 'worse-than-target'],
    ['-12', { operator: '<=', value: '-13' }, 'closer-to-zero-is-better', 'better-than-target'],
    ['99', { operator: '=', value: '100' }, 'closer-to-target-is-better', 'worse-than-target'],
    ['1', { operator: '=', value: '1' }, 'yes-or-no', 'on-target'],
  ])('%s against %j, %s: %s', (value, more, polarity, expected) => {
    const against: Target = { period: '2023-24', kind: 'target', unit: 'percent', ...more };
    expect(standing({ value, polarity, target: against })).toBe(expected);
  });

  it('has no answer without a target or a better side', () => {
    expect(standing({ value: '5', polarity: 'higher-is-better' })).toBeUndefined();
    expect(standing({ value: '5', polarity: 'none', target: target('>=', '4') })).toBeUndefined();
  });
});
