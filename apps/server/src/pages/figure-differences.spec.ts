import type { Figure } from '../api/figures';
import { differencesBetween, eventLines } from './figure-differences';

const UNAVAILABLE = { direction: 'unavailable' } as const;
// What a figure shows of itself; a page never sees the rest.
const FIGURE = {
  indicator: 'qh-voids',
  period: '2023-24-Q4',
  area: 'quality-homes',
  name: 'Empty homes',
  unit: 'percent',
  definitionVersion: 1,
  status: 'red',
  statusText: 'Red',
  value: {
    value: '41.2',
    display: '41.20%',
    maturity: 'approved',
    observationStatus: ['A'],
    source: 'outturn',
    shown: '41.2',
  },
  target: { display: 'at least 50%' },
  standing: 'worse-than-target',
  markers: [],
  benchmarks: [],
  travel: { previousPeriod: UNAVAILABLE, samePeriodLastYear: UNAVAILABLE },
  eventIds: [],
} as unknown as Figure;
const AREAS: Readonly<Record<string, string>> = { 'quality-homes': 'Quality Homes', 'new-area': 'New Area' };
const nameOfArea = (key: string) => AREAS[key] ?? key;

describe('what differs between two states of a figure', () => {
  it('is nothing where they are alike in all that is shown', () => {
    expect(differencesBetween(FIGURE, { ...FIGURE, eventIds: ['other'] }, nameOfArea)).toEqual([]);
  });

  it('is named one by one, in words', () => {
    const after = {
      ...FIGURE,
      status: 'green',
      statusText: 'Green',
      standing: 'better-than-target',
      markers: ['corrected'],
      area: 'new-area',
      value: { ...FIGURE.value, value: '51.2', display: '51.20%' },
      commentary: { text: 'Counted again.', writtenBy: 'u-1', stale: true },
    } as unknown as Figure;
    expect(differencesBetween(FIGURE, after, nameOfArea)).toEqual([
      { name: 'Figure', before: '41.20%', after: '51.20%' },
      { name: 'Status', before: 'Red', after: 'Green' },
      { name: 'Against target', before: 'worse than target', after: 'better than target' },
      { name: 'Remarks', before: 'none', after: 'corrected' },
      { name: 'Area', before: 'Quality Homes', after: 'New Area' },
      { name: 'Commentary', before: 'none', after: 'Counted again. (about an earlier figure)' },
    ]);
  });

  it('is everything that is said of a figure which the other side does not have', () => {
    const names = differencesBetween(null, FIGURE, nameOfArea).map(({ name, before }) => `${name}: ${before}`);
    expect(names).toContain('Figure: none');
    expect(names).toContain('Area: none');
    expect(names).not.toContain('Note: none');
  });

  it('says why there is no figure in its place', () => {
    const withdrawn = { ...FIGURE, value: undefined, reasonText: 'Withdrawn: counted twice.' } as unknown as Figure;
    expect(differencesBetween(FIGURE, withdrawn, nameOfArea)).toEqual(
      expect.arrayContaining([
        { name: 'Figure', before: '41.20%', after: 'none' },
        { name: 'Why there is no figure', before: 'none', after: 'Withdrawn: counted twice.' },
      ]),
    );
  });
});

describe('what happened to a figure', () => {
  it('is said in words, each with its step in the replay', () => {
    const event = {
      position: 519,
      recordedAt: '2024-07-31T10:00:00.000000Z',
      eventId: 'event-1',
      eventType: 'CorrectionApproved',
      actor: 'u-1',
      role: 'approver',
      reason: null,
      evidence: [],
    };
    expect(eventLines('qh-voids', '2023-24-Q4', [event], () => 'An Approver')).toEqual([
      {
        what: 'Correction approved',
        href: '/indicators/qh-voids/figures/2023-24-Q4/history?step=519',
        when: '31 July 2024 11:00, London',
        who: 'An Approver (approver)',
        reason: '',
      },
    ]);
  });
});
