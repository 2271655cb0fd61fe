import { displayStatedDate } from '@outturn/domain';
import { formatLondon, type EditionView } from '@outturn/read-models';
import { capitalised, counted, periodInShort } from '@outturn/reports';
import { STATUS_TEXTS } from '../api/figure-view';
import type { Plain } from '../api/plain';
import type { EditionComparisonAnswer, ShownFigureAnswer } from '../api/publication-answers';
import { eventLines, type Difference, type EventLine } from './figure-differences';
import { markerInWords } from './figure-words';
import { addressOf } from './links';
import type { FieldError, PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { TimeControl } from './time-control';

/** What the query that compares editions answers. */
export type EditionComparison = Omit<Plain<EditionComparisonAnswer>, 'asAt' | 'links' | 'note'>;

interface EditionComparisonInput {
  /** To choose from, the earliest first. */
  readonly editions: readonly EditionView[];
  readonly query: { readonly from?: string; readonly to?: string; readonly asAt?: string; readonly page?: string };
  readonly time: TimeControl;
  readonly errors?: readonly FieldError[];
  /** Absent until two editions are chosen. */
  readonly comparison?: EditionComparison;
  /** Of indicators, by key. */
  readonly names: ReadonlyMap<string, string>;
  readonly nameOf: (person: string) => string;
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

interface ChangedFigure {
  readonly name: string;
  readonly period: string;
  readonly href: string;
  readonly differences: readonly Difference[];
  readonly events: readonly EventLine[];
}

interface ComparedEditions {
  readonly heading: string;
  readonly text: string;
  readonly editions: readonly { readonly text: string; readonly href: string }[];
  readonly figures: readonly ChangedFigure[];
  readonly numbers?: PageNumbers;
  readonly governance: readonly {
    readonly about: string;
    readonly before: string;
    readonly after: string;
    readonly reason: string;
    readonly who: string;
    readonly when: string;
  }[];
}

/** The page that compares two editions. */
export interface EditionComparisonPage extends PageModel {
  readonly time: TimeControl;
  readonly from: readonly Choice[];
  readonly to: readonly Choice[];
  readonly errors: readonly FieldError[];
  readonly fromError?: string;
  readonly toError?: string;
  readonly comparison?: ComparedEditions;
}

const FIGURES_ON_A_PAGE = 20;

/** Puts the page that compares two editions together. */
export function editionComparisonPage(input: EditionComparisonInput): EditionComparisonPage {
  const { editions, query, time, errors = [], comparison } = input;
  const latest = editions.at(-1);
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text;
  return {
    title: 'Compare two editions',
    time,
    from: choicesOf(editions, query.from ?? latest?.previous),
    to: choicesOf(editions, query.to ?? latest?.edition),
    errors,
    fromError: errorOf('from'),
    toError: errorOf('to'),
    comparison: comparison && compared(comparison, input),
  };
}

function choicesOf(editions: readonly EditionView[], chosen: string | undefined): Choice[] {
  return [...editions].reverse().map(({ edition, publishedAt }) => ({
    value: edition,
    text: `${edition}, published on ${formatLondon(publishedAt)}`,
    selected: edition === chosen,
  }));
}

function compared(comparison: EditionComparison, { query, names, nameOf }: EditionComparisonInput): ComparedEditions {
  const { from, to, items, governance } = comparison;
  const { asAt } = query;
  const { items: shown, numbers } = numberedPage(items, FIGURES_ON_A_PAGE, query.page, (page) =>
    addressOf('/publications/compare', { ...query, page }),
  );
  const link = ({ edition, publishedAt }: EditionComparison['from']) => ({
    text: `${edition}, published on ${formatLondon(publishedAt)}`,
    href: addressOf(`/publications/${edition}`, { asAt }),
  });
  return {
    heading: `From ${from.edition} to ${to.edition}`,
    text: countInWords(items.length, governance.length),
    editions: [link(from), link(to)],
    figures: shown.map((item) => changedFigure(item, names, nameOf)),
    numbers,
    governance: governance.map((change) => ({
      about: `${change.name}: ${change.what}`,
      before: change.before ?? 'nothing',
      after: change.after ?? 'nothing',
      reason: change.reason ?? 'none given',
      who: peopleInWords(change.by, change.approvedBy, nameOf),
      when: displayStatedDate(change.on),
    })),
  };
}

function countInWords(figures: number, others: number): string {
  if (figures + others === 0) return 'Both editions show the same.';
  const of = counted(figures, 'figure differs', 'figures differ');
  return `${of}; ${counted(others, 'thing differs', 'things differ')} that they say of contracts, actions, risks and programmes.`;
}

function peopleInWords(by: string, approvedBy: string | null, nameOf: (person: string) => string): string {
  return approvedBy === null ? nameOf(by) : `${nameOf(by)}, approved by ${nameOf(approvedBy)}`;
}

function changedFigure(
  { indicator, period, from, to, events }: EditionComparison['items'][number],
  names: ReadonlyMap<string, string>,
  nameOf: (person: string) => string,
): ChangedFigure {
  return {
    name: names.get(indicator) ?? indicator,
    period: capitalised(periodInShort(period)),
    href: `/indicators/${indicator}/figures/${period}`,
    differences: differencesOf(from, to),
    events: eventLines(indicator, period, events, nameOf),
  };
}

type Shown = Plain<ShownFigureAnswer> | null;

function differencesOf(from: Shown, to: Shown): Difference[] {
  const rows: readonly (readonly [string, (shown: NonNullable<Shown>) => string])[] = [
    ['Figure', (figure) => figure.shown ?? figure.value ?? 'none'],
    // The full figure, for two that are printed alike.
    ['At full precision', (figure) => figure.value ?? 'none'],
    ['Status', ({ status }) => textOfStatus(status)],
    ['Target', ({ target }) => target ?? 'none'],
    ['Remarks', ({ markers }) => markers.map(markerInWords).join(', ') || 'none'],
  ];
  const differing = rows.flatMap(([name, textOf]) => {
    const [before, after] = [from, to].map((shown) => (shown === null ? 'not shown' : textOf(shown)));
    // Both sides are there, as there are two.
    return before === after ? [] : [{ name, before: before ?? '', after: after ?? '' }];
  });
  const isPrintedOtherwise = differing.some(({ name }) => name === 'Figure');
  return differing.filter(({ name }) => name !== 'At full precision' || !isPrintedOtherwise);
}

function textOfStatus(status: string): string {
  const texts: Readonly<Record<string, string>> = STATUS_TEXTS;
  return texts[status] ?? status;
}
