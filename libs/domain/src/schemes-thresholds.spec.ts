import { against, levels, named, atLeast100 } from '../../../test/support/figures';
import { RatingInput, rate } from './rating';
import { Condition } from './rating-scheme';
import {
  AMBER,
  GREEN,
  MEETS_TARGET,
  OTHERWISE,
  RED,
  absoluteTolerance,
  activityRange,
  floorStandard,
  levelOf,
  metOrNot,
  relativeTolerance,
  schemeOf,
  twoThresholds,
} from './schemes';

// The numbers are those of the rules in "Rating, direction-of-travel and roll-up rules that councils use", section 1.

describe('rules with thresholds beside the target', () => {
  it.each([
    ['9 (Kent)', 'floor'],
    ['28 (Norwich)', 'intervention'],
  ])('%s: amber from a %s standard to the target', (_rule, name) => {
    const higher = against('>=', '95', { target: { thresholds: { [name]: '90' } } });
    expect(levels(floorStandard(name), higher, ['95', '94.99', '90', '89.99'])).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ]);
    const lower = against('<=', '8', { target: { thresholds: { [name]: '12' } } });
    expect(levels(floorStandard(name), lower, ['8', '8.01', '12', '12.01'])).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ]);
  });

  it('10: activity between an upper and a lower threshold is neither good nor bad (Kent)', () => {
    const figure = (value: string): RatingInput => ({
      value,
      displayDecimals: 0,
      unit: 'count',
      polarity: 'none',
      target: {
        period: '2023-24-Q4',
        kind: 'described',
        text: 'expected range',
        unit: 'count',
        thresholds: { lower: '400', upper: '500' },
      },
    });
    expect(levels(activityRange(), figure, ['500', '501', '400', '399'])).toEqual([
      'expected',
      'above',
      'expected',
      'below',
    ]);
    expect(rate(activityRange(), figure('501'))).toMatchObject({
      status: 'rag-not-applicable',
      inequality: '501 > 500',
      unratedBecause: '"Above the expected range" is for information and does not count as red, amber or green.',
    });
  });

  it('12: low and high targets, whose order turns with the polarity; volumes are not rated (Lincoln)', () => {
    const scheme = schemeOf('Lincoln', [
      levelOf(GREEN, { kind: 'meets', bound: 'high' }),
      levelOf(named('acceptable', 'blue', 'middle'), { kind: 'meets', bound: 'low' }),
      levelOf(RED, OTHERWISE),
    ]);
    const higher = against('>=', '90', { target: { thresholds: { low: '80', high: '90' } } });
    expect(levels(scheme, higher, ['90', '89.99', '80', '79.99'])).toEqual([
      'green',
      'acceptable',
      'acceptable',
      'red',
    ]);
    const lower = against('<=', '5', { target: { thresholds: { low: '10', high: '5' } } });
    expect(levels(scheme, lower, ['5', '5.01', '10', '10.01'])).toEqual(['green', 'acceptable', 'acceptable', 'red']);
    expect(levels(scheme, against('>=', '5', { polarity: 'none' }), ['6'])).toEqual(['unrated']);
  });

  it('13: red and amber thresholds at 95% and 99% of 137, so that green starts below the target (Aberdeenshire)', () => {
    const figure = against('>=', '137', { unit: 'count', target: { thresholds: { red: '130.15', amber: '135.63' } } });
    expect(levels(twoThresholds('amber', 'red'), figure, ['137', '135.63', '135.62', '130.15', '130.14'])).toEqual([
      'green',
      'green',
      'amber',
      'amber',
      'red',
    ]);
  });

  it('35: 10 to 15% was the good band of a "lowest is best" metric: the range is the target (LG Inform)', () => {
    const figure = against('between', '', {
      polarity: 'in-range-is-better',
      target: { value: undefined, low: '10', high: '15' },
    });
    expect(levels(metOrNot(), figure, ['10', '15', '9.99', '15.01'])).toEqual(['green', 'green', 'red', 'red']);
  });
});

describe('rules on the share of the target achieved', () => {
  const achieved = (operator: '>=' | '<=' | '<', percent: string): Condition => ({
    kind: 'achievement',
    operator,
    percent,
  });

  it('16: met, 75 to 99.9%, under 75%; what lies between 99.9 and 100 has no level (Oxfordshire 2001/02)', () => {
    const scheme = schemeOf('Oxfordshire 2001/02', [
      levelOf(GREEN, MEETS_TARGET),
      levelOf(AMBER, { kind: 'all', conditions: [achieved('>=', '75'), achieved('<=', '99.9')] }),
      levelOf(RED, achieved('<', '75')),
    ]);
    const figure = against('>=', '200', { unit: 'count' });
    expect(levels(scheme, figure, ['200', '199.9', '199.8', '150', '149.99'])).toEqual([
      'green',
      'unrated',
      'amber',
      'amber',
      'red',
    ]);
    expect(rate(scheme, figure('149.99')).inequality).toBe('149.99 < 75% of 200 (150)');
  });

  it('16: the publisher does not define the ratio where lower is better, and at a target of zero (its row 4)', () => {
    const scheme = schemeOf('Ratio', [levelOf(GREEN, achieved('>=', '85')), levelOf(RED, OTHERWISE)]);
    expect(levels(scheme, against('<=', '100'), ['90'])).toEqual(['unrated']);
    expect(levels(scheme, against('>=', '0'), ['90'])).toEqual(['unrated']);
  });

  it('17: a tick at 85% of the target in the quarter; met or not in the year: two rules (Oxfordshire 2002/03)', () => {
    const quarter = schemeOf('Quarter', [levelOf(GREEN, achieved('>=', '85')), levelOf(RED, OTHERWISE)]);
    expect(levels(quarter, atLeast100, ['85', '84.99'])).toEqual(['green', 'red']);
    expect(levels(metOrNot(), atLeast100, ['85', '100'])).toEqual(['red', 'green']);
  });
});

describe('edges worth a test each', () => {
  it('a target of zero: an absolute tolerance rates it, a relative one does not', () => {
    expect(levels(absoluteTolerance('2'), against('<=', '0', { unit: 'count' }), ['0', '2', '3'])).toEqual([
      'green',
      'amber',
      'red',
    ]);
    expect(levels(relativeTolerance('10'), against('<=', '0', { unit: 'count' }), ['1'])).toEqual(['unrated']);
  });

  it('an actual of 0 by law is a value (a leisure centre in 2020)', () => {
    expect(levels(relativeTolerance('10'), against('>=', '40001', { unit: 'count' }), ['0'])).toEqual(['red']);
  });

  it('106% is true', () => {
    expect(levels(metOrNot(), atLeast100, ['106'])).toEqual(['green']);
  });

  it('targets with decimals for counts: 7,373.55 and 112.5', () => {
    const figure = against('>=', '7373.55', { unit: 'count', displayDecimals: 0 });
    expect(levels(metOrNot(), figure, ['7373', '7374'])).toEqual(['red', 'green']);
    expect(rate(metOrNot(), figure('7373')).inequality).toBe('7,373 < 7,373.55');
    expect(
      levels(relativeTolerance('10'), against('<=', '112.5', { unit: 'count' }), ['112', '113', '123.75', '124']),
    ).toEqual(['green', 'amber', 'amber', 'red']);
  });

  it('yes against yes', () => {
    const figure = against('=', '1', { unit: 'yes-or-no', polarity: 'yes-or-no', displayDecimals: 0 });
    expect(levels(metOrNot(), figure, ['1', '0'])).toEqual(['green', 'red']);
  });
});
