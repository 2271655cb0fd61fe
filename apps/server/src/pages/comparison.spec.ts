import { comparisonView, type Side } from './comparison';

const COUNTS = {
  total: 3,
  rated: 2,
  red: 2,
  amber: 0,
  green: 0,
  ragNotApplicable: 1,
  dataNotAvailable: 0,
  annualOnly: 0,
  otherNotDue: 0,
};
const NO_SHARES = { red: null, amber: null, green: null, note: null };

function side(counts: Partial<typeof COUNTS>, more: Partial<Side> = {}): Side {
  const row = { ...COUNTS, ...counts, shares: NO_SHARES, declared: null, missing: null };
  return {
    asked: '2024-07-31',
    question: {
      asAt: { position: 512, recordedAt: '2024-07-31T10:00:00.000000Z' },
      text: 'as known on 31 July 2024 23:59, London',
      basis: 'known-then',
      now: false,
      latest: 640,
      rules: { position: 640, day: '2024-12-31', link: 'position:640', named: false },
    },
    totals: {
      rows: [{ ...row, area: 'quality-homes', name: 'Quality Homes' }],
      total: { ...row, area: null, name: null },
    },
    ...more,
  };
}

function compare(from: Side, to: Side) {
  return comparisonView({
    period: '2023-24-Q4',
    from,
    to,
    count: 0,
    changes: [],
    areas: [],
    nameOf: (person) => person,
    permanentLink: '/compare?period=2023-24-Q4',
  });
}

describe('the comparison of two moments', () => {
  it('says which moment each side is, and which question it answers', () => {
    const { question } = side({});
    const published = { ...question, basis: 'published' } as const;
    const { sides } = compare(side({}, { question: published, edition: { edition: '2023-24-Q4.1' } }), side({}));
    expect(sides).toEqual([
      {
        heading: 'First: As published, as at 31 July 2024',
        text: 'As known on 31 July 2024 23:59, London. As edition 2023-24-Q4.1 shows it.',
      },
      {
        heading: 'Second: As at 31 July 2024',
        text: 'As known on 31 July 2024 23:59, London. Rated with the rules that were known then to be in force for the period.',
      },
    ]);
  });

  it('says that nothing had been published', () => {
    const { sides } = compare(side({}, { edition: null }), side({}));
    expect(sides[0]?.text).toContain('Nothing had been published of this period then.');
  });

  it('shows all totals that are not nought, and of areas only the counts that differ', () => {
    const view = compare(side({}), side({ red: 1, green: 1 }));
    expect(view.totals).toEqual([
      { name: 'Red', before: '2', after: '1', differs: true },
      { name: 'Green', before: '0', after: '1', differs: true },
      { name: 'RAG N/A', before: '1', after: '1', differs: false },
      { name: 'All', before: '3', after: '3', differs: false },
    ]);
    expect(view.areas).toEqual([
      { name: 'Quality Homes', status: 'Red', before: '2', after: '1' },
      { name: 'Quality Homes', status: 'Green', before: '0', after: '1' },
    ]);
    expect(view.text).toBe('Nothing in Q4 of 2023/24 differs between the two.');
  });

  it('counts an area that only one side has as nought on the other', () => {
    const none = side({}, { totals: { ...side({}).totals, rows: [] } });
    expect(compare(none, side({})).areas).toContainEqual({
      name: 'Quality Homes',
      status: 'Red',
      before: '0',
      after: '2',
    });
  });
});
