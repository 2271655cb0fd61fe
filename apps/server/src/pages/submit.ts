import { displayStatedDate, type CalendarEntry } from '@outturn/domain';
import { formatLondon } from '@outturn/read-models';
import { capitalised, counted, enumerated, periodInShort, periodInWords, sentence } from '@outturn/reports';
import type { Figure } from '../api/figures';
import { entryHref } from './entry';
import { figureView } from './figure-words';
import { choices, type Choice } from './filters';
import { addressOf } from './links';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { PageModel } from './page';
import type { Rejection } from './rejection';

/** Rows a page. */
const PAGE_SIZE = 50;

/** How a figure stands with whoever has to give it, in the order of what is to be done first. */
export const DUTIES = ['rejected', 'overdue', 'due', 'awaiting', 'unavailable', 'settled', 'not-asked'] as const;
export type Duty = (typeof DUTIES)[number];

const HEADINGS: Readonly<Record<Duty, string>> = {
  rejected: 'Sent back',
  overdue: 'Overdue',
  due: 'Due',
  awaiting: 'Awaiting a decision',
  unavailable: 'No figure, with a reason',
  settled: 'Approved',
  'not-asked': 'Nothing to give',
};

const ACTIONS: Readonly<Record<Duty, string>> = {
  rejected: 'Put right and send again',
  overdue: 'Give the figure',
  due: 'Give the figure',
  awaiting: 'Change',
  unavailable: 'Give the figure after all',
  settled: 'Look at it',
  'not-asked': 'Look at it',
};

/** What an officer has to do with a figure. */
export interface DueFigure {
  readonly figure: Figure;
  readonly rejection: Rejection | undefined;
}

interface SubmitInput {
  /** Undefined where no period was ever opened. */
  readonly entry: CalendarEntry | undefined;
  readonly periods: readonly CalendarEntry[];
  /** The areas of whoever asks, by their names. */
  readonly areas: readonly { readonly area: string; readonly name: string }[];
  readonly figures: readonly DueFigure[];
  readonly today: string;
  readonly page: string | undefined;
  readonly nameOf: (person: string) => string;
}

interface Row {
  readonly name: string;
  readonly area: string;
  readonly value: string;
  readonly target: string;
  readonly remarks: readonly string[];
  readonly href: string;
  readonly action: string;
}

/** The page that says what is due from an officer. */
export interface SubmitPage extends PageModel {
  readonly areas: string;
  readonly period?: string;
  /** Whether figures are taken, and until when. */
  readonly state: string;
  readonly periods: readonly Choice[];
  /** How many there are of each kind, on all pages. */
  readonly counts: readonly { readonly key: string; readonly value: string }[];
  /** Said where nothing is to be done. */
  readonly nothing?: string;
  readonly groups: readonly { readonly duty: Duty; readonly heading: string; readonly rows: readonly Row[] }[];
  readonly spreadsheetHref: string;
  readonly numbers?: PageNumbers;
}

/** Puts the page that says what is due together. */
export function submitPage(input: SubmitInput): SubmitPage {
  const { entry, periods, areas, figures, today, page, nameOf } = input;
  const period = entry?.period;
  const duties = figures.map((due) => ({ ...due, duty: dutyOf(due, entry, today) }));
  const listed = duties.filter(({ duty }) => duty !== 'not-asked').sort(byDuty);
  const part = numberedPage(listed, PAGE_SIZE, page, (number) => addressOf('/submit', { period, page: number }));
  const groups = DUTIES.map((duty) => ({
    duty,
    heading: HEADINGS[duty],
    rows: part.items.filter((one) => one.duty === duty).map((one) => rowOf(one, areas, nameOf)),
  }));
  const toDo = listed.filter(({ duty }) => duty === 'rejected' || duty === 'overdue' || duty === 'due');
  return {
    title: 'What is due from you',
    areas: areas.length === 0 ? '' : enumerated(areas.map(({ name }) => name)),
    period: period === undefined ? undefined : capitalised(periodInWords(period)),
    state: stateOf(entry, areas.length),
    periods: choices('The latest that is open', periods.map(optionOf), period),
    counts: countsOf(duties),
    nothing:
      toDo.length > 0 || period === undefined ? undefined : `Nothing is due from you for ${periodInShort(period)}.`,
    groups: groups.filter(({ rows }) => rows.length > 0),
    spreadsheetHref: addressOf('/submit/spreadsheet', { period }),
    numbers: part.numbers,
  };
}

/** The period that is looked at when none is chosen: the latest that takes figures, or else the latest. */
export function periodToSubmit(periods: readonly CalendarEntry[]): CalendarEntry | undefined {
  return periods.find(({ state }) => state === 'open') ?? periods[0];
}

function optionOf({ period, state }: CalendarEntry) {
  return { value: period, text: `${capitalised(periodInShort(period))} (${state})` };
}

function stateOf(entry: CalendarEntry | undefined, areas: number): string {
  if (areas === 0) return 'You write for no area. Ask whoever manages access at your council.';
  if (entry === undefined) return 'No reporting period has been opened yet.';
  if (entry.state === 'open') {
    const { cutOff } = entry;
    return cutOff === undefined ? 'Figures are taken.' : `Figures are due by ${displayStatedDate(cutOff)}.`;
  }
  const reopened = entry.reopenedFor.length;
  if (reopened === 0) return 'Closed: figures change by corrections only.';
  return `Closed, and reopened for ${counted(reopened, 'indicator', 'indicators')}.`;
}

/** How a figure stands with whoever has to give it. */
export function dutyOf({ figure, rejection }: DueFigure, entry: CalendarEntry | undefined, today: string): Duty {
  const { value, status, reason } = figure;
  if (rejection !== undefined) return 'rejected';
  if (status === 'not-due') return 'not-asked';
  if (value !== undefined) {
    if (value.maturity === undefined) return 'not-asked';
    return value.maturity === 'approved' || value.maturity === 'audited' ? 'settled' : 'awaiting';
  }
  if (reason === 'awaited' || reason === 'no-return' || reason === 'late') {
    const isPast = entry?.state === 'closed' || (entry?.cutOff !== undefined && today > entry.cutOff);
    return isPast ? 'overdue' : 'due';
  }
  const isMadeOfOthers = reason === 'incomplete-roll-up' || reason === 'not-comparable' || reason === 'not-computable';
  return isMadeOfOthers ? 'not-asked' : 'unavailable';
}

interface WithDuty extends DueFigure {
  readonly duty: Duty;
}

function byDuty(a: WithDuty, b: WithDuty): number {
  return DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty) || a.figure.name.localeCompare(b.figure.name, 'en-GB');
}

function countsOf(duties: readonly WithDuty[]): SubmitPage['counts'] {
  return DUTIES.map((duty) => ({
    key: HEADINGS[duty],
    value: String(duties.filter((one) => one.duty === duty).length),
  }));
}

function rowOf({ figure, rejection, duty }: WithDuty, areas: SubmitInput['areas'], nameOf: SubmitInput['nameOf']): Row {
  const view = figureView(figure, '');
  return {
    name: view.name,
    area: areas.find(({ area }) => area === figure.area)?.name ?? figure.area,
    value: duty === 'rejected' ? 'Sent back' : view.value,
    target: view.target,
    remarks: [
      ...(rejection === undefined ? [] : [rejectionInWords(rejection, nameOf)]),
      ...(view.maturity === '' ? [] : [capitalised(view.maturity)]),
      ...(view.standing === '' ? [] : [capitalised(view.standing)]),
      ...(figure.commentaryMissing ? ['Commentary is needed'] : []),
      ...view.markers.map(capitalised),
    ],
    href: entryHref(figure.indicator, figure.period),
    action: ACTIONS[duty],
  };
}

function rejectionInWords({ by, at, message }: Rejection, nameOf: SubmitInput['nameOf']): string {
  return `${nameOf(by)}, ${formatLondon(at)}: ${sentence(message)}`;
}
