import { against, levels, named, atLeast100, atMost100 } from '../../../test/support/figures';
import { rate } from './rating';
import { RatingScheme } from './rating-scheme';
import {
  AMBER,
  GREEN,
  MEETS_TARGET,
  OTHERWISE,
  RED,
  absoluteTolerance,
  adverseGap,
  bandsOnGap,
  greenWithin,
  inPercentOfTarget,
  inUnits,
  levelOf,
  metOrNot,
  relativeTolerance,
  schemeOf,
} from './schemes';

// The numbers are those of the rules in "Rating, direction-of-travel and roll-up rules that councils use", section 1.

/** Gaps of exactly 0, 1, 5 and 10%, and a hair beyond each. */
const GAPS = ['100', '99', '98.99', '95', '94.99', '90', '89.99'];
const GAPS_ABOVE = ['100', '101', '101.01', '105', '105.01', '110', '110.01'];

describe('rules with one tolerance', () => {
  it('2 and 19: the tolerance belongs to the indicator and not to the product (Havering 5%; Newport 15%)', () => {
    expect(levels(relativeTolerance('5'), atLeast100, ['100', '95', '94.99'])).toEqual(['green', 'amber', 'red']);
    expect(levels(relativeTolerance('15'), atLeast100, ['99.99', '85', '84.99'])).toEqual(['amber', 'amber', 'red']);
  });

  it('3 and 6: only green and red (Havering 2017/18, Northumberland)', () => {
    expect(levels(metOrNot(), atLeast100, ['100', '99.99', '0', '106'])).toEqual(['green', 'red', 'red', 'green']);
  });

  it('4: amber within 10% of the target, edge included (Maidstone)', () => {
    const expected = ['green', 'amber', 'amber', 'amber', 'amber', 'amber', 'red'];
    expect(levels(relativeTolerance('10'), atLeast100, GAPS)).toEqual(expected);
    expect(levels(relativeTolerance('10'), atMost100, GAPS_ABOVE)).toEqual(expected);
  });

  it('4: per cent and percentage points are two rules, and a target of 60% tells them apart', () => {
    const at60 = against('>=', '60');
    expect(levels(relativeTolerance('10'), at60, ['54', '53.99', '50'])).toEqual(['amber', 'red', 'red']);
    expect(levels(absoluteTolerance('10'), at60, ['54', '53.99', '50'])).toEqual(['amber', 'amber', 'amber']);
  });

  it('5: green within 5%, amber to 10% (Bracknell Forest)', () => {
    const scheme = greenWithin(inPercentOfTarget('5'), inPercentOfTarget('10'));
    const expected = ['green', 'green', 'green', 'green', 'amber', 'amber', 'red'];
    expect(levels(scheme, atLeast100, GAPS)).toEqual(expected);
    expect(levels(scheme, atMost100, GAPS_ABOVE)).toEqual(expected);
  });

  it('14: Belfast put the edge of 5% into red in 2023-24 and into amber in 2024-25', () => {
    const belfast = (operator: '<' | '<='): RatingScheme =>
      bandsOnGap('Within 1% and 5%', [
        { ...GREEN, upTo: { operator: '<=', tolerance: inPercentOfTarget('1') } },
        { ...AMBER, upTo: { operator, tolerance: inPercentOfTarget('5') } },
        RED,
      ]);
    expect(levels(belfast('<'), atLeast100, ['99', '98.99', '95.01', '95'])).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ]);
    expect(levels(belfast('<='), atLeast100, ['99', '98.99', '95', '94.99'])).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ]);
  });

  it('23: amber strictly within 10%, for figures; for milestones an officer’s judgement (South Kesteven)', () => {
    const figures = bandsOnGap('Under 10%', [
      { ...GREEN, upTo: { operator: '<=', tolerance: inUnits('0') } },
      { ...AMBER, upTo: { operator: '<', tolerance: inPercentOfTarget('10') } },
      RED,
    ]);
    expect(levels(figures, atLeast100, ['100', '90.01', '90'])).toEqual(['green', 'amber', 'red']);
    const milestone = schemeOf('Milestones', [
      levelOf(GREEN, MEETS_TARGET),
      levelOf(AMBER, { kind: 'judgement' }),
      levelOf(RED, OTHERWISE),
    ]);
    const done = against('=', '1', { unit: 'yes-or-no', polarity: 'yes-or-no', displayDecimals: 0 });
    expect(levels(milestone, done, ['1', '0'])).toEqual(['green', 'unrated']);
  });

  it('24: one class of "on, above or within 5%" is two levels of one group (Chorley)', () => {
    const scheme = bandsOnGap('Chorley', [
      { ...named('met', 'green', 'good'), upTo: { operator: '<=', tolerance: inUnits('0') } },
      { ...named('within', 'green', 'good'), upTo: { operator: '<=', tolerance: inPercentOfTarget('5') } },
      named('worse', 'red', 'bad'),
    ]);
    expect(levels(scheme, atLeast100, ['100', '95', '94.99'])).toEqual(['met', 'within', 'worse']);
    expect(['100', '95', '94.99'].map((value) => rate(scheme, atLeast100(value)).status)).toEqual([
      'green',
      'green',
      'red',
    ]);
  });

  it('26: blue is the middle (Harlow)', () => {
    const scheme = schemeOf('Harlow', [
      levelOf(named('green-star', 'green', 'good'), adverseGap('<', inUnits('0'))),
      levelOf(named('blue-circle', 'blue', 'middle'), adverseGap('<=', inPercentOfTarget('5'))),
      levelOf(named('red-triangle', 'red', 'bad'), OTHERWISE),
    ]);
    expect(levels(scheme, atLeast100, ['100.01', '100', '95', '94.99'])).toEqual([
      'green-star',
      'blue-circle',
      'blue-circle',
      'red-triangle',
    ]);
    expect(rate(scheme, atLeast100('97'))).toMatchObject({ status: 'amber', level: { colour: 'blue' } });
  });
});

describe('rules with levels above green', () => {
  it('8: bands on the signed gap, over-performance too (Northamptonshire)', () => {
    const scheme: RatingScheme = {
      ...bandsOnGap('Northamptonshire', [
        { ...named('green-plus', 'green', 'good'), upTo: { operator: '<', tolerance: inPercentOfTarget('-10') } },
        { ...GREEN, upTo: { operator: '<=', tolerance: inPercentOfTarget('5') } },
        { ...AMBER, upTo: { operator: '<=', tolerance: inPercentOfTarget('10') } },
        RED,
      ]),
      missing: { label: 'Not recorded before', colour: 'grey' },
    };
    expect(levels(scheme, atLeast100, ['110.01', '110', '95', '94.99', '90', '89.99'])).toEqual([
      'green-plus',
      'green',
      'green',
      'amber',
      'amber',
      'red',
    ]);
    expect(levels(scheme, atMost100, ['89.99', '90', '105', '105.01', '110', '110.01'])).toEqual([
      'green-plus',
      'green',
      'green',
      'amber',
      'amber',
      'red',
    ]);
  });

  it('20: better by more than 10%, on target, worse, not reported: no amber (Durham)', () => {
    const scheme: RatingScheme = {
      ...bandsOnGap('Durham', [
        { ...named('better', 'green', 'good'), upTo: { operator: '<', tolerance: inPercentOfTarget('-10') } },
        { ...named('on-target', 'green', 'good'), upTo: { operator: '<=', tolerance: inUnits('0') } },
        named('worse', 'red', 'bad'),
      ]),
      missing: { label: 'Not reported', colour: 'grey' },
    };
    expect(levels(scheme, atLeast100, ['110.01', '110', '100', '99.99'])).toEqual([
      'better',
      'on-target',
      'on-target',
      'worse',
    ]);
  });

  it('31: exceeding, achieving, not achieving, two of them good; contextual unrated (Lincolnshire)', () => {
    const scheme = bandsOnGap('Lincolnshire', [
      { ...named('exceeding', 'green', 'good'), upTo: { operator: '<', tolerance: inUnits('0') } },
      { ...named('achieving', 'green', 'good'), upTo: { operator: '<=', tolerance: inUnits('0') } },
      named('not-achieving', 'red', 'bad'),
    ]);
    expect(levels(scheme, atLeast100, ['100.01', '100', '99.99'])).toEqual(['exceeding', 'achieving', 'not-achieving']);
    expect(levels(scheme, against('>=', '100', { polarity: 'none' }), ['101'])).toEqual(['unrated']);
  });

  it('11: two targets, and a tolerance on one of them (Swansea)', () => {
    const scheme = schemeOf('Swansea', [
      levelOf(named('blue', 'blue', 'good'), { kind: 'meets', bound: 'further' }),
      levelOf(GREEN, MEETS_TARGET),
      levelOf(AMBER, adverseGap('<=', inPercentOfTarget('5'))),
      levelOf(RED, OTHERWISE),
    ]);
    const higher = against('>=', '100', { target: { thresholds: { further: '120' } } });
    expect(levels(scheme, higher, ['120', '119.99', '100', '95', '94.99'])).toEqual([
      'blue',
      'green',
      'green',
      'amber',
      'red',
    ]);
    const lower = against('<=', '100', { target: { thresholds: { further: '80' } } });
    expect(levels(scheme, lower, ['80', '80.01', '100', '105', '105.01'])).toEqual([
      'blue',
      'green',
      'green',
      'amber',
      'red',
    ]);
  });

  it('27: four levels, yellow for alert, with bounds set beside each target (Mid Bedfordshire)', () => {
    const scheme = schemeOf('Vital signs', [
      levelOf(named('excellent', 'blue', 'good'), { kind: 'meets', bound: 'excellent' }),
      levelOf(named('good', 'green', 'good'), MEETS_TARGET),
      levelOf(named('alert', 'yellow', 'middle'), { kind: 'meets', bound: 'alert' }),
      levelOf(named('problem', 'red', 'bad'), OTHERWISE),
    ]);
    const figure = against('>=', '90', { target: { thresholds: { excellent: '95', alert: '80' } } });
    expect(levels(scheme, figure, ['95', '90', '80', '79.99'])).toEqual(['excellent', 'good', 'alert', 'problem']);
    expect(rate(scheme, figure('85')).status).toBe('amber');
  });
});
