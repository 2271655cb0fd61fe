import { against, levels, named, atLeast100 } from '../../../test/support/figures';
import { rate } from './rating';
import { Condition, parseScheme } from './rating-scheme';
import {
  AMBER,
  GREEN,
  MEETS_TARGET,
  OTHERWISE,
  RED,
  absoluteTolerance,
  adverseGap,
  amberOnForecast,
  amberUnlessWorse,
  bandsOnGap,
  byJudgement,
  inPercentOfTarget,
  inUnits,
  levelOf,
  metOrNot,
  relativeTolerance,
  schemeOf,
} from './schemes';

// The numbers are those of the rules in "Rating, direction-of-travel and roll-up rules that councils use", section 1.

describe('rules that look at another period or ahead', () => {
  it('1: colour depends on tolerance and trend (Havering), with a defined answer where last year is missing', () => {
    const trend = (direction: 'improving' | 'no-change' | 'worsening' | 'unavailable') =>
      against('>=', '100', { travel: { samePeriodLastYear: direction } });
    const scheme = amberUnlessWorse(inPercentOfTarget('10'), 'unrated');
    expect(levels(scheme, trend('worsening'), ['90', '89.99'])).toEqual(['green', 'red']);
    expect(levels(scheme, trend('improving'), ['89.99'])).toEqual(['amber']);
    expect(levels(scheme, trend('no-change'), ['89.99'])).toEqual(['amber']);
    expect(levels(scheme, trend('unavailable'), ['90', '89.99'])).toEqual(['green', 'unrated']);
    expect(levels(amberUnlessWorse(inPercentOfTarget('10'), 'fails'), trend('unavailable'), ['89.99'])).toEqual([
      'red',
    ]);
    expect(levels(amberUnlessWorse(inPercentOfTarget('10'), 'holds'), atLeast100, ['89.99'])).toEqual(['amber']);
  });

  it('30: a third state for "improving towards target" (Rother)', () => {
    const scheme = schemeOf('Rother', [
      levelOf(named('on-target', 'green', 'good'), MEETS_TARGET),
      levelOf(named('improving', 'amber', 'middle'), {
        kind: 'travel',
        comparator: 'previous-period',
        directions: ['improving'],
        whenMissing: 'fails',
      }),
      levelOf(named('not-achieving', 'red', 'bad'), OTHERWISE),
    ]);
    const moving = (previousPeriod: 'improving' | 'no-change') => against('>=', '100', { travel: { previousPeriod } });
    expect(levels(scheme, moving('improving'), ['100', '99'])).toEqual(['on-target', 'improving']);
    expect(levels(scheme, moving('no-change'), ['99'])).toEqual(['not-achieving']);
    expect(levels(scheme, atLeast100, ['99'])).toEqual(['not-achieving']);
  });

  it('21: amber where the year end is forecast to be met (Medway, West Berkshire)', () => {
    expect(levels(amberOnForecast(), against('>=', '100', { forecast: '100' }), ['100', '80'])).toEqual([
      'green',
      'amber',
    ]);
    expect(levels(amberOnForecast(), against('>=', '100', { forecast: '99' }), ['80'])).toEqual(['red']);
    expect(levels(amberOnForecast(), atLeast100, ['80'])).toEqual(['red']);
  });

  it('22: the predicted year-end status is the same rule on the forecast: two statuses, each labelled (Huntingdonshire)', () => {
    const input = against('>=', '100', { forecast: '101' })('80');
    expect(rate(relativeTolerance('10'), input).status).toBe('red');
    expect(rate(relativeTolerance('10'), { ...input, value: input.forecast ?? '' }).status).toBe('green');
  });

  it('32: an exception is two periods running on the same side of the target (West Lindsey)', () => {
    const run = (standing: 'worse-than-target' | 'better-than-target'): Condition => ({
      kind: 'run',
      standing,
      periods: 2,
      whenMissing: 'fails',
    });
    const scheme = schemeOf('Exceptions', [
      levelOf(named('above', 'green', 'good'), run('better-than-target')),
      levelOf(named('below', 'red', 'bad'), run('worse-than-target')),
      levelOf(named('no-exception', 'white', 'unrated'), OTHERWISE),
    ]);
    const after = (standing: 'worse-than-target' | 'on-target' | 'better-than-target') =>
      against('>=', '100', { earlierStandings: [standing] });
    expect(levels(scheme, after('worse-than-target'), ['99', '100', '101'])).toEqual([
      'below',
      'no-exception',
      'no-exception',
    ]);
    expect(levels(scheme, after('better-than-target'), ['99', '101'])).toEqual(['no-exception', 'above']);
    expect(levels(scheme, after('on-target'), ['99'])).toEqual(['no-exception']);
    expect(levels(scheme, atLeast100, ['99', '101'])).toEqual(['no-exception', 'no-exception']);
    expect(rate(scheme, after('worse-than-target')('99')).inequality).toBe('worse than target for 2 periods running');
  });

  it('37: met, close, significantly below; and the same words against last year’s figure as target (North Norfolk)', () => {
    const scheme = bandsOnGap('North Norfolk', [
      { ...named('met', 'green', 'good'), upTo: { operator: '<=', tolerance: inUnits('0') } },
      { ...named('close', 'amber', 'middle'), upTo: { operator: '<=', tolerance: inPercentOfTarget('5') } },
      named('significantly-below', 'red', 'bad'),
    ]);
    const lastYear = against('>=', '80', { target: { kind: 'baseline' } });
    expect(levels(scheme, atLeast100, ['100', '95', '85'])).toEqual(['met', 'close', 'significantly-below']);
    expect(levels(scheme, lastYear, ['85', '76', '75.99'])).toEqual(['met', 'close', 'significantly-below']);
  });
});

describe('rules on polarity and on targets', () => {
  it('33: good is bigger, smaller or to plan; "better than the baseline" is strict (Cumbria)', () => {
    const plan = against('=', '100', { polarity: 'closer-to-target-is-better' });
    expect(levels(relativeTolerance('5'), plan, ['100', '95', '105', '94.99', '105.01'])).toEqual([
      'green',
      'amber',
      'amber',
      'red',
      'red',
    ]);
    const baseline = against('>', '42', { target: { kind: 'baseline' } });
    expect(levels(metOrNot(), baseline, ['42', '42.01'])).toEqual(['red', 'green']);
  });

  it('34: targets in words are kept and not rated; strict ones are rated; information only is not (Rotherham)', () => {
    const words = against('>=', '', {
      target: { kind: 'described', operator: undefined, value: undefined, text: 'top quartile' },
    });
    expect(levels(metOrNot(), words, ['99'])).toEqual(['unrated']);
    expect(levels(metOrNot(), against('<', '70'), ['70', '69.99'])).toEqual(['red', 'green']);
    expect(levels(metOrNot(), against('>=', '5', { polarity: 'none' }), ['6'])).toEqual(['unrated']);
  });

  it('36: the distance from a midpoint; a rank that is reported is rated, lower being better (Scottish benchmarks)', () => {
    const middle = against('=', '50', { polarity: 'closer-to-target-is-better' });
    expect(levels(absoluteTolerance('2'), middle, ['50', '48', '52', '47.99'])).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ]);
    const rank = against('<=', '8', { unit: 'rank', displayDecimals: 0 });
    expect(levels(metOrNot(), rank, ['8', '9'])).toEqual(['green', 'red']);
    expect(rate(metOrNot(), rank('9')).inequality).toBe('9th > 8th');
  });

  it('39: data only and contextual measures are not rated, and not in the denominator', () => {
    expect(rate(metOrNot(), against('>=', '5', { polarity: 'none' })('6')).status).toBe('rag-not-applicable');
  });

  it('25 and 38: how a missing figure is named is data of the scheme; that it is missing is the ladder’s (East Sussex, Cheshire West)', () => {
    for (const missing of [
      { label: 'Carry over', colour: 'blue' },
      { label: 'Missing', colour: 'grey' },
    ]) {
      expect(parseScheme({ ...metOrNot(), missing }, '/scheme')).toEqual({ ...metOrNot(), missing });
    }
  });
});

describe('not computable: the colour is an officer’s, or the rule is not published in full', () => {
  const manual = byJudgement([GREEN, AMBER, RED]);

  it.each([
    ['7', 'Cambridgeshire', 'the bound between green and blue is not in the excerpt'],
    ['12', 'Lincoln', 'some statuses are set by a partner'],
    ['15', 'Barnet', 'the bounds of Green Amber and Red Amber are not in the excerpt'],
    ['18', 'Oxfordshire adult social care', 'amber by judgement though the target was met'],
    ['23', 'South Kesteven', 'whether a late milestone has a resolution is a judgement'],
    ['29', 'Bolsover', '"achieved previously" and "under review" are stages of an indicator, not of a figure'],
    ['40', 'Kensington and Chelsea, Bracknell', 'actions are rated by risk'],
  ])('rule %s (%s): %s', () => {
    const rating = rate(parseScheme(manual, '/scheme'), atLeast100('100'));
    expect(rating).toMatchObject({ status: 'rag-not-applicable', inequality: '', checks: [] });
    expect(rating.unratedBecause).toBe('The status is an officer’s judgement and has not been given.');
  });

  it('7: the part that is printed: red more than 10% off, amber up to 10%', () => {
    expect(levels(relativeTolerance('10'), atLeast100, ['90', '89.99'])).toEqual(['amber', 'red']);
  });

  it('15: once the bounds are set beside the targets, four levels count as two groups and Monitor is unrated', () => {
    const scheme = schemeOf('Barnet', [
      levelOf(GREEN, MEETS_TARGET),
      levelOf(named('green-amber', 'light green', 'bad'), { kind: 'meets', bound: 'green-amber' }),
      levelOf(named('red-amber', 'orange', 'bad'), { kind: 'meets', bound: 'red-amber' }),
      levelOf(RED, OTHERWISE),
    ]);
    const figure = against('>=', '100', { target: { thresholds: { 'green-amber': '90', 'red-amber': '80' } } });
    expect(levels(scheme, figure, ['100', '90', '80', '79'])).toEqual(['green', 'green-amber', 'red-amber', 'red']);
    expect(rate(scheme, figure('90')).status).toBe('red');
  });

  it('29: the part that is a calculation: positive, within target, negative', () => {
    const scheme = schemeOf('Bolsover', [
      levelOf(named('positive', 'green', 'good'), adverseGap('<', inUnits('0'))),
      levelOf(named('within-target', 'green', 'good'), MEETS_TARGET),
      levelOf(named('negative', 'red', 'bad'), OTHERWISE),
    ]);
    expect(levels(scheme, atLeast100, ['101', '100', '99'])).toEqual(['positive', 'within-target', 'negative']);
  });
});
