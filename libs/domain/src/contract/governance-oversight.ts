import { DateText, Period, PeriodKey, comparePeriods, lastDay, monthsOf, parsePeriod, yearOf } from '../period';
import { StatedDate, earliestDay, latestDay } from '../stated-date';
import { belongsTo } from './belonging';
import { DataMaturity, MeetingRhythm } from './facts';
import { ContractState, HeldData, HeldRhythm } from './state';

/** How data of one kind for one period came. */
export interface DataStanding {
  readonly delivery: string;
  readonly period: PeriodKey;
  readonly timeliness: 'on-time' | 'late' | 'overdue' | 'awaited' | 'not-known';
  readonly dueOn?: DateText;
  readonly firstReceivedOn?: StatedDate;
  readonly complete?: boolean;
  readonly maturity?: DataMaturity;
  readonly note?: string;
  readonly source: string;
  readonly eventIds: readonly string[];
}

/** The data that belong to a quarter, in the order of their periods. */
export function dataOf(state: ContractState, quarter: Period, today: DateText): DataStanding[] {
  return Object.values(state.data)
    .flatMap((held) => standingOf(held, today) ?? [])
    .filter(({ period }) => belongsTo(period, quarter))
    .sort((a, b) => comparePeriods(parsePeriod(a.period), parsePeriod(b.period)) || (a.delivery < b.delivery ? -1 : 1));
}

function standingOf(held: HeldData, today: DateText): DataStanding | undefined {
  const { expectation, receipt, firstReceivedOn, eventIds } = held;
  const known = receipt ?? expectation;
  if (known === undefined) return undefined;
  return {
    delivery: known.delivery,
    period: known.period,
    timeliness: timelinessOf(held, today),
    dueOn: expectation?.dueOn,
    firstReceivedOn,
    complete: receipt?.complete,
    maturity: receipt?.maturity,
    note: receipt?.note,
    source: known.source,
    eventIds,
  };
}

/** In time by the first delivery. What has no due day, or came on a day not known exactly enough, is not known to be in time. */
function timelinessOf(
  { expectation, receipt, firstReceivedOn }: HeldData,
  today: DateText,
): DataStanding['timeliness'] {
  const dueOn = expectation?.dueOn;
  if (receipt === undefined) return dueOn !== undefined && dueOn < today ? 'overdue' : 'awaited';
  if (dueOn === undefined || firstReceivedOn === undefined) return 'not-known';
  if (earliestDay(firstReceivedOn) > dueOn) return 'late';
  return latestDay(firstReceivedOn) <= dueOn ? 'on-time' : 'not-known';
}

/** How often meetings were held in a quarter, against what was agreed. */
export interface MeetingStanding {
  readonly rhythm: string;
  readonly name: string;
  readonly every: MeetingRhythm['every'];
  readonly held: HeldRhythm['held'];
  /** Periods that have ended, are counted, and for which no meeting is recorded. */
  readonly overdue: readonly PeriodKey[];
  /** Whether anything is counted: where from when is not known, no meeting is called overdue. */
  readonly counted: boolean;
  readonly note?: string;
  readonly source: string;
  readonly eventId: string;
}

/** The meetings of a quarter by their rhythms. */
export function meetingsOf(state: ContractState, quarter: Period, today: DateText): MeetingStanding[] {
  return Object.values(state.rhythms)
    .sort((a, b) => a.order - b.order)
    .map(({ rhythm, held, eventId }) => {
      const { countedFrom } = rhythm;
      const overdue = duePeriods(rhythm.every, quarter).filter(
        (period) =>
          countedFrom !== undefined &&
          period.start >= countedFrom &&
          lastDay(period) < today &&
          !held.some((meeting) => meeting.period === period.key),
      );
      return {
        rhythm: rhythm.rhythm,
        name: rhythm.name,
        every: rhythm.every,
        held: held.filter((meeting) => belongsTo(meeting.period, quarter)),
        overdue: overdue.map(({ key }) => key),
        counted: countedFrom !== undefined,
        note: rhythm.note,
        source: rhythm.source,
        eventId,
      };
    });
}

function duePeriods(every: MeetingRhythm['every'], quarter: Period): readonly Period[] {
  switch (every) {
    case 'month':
      return monthsOf(quarter);
    case 'quarter':
      return [quarter];
    case 'year': {
      const year = yearOf(quarter);
      return belongsTo(year.key, quarter) ? [year] : [];
    }
    case 'not-stated':
      return [];
  }
}
