import { readPrintedNumber, withPointAsComma, writtenLike } from './printed-number';

describe('a printed number', () => {
  it.each([
    ['74', '74', '', '0'],
    ['2,689', '2689', '', '0'],
    ['four', '4', '', '0'],
    ['-14.8', '-14.8', '', '0.05'],
    ['984.5', '984.5', '', '0.05'],
    ['£21,341,125', '21341125', '£', '0'],
    ['£4,254k', '4254000', '£', '500'],
    ['£5.602m', '5602000', '£', '500'],
    ['£34m', '34000000', '£', '500000'],
    ['30.8%', '30.8', '%', '0.05'],
    ['76 %', '76', '%', '0.5'],
    ['4.08/5', '4.08', '/5', '0.005'],
    ['75.67fte', '75.67', 'fte', '0.005'],
    ['10.9 days', '10.9', 'day', '0.05'],
    ['1 day', '1', 'day', '0.5'],
    ['41 seconds', '41', 'seconds', '0.5'],
    ['4 minutes, 35 seconds', '275', 'seconds', '0.5'],
    ['1 minute 11 seconds', '71', 'seconds', '0.5'],
  ])('%s', (printed, value, unit, margin) => {
    expect(readPrintedNumber(printed)).toMatchObject({
      kind: 'number',
      number: { value, unit, margin, qualified: false },
    });
  });

  it.each(['circa £25K', 'circa. £136k', 'just over 5%', 'around 250'])(
    'says of itself that it is not exact: %s',
    (printed) => {
      expect(readPrintedNumber(printed)).toMatchObject({ kind: 'number', number: { qualified: true } });
    },
  );

  it.each(['£21,341,12', '1,2', '1.2.3', '12,3456', '5,', '1,234.'])('is wrongly set: %s', (printed) => {
    expect(readPrintedNumber(printed)).toEqual({ kind: 'malformed' });
  });

  it.each(['', 'not available', '12 April 2022', '5 (6)', '1/2 grade', 'thirteen'])('is none: "%s"', (printed) => {
    expect(readPrintedNumber(printed)).toEqual({ kind: 'none' });
  });

  it.each([
    ['30.8%', '30.882352', '30.9%'],
    ['£19,000,000', '21341125', '£21,341,125'],
    ['£712k', '712499', '£712k'],
    ['£5.602m', '5602500', '£5.603m'],
    ['197', '196', '196'],
    ['11.26%', '-11.266', '-11.27%'],
  ])('another is written like %s', (printed, value, expected) => {
    const reading = readPrintedNumber(printed);
    expect(reading.kind === 'number' && writtenLike(reading.number, value)).toBe(expected);
  });

  it('may have a point where a comma belongs', () => {
    expect(['5.095', '1.234.567', '5.09', '5095', '5.0951'].map(withPointAsComma)).toEqual([
      '5,095',
      '1,234,567',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
