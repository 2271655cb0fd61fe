import { readDay } from './day';

const fieldOf = (part: string) => `as-at-${part}`;

describe('a day that is typed', () => {
  it('is read with or without zeros, and may be left out', () => {
    expect(readDay({ day: ' 1 ', month: '7', year: '2024' }, fieldOf)).toBe('2024-07-01');
    expect(readDay({ day: '01', month: '07', year: '2024' }, fieldOf)).toBe('2024-07-01');
    expect(readDay({ day: '', month: ' ' }, fieldOf)).toBe('');
  });

  it('names the part that is missing, at its field', () => {
    expect(readDay({ day: '31', year: '2024' }, fieldOf)).toEqual({
      field: 'as-at-month',
      text: 'The date must include a month.',
    });
  });

  it('is a day that exists', () => {
    const wrong = { field: 'as-at-day', text: 'The date must be a real date, such as 31 7 2024.' };
    expect(readDay({ day: '31', month: '4', year: '2024' }, fieldOf)).toEqual(wrong);
    expect(readDay({ day: '29', month: '2', year: '2023' }, fieldOf)).toEqual(wrong);
    expect(readDay({ day: 'x', month: '4', year: '2024' }, fieldOf)).toEqual(wrong);
    expect(readDay({ day: '29', month: '2', year: '2024' }, fieldOf)).toBe('2024-02-29');
  });
});
