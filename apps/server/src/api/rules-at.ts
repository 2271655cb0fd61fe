import { londonDate } from '@outturn/domain';
import type { AsAt } from '@outturn/read-models';
import { DateTime } from 'luxon';
import type { Basis } from './common-answers';
import { badRequest } from './problem';

/** Which rules rate the figures where it is not those known then. */
export interface RulesAt {
  /** Rules are known as at this position, which is never before that of the figures. */
  readonly position: number;
  /** "Today", for the rules of today: a date in London. */
  readonly day: string;
  /** The moment, as the permanent link says it. */
  readonly link: string;
  /** Whether the question named the moment; it is now otherwise. */
  readonly named: boolean;
}

/** Whether figures are rated by other rules than those known then. */
export function ratesAnew(basis: Basis): boolean {
  return basis === 'period-rules' || basis === 'today-rules';
}

/** @throws {Problem} 400 where rules are asked for that the basis does not use. */
export function requireBasisOfRules(basis: Basis, rulesAt: string | undefined): void {
  if (rulesAt === undefined || ratesAnew(basis)) return;
  throw wrong('"rulesAt" goes with basis=period-rules or basis=today-rules only. Leave it out, or give one of these.');
}

/**
 * The rules of a question that names their moment: today is then the day of that moment in London; for a position, the day
 * on which its event was recorded.
 *
 * @throws {Problem} 400 where the rules would be older than the figures.
 */
export function namedRules(text: string, moment: AsAt, figures: AsAt): RulesAt {
  if (moment.position < figures.position) {
    throw wrong(
      `"rulesAt" (position ${moment.position}) lies before "asAt" (position ${figures.position}): rules are known as at then or later.`,
    );
  }
  const day = dayOf(text, moment);
  return { position: moment.position, day, link: linkOf(day, moment), named: true };
}

/** The rules as they are known now. */
export function rulesNow(moment: AsAt, today: string): RulesAt {
  return { position: moment.position, day: today, link: linkOf(today, moment), named: false };
}

function dayOf(text: string, { recordedAt }: AsAt): string {
  if (text.startsWith('position:')) return londonDate(new Date(recordedAt ?? 0));
  return text.includes('T') ? londonDate(new Date(text)) : text;
}

/**
 * The position, which also tells the day where its event was recorded on that day. Where nothing has been recorded on the
 * day yet, the beginning of the day tells both.
 */
function linkOf(day: string, { position, recordedAt }: AsAt): string {
  if (recordedAt === null || londonDate(new Date(recordedAt)) >= day) return `position:${position}`;
  const start = DateTime.fromISO(day, { zone: 'Europe/London' }).startOf('day').toUTC();
  return start.toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

function wrong(detail: string) {
  return badRequest('invalid-rules-at', { in: 'query', pointer: '/rulesAt', detail });
}
