import * as fc from 'fast-check';
import { compare, divide, equal, round } from './decimal';
import { ROLL_UP_METHODS, RollUpMethod } from './definition';
import { RollUpPart, RollUpQuestion, assertRollUpFits, rollUp } from './rollup';
import { Unit } from './unit';

const QUARTERS = ['2023-24-Q1', '2023-24-Q2', '2023-24-Q3', '2023-24-Q4'];

function quarters(values: readonly (string | undefined)[]): RollUpPart[] {
  return values.map((value, index) => ({ period: QUARTERS[index] ?? '', value }));
}

function question(
  method: RollUpMethod,
  parts: readonly RollUpPart[],
  more: Partial<RollUpQuestion> = {},
): RollUpQuestion {
  return { method, series: 'discrete', unit: 'number', parts, ...more };
}

function valueOf(asked: RollUpQuestion): string {
  const result = rollUp(asked);
  if (result.state !== 'computed') throw new Error(`not computed but ${result.state}`);
  return result.value;
}

describe('sum, for flows (domain section 5)', () => {
  it('adds every due period: visits to Forge Mill Farm (report 8.1)', () => {
    expect(rollUp(question('sum', quarters(['2000', '3000', '2254', '1000']), { unit: 'count' }))).toEqual({
      state: 'computed',
      value: '8254',
      periods: QUARTERS,
    });
  });

  it('adds fractions exactly: 984.5 children (report 6.11)', () => {
    expect(valueOf(question('sum', quarters(['984.5', '0.1', '0.2', '0']), { unit: 'count' }))).toBe('984.8');
  });

  it('is incomplete, n of m, where a due period has nothing; zero is a figure', () => {
    expect(rollUp(question('sum', quarters(['5', undefined, '0', undefined])))).toEqual({
      state: 'incomplete',
      present: 2,
      due: 4,
      missing: ['2023-24-Q2', '2023-24-Q4'],
    });
  });

  it('without any due period is incomplete, 0 of 0: nothing has been due, so nothing can be said', () => {
    for (const method of ROLL_UP_METHODS.filter((name) => name !== 'explicit')) {
      expect(rollUp(question(method, []))).toEqual({ state: 'incomplete', present: 0, due: 0, missing: [] });
    }
  });
});

describe('last, for stocks', () => {
  it('is the last due period, and says which: children in care at the end of March (report 14.6)', () => {
    expect(rollUp(question('last', quarters(['803', undefined, '812', '808']), { unit: 'count' }))).toEqual({
      state: 'computed',
      value: '808',
      periods: ['2023-24-Q4'],
    });
  });

  it('is incomplete where the last is missing: an earlier stock is not the year-end', () => {
    expect(rollUp(question('last', quarters(['803', '810', '812', undefined])))).toMatchObject({
      state: 'incomplete',
      present: 3,
      due: 4,
      missing: ['2023-24-Q4'],
    });
  });

  it('is the year of a year-to-date and of a rolling series', () => {
    for (const series of ['year-to-date', 'rolling-twelve-months'] as const) {
      expect(valueOf(question('last', quarters(['25', '50', '75', '97.5']), { series, unit: 'percent' }))).toBe('97.5');
    }
  });
});

describe('ratio of sums, for percentages and rates', () => {
  const parts = [
    { period: '2023-24-Q1', value: '50', numerator: '1', denominator: '2' },
    { period: '2023-24-Q2', value: '90', numerator: '9', denominator: '10' },
  ];

  it('pools numerators and denominators and never averages percentages', () => {
    const value = valueOf(question('ratio-of-sums', parts, { unit: 'percent' }));
    expect(round(value, 2)).toBe('83.33'); // the mean of 50% and 90% would be 70%
  });

  it('the councillor portal: 465 from 111 ratings is 4.19 out of 5 (report 12.10)', () => {
    const ratings = [
      { period: '2023-24-Q1', numerator: '240', denominator: '58' },
      { period: '2023-24-Q2', numerator: '225', denominator: '53' },
    ];
    const value = valueOf(question('ratio-of-sums', ratings, { unit: 'rating-out-of-5' }));
    expect(round(value, 2)).toBe('4.19');
    expect(value).toMatch(/^4\.189189/);
    expect(value.replace('.', '')).toHaveLength(40);
  });

  it.each<[Unit, string]>([
    ['percent', '41.66666666666666666666666666666666666666'],
    ['rate-per-1000', '416.6666666666666666666666666666666666666'],
    ['rate-per-10000', '4166.666666666666666666666666666666666666'],
    ['rate-per-100000', '41666.66666666666666666666666666666666666'],
    ['number', '0.4166666666666666666666666666666666666666'],
  ])('%s has its own factor', (unit, expected) => {
    const value = valueOf(
      question('ratio-of-sums', [{ period: '2023-24', numerator: '5', denominator: '12' }], { unit }),
    );
    expect(value).toBe(expected);
  });

  it('takes a quarter without a single case: 0 of 0 has no percentage and adds nothing', () => {
    const withNone = [...parts, { period: '2023-24-Q3', numerator: '0', denominator: '0' }];
    expect(round(valueOf(question('ratio-of-sums', withNone, { unit: 'percent' })), 2)).toBe('83.33');
  });

  it('takes a population denominator as chosen, and does not sum it', () => {
    const plans = QUARTERS.map((period) => ({ period, value: '1', numerator: '100', denominator: '80000' }));
    const asked = question('ratio-of-sums', plans, { unit: 'rate-per-10000', chosenDenominator: '80000' });
    expect(valueOf(asked)).toBe('50');
  });

  it('says what it lacks', () => {
    const without = rollUp(question('ratio-of-sums', quarters(['50', '60']), { unit: 'percent' }));
    expect(without).toMatchObject({ state: 'not-computable' });
    expect(without).toHaveProperty('reason', expect.stringContaining('2023-24-Q1, 2023-24-Q2') as string);
    const zero = [{ period: '2023-24-Q1', numerator: '0', denominator: '0' }];
    expect(rollUp(question('ratio-of-sums', zero, { unit: 'percent' }))).toEqual({
      state: 'not-computable',
      reason: 'The denominators add up to zero.',
    });
  });
});

describe('weighted mean, for waits and days per case', () => {
  it('weighs waiting times by calls (report 12.4 to 12.6)', () => {
    const waits = [
      { period: '2023-24-Q3', value: '280', weight: '3000' },
      { period: '2023-24-Q4', value: '113', weight: '1000' },
    ];
    expect(valueOf(question('weighted-mean', waits, { unit: 'seconds' }))).toBe('238.25');
  });

  it('refuses to guess without weights: four printed quarters do not give the printed year', () => {
    const result = rollUp(question('weighted-mean', quarters(['280', '113']), { unit: 'seconds' }));
    expect(result).toEqual({
      state: 'not-computable',
      reason: 'A weighted mean needs the weight of every period, and 2023-24-Q1, 2023-24-Q2 has none.',
    });
    const nothing = [{ period: '2023-24-Q1', value: '280', weight: '0' }];
    expect(rollUp(question('weighted-mean', nothing, { unit: 'seconds' }))).toMatchObject({ state: 'not-computable' });
  });
});

describe('mean and median, only where the definition says so', () => {
  it('of three surveys a year', () => {
    const asked = question('mean', quarters(['4.1', '4.4', '4.0']), { unit: 'rating-out-of-5' });
    expect(round(valueOf(asked), 2)).toBe('4.17');
  });

  it('median: the middle one, or the mean of the two in the middle', () => {
    expect(valueOf(question('median', quarters(['30', '4', '10'])))).toBe('10');
    expect(valueOf(question('median', quarters(['30', '4', '10', '5'])))).toBe('7.5');
    expect(valueOf(question('median', quarters(['-3'])))).toBe('-3');
  });
});

describe('maximum, minimum and count met, for milestones', () => {
  it('compare numbers and not texts', () => {
    expect(valueOf(question('maximum', quarters(['9', '10', '-20'])))).toBe('10');
    expect(valueOf(question('minimum', quarters(['9', '10', '-20'])))).toBe('-20');
  });

  it('count the periods whose target was met', () => {
    const parts = quarters(['1', '0', '1', '1']).map((part) => ({ ...part, met: part.value === '1' }));
    expect(valueOf(question('count-met', parts, { unit: 'yes-or-no' }))).toBe('3');
    expect(rollUp(question('count-met', quarters(['1']), { unit: 'yes-or-no' }))).toMatchObject({
      state: 'not-computable',
    });
  });
});

describe('results that are no value', () => {
  it('an explicit year is the officer’s return, whatever the quarters say', () => {
    expect(rollUp(question('explicit', quarters(['1', '2', '3', '4'])))).toEqual({ state: 'explicit-only' });
  });

  it('a break inside the year makes it not comparable, also where a quarter is missing', () => {
    const reason = 'Concessionary memberships are no longer included from 2023-24-Q3.';
    const asked = question('sum', quarters(['1', undefined]), { notComparableBecause: reason });
    expect(rollUp(asked)).toEqual({ state: 'not-comparable', reason });
  });
});

describe('which method fits which figures', () => {
  const refusal = expect.objectContaining({ code: 'roll-up-does-not-fit', pointer: '/rollUp' }) as Error;

  it.each<[RollUpMethod, Unit]>([
    ['mean', 'percent'],
    ['median', 'percent'],
    ['mean', 'rate-per-1000'],
    ['sum', 'percent'],
    ['sum', 'rate-per-10000'],
    ['sum', 'rating-out-of-5'],
    ['sum', 'rank'],
    ['mean', 'rank'],
    ['ratio-of-sums', 'count'],
    ['weighted-mean', 'yes-or-no'],
  ])('refuses the %s of figures in %s', (method, unit) => {
    expect(() => {
      assertRollUpFits(method, 'discrete', unit);
    }).toThrow(refusal);
    expect(rollUp(question(method, quarters(['1', '2']), { unit }))).toMatchObject({ state: 'not-computable' });
  });

  it.each<[RollUpMethod, Unit]>([
    ['sum', 'count'],
    ['sum', 'pence'],
    ['last', 'percent'],
    ['explicit', 'percent'],
    ['mean', 'rating-out-of-5'],
    ['weighted-mean', 'seconds'],
    ['weighted-mean', 'percent'],
    ['ratio-of-sums', 'percent'],
    ['maximum', 'percent'],
    ['count-met', 'yes-or-no'],
  ])('accepts the %s of figures in %s', (method, unit) => {
    expect(() => {
      assertRollUpFits(method, 'discrete', unit);
    }).not.toThrow();
  });

  it('a year-to-date or rolling series already covers the year: only its last figure or a return', () => {
    for (const method of ROLL_UP_METHODS) {
      for (const series of ['year-to-date', 'rolling-twelve-months'] as const) {
        const check = (): void => {
          assertRollUpFits(method, series, 'count');
        };
        if (method === 'last' || method === 'explicit') expect(check).not.toThrow();
        else expect(check).toThrow(refusal);
      }
    }
  });
});

describe('laws', () => {
  const value = fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 99 }))
    .map(([a, b]) => `${a}.${String(b).padStart(2, '0')}`);
  const year = fc.array(value, { minLength: 1, maxLength: 4 });

  it('the order of the quarters does not matter but to the last', () => {
    fc.assert(
      fc.property(year, (values) => {
        for (const method of ['sum', 'mean', 'median', 'maximum', 'minimum'] as const) {
          expect(valueOf(question(method, quarters([...values].reverse())))).toBe(
            valueOf(question(method, quarters(values))),
          );
        }
      }),
    );
  });

  it('the mean lies between minimum and maximum, and so does the ratio of sums between the ratios', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 4 }),
        (pairs) => {
          const ratios = pairs.map(([a, b]) => divide(String(a), String(b))).sort(compare);
          const parts = pairs.map(([a, b], index) => ({
            period: QUARTERS[index] ?? '',
            numerator: String(a),
            denominator: String(b),
          }));
          const pooled = valueOf(question('ratio-of-sums', parts));
          const slack = 1e-30;
          expect(Number(pooled)).toBeGreaterThanOrEqual(Number(ratios[0]) - slack);
          expect(Number(pooled)).toBeLessThanOrEqual(Number(ratios.at(-1)) + slack);
        },
      ),
    );
  });

  it('weights that are all the same give the mean; weights as denominators give the ratio of sums', () => {
    fc.assert(
      fc.property(year, fc.integer({ min: 1, max: 99 }), (values, weight) => {
        const parts = quarters(values).map((part) => ({ ...part, weight: String(weight) }));
        const weighted = valueOf(question('weighted-mean', parts, { unit: 'days' }));
        expect(equal(round(weighted, 20), round(valueOf(question('mean', parts, { unit: 'days' })), 20))).toBe(true);
      }),
    );
  });
});
