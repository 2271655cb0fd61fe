import type { AreaState } from '@outturn/domain';
import { capitalised, counted, periodInShort, periodInWords } from '@outturn/reports';
import type { FigureChangeAnswer } from '../api/change-answers';
import type { Plain } from '../api/plain';
import { basisAnswer, type Question } from '../api/question';
import type { CountsAnswer, SummaryAnswer } from '../api/summary-answers';
import { differencesBetween, eventLines, type Difference, type EventLine } from './figure-differences';
import type { PageNumbers } from './page-numbers';
import { momentHeading } from './time-control';

/** One of the two moments: what was asked, and the edition that answers where it is what was published. */
export interface Side {
  /** As the address says it; now when absent. */
  readonly asked: string | undefined;
  readonly question: Question;
  /** Null where nothing had been published; absent unless what was published is asked for. */
  readonly edition?: { readonly edition: string } | null;
  readonly totals: Pick<Plain<SummaryAnswer>, 'rows' | 'total'>;
}

interface ComparisonInput {
  readonly period: string;
  readonly from: Side;
  readonly to: Side;
  /** How many figures differ. */
  readonly count: number;
  /** Those of the page that is shown. */
  readonly changes: readonly Plain<FigureChangeAnswer>[];
  readonly numbers?: PageNumbers;
  readonly areas: readonly AreaState[];
  readonly nameOf: (person: string) => string;
  readonly permanentLink: string;
}

interface SideView {
  readonly heading: string;
  readonly text: string;
}

interface ChangedFigure {
  readonly name: string;
  readonly href: string;
  readonly area: string;
  readonly differences: readonly Difference[];
  readonly events: readonly EventLine[];
}

/** What differs between two moments. */
export interface ComparisonView {
  readonly heading: string;
  readonly sides: readonly SideView[];
  readonly permanentLink: string;
  readonly text: string;
  readonly totals: readonly (Difference & { readonly differs: boolean })[];
  readonly areas: readonly (Difference & { readonly status: string })[];
  readonly figures: readonly ChangedFigure[];
  readonly numbers?: PageNumbers;
}

/** What one page of the comparison shows. */
export const FIGURES_ON_A_PAGE = 20;

const COLUMNS = [
  ['red', 'Red'],
  ['amber', 'Amber'],
  ['green', 'Green'],
  ['ragNotApplicable', 'RAG N/A'],
  ['dataNotAvailable', 'Data not available'],
  ['annualOnly', 'Annual only'],
  ['otherNotDue', 'Not due'],
  ['total', 'All'],
] as const satisfies readonly (readonly [keyof Plain<CountsAnswer>, string])[];

/** Puts what differs between two moments of a period into words. */
export function comparisonView(input: ComparisonInput): ComparisonView {
  const { period, from, to, count, changes, numbers, permanentLink } = input;
  return {
    heading: `What differs in ${periodInWords(period)}`,
    sides: [sideView('First', from), sideView('Second', to)],
    permanentLink,
    text: countInWords(count, period),
    totals: totalsOf(from, to),
    areas: areasOf(from, to),
    figures: changes.map((change) => changedFigure(change, input)),
    numbers,
  };
}

function sideView(which: string, { asked, question, edition }: Side): SideView {
  const heading = `${which}: ${momentHeading(asked, question)}`;
  const known = `${capitalised(question.text)}.`;
  if (edition === null) return { heading, text: `${known} Nothing had been published of this period then.` };
  if (edition !== undefined) return { heading, text: `${known} As edition ${edition.edition} shows it.` };
  return { heading, text: `${known} ${basisAnswer(question).text}` };
}

function countInWords(count: number, period: string): string {
  if (count === 0) return `Nothing in ${periodInShort(period)} differs between the two.`;
  return `${counted(count, 'figure differs', 'figures differ')} between the two.`;
}

function totalsOf(from: Side, to: Side): ComparisonView['totals'] {
  return COLUMNS.flatMap(([key, name]) => {
    const [before, after] = [from.totals.total[key], to.totals.total[key]];
    if (before === 0 && after === 0) return [];
    return [{ name, before: String(before), after: String(after), differs: before !== after }];
  });
}

/** Only the counts that differ. */
function areasOf(from: Side, to: Side): ComparisonView['areas'] {
  const before = new Map(from.totals.rows.map((row) => [row.area, row]));
  const after = new Map(to.totals.rows.map((row) => [row.area, row]));
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((area) => {
    const [was, is] = [before.get(area), after.get(area)];
    const name = is?.name ?? was?.name ?? area ?? '';
    return COLUMNS.flatMap(([key, status]) => {
      const counts = { before: was?.[key] ?? 0, after: is?.[key] ?? 0 };
      if (counts.before === counts.after) return [];
      return [{ name, status, before: String(counts.before), after: String(counts.after) }];
    });
  });
}

function changedFigure(
  { indicator, before, after, events }: Plain<FigureChangeAnswer>,
  { period, areas, nameOf }: ComparisonInput,
): ChangedFigure {
  const nameOfArea = (key: string) => areas.find(({ area }) => area === key)?.name ?? key;
  const figure = after ?? before;
  const differences = differencesBetween(before, after, nameOfArea);
  return {
    name: figure?.name ?? indicator,
    href: `/indicators/${indicator}/figures/${period}`,
    area: figure === null ? '' : nameOfArea(figure.area),
    differences:
      differences.length > 0
        ? differences
        : [{ name: 'What it rests on', before: 'other events', after: 'these events' }],
    events: eventLines(indicator, period, events, nameOf),
  };
}
