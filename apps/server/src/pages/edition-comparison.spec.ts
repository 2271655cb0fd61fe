import { editionComparisonPage, type EditionComparison } from './edition-comparison';
import type { TimeControl } from './time-control';

const SHOWN = { status: 'red', value: '56.26', shown: '56.3%', target: 'at least 95%', markers: [] };
// Of the two editions the page says their names and when they were published.
const EDITIONS = [
  { edition: '2023-24-Q4.1', publishedAt: '2024-07-31T10:00:00.000000Z' },
  { edition: '2023-24-Q4.2', publishedAt: '2024-12-31T10:00:00.000000Z' },
] as unknown as readonly [EditionComparison['from'], EditionComparison['to']];
const ITEM = { indicator: 'qh-fire', period: '2023-24-Q4', from: SHOWN, to: SHOWN, differs: [], events: [] };

function figures(...items: EditionComparison['items']) {
  const [from, to] = EDITIONS;
  const page = editionComparisonPage({
    editions: [],
    query: { from: from.edition, to: to.edition, asAt: '2025-01-31' },
    // The presenter hands it on.
    time: {} as TimeControl,
    comparison: { from, to, items, governance: [] },
    names: new Map([['qh-fire', 'Fire checks']]),
    nameOf: (person) => person,
  });
  return page.comparison;
}

describe('the comparison of two editions', () => {
  it('names what is printed otherwise, and not the full precision beside it', () => {
    const to = { ...SHOWN, status: 'green', value: '96.2', shown: '96.2%', markers: ['corrected', 'r'] };
    expect(figures({ ...ITEM, to })?.figures).toEqual([
      {
        name: 'Fire checks',
        period: 'Q4 of 2023/24',
        href: '/indicators/qh-fire/figures/2023-24-Q4',
        differences: [
          { name: 'Figure', before: '56.3%', after: '96.2%' },
          { name: 'Status', before: 'Red', after: 'Green' },
          { name: 'Remarks', before: 'none', after: 'corrected, r: an earlier edition showed another value' },
        ],
        events: [],
      },
    ]);
  });

  it('shows the full precision of figures that are printed alike', () => {
    const [figure] = figures({ ...ITEM, to: { ...SHOWN, value: '56.34' } })?.figures ?? [];
    expect(figure?.differences).toEqual([{ name: 'At full precision', before: '56.26', after: '56.34' }]);
  });

  it('says that one of them does not show a figure', () => {
    const [figure] = figures({ ...ITEM, from: null })?.figures ?? [];
    expect(figure?.differences).toContainEqual({ name: 'Figure', before: 'not shown', after: '56.3%' });
  });

  it('says that both show the same, and leads to both in the moment', () => {
    expect(figures()).toMatchObject({
      text: 'Both editions show the same.',
      editions: [
        { href: '/publications/2023-24-Q4.1?asAt=2025-01-31' },
        { href: '/publications/2023-24-Q4.2?asAt=2025-01-31' },
      ],
    });
  });
});
