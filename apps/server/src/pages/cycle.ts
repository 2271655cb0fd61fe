import {
  EARLIEST_YEAR,
  comparePeriods,
  cycleOf,
  displayStatedDate,
  financialYear,
  lastDay,
  nextPeriod,
  parsePeriod,
  quarterContaining,
  quartersOf,
  yearOf,
  type CalendarEntry,
  type DateText,
  type Period,
  type PeriodKey,
} from '@outturn/domain';
import type { AwaitedOfPeriods, SummaryRow } from '@outturn/read-models';
import { capitalised, periodInShort } from '@outturn/reports';
import { COVERAGES, stepsOf } from './cycle-form';
import { choices, type Choice } from './filters';
import type { PageModel } from './page';
import type { TimeControl } from './time-control';

interface CycleInput {
  readonly entries: readonly CalendarEntry[];
  readonly totals: ReadonlyMap<PeriodKey, SummaryRow>;
  readonly awaited: readonly AwaitedOfPeriods[];
  readonly today: DateText;
  readonly time: TimeControl;
  /** Whether the reader opens and closes periods. */
  readonly mayManage: boolean;
}

/** The page that lists the reporting periods. */
export interface CyclePage extends PageModel {
  readonly time: TimeControl;
  readonly hasPeriods: boolean;
  readonly columns: readonly string[];
  readonly fields: readonly string[];
  readonly rows: readonly PeriodRow[];
  /** Other periods that could be opened; none for those who do not open any. */
  readonly others: readonly Choice[];
}

interface PeriodRow {
  readonly period: string;
  readonly href: string;
  readonly dates: string;
  readonly state: string;
  readonly coverage: string;
  readonly held: string;
  readonly missing: string;
  readonly awaiting: string;
  readonly step: string;
}

const COLUMNS = {
  period: 'Period',
  dates: 'Dates',
  state: 'State',
  coverage: 'Figures expected',
  held: 'Held',
  missing: 'Missing',
  awaiting: 'Awaiting a decision',
} as const;
/** How far back before the first period the form offers others. */
const YEARS_BEFORE = 2;

/** Puts the list of reporting periods together, the latest first, with those that are next to be opened. */
export function cyclePage({ entries, totals, awaited, today, time, mayManage }: CycleInput): CyclePage {
  const next = mayManage ? nextToOpen(entries, today) : [];
  const awaiting = awaitingByCycle(awaited);
  const known = new Map(entries.map((entry) => [entry.period, entry]));
  const listed = [...entries.map(({ period }) => parsePeriod(period)), ...next].sort((a, b) => comparePeriods(b, a));
  const columns = mayManage ? { ...COLUMNS, step: 'What can be done' } : COLUMNS;
  return {
    title: 'Reporting periods',
    time,
    hasPeriods: entries.length > 0,
    columns: Object.values(columns),
    fields: Object.keys(columns),
    rows: listed.map((period) =>
      rowOf(period, known.get(period.key), totals.get(period.key), awaiting.get(period.key) ?? 0),
    ),
    others: mayManage ? othersOf(listed, today) : [],
  };
}

function rowOf(
  period: Period,
  entry: CalendarEntry | undefined,
  total: SummaryRow | undefined,
  awaiting: number,
): PeriodRow {
  const count = (number: number) => (entry === undefined ? '' : String(number));
  return {
    period: capitalised(periodInShort(period.key)),
    href: `/cycle/${period.key}`,
    dates: datesOf(period),
    state: stateInShort(entry),
    coverage: entry === undefined ? '' : COVERAGES[entry.coverage].text,
    held: count(total === undefined ? 0 : total.rated + total.ragNotApplicable),
    missing: count(total?.dataNotAvailable ?? 0),
    awaiting: count(awaiting),
    step: stepInWords(entry),
  };
}

/** The first and the last day of a period. */
export function datesOf(period: Period): string {
  return `${displayStatedDate(period.start)} to ${displayStatedDate(lastDay(period))}`;
}

function stateInShort(entry: CalendarEntry | undefined): string {
  if (entry === undefined) return 'Not opened';
  if (entry.state === 'open') return 'Open';
  return entry.reopenedFor.length === 0 ? 'Closed' : 'Closed, with figures reopened';
}

function stepInWords(entry: CalendarEntry | undefined): string {
  const { open, close, reopen } = stepsOf(entry);
  if (open) return 'Open it';
  if (close && reopen) return 'Reopen a figure, or end the reopening';
  return close ? 'Close it' : 'Reopen a figure';
}

/** How much awaits a decision by reporting period; what is about several of them counts in each. */
export function awaitingByCycle(awaited: readonly AwaitedOfPeriods[]): ReadonlyMap<PeriodKey, number> {
  const counts = new Map<PeriodKey, number>();
  for (const { periods, count } of awaited) {
    const cycles = new Set(periods.map((period) => cycleOf(parsePeriod(period)).key));
    for (const cycle of cycles) counts.set(cycle, (counts.get(cycle) ?? 0) + count);
  }
  return counts;
}

/** The quarter of a day and the quarter after the last one that was opened, each with its year: what is not open yet. */
function nextToOpen(entries: readonly CalendarEntry[], today: DateText): Period[] {
  const opened = entries.map(({ period }) => parsePeriod(period));
  const last = opened
    .filter(({ kind }) => kind === 'quarter')
    .toSorted(comparePeriods)
    .at(-1);
  const following = last && nextPeriod(last);
  const quarters = [quarterOn(today), ...(following === undefined ? [] : [following])];
  return unopened(
    quarters.flatMap((quarter) => [quarter, yearOf(quarter)]),
    opened,
  );
}

/** Every quarter and year from some years before the first of a list to the year after a day's, without those listed. */
function othersOf(listed: readonly Period[], today: DateText): readonly Choice[] {
  const [first = quarterOn(today)] = [...listed].sort(comparePeriods);
  const from = Math.max(startYearOf(first) - YEARS_BEFORE, EARLIEST_YEAR);
  const count = startYearOf(quarterOn(today)) + 2 - from;
  const years = Array.from({ length: Math.max(count, 0) }, (_, index) => financialYear(from + index));
  const all = years.flatMap((year) => [year, ...quartersOf(year)]);
  const options = unopened(all, listed).sort((a, b) => comparePeriods(b, a));
  return choices(
    'Choose a quarter or a year',
    options.map(({ key }) => ({ value: key, text: capitalised(periodInShort(key)) })),
    undefined,
  );
}

function startYearOf(period: Period): number {
  return Number(yearOf(period).start.slice(0, 4));
}

function quarterOn(today: DateText): Period {
  return quarterContaining(parsePeriod(today.slice(0, 7)));
}

function unopened(periods: readonly Period[], opened: readonly Period[]): Period[] {
  const known = new Set(opened.map(({ key }) => key));
  return [...new Map(periods.map((period) => [period.key, period])).values()].filter(({ key }) => !known.has(key));
}
