import { lastDay, parsePeriod, displayStatedDate, type CalendarEntry, type DateText } from '@outturn/domain';
import { capitalised, periodInShort, periodInWords } from '@outturn/reports';
import type { Plain } from '../api/plain';
import type { CountsAnswer, SummaryAnswer } from '../api/summary-answers';
import { comparisonOf, distinct, type ComparisonView } from './earlier-period';
import type { PageModel } from './page';
import { stackedBar, type BarPart } from './stacked-bar';
import { sameMoment, type Moment, type TimeControl } from './time-control';

/** What the query about a period answers. `edition`: the one that shows it so; null where none had been published; absent unless what was published is asked for. */
export type OverviewFacts = Pick<
  Plain<SummaryAnswer>,
  'reportingPeriod' | 'rows' | 'total' | 'printed' | 'comparisons' | 'edition'
>;

interface OverviewInput {
  readonly period: string;
  readonly query: Moment;
  readonly time: TimeControl;
  readonly facts: OverviewFacts;
  readonly calendar: readonly CalendarEntry[];
  /** Of the indicators that joined or left the rated set. */
  readonly names: ReadonlyMap<string, string>;
  /** The day on which the record begins, where it is later than the moment of the page. */
  readonly begins?: DateText;
}

interface Link {
  readonly text: string;
  readonly href: string;
}

interface TableRow {
  readonly name: string;
  readonly href?: string;
  readonly cells: readonly string[];
  readonly isTotal: boolean;
}

/** The page about a quarter or a year. */
export interface OverviewPage extends PageModel {
  readonly caption: string;
  readonly state: string;
  readonly time: TimeControl;
  readonly note?: string;
  /** The first day of the record; absent where the page shows something of it. */
  readonly begins?: Link;
  /** The edition as which the page shows the period; absent unless what was published is asked for. */
  readonly edition?: Link;
  readonly otherPeriods: readonly Link[];
  readonly messages: readonly { readonly key: string; readonly word: string; readonly text: string }[];
  readonly missingText?: string;
  readonly bars: readonly {
    readonly name: string;
    readonly parts: readonly BarPart[];
    readonly text: string;
    readonly y: number;
  }[];
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly printed?: {
    readonly source: string;
    readonly columns: readonly string[];
    readonly rows: readonly TableRow[];
    readonly shares: readonly {
      readonly colour: string;
      readonly printed: string;
      readonly computed: string;
      readonly differs: boolean;
    }[];
    readonly note?: string;
  };
  readonly comparisons: readonly ComparisonView[];
}

const COLOURS = ['red', 'amber', 'green'] as const;
const BAR_DISTANCE = 44;
const OTHERS_SHOWN = 6;

/** Puts the page about a quarter or a year together. */
export function overviewPage({ period, query, time, facts, calendar, names, begins }: OverviewInput): OverviewPage {
  const moment = sameMoment(query);
  const { rows, total, printed, comparisons } = facts;
  const columns = columnsOf(total);
  const rated = rows.filter((row) => row.rated > 0);
  return {
    title: capitalised(periodInShort(period)),
    caption: capitalised(periodInWords(period)),
    state: stateInWords(facts.reportingPeriod),
    time,
    note: noteOf(period, facts),
    begins:
      begins === undefined
        ? undefined
        : {
            text: `The record begins on ${displayStatedDate(begins)}: see the page as at that day`,
            href: `/periods/${period}${sameMoment({ ...query, asAt: begins })}`,
          },
    edition: facts.edition
      ? { text: `As edition ${facts.edition.edition} shows it`, href: `/publications/${facts.edition.edition}` }
      : undefined,
    otherPeriods: otherPeriods(period, calendar, moment),
    messages: messagesOf(total),
    missingText: missingInWords(total.missing, total.declared),
    bars: [...rated.map(barOf), ...(total.rated > 0 ? [barOf({ ...total, name: 'All areas' })] : [])].map(
      (bar, index) => ({
        ...bar,
        y: index * BAR_DISTANCE,
      }),
    ),
    columns: columns.map(({ heading }) => heading),
    rows: [
      ...rows.map((row) => ({
        name: row.name ?? row.area ?? '',
        href: `/areas/${row.area ?? ''}/periods/${period}${moment}`,
        cells: columns.map(({ cell }) => cell(row)),
        isTotal: false,
      })),
      { name: 'All areas', cells: columns.map(({ cell }) => cell(total)), isTotal: true },
    ],
    printed: printed === null ? undefined : printedOf(printed, rows),
    comparisons: distinct(comparisons).map((comparison) => comparisonOf(comparison, total, names, moment)),
  };
}

type Row = Plain<SummaryAnswer>['total'];

interface Column {
  readonly heading: string;
  readonly cell: (row: Row) => string;
}

/** Columns as the report prints them; what is nowhere counted has none, and what is missing is said. */
function columnsOf(total: Row): Column[] {
  const optional = (count: number, heading: string, name: 'annualOnly' | 'otherNotDue'): Column[] =>
    count === 0 ? [] : [{ heading, cell: (row) => String(row[name]) }];
  return [
    { heading: 'Red', cell: ({ red }) => String(red) },
    { heading: 'Amber', cell: ({ amber }) => String(amber) },
    { heading: 'Green', cell: ({ green }) => String(green) },
    { heading: 'RAG N/A', cell: (row) => String(row.ragNotApplicable) },
    { heading: 'Data not available', cell: (row) => String(row.dataNotAvailable) },
    ...optional(total.annualOnly, 'Annual only', 'annualOnly'),
    ...optional(total.otherNotDue, 'Not due', 'otherNotDue'),
    { heading: 'Total held', cell: (row) => String(row.total) },
    ...(total.declared === null
      ? []
      : [
          { heading: 'Said to exist', cell: (row: Row) => orDash(row.declared) },
          { heading: 'Not held here', cell: (row: Row) => orDash(row.missing) },
        ]),
  ];
}

function orDash(count: number | null): string {
  return count === null ? 'not said' : String(count);
}

function stateInWords(entry: OverviewFacts['reportingPeriod']): string {
  if (entry === null) return 'This period has not been opened for figures.';
  if (entry.coverage === 'comparators-only') return 'Held only for comparison with later periods.';
  if (entry.state === 'closed') return 'Closed: figures change by corrections only.';
  const cutOff =
    entry.cutOff === undefined ? '' : ` First figures are in time until ${displayStatedDate(entry.cutOff)}.`;
  return `Open: figures are being gathered.${cutOff}`;
}

function noteOf(period: string, { edition, rows }: OverviewFacts): string | undefined {
  if (edition === null)
    return `No report about ${periodInShort(period)} had been published by this service then. Below is what another document printed, if any.`;
  if (edition !== undefined) return undefined;
  return rows.length === 0 ? `There were no figures for ${periodInShort(period)} then.` : undefined;
}

/** The latest periods of the same kind, and the year of a quarter or the quarters of a year. */
function otherPeriods(
  period: string,
  calendar: readonly CalendarEntry[],
  moment: string,
): OverviewPage['otherPeriods'] {
  const { kind } = parsePeriod(period);
  const year = period.slice(0, 7);
  const known = calendar.map((entry) => entry.period).filter((key) => key !== period);
  const near = known
    .filter((key) => parsePeriod(key).kind === kind || key === year || key.startsWith(`${year}-Q`))
    .sort((a, b) => lastDay(parsePeriod(b)).localeCompare(lastDay(parsePeriod(a))));
  return near.slice(0, OTHERS_SHOWN).map((key) => ({
    text: capitalised(periodInShort(key)),
    href: `/periods/${key}${moment}`,
  }));
}

function messagesOf({ rated, shares, ...counts }: Row): OverviewPage['messages'] {
  return COLOURS.map((key) => ({
    key,
    word: capitalised(key),
    text: rated === 0 ? 'no rated indicators' : `${counts[key]} of ${rated} (${shares[key] ?? ''}%)`,
  }));
}

function missingInWords(missing: number | null, declared: number | null): string | undefined {
  if (missing === null || declared === null || missing <= 0) return undefined;
  return `${missing} of the ${declared} indicators that there are said to be are not held here, so these counts are of ${declared - missing}.`;
}

function barOf(row: Plain<CountsAnswer> & { readonly name: string | null }) {
  const { red, amber, green, rated } = row;
  return {
    name: row.name ?? '',
    parts: stackedBar(row),
    text: `${row.name ?? ''}: ${red} red, ${amber} amber, ${green} green of ${rated} rated`,
  };
}

function printedOf(printed: NonNullable<OverviewFacts['printed']>, rows: readonly Row[]): OverviewPage['printed'] {
  const { document, publishedOn, reference, total, printedShares, computedShares, differs, note } = printed;
  const withAnnualOnly = total.annualOnly !== undefined;
  const cellsOf = (row: typeof total): string[] => [
    ...[row.red, row.amber, row.green, row.ragNotApplicable, row.dataNotAvailable].map(String),
    ...(withAnnualOnly ? [String(row.annualOnly ?? 0)] : []),
    String(row.total),
  ];
  const nameOf = (area: string) => rows.find((row) => row.area === area)?.name ?? area;
  return {
    source: `${document}, ${reference}, published on ${displayStatedDate(publishedOn)}`,
    columns: [
      'Red',
      'Amber',
      'Green',
      'RAG N/A',
      'Data not available',
      ...(withAnnualOnly ? ['Annual only'] : []),
      'Total',
    ],
    rows: [
      ...printed.rows.map((row) => ({ name: nameOf(row.area), cells: cellsOf(row), isTotal: false })),
      { name: 'All areas', cells: cellsOf(total), isTotal: true },
    ],
    shares: COLOURS.map((key) => ({
      colour: capitalised(key),
      printed: printedShares[key] === undefined ? 'not printed' : `${printedShares[key].replace(/%$/, '')}%`,
      computed: percent(computedShares[key]),
      differs: differs.includes(key),
    })),
    note,
  };
}

function percent(share: string | null): string {
  return share === null ? 'no rated indicators' : `${share}%`;
}
