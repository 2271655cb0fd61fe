import { Dueness, Frequency, IndicatorDefinition, dueness } from './definition';
import { parsePeriod } from './period';

function definition(frequency: Frequency, supplementaryFrequencies?: readonly Frequency[]): IndicatorDefinition {
  return {
    name: 'Fire risk assessments completed',
    kind: 'indicator',
    owner: 'post-1',
    unit: 'percent',
    displayDecimals: 2,
    polarity: 'higher-is-better',
    frequency,
    supplementaryFrequencies,
    series: 'discrete',
    rollUp: 'ratio-of-sums',
    deadBand: '0',
    validFrom: '2023-04-01',
  };
}

describe('which periods a figure is due for (the ladder of cell statuses, step 2)', () => {
  it.each<[Frequency, string, Dueness]>([
    ['quarterly', '2023-24-Q4', 'due'],
    ['quarterly', '2023-24', 'due'],
    ['quarterly', '2024-03', 'not-due'],
    ['quarterly', '2023-09..2023-12', 'not-due'],
    ['annual', '2023-24', 'due'],
    ['annual', '2023-24-Q4', 'annual-only'], // the column of the report's first table (4.2)
    ['annual', '2024-03', 'annual-only'],
    ['monthly', '2024-03', 'due'],
    ['monthly', '2023-24-Q4', 'due'], // rolled up from its months
    ['monthly', '2023-24', 'due'],
    ['termly', '2023-09..2023-12', 'due'], // completed personal education plans (report 5.4)
    ['termly', '2023-24-Q4', 'not-due'],
    ['termly', '2023-24', 'due'],
    ['ad-hoc', '2023-24', 'supplementary'],
    ['ad-hoc', '2024-03', 'supplementary'],
    ['ad-hoc', '2023-09..2023-12', 'supplementary'],
  ])('%s, %s: %s', (frequency, period, expected) => {
    expect(dueness(definition(frequency), parsePeriod(period))).toBe(expected);
  });

  it('takes a finer figure for information, and it is never due', () => {
    expect(dueness(definition('annual', ['quarterly']), parsePeriod('2023-24-Q2'))).toBe('supplementary');
    expect(dueness(definition('quarterly', ['monthly']), parsePeriod('2024-03'))).toBe('supplementary');
    expect(dueness(definition('quarterly', ['monthly']), parsePeriod('2023-24-Q4'))).toBe('due');
  });
});
