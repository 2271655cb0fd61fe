import { Refusal } from './refusal';
import { displayStatedDate, earliestDay, isSurelyBefore, latestDay, parseStatedDate } from './stated-date';

describe('a date as it was stated', () => {
  it.each([
    ['2010', '2010-01-01', '2010-12-31'],
    ['2018-04', '2018-04-01', '2018-04-30'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2027-03-31', '2027-03-31', '2027-03-31'],
  ])('%s means a day from %s to %s', (date, earliest, latest) => {
    expect(parseStatedDate(date, '/start')).toBe(date);
    expect([earliestDay(date), latestDay(date)]).toEqual([earliest, latest]);
  });

  it.each(['', '18', '2018-13', '2018-4', '2023-02-29', '2023-24-Q4', 'April 2018', '2024-04-31', '__proto__'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseStatedDate(text, '/start')).toThrow(Refusal);
    },
  );

  it('lies before another only where every day it can mean does', () => {
    expect(isSurelyBefore('2024-03', '2024-04-01')).toBe(true);
    expect(isSurelyBefore('2024-04', '2024-04-05')).toBe(false);
    expect(isSurelyBefore('2024-04-05', '2024-04')).toBe(false);
    expect(isSurelyBefore('2010', '2035')).toBe(true);
    expect(isSurelyBefore('2010', '2010')).toBe(false);
  });

  it.each([
    ['2027-03-31', '31 March 2027'],
    ['2018-04', 'April 2018'],
    ['2010', '2010'],
    ['2023-10-08', '8 October 2023'],
  ])('%s reads %s', (date, words) => {
    expect(displayStatedDate(date)).toBe(words);
  });
});
