import { UNITS, Unit, parseValue } from './unit';

function refused(code: string): Error {
  return expect.objectContaining({ code, kind: 'invalid', pointer: '/value' }) as Error;
}

describe('a value fits its unit', () => {
  it.each<[string, Unit]>([
    ['106', 'percent'], // more than all, and true
    ['-4.82', 'percent-change'],
    ['-3', 'percent'], // a pooled change can be negative
    ['984.5', 'count'], // fractional counts (report 6.11)
    ['7373.55', 'count'],
    ['210', 'seconds'],
    ['-2134112500', 'pence'], // an overspend
    ['2134112500', 'pence'],
    ['4.08', 'rating-out-of-5'],
    ['-14.8', 'points'], // a signed gap (report 6.3)
    ['12', 'rank'],
    ['0', 'yes-or-no'],
    ['1', 'yes-or-no'],
    ['-500', 'count-change'],
  ])('takes %s in %s as it is', (text, unit) => {
    expect(parseValue(text, unit, '/value')).toBe(text);
  });

  it.each<[string, Unit]>([
    ['210.5', 'seconds'], // durations are whole seconds (domain rule 3.1)
    ['0.5', 'pence'],
    ['1.5', 'rank'],
    ['-1', 'seconds'],
    ['-1', 'count'],
    ['-0.1', 'rate-per-1000'],
    ['-1', 'tonnes'],
    ['2', 'yes-or-no'],
    ['-1', 'yes-or-no'],
    ['0.5', 'yes-or-no'],
  ])('refuses %s in %s', (text, unit) => {
    expect(() => parseValue(text, unit, '/value')).toThrow(refused('invalid-value-for-unit'));
  });

  it.each(['3 minutes', '95%', '£100', '1,000', ''])(
    'refuses %j in any unit: the unit is no part of the number',
    (text) => {
      for (const unit of UNITS) expect(() => parseValue(text, unit, '/value')).toThrow(refused('invalid-decimal'));
    },
  );
});
