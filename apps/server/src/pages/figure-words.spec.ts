import type { Figure } from '../api/figures';
import { figureView } from './figure-words';

const unavailable = (reason: string) => ({ direction: 'unavailable', reason }) as const;
// What is put into words here; a page never sees the rest.
const FIGURE = {
  ...{
    indicator: 'qh-voids',
    period: '2023-24-Q4',
    name: 'Empty homes',
    status: 'red',
    statusText: 'Red',
    markers: [],
  },
  travel: {
    previousPeriod: unavailable('There is no figure for 2023-24-Q3.'),
    samePeriodLastYear: unavailable('There is no figure for 2022-23-Q4.'),
  },
} as unknown as Figure;

describe('a figure in words', () => {
  it('names periods as people do, in reasons of the domain too', () => {
    expect(figureView(FIGURE, '').travels.map(({ text }) => text)).toEqual([
      'No comparison. There is no figure for Q3 of 2023/24.',
      'No comparison. There is no figure for Q4 of 2022/23.',
    ]);
  });
});
