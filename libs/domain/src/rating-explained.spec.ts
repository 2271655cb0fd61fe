import { target, figure } from '../../../test/support/figures';
import { assertSchemeFitsTarget, rate } from './rating';
import { Condition, RatingScheme } from './rating-scheme';
import {
  GREEN,
  MEETS_TARGET,
  OTHERWISE,
  RED,
  absoluteTolerance,
  adverseGap,
  amberOnForecast,
  amberUnlessWorse,
  inPercentOfTarget,
  levelOf,
  metOrNot,
  relativeTolerance,
  schemeOf,
} from './schemes';
import { Target } from './target';

describe('what a scheme needs of a target is checked when either is set (domain rule 3.4)', () => {
  const refused = expect.objectContaining({ code: 'relative-tolerance-at-zero' }) as Error;

  it('zero at an end of a range, or as a threshold that the scheme names', () => {
    const range: Target = {
      period: '2023-24',
      kind: 'target',
      operator: 'between',
      low: '0',
      high: '15',
      unit: 'percent',
    };
    expect(() => {
      assertSchemeFitsTarget(relativeTolerance('10'), range);
    }).toThrow(refused);
    const nested = schemeOf('Nested', [
      levelOf(GREEN, {
        kind: 'not',
        condition: { kind: 'any', conditions: [adverseGap('>', inPercentOfTarget('5'), 'floor')] },
      }),
    ]);
    expect(() => {
      assertSchemeFitsTarget(nested, target('>=', '5', { thresholds: { floor: '0.00' } }));
    }).toThrow(refused);
    expect(() => {
      assertSchemeFitsTarget(nested, target('>=', '0', { thresholds: { floor: '1' } }));
    }).not.toThrow();
  });

  it('a share of the target achieved needs a positive target and more to be better', () => {
    const scheme = schemeOf('Ratio', [
      levelOf(GREEN, { kind: 'achievement', operator: '>=', percent: '85' }),
      levelOf(RED, OTHERWISE),
    ]);
    expect(() => {
      assertSchemeFitsTarget(scheme, target('>=', '0'));
    }).toThrow(refused);
    for (const bad of [target('<=', '5'), target('>=', '-5')]) {
      expect(() => {
        assertSchemeFitsTarget(scheme, bad, '/target');
      }).toThrow(expect.objectContaining({ code: 'achievement-does-not-fit', pointer: '/target' }) as Error);
    }
    expect(() => {
      assertSchemeFitsTarget(scheme, target('>=', '5'));
    }).not.toThrow();
  });

  it('no target, and no relative tolerance, fit', () => {
    expect(() => {
      assertSchemeFitsTarget(relativeTolerance('10'), undefined);
    }).not.toThrow();
    expect(() => {
      assertSchemeFitsTarget(absoluteTolerance('10'), target('>=', '0'));
    }).not.toThrow();
  });
});

describe('the answer shows its working', () => {
  it('the inequality that decided, the levels tried and the distance to each boundary', () => {
    const input = figure('56.26', target('>=', '100'), { displayDecimals: 2 }); // fire risk assessments, report 9.2
    expect(rate(absoluteTolerance('5'), input)).toEqual({
      status: 'red',
      level: { key: 'red', label: 'Red', colour: 'red', group: 'bad' },
      unratedBecause: undefined,
      inequality: '56.26% < 100% − 5 percentage points (95%)',
      checks: [
        { level: 'green', text: '56.26% < 100%', holds: false },
        { level: 'amber', text: '56.26% < 100% − 5 percentage points (95%)', holds: false },
        { level: 'red', text: 'every other figure', holds: true },
      ],
      boundaries: [
        { level: 'green', boundary: '100', distance: '-43.74', inclusive: true },
        { level: 'amber', boundary: '95', distance: '-38.74', inclusive: true },
      ],
      comparedValue: '56.26',
      compare: 'full-precision',
      shownValue: '56.26',
    });
  });

  it('the units of the figure: a wait of 3 minutes 53 seconds (report 12.4)', () => {
    const input = figure('233', target('<=', '210', { unit: 'seconds' }), { unit: 'seconds', displayDecimals: 0 });
    expect(rate(absoluteTolerance('30'), input)).toMatchObject({
      status: 'amber',
      inequality: '3 minutes 53 seconds ≤ 3 minutes 30 seconds + 30 seconds (4 minutes)',
    });
  });

  it('a relative tolerance with what it is a share of (report 9.5: 10,434 of 11,000)', () => {
    const input = figure('10434', target('>=', '11000', { unit: 'count' }), { unit: 'count', displayDecimals: 0 });
    expect(rate(relativeTolerance('10'), input)).toMatchObject({
      status: 'amber',
      inequality: '10,434 ≥ 11,000 − 10% of 11,000 (9,900)',
    });
  });

  it('ranges, distances from zero and over-performance', () => {
    const range: Target = {
      period: '2023-24',
      kind: 'target',
      operator: 'between',
      low: '10',
      high: '15',
      unit: 'percent',
    };
    const inRange = figure('12', range, { polarity: 'in-range-is-better', displayDecimals: 0 });
    expect(rate(metOrNot(), inRange).inequality).toBe('12% ≥ 10% and 12% ≤ 15%');
    const gap = figure('-14.8', target('<=', '-13', { unit: 'points' }), {
      unit: 'points',
      polarity: 'closer-to-zero-is-better',
    });
    expect(rate(absoluteTolerance('1'), gap)).toMatchObject({
      inequality: '14.8 points from zero > 13 points + 1 point (14 points) from zero',
      boundaries: [{ distance: '-1.8' }, { distance: '-0.8' }],
    });
    const blue = { key: 'blue', label: 'Blue', colour: 'blue', group: 'good' } as const;
    const over = schemeOf('Over', [
      levelOf(blue, adverseGap('<', inPercentOfTarget('-10'))),
      levelOf(GREEN, MEETS_TARGET),
    ]);
    expect(rate(over, figure('111', target('>=', '100'), { displayDecimals: 0 })).inequality).toBe(
      '111% > 100% + 10% of 100% (110%)',
    );
  });

  it('distances are positive on the better side, whichever way is better', () => {
    const higher = rate(metOrNot(), figure('97', target('>=', '95')));
    const lower = rate(metOrNot(), figure('3', target('<=', '8')));
    expect(higher.boundaries).toEqual([{ level: 'green', boundary: '95', distance: '2', inclusive: true }]);
    expect(lower.boundaries).toEqual([{ level: 'green', boundary: '8', distance: '5', inclusive: true }]);
  });

  it('strict targets and negated conditions say that the edge is outside', () => {
    const strict = rate(metOrNot(), figure('70', target('<', '70')));
    expect(strict).toMatchObject({ inequality: '70.0% ≥ 70%', boundaries: [{ distance: '0', inclusive: false }] });
    const missed: Condition = { kind: 'not', condition: MEETS_TARGET };
    const negated = schemeOf('Missed', [levelOf(RED, missed), levelOf(GREEN, OTHERWISE)]);
    expect(rate(negated, figure('95', target('>=', '95')))).toMatchObject({
      status: 'green',
      inequality: '95.0% ≥ 95%',
      boundaries: [{ inclusive: false }],
    });
  });

  it('trends and forecasts in words', () => {
    const trend = amberUnlessWorse(inPercentOfTarget('10'), 'fails');
    const missed = figure('80', target('>=', '95'));
    expect(rate(trend, { ...missed, travel: { samePeriodLastYear: 'worsening' } }).inequality).toBe(
      'worsening against the same period last year',
    );
    expect(rate(amberOnForecast(), { ...missed, forecast: '96' })).toMatchObject({
      status: 'amber',
      inequality: 'forecast 96% ≥ 95%',
    });
    expect(rate(amberOnForecast(), missed)).toMatchObject({
      status: 'red',
      inequality: 'forecast for the year end not known',
    });
  });
});

describe('compared at full precision, shown rounded (domain rule 3.2)', () => {
  it('94.96 against 95 is not shown as 95.0', () => {
    const rating = rate(absoluteTolerance('5'), figure('94.96', target('>=', '95')));
    expect(rating).toMatchObject({
      status: 'amber',
      shownValue: '94.96',
      inequality: '94.96% ≥ 95% − 5 percentage points (90%)',
    });
  });

  it('as many more digits as it takes, and no more', () => {
    expect(rate(metOrNot(), figure('94.9996123', target('>=', '95'))).shownValue).toBe('94.9996');
    expect(rate(metOrNot(), figure('95.04', target('>=', '95'))).shownValue).toBe('95.0');
    expect(rate(metOrNot(), figure('70.04', target('<=', '70'))).shownValue).toBe('70.04');
    expect(rate(absoluteTolerance('5'), figure('89.96', target('>=', '95'))).shownValue).toBe('89.96');
    expect(rate(metOrNot(), figure('80.04', target('>', '80'))).shownValue).toBe('80.04');
  });

  it('a rule may compare the figures as displayed; the choice and the compared value are recorded', () => {
    const scheme: RatingScheme = { ...metOrNot(), compare: 'as-displayed' };
    expect(rate(scheme, figure('94.96', target('>=', '95')))).toMatchObject({
      status: 'green',
      compare: 'as-displayed',
      comparedValue: '95.0',
      shownValue: '95.0',
    });
  });

  it('keeps the precision as submitted', () => {
    expect(rate(metOrNot(), figure('95.00', target('>=', '95'))).comparedValue).toBe('95.00');
  });
});
