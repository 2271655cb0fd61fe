import * as fc from 'fast-check';
import {
  absolute,
  add,
  compare,
  decimalPlaces,
  divide,
  divideAndRound,
  divideWhole,
  equal,
  isInteger,
  isNegative,
  isZero,
  keepSignificantDigits,
  multiply,
  negate,
  parseDecimal,
  round,
  sharePercent,
  subtract,
  withoutTrailingZeros,
} from './decimal';
import { Refusal } from './refusal';

/** A decimal as a whole number of 10^-places, with its text: the reference for all arithmetic. */
interface Sample {
  readonly whole: bigint;
  readonly places: number;
  readonly text: string;
}

function textOf(whole: bigint, places: number): string {
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0');
  const point = digits.length - places;
  return `${whole < 0n ? '-' : ''}${digits.slice(0, point)}${places === 0 ? '' : `.${digits.slice(point)}`}`;
}

/** Short and long numbers alike: the short take whole-number arithmetic, the long the library. */
const samples: fc.Arbitrary<Sample> = fc
  .tuple(
    fc.oneof(
      fc.bigInt({ min: -99_999n, max: 99_999n }),
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.bigInt({ min: -(10n ** 30n - 1n), max: 10n ** 30n - 1n }),
    ),
    fc.integer({ min: 0, max: 14 }),
  )
  .map(([whole, places]) => ({ whole, places, text: textOf(whole, places) }));

function scaledTo(sample: Sample, places: number): bigint {
  return sample.whole * 10n ** BigInt(places - sample.places);
}

function normal(text: string): string {
  const trimmed = withoutTrailingZeros(text);
  return trimmed === '-0' ? '0' : trimmed;
}

describe('a decimal is text, and exact', () => {
  it.each(['0', '-14.8', '95.0', '7373.55', '0.001', '-0.5', '123456789012345678901234567890'])(
    'takes %s as it is',
    (text) => {
      expect(parseDecimal(text, '/value')).toBe(text);
    },
  );

  it.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '01',
    '1.',
    '.5',
    '1,000',
    '95%',
    '1.5.2',
    '1e309',
    'NaN',
    'Infinity',
    '0x10',
    '٣',
    '1\n',
  ])('refuses %j: it is no plain decimal', (text) => {
    expect(() => parseDecimal(text, '/value')).toThrow(
      expect.objectContaining({ code: 'invalid-decimal', pointer: '/value', kind: 'invalid' }) as Error,
    );
  });

  it.each([null, undefined, 1.5, true, {}, []])(
    'refuses %j: a decimal is a string, as numbers in JSON lose digits',
    (input) => {
      expect(() => parseDecimal(input, '/value')).toThrow(Refusal);
    },
  );

  it('refuses 31 digits and more, and does not print them all back', () => {
    expect(() => parseDecimal('1'.repeat(40), '/value')).toThrow('more than 30 digits');
    expect(() => parseDecimal(`x${'1'.repeat(500)}`, '/value')).toThrow(/^.{0,300}$/);
  });
});

describe('rounding is half away from zero, once, in one place (domain rule 3.1)', () => {
  it.each([
    ['1.005', 2, '1.01'], // (1.005).toFixed(2) is "1.00"
    ['-1.005', 2, '-1.01'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['0.5', 0, '1'],
    ['-0.04', 1, '0.0'],
    ['-0', 1, '0.0'],
    ['95', 1, '95.0'],
    ['47.2', 2, '47.20'],
    ['94.96', 1, '95.0'],
    ['9.995', 2, '10.00'],
    ['0.49999999999999999999999999999', 0, '0'],
  ])('%s to %i decimals is %s', (value, places, expected) => {
    expect(round(value, places)).toBe(expected);
  });

  it('agrees with whole-number arithmetic on every number', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 16 }), (sample, places) => {
        const drop = Math.max(sample.places - places, 0);
        const unit = 10n ** BigInt(drop);
        const size = sample.whole < 0n ? -sample.whole : sample.whole;
        const rounded = (size + unit / 2n) / unit;
        const kept = sample.places - drop;
        const filled = rounded * 10n ** BigInt(places - kept);
        expect(round(sample.text, places)).toBe(textOf(sample.whole < 0n ? -filled : filled, places));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not make a half out of a quotient just below one', () => {
    const justBelow = divide('4'.repeat(29), `${'8'.repeat(28)}9`);
    expect(round(justBelow, 0)).toBe('0');
    expect(round(keepSignificantDigits(`0.4${'9'.repeat(60)}`, 40), 0)).toBe('0');
    expect(round(keepSignificantDigits(`0.5${'0'.repeat(60)}1`, 40), 0)).toBe('1');
  });

  it('a cut to 40 digits never changes a later rounding', () => {
    fc.assert(
      fc.property(samples, samples, fc.integer({ min: 0, max: 6 }), (a, b, places) => {
        fc.pre(b.whole !== 0n);
        const quotient = divide(a.text, b.text);
        const whole = quotient.replace('-', '').split('.')[0] ?? '';
        fc.pre(whole.length + places < 40);
        expect(round(keepSignificantDigits(quotient, 40), places)).toBe(round(quotient, places));
      }),
    );
  });
});

describe('arithmetic equals that of scaled whole numbers', () => {
  const runs = { numRuns: 2000 };

  it('compares', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const [x, y] = [scaledTo(a, 20), scaledTo(b, 20)];
        expect(Math.sign(compare(a.text, b.text))).toBe(x < y ? -1 : x > y ? 1 : 0);
        expect(equal(a.text, b.text)).toBe(x === y);
      }),
      runs,
    );
  });

  it('adds, subtracts and multiplies, and writes the result without trailing zeros', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const [x, y] = [scaledTo(a, 20), scaledTo(b, 20)];
        expect(add(a.text, b.text)).toBe(normal(textOf(x + y, 20)));
        expect(subtract(a.text, b.text)).toBe(normal(textOf(x - y, 20)));
        expect(multiply(a.text, b.text)).toBe(normal(textOf(a.whole * b.whole, a.places + b.places)));
      }),
      runs,
    );
  });

  it('divides back what it multiplied', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        fc.pre(b.whole !== 0n);
        expect(equal(divide(multiply(a.text, b.text), b.text), a.text)).toBe(true);
      }),
    );
  });

  it('divides and rounds in one step as in two', () => {
    fc.assert(
      fc.property(samples, samples, fc.integer({ min: 0, max: 6 }), (a, b, places) => {
        fc.pre(b.whole !== 0n);
        expect(divideAndRound(a.text, b.text, places)).toBe(round(divide(a.text, b.text), places));
      }),
      runs,
    );
    expect(() => divideAndRound('1', '0', 1)).toThrow(expect.objectContaining({ code: 'division-by-zero' }) as Error);
  });

  it('divides whole, with what is left', () => {
    fc.assert(
      fc.property(samples, fc.constantFrom('60', '100', '3600'), (a, divisor) => {
        const size = absolute(a.text);
        const { quotient, rest } = divideWhole(size, divisor);
        expect(isInteger(quotient)).toBe(true);
        expect(isNegative(rest)).toBe(false);
        expect(compare(rest, divisor)).toBe(-1);
        expect(equal(add(multiply(quotient, divisor), rest), size)).toBe(true);
      }),
    );
  });

  it('knows signs, zeros and whole numbers', () => {
    fc.assert(
      fc.property(samples, ({ text, whole, places }) => {
        expect(isNegative(text)).toBe(whole < 0n);
        expect(isZero(text)).toBe(whole === 0n);
        expect(isInteger(text)).toBe(whole % 10n ** BigInt(places) === 0n);
        expect(equal(add(text, negate(text)), '0')).toBe(true);
        expect(isNegative(absolute(text))).toBe(false);
        expect(equal(withoutTrailingZeros(text), text)).toBe(true);
      }),
    );
  });

  it.each(['-0', '-0.00', '0.000'])('%s is zero and not negative', (zero) => {
    expect(isZero(zero)).toBe(true);
    expect(isNegative(zero)).toBe(false);
    expect(add(zero, '0')).toBe('0');
    expect(compare(zero, '0')).toBe(0);
  });

  it('refuses to divide by zero', () => {
    expect(() => divide('1', '0.0')).toThrow(expect.objectContaining({ code: 'division-by-zero' }) as Error);
  });

  it('counts decimals as written', () => {
    expect(['95', '95.0', '1.75'].map(decimalPlaces)).toEqual([0, 1, 2]);
  });
});

describe('shares', () => {
  it('are of the rated indicators, half up to one decimal (report 4.2: 74 rated in the quarter)', () => {
    expect([25, 11, 38].map((count) => sharePercent(count, 74))).toEqual(['33.8', '14.9', '51.4']);
  });

  it('gives 30.9 for 42 of 136, where the report prints 30.8 (4.3)', () => {
    expect(sharePercent(42, 136)).toBe('30.9');
  });

  it('rounds halves up, as 12.5 to 13 at no decimals shows elsewhere', () => {
    expect(sharePercent(1, 16)).toBe('6.3');
    expect(round('12.5', 0)).toBe('13');
  });

  it('are not forced to add up to 100', () => {
    expect([1, 1, 1].map((count) => sharePercent(count, 3))).toEqual(['33.3', '33.3', '33.3']);
  });

  it('do not exist where nothing is rated: that is not 0%', () => {
    expect(sharePercent(0, 0)).toBeUndefined();
    expect(sharePercent(0, 5)).toBe('0.0');
  });
});
