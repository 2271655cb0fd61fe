import { capitalised, periodInWords } from '@outturn/reports';
import type { Figure } from '../api/figures';
import { figureView, type FigureView } from './figure-words';
import { addressOf } from './links';
import type { PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import { sameMoment, type Moment, type TimeControl } from './time-control';

/** Rows a page. */
const PAGE_SIZE = 100;

interface AreaInput {
  readonly area: string;
  readonly name: string;
  readonly period: string;
  readonly query: Moment;
  readonly time: TimeControl;
  /** Of all pages. */
  readonly figures: readonly Figure[];
  readonly page: string | undefined;
}

/** The page about an area in a period. */
export interface AreaPage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  readonly overviewHref: string;
  /** By status, the worst first: what needs attention is read first. The headings count the figures of all pages. */
  readonly groups: readonly {
    readonly status: string;
    readonly heading: string;
    readonly figures: readonly FigureView[];
  }[];
  readonly numbers?: PageNumbers;
}

const ORDER = ['red', 'amber', 'green', 'rag-not-applicable', 'data-not-available', 'not-due'] as const;

/** Puts the page about an area in a period together. */
export function areaPage({ area, name, period, query, time, figures, page }: AreaInput): AreaPage {
  const moment = sameMoment(query);
  const sorted = ORDER.flatMap((status) => withStatus(figures, status).sort((a, b) => BY_NAME.compare(a.name, b.name)));
  const { asAt, basis, rulesAt } = query;
  const { items, numbers } = numberedPage(sorted, PAGE_SIZE, page, (number) =>
    addressOf(`/areas/${area}/periods/${period}`, { asAt, basis, rulesAt, page: number }),
  );
  const groups = ORDER.map((status) => {
    const onPage = withStatus(items, status);
    return {
      status,
      heading: `${onPage[0]?.statusText ?? ''}: ${withStatus(figures, status).length}`,
      figures: onPage.map((figure) => figureView(figure, moment)),
    };
  });
  return {
    title: name,
    caption: capitalised(periodInWords(period)),
    time,
    overviewHref: `/periods/${period}${moment}`,
    groups: groups.filter((group) => group.figures.length > 0),
    numbers,
  };
}

const BY_NAME = new Intl.Collator('en-GB');

function withStatus(figures: readonly Figure[], status: (typeof ORDER)[number]): Figure[] {
  return figures.filter((figure) => figure.status === status);
}
