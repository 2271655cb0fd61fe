import { DateText, Period, lastDay } from '../period';
import { StatedDate, earliestDay, latestDay } from '../stated-date';
import { ContractState } from './state';

/** How much of a contract is left at the end of a quarter, or today where the quarter has not ended. */
export interface TermStanding {
  readonly status: 'not-started' | 'running' | 'ended' | 'open-ended' | 'end-not-known';
  readonly start?: StatedDate;
  /** The last day, as moved by the variations that were signed by the day on which the term is measured. */
  readonly end?: StatedDate;
  readonly years?: number;
  /** Whole months up to the end; two numbers where the end is known to a month or a year only. */
  readonly monthsRemaining?: { readonly atLeast: number; readonly atMost: number };
  /** The day up to which the term is measured. */
  readonly measuredOn: DateText;
  /** The signed variation that moved the end. */
  readonly movedBy?: string;
  /** Where a variation that was signed after that day has moved the end since. */
  readonly movedSince?: { readonly end: StatedDate; readonly movedBy: string };
  readonly extensionDeclined?: { readonly reason: string; readonly source: string; readonly eventId: string };
}

/** The term of a contract as it stands at the end of a quarter, or today where that comes first. */
export function termOf(state: ContractState, quarter: Period, today: DateText): TermStanding {
  const last = lastDay(quarter);
  const measuredOn = last < today ? last : today;
  const { start, years, openEnded = false } = state.terms?.term ?? {};
  const { end, movedBy } = endOf(state, measuredOn);
  const now = endOf(state);
  return {
    status: statusOf({ start, end, openEnded }, measuredOn),
    start,
    end,
    years,
    monthsRemaining: end === undefined ? undefined : monthsTo(end, measuredOn),
    measuredOn,
    movedBy,
    movedSince:
      now.end === undefined || now.movedBy === undefined || now.movedBy === movedBy
        ? undefined
        : { end: now.end, movedBy: now.movedBy },
    extensionDeclined: state.extensionDeclined,
  };
}

/** When a contract ends by what has been signed, up to a day where one is given: the variation signed last decides. */
export function endOf(state: ContractState, day?: DateText): Pick<TermStanding, 'end' | 'movedBy'> {
  const [moved] = Object.entries(state.variations)
    .flatMap(([id, { variation, signed, order }]) =>
      signed === undefined || variation.newEnd === undefined || (day !== undefined && signed.signedOn > day)
        ? []
        : [{ movedBy: id, end: variation.newEnd, signedOn: signed.signedOn, order }],
    )
    .sort((a, b) => (a.signedOn === b.signedOn ? b.order - a.order : a.signedOn < b.signedOn ? 1 : -1));
  return moved ? { end: moved.end, movedBy: moved.movedBy } : { end: state.terms?.term.end };
}

function statusOf(
  { start, end, openEnded }: { start?: StatedDate; end?: StatedDate; openEnded: boolean },
  day: DateText,
): TermStanding['status'] {
  if (start !== undefined && day < earliestDay(start)) return 'not-started';
  if (end !== undefined) return latestDay(end) < day ? 'ended' : 'running';
  return openEnded ? 'open-ended' : 'end-not-known';
}

function monthsTo(end: StatedDate, day: DateText): { atLeast: number; atMost: number } {
  return { atLeast: wholeMonths(day, earliestDay(end)), atMost: wholeMonths(day, latestDay(end)) };
}

/** Whole months from one day to another; none where the other lies before. */
function wholeMonths(from: DateText, to: DateText): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  // From the last of a month to the last of another are whole months, whatever their lengths.
  const endsMonth = latestDay(to.slice(0, 7)) === to;
  const short = toDay < fromDay && !endsMonth ? 1 : 0;
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - short);
}
