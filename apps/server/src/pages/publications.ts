import { formatLondon, type EditionView } from '@outturn/read-models';
import { capitalised, periodInShort } from '@outturn/reports';
import type { PageModel } from './page';
import { addressOf } from './links';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { TimeControl } from './time-control';

interface PublicationsInput {
  /** The earliest first. */
  readonly editions: readonly EditionView[];
  readonly asAt: string | undefined;
  readonly page: string | undefined;
  readonly time: TimeControl;
  readonly nameOf: (person: string) => string;
  readonly mayPublish: boolean;
}

/** The page that lists what was published. */
export interface PublicationsPage extends PageModel {
  readonly time: TimeControl;
  readonly rows: readonly {
    readonly edition: string;
    readonly href: string;
    readonly period: string;
    readonly published: string;
    readonly by: string;
    readonly figures: string;
    readonly standing: string;
    readonly errata: string;
  }[];
  readonly numbers?: PageNumbers;
  readonly compareHref?: string;
  readonly mayPublish: boolean;
}

const EDITIONS_ON_A_PAGE = 50;

/** Puts the list of editions together, the latest first. */
export function publicationsPage({
  editions,
  asAt,
  page,
  time,
  nameOf,
  mayPublish,
}: PublicationsInput): PublicationsPage {
  const latestFirst = [...editions].reverse();
  const { items, numbers } = numberedPage(latestFirst, EDITIONS_ON_A_PAGE, page, (number) =>
    addressOf('/publications', { asAt, page: number }),
  );
  const followed = new Set(editions.map(({ previous }) => previous));
  return {
    title: 'Publications',
    time,
    rows: items.map(({ edition, period, publishedAt, publishedBy, figures, errata }) => ({
      edition,
      href: addressOf(`/publications/${edition}`, { asAt }),
      period: capitalised(periodInShort(period)),
      published: formatLondon(publishedAt),
      by: nameOf(publishedBy),
      figures: String(figures),
      standing: followed.has(edition) ? 'Followed by another' : 'The latest',
      errata: errata.length === 0 ? 'None' : String(errata.length),
    })),
    numbers,
    compareHref: editions.length > 1 ? addressOf('/publications/compare', { asAt }) : undefined,
    mayPublish,
  };
}
