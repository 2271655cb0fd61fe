import { readPrintedDate, weekdayOf } from './printed-date';

const NONE = { kind: 'none' };

describe('a printed date', () => {
  it.each<[string, string | undefined, string, string]>([
    ['12 April 2022', undefined, '2022-04-12', '2022-04-12'],
    ['18th March 2024', undefined, '2024-03-18', '2024-03-18'],
    ['31/03/2024', undefined, '2024-03-31', '2024-03-31'],
    ['29/02/2024', undefined, '2024-02-29', '2024-02-29'],
    ['Sept 2023', undefined, '2023-09-01', '2023-09-30'],
    ['February 2024', undefined, '2024-02-01', '2024-02-29'],
    ['May', '2024', '2024-05-01', '2024-05-31'],
    ['16th March', '2024', '2024-03-16', '2024-03-16'],
    ['2024/25', undefined, '2024-04-01', '2025-03-31'],
    ['2010', undefined, '2010-01-01', '2010-12-31'],
  ])('%s (year %s)', (printed, year, first, last) => {
    expect(readPrintedDate(printed, year)).toEqual({ kind: 'date', days: { first, last } });
  });

  it.each([
    ['31/04/2024', '2024-04-30'],
    ['30 February 2024', '2024-02-29'],
    ['29 Feb 2023', '2023-02-28'],
    ['31st June 2024', '2024-06-30'],
    ['01/13/2024', undefined],
  ])('%s does not exist', (printed, lastOfMonth) => {
    expect(readPrintedDate(printed)).toEqual({ kind: 'impossible', lastOfMonth });
  });

  it.each([
    'May',
    '12',
    'soon',
    'Autumn 2024',
    '12 Aprul 2022',
    'Blursday 12 April 2022',
    'Monday April 2022',
    '2024/26',
  ])('"%s" is none', (printed) => {
    expect(readPrintedDate(printed)).toEqual(NONE);
  });

  it('keeps the day of the week that is printed', () => {
    expect(readPrintedDate('Friday 12 April 2022')).toMatchObject({ weekday: 'Friday' });
    expect(weekdayOf('2022-04-12')).toBe('Tuesday');
  });
});
