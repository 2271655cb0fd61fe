import { sdmxPeriod } from './sdmx-period';

describe('a period in SDMX', () => {
  it.each([
    ['2023-24', 'A', '2023-A1'],
    ['2023-24-Q1', 'Q', '2023-Q1'],
    ['2023-24-Q4', 'Q', '2023-Q4'],
    ['2024-03', 'M', '2024-03'],
    ['2023-09..2023-12', '_O', '2023-09-01/P4M'],
    ['2023-09..2024-01', '_O', '2023-09-01/P5M'],
    ['2024-02-28..2024-03-01', '_O', '2024-02-28/P3D'],
  ])('%s has the frequency %s and is %s', (key, frequency, timePeriod) => {
    expect(sdmxPeriod(key)).toEqual({ frequency, timePeriod });
  });
});
