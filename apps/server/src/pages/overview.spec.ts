import { overviewPage, type OverviewFacts } from './overview';
import type { TimeControl } from './time-control';

const ROW = {
  area: 'quality-homes',
  name: 'Quality Homes',
  total: 6,
  rated: 3,
  red: 1,
  amber: 0,
  green: 2,
  ragNotApplicable: 1,
  dataNotAvailable: 1,
  annualOnly: 1,
  otherNotDue: 0,
  shares: { red: '33.3', amber: '0.0', green: '66.7', note: null },
  declared: 8,
  missing: 2,
};
const TOTAL = { ...ROW, area: null, name: null };
const EMPTY = {
  ...TOTAL,
  rated: 0,
  red: 0,
  green: 0,
  shares: { red: null, amber: null, green: null, note: 'no rated indicators' },
};
const FACTS: OverviewFacts = {
  reportingPeriod: { period: '2023-24-Q4', coverage: 'full', state: 'closed', reopenedFor: [] },
  rows: [ROW],
  total: TOTAL,
  printed: null,
  comparisons: [],
};

function page(facts: Partial<OverviewFacts> = {}, period = '2023-24-Q4', begins?: string) {
  return overviewPage({
    period,
    query: { asAt: '2024-07-31' },
    // The presenter hands it on.
    time: {} as TimeControl,
    facts: { ...FACTS, ...facts },
    calendar: [],
    names: new Map([['qh-voids', 'Empty homes']]),
    begins,
  });
}

describe('the overview', () => {
  it('says the period in words, and whether it takes figures', () => {
    expect(page()).toMatchObject({
      title: 'Q4 of 2023/24',
      caption: 'Quarter 4 of 2023/24 (January to March 2024)',
      state: 'Closed: figures change by corrections only.',
    });
  });

  it('counts by area with columns for what is counted, and links that stay in the moment', () => {
    const { columns, rows } = page();
    expect(columns).toEqual([
      'Red',
      'Amber',
      'Green',
      'RAG N/A',
      'Data not available',
      'Annual only',
      'Total held',
      'Said to exist',
      'Not held here',
    ]);
    expect(rows).toEqual([
      {
        name: 'Quality Homes',
        href: '/areas/quality-homes/periods/2023-24-Q4?asAt=2024-07-31',
        cells: ['1', '0', '2', '1', '1', '1', '6', '8', '2'],
        isTotal: false,
      },
      { name: 'All areas', cells: ['1', '0', '2', '1', '1', '1', '6', '8', '2'], isTotal: true },
    ]);
  });

  it('gives shares with their counts, and says where nothing is rated: that is not 0%', () => {
    expect(page().messages.map(({ text }) => text)).toEqual(['1 of 3 (33.3%)', '0 of 3 (0.0%)', '2 of 3 (66.7%)']);
    const empty = page({ rows: [], total: EMPTY });
    expect(empty.messages.map(({ text }) => text)).toEqual(Array(3).fill('no rated indicators'));
    expect(empty.bars).toEqual([]);
  });

  it('says how many indicators are not held', () => {
    expect(page().missingText).toBe(
      '2 of the 8 indicators that there are said to be are not held here, so these counts are of 6.',
    );
  });

  it('compares once where the year before is also the same period last year, and names who joined and left', () => {
    const earlier = {
      period: '2022-23',
      total: { ...TOTAL, rated: 2 },
      shares: TOTAL.shares,
      joined: ['qh-voids'],
      left: [],
    };
    const comparisons = [
      { ...earlier, comparator: 'previous-period' as const },
      { ...earlier, comparator: 'same-period-last-year' as const },
    ];
    const [comparison, ...others] = page({ comparisons }, '2023-24').comparisons;
    expect(others).toEqual([]);
    expect(comparison).toMatchObject({
      heading: 'Compared with the period before: 2022/23',
      text: '3 indicators are rated now, 2 were rated then. Shares compare only as far as these are the same indicators.',
      joined: {
        count: 1,
        links: [{ text: 'Empty homes', href: '/indicators/qh-voids?asAt=2024-07-31' }],
        more: undefined,
      },
      left: { count: 0, links: [], more: undefined },
    });
  });

  it('names the first fifty of those who joined, and counts the others', () => {
    const joined = Array.from({ length: 53 }, (_, index) => `qh-${index}`);
    const earlier = { period: '2022-23', total: { ...TOTAL, rated: 2 }, shares: TOTAL.shares, joined, left: [] };
    const [comparison] = page({ comparisons: [{ ...earlier, comparator: 'previous-period' }] }, '2023-24').comparisons;
    expect(comparison?.joined).toMatchObject({ count: 53, more: 'And 3 more, which the answer of the API names.' });
    expect(comparison?.joined.links).toHaveLength(50);
  });

  it('leads to the first day of the record where the moment is before it', () => {
    expect(page().begins).toBeUndefined();
    expect(page({ rows: [] }, '2023-24-Q4', '2024-08-02')).toMatchObject({
      note: 'There were no figures for Q4 of 2023/24 then.',
      begins: {
        text: 'The record begins on 2 August 2024: see the page as at that day',
        href: '/periods/2023-24-Q4?asAt=2024-08-02',
      },
    });
  });

  it('says so where nothing had been published', () => {
    const edition = { edition: '2023-24-Q4.1', position: 7, publishedAt: '2024-07-31T10:00:00Z', link: '/api' };
    expect(page({ edition })).toMatchObject({
      note: undefined,
      edition: { text: 'As edition 2023-24-Q4.1 shows it', href: '/publications/2023-24-Q4.1' },
    });
    expect(page({ edition: null }).note).toBe(
      'No report about Q4 of 2023/24 had been published by this service then. Below is what another document printed, if any.',
    );
  });
});
