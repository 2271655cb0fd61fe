import * as fc from 'fast-check';
import {
  Period,
  comparePeriods,
  contains,
  cycleOf,
  financialYear,
  lastDay,
  monthsOf,
  nextPeriod,
  parseDate,
  parsePeriod,
  previousPeriod,
  quarterContaining,
  quarterOf,
  quartersOf,
  samePeriodLastYear,
  samePeriodNextYear,
  yearOf,
} from './period';

const years = fc.integer({ min: 2014, max: 2090 });
const periods: fc.Arbitrary<Period> = years.chain((year) =>
  fc.constantFrom(financialYear(year), ...quartersOf(financialYear(year)), ...monthsOf(financialYear(year))),
);

function keys(list: readonly (Period | undefined)[]): (string | undefined)[] {
  return list.map((period) => period?.key);
}

describe('the financial year runs from April to March', () => {
  it('so that the fourth quarter of 2023-24 is January to March 2024', () => {
    expect(parsePeriod('2023-24-Q4')).toEqual({
      key: '2023-24-Q4',
      kind: 'quarter',
      start: '2024-01-01',
      end: '2024-04-01',
    });
    expect(keys(monthsOf(parsePeriod('2023-24-Q4')))).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(parsePeriod('2023-24')).toEqual({ key: '2023-24', kind: 'year', start: '2023-04-01', end: '2024-04-01' });
  });

  it('and the century turns like any other year', () => {
    expect(parsePeriod('2098-99').start).toBe('2098-04-01');
    expect(financialYear(2099).key).toBe('2099-00');
  });
});

describe('names of periods', () => {
  it.each(['2023-24', '2023-24-Q1', '2024-03', '2023-09..2023-12', '2024-04-01..2024-04-30', '2024-02-01..2024-02-29'])(
    'reads %s and keeps the name',
    (key) => {
      const period = parsePeriod(key);
      expect(period.key).toBe(key);
      expect(period.start < period.end).toBe(true);
    },
  );

  it.each([
    '2023-24-Q5',
    '2023-24-Q0',
    '2024-Q1',
    '2023-25',
    '2023',
    '2024-13',
    '2024-00',
    '2023/24',
    ' 2023-24',
    '2023-24 ',
    '2023-24-q4',
    '',
    '2023-12..2023-09',
    '2024-03..',
    '2024-03..2024-04..2024-05',
    '2009-10',
    '2011-12',
    '2012-03',
    '__proto__',
    '2098-99..2099-00',
  ])('refuses %j', (key) => {
    expect(() => parsePeriod(key)).toThrow(
      expect.objectContaining({ code: 'invalid-period', pointer: '/period' }) as Error,
    );
  });

  it.each(['2024-04-01..2024-04-31', '2023-02-29..2023-03-01', '2024-00-01..2024-01-01'])(
    'refuses %s: there is no such day',
    (key) => {
      expect(() => parsePeriod(key, '/periods/0')).toThrow(
        expect.objectContaining({ code: 'invalid-date', pointer: '/periods/0' }) as Error,
      );
    },
  );

  it('does not take a month for a year: 2012-13 is a year, 2013-12 a month', () => {
    expect(parsePeriod('2012-13').kind).toBe('year');
    expect(parsePeriod('2013-12').kind).toBe('month');
  });
});

describe('dates', () => {
  it('31 April does not exist; 29 February sometimes does', () => {
    expect(() => parseDate('2024-04-31', '/date')).toThrow('does not exist');
    expect(() => parseDate('2023-02-29', '/date')).toThrow('does not exist');
    expect(() => parseDate('2100-02-29', '/date')).toThrow('does not exist');
    expect(parseDate('2024-02-29', '/date')).toBe('2024-02-29');
    expect(parseDate('2000-02-29', '/date')).toBe('2000-02-29');
  });

  it.each(['2024-4-1', '01/04/2024', '2024-04-01T00:00:00Z', '', '2024-04'])('refuses %j', (text) => {
    expect(() => parseDate(text, '/date')).toThrow(expect.objectContaining({ code: 'invalid-date' }) as Error);
  });
});

describe('periods before and after', () => {
  it('the quarter before the first is the fourth of the year before', () => {
    expect(previousPeriod(parsePeriod('2023-24-Q1'))?.key).toBe('2022-23-Q4');
    expect(nextPeriod(parsePeriod('2023-24-Q4'))?.key).toBe('2024-25-Q1');
    expect(samePeriodLastYear(parsePeriod('2023-24-Q4'))?.key).toBe('2022-23-Q4');
    expect(previousPeriod(parsePeriod('2024-01'))?.key).toBe('2023-12');
    expect(previousPeriod(parsePeriod('2023-24'))?.key).toBe('2022-23');
  });

  it('a span has neither', () => {
    const span = parsePeriod('2023-09..2023-12');
    expect([previousPeriod(span), nextPeriod(span), samePeriodLastYear(span), samePeriodNextYear(span)]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('undo each other, and adjoin', () => {
    fc.assert(
      fc.property(periods, (period) => {
        const previous = previousPeriod(period)!;
        const next = nextPeriod(period)!;
        expect(nextPeriod(previous)).toEqual(period);
        expect(previousPeriod(next)).toEqual(period);
        expect(samePeriodNextYear(samePeriodLastYear(period)!)).toEqual(period);
        expect(previous.end).toBe(period.start);
        expect(next.start).toBe(period.end);
        expect(comparePeriods(previous, period)).toBe(-1);
        expect(comparePeriods(next, period)).toBe(1);
        expect(comparePeriods(period, period)).toBe(0);
      }),
    );
  });

  it('four quarters or twelve months back is the same period last year', () => {
    fc.assert(
      fc.property(periods, (period) => {
        const steps = period.kind === 'month' ? 12 : period.kind === 'quarter' ? 4 : 1;
        let back: Period | undefined = period;
        for (let step = 0; step < steps; step += 1) back = back && previousPeriod(back);
        expect(back).toEqual(samePeriodLastYear(period));
      }),
    );
  });
});

describe('a year in parts', () => {
  it('names survive being read', () => {
    fc.assert(
      fc.property(periods, (period) => {
        expect(parsePeriod(period.key)).toEqual(period);
      }),
    );
  });

  it('quarters and months tile it', () => {
    fc.assert(
      fc.property(years, (start) => {
        const year = financialYear(start);
        for (const parts of [quartersOf(year), monthsOf(year), quartersOf(year).flatMap(monthsOf)]) {
          expect(parts[0]?.start).toBe(year.start);
          expect(parts.at(-1)?.end).toBe(year.end);
          parts.slice(1).forEach((part, index) => {
            expect(part.start).toBe(parts[index]?.end);
          });
          expect(parts.every((part) => contains(year, part) && yearOf(part).key === year.key)).toBe(true);
        }
      }),
    );
  });

  it('every day of a year lies in exactly one quarter', () => {
    const [start, end] = [Date.UTC(2023, 3, 1), Date.UTC(2024, 3, 1)];
    for (let day = start; day < end; day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      const holding = quartersOf(financialYear(2023)).filter((quarter) => quarter.start <= date && date < quarter.end);
      expect(holding).toHaveLength(1);
      expect(quarterContaining(parsePeriod(`${date}..${date}`))).toEqual(holding[0]);
    }
  });
});

describe('the cycle in which a figure is gathered', () => {
  it.each([
    ['2023-24', '2023-24'],
    ['2023-24-Q4', '2023-24-Q4'],
    ['2024-03', '2023-24-Q4'],
    ['2023-09..2023-12', '2023-24-Q3'], // the autumn term straddles two quarters (report 5.4)
    ['2024-04-01..2024-04-30', '2024-25-Q1'],
    ['2023-03..2024-03', '2023-24-Q4'], // a year of memberships, March to March (report 14.24)
  ])('%s belongs to %s', (key, cycle) => {
    expect(cycleOf(parsePeriod(key)).key).toBe(cycle);
  });

  it('the last day is the one before the end', () => {
    expect(lastDay(parsePeriod('2024-02'))).toBe('2024-02-29');
    expect(lastDay(quarterOf(2023, 4))).toBe('2024-03-31');
  });

  it('a longer period contains a shorter one, and itself', () => {
    const year = parsePeriod('2023-24');
    expect(contains(year, parsePeriod('2024-03'))).toBe(true);
    expect(contains(year, year)).toBe(true);
    expect(contains(year, parsePeriod('2024-04'))).toBe(false);
    expect(contains(parsePeriod('2023-24-Q4'), year)).toBe(false);
  });
});
