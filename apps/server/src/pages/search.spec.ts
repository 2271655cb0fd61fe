import type { ContractState, AreaState, BusinessPlanState } from '@outturn/domain';
import { searchPage, type Searchable, type SearchPage } from './search';
import type { TimeControl } from './time-control';

const SEARCHABLE: Searchable = {
  indicators: [
    { indicator: 'qh-fire', area: 'quality-homes', name: 'Safety checks', formerNames: ['Fire risk assessments'] },
    { indicator: 'qh-voids', area: 'quality-homes', name: 'Empty homes', formerNames: [] },
    ...Array.from({ length: 25 }, (_, index) => ({
      indicator: `oc-calls-${index}`,
      area: 'one-council',
      name: `Calls answered at centre ${index}`,
      formerNames: [],
    })),
  ],
  // Only the terms are searched.
  contracts: new Map([
    [
      'leisure',
      {
        terms: { name: 'Leisure Centres', parties: [{ role: 'supplier', name: 'Café Ltd' }], services: [], places: [] },
      },
    ],
  ]) as unknown as ReadonlyMap<string, ContractState>,
  editions: [],
  areas: [{ area: 'quality-homes', name: 'Quality Homes', aliases: ['Housing'] }] as unknown as AreaState[],
  plans: new Map<string, BusinessPlanState>(),
};

function search(typed: string, more: Partial<Parameters<typeof searchPage>[0]> = {}): SearchPage {
  // The presenter hands the control on.
  const time = {} as TimeControl;
  return searchPage({
    typed,
    asAt: undefined,
    group: undefined,
    page: undefined,
    time,
    searchable: SEARCHABLE,
    ...more,
  });
}

const titles = (page: SearchPage) => page.groups.map(({ found }) => found.map(({ title }) => title));

describe('the search', () => {
  it('asks for words where there are none, and looks for nothing', () => {
    expect(search('  ')).toMatchObject({ text: expect.stringMatching(/^Type a word or more/) as string, groups: [] });
    expect(search('?!')).toMatchObject({ text: expect.stringMatching(/^There is no word/) as string, groups: [] });
  });

  it('says that nothing was found, and what to try', () => {
    expect(search('zebra')).toMatchObject({
      text: 'Nothing was found for “zebra”. Every word has to be in the name: try fewer words, or a part of one.',
      groups: [],
    });
  });

  it('finds by former names and says them, those by their own name first', () => {
    expect(search('assessments FIRE').groups).toEqual([
      {
        heading: 'Indicators (1)',
        found: [
          {
            title: 'Safety checks',
            href: '/indicators/qh-fire',
            detail: 'Quality Homes · qh-fire · formerly “Fire risk assessments”',
          },
        ],
      },
    ]);
    expect(titles(search('homes'))).toEqual([['Empty homes', 'Safety checks'], ['Quality Homes']]);
  });

  it('finds contracts by their parties, without accents, and areas by other names', () => {
    expect(search('cafe').groups).toEqual([
      {
        heading: 'Contracts (1)',
        found: [{ title: 'Leisure Centres', href: '/contracts/leisure', detail: 'With Café Ltd · leisure' }],
      },
    ]);
    expect(titles(search('housing'))).toEqual([['Quality Homes']]);
  });

  it('shows five of a group beside others, counts all, and leads to them', () => {
    const page = search('centre', { asAt: '2024-07-31' });
    expect(page.text).toBe('Found for “centre”: 25 indicators and 1 contract.');
    expect(titles(page).map(({ length }) => length)).toEqual([5, 1]);
    expect(page.groups[0]?.all).toEqual({
      text: 'All 25 indicators',
      href: '/search?for=centre&asAt=2024-07-31&in=indicators',
    });
    expect(page.groups[1]?.found[0]?.href).toBe('/contracts/leisure?asAt=2024-07-31');
  });

  it('shows one group page by page', () => {
    const page = search('centre', { group: 'indicators', page: '2' });
    expect(titles(page)[0]).toEqual([5, 6, 7, 8, 9].map((number) => `Calls answered at centre ${number}`));
    expect(page.numbers?.previousHref).toBe('/search?for=centre&in=indicators&page=1');
    expect(page.backHref).toBe('/search?for=centre');
  });
});
