import * as fc from 'fast-check';
import { negate } from './decimal';
import { Polarity } from './definition';
import { Target } from './target';
import { TravelQuestion, travel } from './travel';

function question(earlier: string, current: string, more: Partial<TravelQuestion> = {}): TravelQuestion {
  return {
    comparator: 'previous-period',
    polarity: 'higher-is-better',
    series: 'discrete',
    deadBand: '0',
    unit: 'percent',
    earlier: { period: '2023-24-Q3', value: earlier },
    current: { period: '2023-24-Q4', value: current },
    ...more,
  };
}

function target(more: Partial<Target>): Target {
  return { period: '2023-24-Q4', kind: 'target', unit: 'percent', ...more };
}

const numbers = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 3 }))
  .map(([whole, places]) => {
    const digits = String(Math.abs(whole)).padStart(places + 1, '0');
    const point = digits.length - places;
    return `${whole < 0 ? '-' : ''}${digits.slice(0, point)}${places ? `.${digits.slice(point)}` : ''}`;
  });

describe('direction of travel is read by the polarity (domain section 4)', () => {
  it('the Adults Contact Centre improved from 1 minute 14 seconds to 41 seconds (report 12.5)', () => {
    expect(travel(question('74', '41', { polarity: 'lower-is-better', unit: 'seconds' }))).toEqual({
      comparator: 'previous-period',
      direction: 'improving',
      earlierPeriod: '2023-24-Q3',
      earlierValue: '74',
      change: '-33',
      changePercent: '-44.6',
      unitOfChange: 'seconds',
    });
  });

  it.each<[Polarity, string, string, string]>([
    ['higher-is-better', '3.93', '4.08', 'improving'], // portal rating, report 12.10
    ['higher-is-better', '4.08', '3.93', 'worsening'],
    ['lower-is-better', '3.93', '4.08', 'worsening'],
    ['lower-is-better', '4.08', '4.08', 'no-change'],
    ['none', '803', '808', 'increasing'], // children in care, report 14.6
    ['none', '808', '803', 'decreasing'],
    ['none', '808', '808.0', 'no-change'],
    ['closer-to-zero-is-better', '-14.8', '-13', 'improving'],
    ['closer-to-zero-is-better', '-2', '3', 'worsening'],
    ['closer-to-zero-is-better', '-3', '3', 'no-change'],
    ['yes-or-no', '0', '1', 'improving'],
    ['yes-or-no', '1', '0', 'worsening'],
    ['yes-or-no', '1', '1', 'no-change'],
  ])('%s: from %s to %s is %s', (polarity, earlier, current, direction) => {
    expect(travel(question(earlier, current, { polarity })).direction).toBe(direction);
  });

  it.each([
    ['10', '12', 'no-change'], // both in the range: not better, not worse
    ['8', '11', 'improving'],
    ['12', '17', 'worsening'],
    ['8', '17', 'no-change'], // as far below as above
    ['7', '17', 'improving'],
  ])('with the range 10 to 15 as target: from %s to %s is %s', (earlier, current, direction) => {
    const range = target({ operator: 'between', low: '10', high: '15' });
    const asked = question(earlier, current, { polarity: 'in-range-is-better', target: range });
    expect(travel(asked).direction).toBe(direction);
  });

  it('closer to the target is better: spending moved from 4 under plan to 3 over it', () => {
    const plan = target({ operator: '=', value: '100' });
    const asked = question('96', '103', { polarity: 'closer-to-target-is-better', target: plan });
    expect(travel(asked).direction).toBe('improving');
  });

  it('a yes or no indicator whose target is no improves when it becomes no', () => {
    const no = target({ operator: '=', value: '0', unit: 'yes-or-no' });
    const asked = question('1', '0', { polarity: 'yes-or-no', target: no, unit: 'yes-or-no' });
    expect(travel(asked).direction).toBe('improving');
  });

  it('without a target nothing says which way is better, so only the movement is told', () => {
    const asked = question('8', '17', { polarity: 'in-range-is-better' });
    expect(travel(asked)).toMatchObject({
      direction: 'increasing',
      reason: 'No target is set that says which way is better.',
    });
    const inWords = target({ kind: 'described', text: 'top quartile' });
    expect(travel({ ...asked, target: inWords }).direction).toBe('increasing');
  });
});

describe('the dead band belongs to the definition and is inclusive, at full precision', () => {
  it.each([
    ['2', '90', '92', 'no-change'],
    ['2', '90', '92.001', 'improving'],
    ['2', '90', '87.999', 'worsening'],
    ['0', '90', '90.0000000001', 'improving'],
  ])('band %s: from %s to %s is %s', (deadBand, earlier, current, direction) => {
    expect(travel(question(earlier, current, { deadBand })).direction).toBe(direction);
  });

  it('and holds for distances too', () => {
    const asked = question('-14.8', '-13.8', { polarity: 'closer-to-zero-is-better', deadBand: '1' });
    expect(travel(asked).direction).toBe('no-change');
  });
});

describe('the best possible value', () => {
  it('staying there is no change, and getting there an improvement', () => {
    const best = { bestPossible: '100' };
    expect(travel(question('100', '100', best)).direction).toBe('no-change');
    expect(travel(question('99', '100', best)).direction).toBe('improving');
    expect(travel(question('100', '99', best)).direction).toBe('worsening');
  });

  it('a figure at the best possible value is never worsening: 101% was a rounding of the source', () => {
    expect(travel(question('101', '100', { bestPossible: '100' }))).toMatchObject({
      direction: 'no-change',
      reason: 'The figure is at the best possible value.',
    });
  });

  it('zero complaints, where lower is better', () => {
    const asked = question('0', '0', { polarity: 'lower-is-better', bestPossible: '0', unit: 'count' });
    expect(travel(asked)).toMatchObject({ direction: 'no-change', change: '0' });
  });
});

describe('what cannot be compared is an answer with its reason', () => {
  it('year-to-date figures are never compared with the previous quarter', () => {
    const answer = travel(question('40', '60', { series: 'year-to-date' }));
    expect(answer).toMatchObject({ direction: 'not-comparable', earlierValue: '40' });
    expect(answer.reason).toContain('year to date');
    expect(answer.change).toBeUndefined();
  });

  it('but with the same quarter last year, and whole years with the year before, they are', () => {
    const earlier = { period: '2022-23-Q4', value: '55' };
    const asked = question('0', '60', { series: 'year-to-date', comparator: 'same-period-last-year', earlier });
    expect(travel(asked).direction).toBe('improving');
    const years = {
      earlier: { period: '2022-23', value: '55' },
      current: { period: '2023-24', value: '60' },
      series: 'year-to-date',
    } as const;
    expect(travel(question('0', '0', years)).direction).toBe('improving');
  });

  it('rolling twelve months compare with the previous quarter', () => {
    expect(travel(question('40', '60', { series: 'rolling-twelve-months' })).direction).toBe('improving');
  });

  it('across a comparability break no change is computed (complaints, report 12.9)', () => {
    const notComparableBecause = 'The definition changed in 2023-24.';
    expect(travel(question('70', '79.81', { notComparableBecause }))).toEqual({
      comparator: 'previous-period',
      direction: 'not-comparable',
      earlierPeriod: '2023-24-Q3',
      earlierValue: '70',
      reason: notComparableBecause,
    });
  });

  it('a missing side is unavailable, and says which', () => {
    const asked = question('1', '2');
    expect(travel({ ...asked, current: undefined })).toMatchObject({
      direction: 'unavailable',
      reason: 'This period has no figure.',
    });
    expect(travel({ ...asked, earlier: undefined, earlierPeriod: '2022-23-Q4' })).toMatchObject({
      direction: 'unavailable',
      earlierPeriod: '2022-23-Q4',
      reason: 'There is no figure for 2022-23-Q4.',
    });
    expect(travel({ ...asked, earlier: undefined }).reason).toBe('There is no earlier period to compare with.');
    const lastYear = travel({ ...asked, comparator: 'same-period-last-year', earlier: undefined });
    expect(lastYear.reason).toBe('There is no period of a year earlier to compare with.');
  });
});

describe('the size of a change', () => {
  it('is in percentage points for percentages, and has no relative size there', () => {
    const answer = travel(question('79', '84'));
    expect(answer).toMatchObject({ change: '5', unitOfChange: 'percentage-points' });
    expect(answer.changePercent).toBeUndefined();
    expect(travel(question('-6.6', '1', { unit: 'percent-change' })).unitOfChange).toBe('percentage-points');
  });

  it('is relative to the size of the earlier figure elsewhere, with one decimal', () => {
    const enrolments = travel(question('5095', '5506', { unit: 'count' })); // report 14.24: "8% up"
    expect(enrolments).toMatchObject({ change: '411', changePercent: '8.1', unitOfChange: 'count' });
    expect(travel(question('-10', '-15', { unit: 'count-change' })).changePercent).toBe('-50.0');
  });

  it('has no relative size from zero, for ranks and for yes or no', () => {
    expect(travel(question('0', '74', { unit: 'count' })).changePercent).toBeUndefined();
    expect(travel(question('12', '9', { unit: 'rank' })).changePercent).toBeUndefined();
    expect(travel(question('1', '0', { unit: 'yes-or-no' })).changePercent).toBeUndefined();
  });
});

describe('laws', () => {
  const polarities = fc.constantFrom<Polarity>(
    'higher-is-better',
    'lower-is-better',
    'closer-to-zero-is-better',
    'in-range-is-better',
    'closer-to-target-is-better',
    'none',
  );
  const deadBands = fc.constantFrom('0', '0.5', '100');
  const opposites: Record<string, string> = {
    improving: 'worsening',
    worsening: 'improving',
    increasing: 'decreasing',
    decreasing: 'increasing',
    'no-change': 'no-change',
  };

  it('there and back are opposite', () => {
    fc.assert(
      fc.property(numbers, numbers, polarities, deadBands, (a, b, polarity, deadBand) => {
        const set = target(
          polarity === 'in-range-is-better'
            ? { operator: 'between', low: '-10', high: '100' }
            : { operator: '=', value: '7' },
        );
        const there = travel(question(a, b, { polarity, deadBand, target: set }));
        const back = travel(question(b, a, { polarity, deadBand, target: set }));
        expect(back.direction).toBe(opposites[there.direction]);
        expect(back.change).toBe(negate(there.change!));
      }),
    );
  });

  it('lower is better mirrors higher is better', () => {
    fc.assert(
      fc.property(numbers, numbers, deadBands, (a, b, deadBand) => {
        const higher = travel(question(a, b, { deadBand })).direction;
        expect(travel(question(a, b, { deadBand, polarity: 'lower-is-better' })).direction).toBe(opposites[higher]);
      }),
    );
  });
});
