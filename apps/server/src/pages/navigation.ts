import type { Identity, Permission } from '../security/permissions';
import { rolesFor } from '../security/permissions';

interface Place {
  readonly text: string;
  readonly href: string;
  readonly permission: Permission;
  /** Paths that belong to it. */
  readonly paths: RegExp;
}

/** Places that belong together: the navigation shows the group, and the places of the group that somebody is in. */
interface Group {
  readonly text: string;
  readonly places: readonly Place[];
}

/** Where the navigation leads, in its order: one line a place. */
const GROUPS: readonly Group[] = [
  {
    text: 'Figures',
    places: [
      { text: 'Overview', href: '/periods', permission: 'figures.read', paths: /^\/(periods|areas)/ },
      { text: 'Indicators', href: '/indicators', permission: 'figures.read', paths: /^\/indicators/ },
      { text: 'Reporting periods', href: '/cycle', permission: 'figures.read', paths: /^\/cycle/ },
      { text: 'Exports', href: '/exports', permission: 'figures.read', paths: /^\/exports/ },
    ],
  },
  {
    text: 'Submit',
    places: [
      { text: 'Due from you', href: '/submit', permission: 'figures.submit', paths: /^\/submit(?!\/spreadsheet)/ },
      {
        text: 'Spreadsheet',
        href: '/submit/spreadsheet',
        permission: 'figures.submit',
        paths: /^\/submit\/spreadsheet/,
      },
    ],
  },
  {
    text: 'Changes',
    places: [
      { text: 'Awaiting a decision', href: '/decide', permission: 'figures.read', paths: /^\/decide/ },
      { text: 'Corrections register', href: '/register', permission: 'figures.read', paths: /^\/register/ },
      { text: 'Compare two dates', href: '/compare', permission: 'figures.read', paths: /^\/compare/ },
      { text: 'Reconciliation', href: '/reconciliation', permission: 'figures.read', paths: /^\/reconciliation/ },
    ],
  },
  {
    text: 'Reports',
    places: [
      {
        text: 'Publications',
        href: '/publications',
        permission: 'figures.read',
        paths: /^\/publications(?!\/compare)/,
      },
      {
        text: 'Compare two editions',
        href: '/publications/compare',
        permission: 'figures.read',
        paths: /^\/publications\/compare/,
      },
      { text: 'Publish', href: '/publish', permission: 'publications.publish', paths: /^\/publish/ },
    ],
  },
  {
    text: 'Contracts and plans',
    places: [
      { text: 'Contracts', href: '/contracts', permission: 'figures.read', paths: /^\/contracts/ },
      { text: 'Actions', href: '/actions', permission: 'figures.read', paths: /^\/actions/ },
      { text: 'Risks', href: '/risks', permission: 'figures.read', paths: /^\/risks/ },
      { text: 'Programmes', href: '/programmes', permission: 'figures.read', paths: /^\/programmes/ },
    ],
  },
  {
    text: 'Service',
    places: [
      { text: 'Jobs', href: '/jobs', permission: 'jobs.read', paths: /^\/jobs/ },
      { text: 'System', href: '/system', permission: 'system.read', paths: /^\/system/ },
    ],
  },
];

interface Item {
  readonly text: string;
  readonly href: string;
  readonly active: boolean;
  readonly current: boolean;
}

/** Where somebody may go, and where they are. */
export interface Navigation {
  /** The groups, each leading to its first place, as GOV.UK Frontend's service navigation takes them. */
  readonly groups: readonly Item[];
  /** The places of the group that the page is in; none where it is alone. */
  readonly places: readonly Item[];
}

/** The places that somebody may go to from a page. */
export function navigationFor(identity: Identity, path: string): Navigation {
  const permitted = GROUPS.map(({ text, places }) => {
    const allowed = places.filter(({ permission }) => rolesFor(identity, permission).length > 0);
    return { text, places: allowed.map((place) => itemOf(place, path)) };
  });
  const groups = permitted.flatMap(({ text, places: [first, ...others] }): Item[] => {
    if (first === undefined) return [];
    const active = [first, ...others].some((place) => place.active);
    return [{ text, href: first.href, active, current: first.current }];
  });
  const places = permitted.find((group) => group.places.some(({ active }) => active))?.places ?? [];
  return { groups, places: places.length > 1 ? places : [] };
}

function itemOf({ text, href, paths }: Place, path: string): Item {
  return { text, href, active: paths.test(path), current: path === href };
}
