import type { AreaState, BusinessPlanState, ContractState } from '@outturn/domain';
import { formatLondon, type EditionView, type IndicatorNames } from '@outturn/read-models';
import { counted, enumerated, periodInShort } from '@outturn/reports';
import { addressOf } from './links';
import type { PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import { holdsAll, wordsOf } from './search-words';
import type { TimeControl } from './time-control';

/** Everything that is searched, as at a moment. */
export interface Searchable {
  readonly indicators: readonly IndicatorNames[];
  readonly contracts: ReadonlyMap<string, ContractState>;
  readonly editions: readonly EditionView[];
  readonly areas: readonly AreaState[];
  readonly plans: ReadonlyMap<string, BusinessPlanState>;
}

/** What can be searched, as addresses call it. */
export const SEARCH_GROUPS = ['indicators', 'contracts', 'editions', 'areas', 'actions'] as const;
type GroupKey = (typeof SEARCH_GROUPS)[number];

interface SearchInput {
  /** As it was typed. */
  readonly typed: string;
  readonly asAt: string | undefined;
  /** The only group to show; all when absent. */
  readonly group: GroupKey | undefined;
  readonly page: string | undefined;
  readonly time: TimeControl;
  readonly searchable: Searchable;
}

interface Found {
  readonly title: string;
  readonly href: string;
  readonly detail: string;
}

interface GroupView {
  readonly heading: string;
  readonly found: readonly Found[];
  /** Where there are more than are shown beside other groups. */
  readonly all?: { readonly text: string; readonly href: string };
}

/** The page that searches. */
export interface SearchPage extends PageModel {
  /** For the field in the header. */
  readonly searchFor: string;
  readonly time: TimeControl;
  readonly text: string;
  readonly groups: readonly GroupView[];
  /** Where one group is shown. */
  readonly backHref?: string;
  readonly numbers?: PageNumbers;
}

/** What is shown of a group beside others, and of one by itself on a page. */
const SHOWN_OF_GROUP = 5;
const SHOWN_ON_PAGE = 20;

const NAMES: Readonly<Record<GroupKey, readonly [one: string, many: string]>> = {
  indicators: ['indicator', 'indicators'],
  contracts: ['contract', 'contracts'],
  editions: ['edition of a report', 'editions of reports'],
  areas: ['area', 'areas'],
  actions: ['action', 'actions'],
};

/** Puts what was found together. */
export function searchPage(input: SearchInput): SearchPage {
  const { typed, asAt, group, page, time, searchable } = input;
  const frame = { title: 'Search', searchFor: typed, time };
  const words = wordsOf(typed);
  if (words.length === 0) return { ...frame, text: emptyText(typed), groups: [] };
  const found = findIn(searchable, words, asAt);
  const hrefOf = (more: { readonly in?: string; readonly page?: string }) =>
    addressOf('/search', { for: typed, asAt, ...more });
  const text = foundText(typed, found);
  if (group === undefined) {
    const shown = SEARCH_GROUPS.filter((key) => found[key].length > 0);
    return { ...frame, text, groups: shown.map((key) => groupView(key, found[key], hrefOf({ in: key }))) };
  }
  const { items, numbers } = numberedPage(found[group], SHOWN_ON_PAGE, page, (number) =>
    hrefOf({ in: group, page: number }),
  );
  const groups = [{ heading: headingOf(group, found[group].length), found: items }];
  return { ...frame, text, groups, backHref: hrefOf({}), numbers };
}

function emptyText(typed: string): string {
  return typed.trim() === ''
    ? 'Type a word or more: of the name or key of an indicator, a contract, an edition of a report, an area or an action.'
    : 'There is no word in what you typed. Type letters or digits.';
}

function foundText(typed: string, found: FoundByGroup): string {
  const counts = SEARCH_GROUPS.filter((key) => found[key].length > 0).map((key) =>
    counted(found[key].length, ...NAMES[key]),
  );
  if (counts.length > 0) return `Found for “${typed.trim()}”: ${enumerated(counts)}.`;
  return `Nothing was found for “${typed.trim()}”. Every word has to be in the name: try fewer words, or a part of one.`;
}

function groupView(key: GroupKey, found: readonly Found[], href: string): GroupView {
  const heading = headingOf(key, found.length);
  const shown = found.slice(0, SHOWN_OF_GROUP);
  if (shown.length === found.length) return { heading, found };
  return { heading, found: shown, all: { text: `All ${counted(found.length, ...NAMES[key])}`, href } };
}

function headingOf(key: GroupKey, count: number): string {
  const [, many] = NAMES[key];
  return `${many.slice(0, 1).toUpperCase()}${many.slice(1)} (${count})`;
}

type FoundByGroup = Readonly<Record<GroupKey, readonly Found[]>>;

interface Candidate extends Found {
  /** What is not shown as its title, and searched too. */
  readonly others: readonly string[];
}

function findIn(searchable: Searchable, words: readonly string[], asAt: string | undefined): FoundByGroup {
  const moment = (path: string) => addressOf(path, { asAt });
  const namesOfAreas = new Map(searchable.areas.map(({ area, name }) => [area, name]));
  const nameOfArea = (key: string) => namesOfAreas.get(key) ?? key;
  return {
    indicators: matching(
      words,
      searchable.indicators.map((one) => indicatorCandidate(one, nameOfArea, moment)),
    ),
    contracts: matching(
      words,
      [...searchable.contracts].map(([key, one]) => contractCandidate(key, one, moment)),
    ),
    editions: matching(
      words,
      searchable.editions.map((one) => editionCandidate(one, moment)),
    ),
    areas: matching(
      words,
      searchable.areas.map((one) => areaCandidate(one, asAt)),
    ),
    actions: matching(words, actionCandidates(searchable.plans, nameOfArea, asAt)),
  };
}

const BY_NAME = new Intl.Collator('en-GB');

/** Those with every word in their title first, each by its title. Sorts what was found only: there may be thousands that were not. */
function matching(words: readonly string[], candidates: readonly Candidate[]): Found[] {
  const inTitle: Candidate[] = [];
  const elsewhere: Candidate[] = [];
  for (const candidate of candidates) {
    if (holdsAll(candidate.title, words)) inTitle.push(candidate);
    else if (holdsAll([candidate.title, ...candidate.others].join(' '), words)) elsewhere.push(candidate);
  }
  return [inTitle, elsewhere]
    .flatMap((found) => found.sort((a, b) => BY_NAME.compare(a.title, b.title)))
    .map(({ title, href, detail }) => ({ title, href, detail }));
}

type At = (path: string) => string;

function indicatorCandidate(
  { indicator, name, formerNames, area }: IndicatorNames,
  nameOfArea: (key: string) => string,
  moment: At,
): Candidate {
  const formerly = formerNames.length === 0 ? '' : ` · formerly ${formerNames.map((one) => `“${one}”`).join(', ')}`;
  return {
    title: name,
    href: moment(`/indicators/${indicator}`),
    detail: `${nameOfArea(area)} · ${indicator}${formerly}`,
    others: [indicator, nameOfArea(area), ...formerNames],
  };
}

function contractCandidate(key: string, { terms }: ContractState, moment: At): Candidate {
  const parties = terms?.parties.flatMap(({ name }) => name ?? []) ?? [];
  return {
    title: terms?.name ?? key,
    href: moment(`/contracts/${key}`),
    detail: parties.length === 0 ? key : `With ${enumerated(parties)} · ${key}`,
    others: [key, ...parties, ...(terms?.services ?? []), ...(terms?.places ?? [])],
  };
}

function editionCandidate({ edition, title, period, publishedAt, note }: EditionView, moment: At): Candidate {
  return {
    title: `${edition}: ${title}`,
    href: moment(`/publications/${edition}`),
    detail: `${periodInShort(period)} · published on ${formatLondon(publishedAt)}`,
    others: [note ?? '', periodInShort(period)],
  };
}

function areaCandidate({ area, name, aliases }: AreaState, asAt: string | undefined): Candidate {
  return {
    title: name,
    href: addressOf('/indicators', { area, asAt }),
    detail: aliases.length === 0 ? 'Its indicators' : `Also ${enumerated(aliases)} · its indicators`,
    others: [area ?? '', ...aliases],
  };
}

function actionCandidates(
  plans: Searchable['plans'],
  nameOfArea: (key: string) => string,
  asAt: string | undefined,
): Candidate[] {
  return [...plans].flatMap(([year, { actions }]) =>
    Object.values(actions).map(({ action, title, area, fromQuarter }) => ({
      title,
      // It is in the list of the quarter from which it counts.
      href: addressOf('/actions', { period: fromQuarter, area, asAt }),
      detail: `${nameOfArea(area)} · business plan ${periodInShort(year)} · ${action}`,
      others: [action, nameOfArea(area)],
    })),
  );
}
