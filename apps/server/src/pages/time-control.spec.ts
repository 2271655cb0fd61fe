import type { Question } from '../api/question';
import { timeControl } from './time-control';

const QUESTION: Question = {
  asAt: { position: 512, recordedAt: '2024-07-31T10:00:00.000000Z' },
  text: 'as known now: everything recorded up to 31 July 2024 11:00, London',
  basis: 'known-then',
  now: true,
  latest: 512,
  rules: { position: 512, day: '2024-07-31', link: 'position:512', named: false },
};

function control(path: string, asAt?: string, basis: Question['basis'] = 'known-then') {
  return timeControl(path, { asAt, basis }, { ...QUESTION, basis, now: asAt === undefined });
}

describe('the control of the moment', () => {
  it('tells the four questions apart in its heading', () => {
    const path = '/periods/2023-24-Q4';
    const headings = (['known-then', 'published', 'period-rules', 'today-rules'] as const).map(
      (basis) => control(path, '2024-07-31', basis).heading,
    );
    expect(headings).toEqual([
      'As at 31 July 2024',
      'As published, as at 31 July 2024',
      'With the rules in force for the period, as at 31 July 2024',
      'With today’s rules, as at 31 July 2024',
    ]);
    expect(control(path).questions.map(({ value, checked }) => [value, checked])).toEqual([
      ['known-then', true],
      ['published', false],
      ['period-rules', false],
      ['today-rules', false],
    ]);
  });

  it('leads to the comparison of a quarter or a year, and from another moment to what is known now', () => {
    expect(control('/periods/2023-24').compareHref).toBe('/compare?period=2023-24');
    expect(control('/areas/quality-homes/periods/2023-24-Q4', '2024-07-31').compareHref).toBe(
      '/compare?period=2023-24-Q4&from=2024-07-31&fromBasis=known-then',
    );
    expect(control('/indicators/voids/figures/2023-24-Q4/history', undefined, 'published').compareHref).toBe(
      '/compare?period=2023-24-Q4&from=position:512&fromBasis=published',
    );
    expect(control('/indicators/voids/figures/2024-03').compareHref).toBeUndefined();
    expect(control('/indicators').compareHref).toBeUndefined();
  });

  it('keeps the day in its fields, without zeros', () => {
    expect(control('/indicators', '2024-07-01').day).toEqual({ day: '1', month: '7', year: '2024' });
    expect(control('/indicators', 'position:12').day).toEqual({ day: '', month: '', year: '' });
  });
});
