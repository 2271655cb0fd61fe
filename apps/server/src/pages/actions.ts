import {
  ACTION_STATUSES,
  displayStatedDate,
  type AreaState,
  type CalendarEntry,
  type PeriodKey,
} from '@outturn/domain';
import { capitalised, counted, periodInShort, periodInWords, sentence } from '@outturn/reports';
import { NO_UPDATE, type ActionAnswer, type ActionCountsAnswer, type WeWillAnswer } from '../api/action-answers';
import type { ActionsTable } from '../api/action-summaries';
import type { Plain } from '../api/plain';
import type { QuarterQuery } from '../api/queries';
import { choices, quarterChoices, type Choice } from './filters';
import { addressOf } from './links';
import type { PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { TimeControl } from './time-control';

interface ActionsInput {
  readonly query: Pick<QuarterQuery, 'asAt' | 'period'> & {
    readonly area?: string;
    readonly status?: string;
    readonly page?: string;
  };
  readonly time: TimeControl;
  readonly areas: readonly AreaState[];
  readonly calendar: readonly CalendarEntry[];
  /** Absent where no quarter has been opened. */
  readonly found?: {
    readonly period: PeriodKey;
    readonly table: ActionsTable;
    readonly weWills: readonly Plain<WeWillAnswer>[];
    readonly items: readonly Plain<ActionAnswer>[];
  };
  readonly nameOf: (person: string) => string;
}

interface CountRow {
  readonly name: string;
  readonly cells: readonly string[];
  readonly isTotal: boolean;
}

/** A table of counts of actions, computed or printed. */
interface CountTable {
  readonly caption: string;
  readonly rows: readonly CountRow[];
  readonly note: string;
}

/** The page about the actions of the business plan in a quarter. */
export interface ActionsPage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  readonly asAt: string;
  readonly quarters: readonly Choice[];
  readonly areas: readonly Choice[];
  readonly statuses: readonly Choice[];
  readonly columns: readonly string[];
  readonly computed?: CountTable;
  readonly printed?: CountTable & { readonly differences: readonly string[] };
  readonly actions: readonly {
    readonly title: string;
    readonly area: string;
    readonly owner: string;
    readonly weWill: string;
    readonly status: string;
    readonly travel: string;
    readonly commentary: string;
  }[];
  readonly found: string;
  readonly numbers?: PageNumbers;
}

const ACTIONS_A_PAGE = 50;
const COLUMNS = ['‘We wills’', 'Actions', 'On track', 'Medium issues', 'Significant issues', 'No update'] as const;
const COUNTS = ['weWills', 'actions', 'onTrack', 'mediumIssues', 'significantIssues', 'noUpdate'] as const;
type Counts = Readonly<Partial<Record<(typeof COUNTS)[number], number>>>;

/** Puts the page about actions together. */
export function actionsPage(input: ActionsInput): ActionsPage {
  const { query, time, areas, calendar, found, nameOf } = input;
  const { asAt, period, area, status, page } = query;
  const nameOfArea = (key: string) => areas.find((known) => known.area === key)?.name ?? key;
  const wanted = (found?.items ?? []).filter((action) => status === undefined || action.status === status);
  const hrefOf = (number: string) => addressOf('/actions', { period, area, status, asAt, page: number });
  const { items, numbers } = numberedPage(wanted, ACTIONS_A_PAGE, page, hrefOf);
  const weWills = new Map(found?.weWills.map(({ weWill, text }) => [weWill, text]));
  return {
    title: 'Actions of the business plan',
    caption: found === undefined ? '' : capitalised(periodInWords(found.period)),
    time,
    asAt: asAt ?? '',
    quarters: found === undefined ? [] : quarterChoices(calendar, found.period),
    areas: choices(
      'All areas',
      areas.map((one) => ({ value: one.area ?? '', text: one.name })),
      area,
    ),
    statuses: choices(
      'All statuses',
      [...ACTION_STATUSES, NO_UPDATE].map((value) => ({ value, text: statusText(value) })),
      status,
    ),
    columns: COLUMNS,
    computed: found && computedOf(found.table),
    printed: found && printedOf(found.table, nameOfArea),
    actions: items.map((action) => ({
      title: action.title,
      area: nameOfArea(action.area),
      owner: nameOf(action.owner),
      weWill: weWills.get(action.weWill ?? '') ?? '',
      status: statusText(action.status),
      travel: action.previousStatus === null ? 'Not in the plan before' : statusText(action.previousStatus),
      commentary: commentaryOf(action, nameOf),
    })),
    found: foundText(wanted.length, found?.items.length ?? 0),
    numbers,
  };
}

function statusText(status: string): string {
  return capitalised(status.replaceAll('-', ' '));
}

function commentaryOf(action: Plain<ActionAnswer>, nameOf: (person: string) => string): string {
  const { commentary, updatedBy, correctedBecause, pendingCorrection } = action;
  return [
    commentary === null ? '' : sentence(commentary),
    updatedBy === null ? '' : `By ${nameOf(updatedBy)}.`,
    correctedBecause === null ? '' : `Corrected: ${sentence(correctedBecause)}`,
    pendingCorrection === undefined ? '' : `A correction awaits a decision: ${sentence(pendingCorrection.reason)}`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function foundText(wanted: number, all: number): string {
  if (all === 0) return 'The record holds no single actions of this quarter; what a report prints of them is above.';
  return wanted === 0 ? 'No action matches. Choose other filters, or all.' : `${counted(wanted, 'action', 'actions')}.`;
}

function computedOf({ rows, total, previousPeriod }: ActionsTable): CountTable | undefined {
  if (rows.length === 0) return undefined;
  return {
    caption: 'From the record',
    rows: [
      ...rows.map((row) => rowOf(row.name ?? row.area ?? '', row, row.previous)),
      rowOf('All areas', total, total.previous, true),
    ],
    note: `In brackets: ${periodInShort(previousPeriod)}. ${sharesText(total)}`,
  };
}

function sharesText({ updated, shares }: Plain<ActionCountsAnswer>): string {
  if (shares.note !== null) return sentence(capitalised(shares.note));
  const { onTrack, mediumIssues, significantIssues } = shares;
  return `Of ${counted(updated, 'updated action', 'updated actions')}, ${onTrack}% are on track, ${mediumIssues}% have medium issues and ${significantIssues}% significant issues.`;
}

function printedOf({ printed }: ActionsTable, nameOfArea: (key: string) => string): ActionsPage['printed'] {
  if (printed === null) return undefined;
  const { document, reference, publishedOn, rows, total, comparison, printedShares, updated, note } = printed;
  const shares = Object.entries(printedShares).map(
    ([status, share]) => `${wordsOf(status)} ${share.replace(/%?$/, '%')}`,
  );
  return {
    caption: `As printed: ${document}, ${reference}, ${displayStatedDate(publishedOn)}`,
    rows: [
      ...rows.map((row) => rowOf(nameOfArea(row.area), row, row.compared)),
      rowOf('All areas', total, total.compared, true),
    ],
    note: [
      comparison === undefined
        ? 'In brackets: the quarter of comparison.'
        : `In brackets: ${periodInShort(comparison.period)}.`,
      `Printed shares of ${counted(updated, 'updated action', 'updated actions')}: ${shares.join(', ')}.`,
      note === undefined ? '' : sentence(note),
    ].join(' '),
    differences: printed.differingSums.map(
      ({ period, area, count, of, printed: figure, sum }) =>
        `${period === null ? 'Quarter of comparison' : capitalised(periodInShort(period))}, ${area === null ? 'all areas' : nameOfArea(area)}: ${figure} is printed for ‘${wordsOf(count)}’, and the ${of} come to ${sum}.`,
    ),
  };
}

/** `mediumIssues` as `medium issues`. */
function wordsOf(name: string): string {
  return name === 'weWills' ? 'we wills' : name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function rowOf(name: string, counts: Counts, before: Counts | null | undefined, isTotal = false): CountRow {
  const cells = COUNTS.map((count) => {
    const was = before?.[count];
    // What is printed as a dash is no nought.
    return `${counts[count] ?? '–'}${was === undefined ? '' : ` (${was})`}`;
  });
  return { name, cells, isTotal };
}
