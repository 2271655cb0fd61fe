import { invalid } from '@outturn/domain';
import type { EventStore } from '@outturn/event-store';
import { DateTime } from 'luxon';
import type { AsAt } from './read-models';

const ZONE = 'Europe/London';
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** No place is further from UTC than 14 hours. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))$/;
const POSITION = /^position:(0|[1-9]\d{0,15})$/;
/** The database has no year 0. */
const FIRST_YEAR = 1;
const POINTER = '/asAt';

export interface AsAtContext {
  readonly store: Pick<EventStore, 'headPosition' | 'positionBefore' | 'recordedAt'>;
  /** The server's time. */
  readonly now: Date;
  /** How far the read models have followed: what is meant when no as-at is given. The end of the store when absent. */
  readonly followedTo?: () => Promise<number>;
}

/**
 * The position that an as-at names (domain section 6): a date means the end of that day in London, an instant with an
 * offset itself, `position:N` that position; nothing means now. An event recorded exactly at the instant was known then.
 *
 * Today is allowed and means so far. Before the first event the position is 0.
 *
 * @throws {Refusal} `invalid-as-at` when it is malformed or beyond the last event, `as-at-in-future`.
 */
export async function resolveAsAt(text: string | undefined, context: AsAtContext): Promise<AsAt> {
  const { store, followedTo } = context;
  if (text === undefined) return asAtPosition(await (followedTo?.() ?? store.headPosition()), store);
  const named = POSITION.exec(text)?.[1];
  if (named !== undefined) return asAtNamedPosition(Number(named), store);
  const end = DATE.test(text) ? endOfDay(text, context.now) : instantAfter(text, context.now);
  return asAtPosition(await store.positionBefore(end), store);
}

async function asAtNamedPosition(position: number, store: AsAtContext['store']): Promise<AsAt> {
  const head = await store.headPosition();
  if (position <= head) return asAtPosition(position, store);
  throw invalid('invalid-as-at', `Position ${position} lies beyond the last event, which is at ${head}.`, POINTER);
}

async function asAtPosition(position: number, store: AsAtContext['store']): Promise<AsAt> {
  return { position, recordedAt: position === 0 ? null : ((await store.recordedAt(position)) ?? null) };
}

function endOfDay(text: string, now: Date): string {
  const day = DateTime.fromISO(text, { zone: ZONE });
  if (!day.isValid || day.year < FIRST_YEAR)
    throw invalid('invalid-as-at', `The date ${text} does not exist.`, POINTER);
  if (day > DateTime.fromJSDate(now)) throw future(text);
  return utc(day.plus({ days: 1 }).startOf('day'));
}

/** The first moment after an instant: positions are asked for by what was recorded before a moment. */
function instantAfter(text: string, now: Date): string {
  const instant = DateTime.fromISO(text, { setZone: true });
  if (!INSTANT.test(text) || !instant.isValid || Math.min(instant.year, instant.toUTC().year) < FIRST_YEAR) {
    throw invalid(
      'invalid-as-at',
      `"${text.slice(0, 40)}" is no as-at. Give a date (2024-07-31), an instant with its offset (2024-07-31T12:00:00+01:00) or a position (position:1234).`,
      POINTER,
    );
  }
  if (instant > DateTime.fromJSDate(now)) throw future(text);
  return afterMicroseconds(text, instant);
}

/** Events are recorded with microseconds, and dates here have milliseconds: the digits beyond are kept by hand. */
function afterMicroseconds(text: string, instant: DateTime): string {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const microseconds = Number(fraction.padEnd(6, '0')) + 1;
  const whole = instant.startOf('second').plus({ seconds: Math.floor(microseconds / 1_000_000) });
  return `${whole.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss")}.${String(microseconds % 1_000_000).padStart(6, '0')}Z`;
}

function utc(moment: DateTime): string {
  return moment.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
}

function future(text: string) {
  return invalid('as-at-in-future', `${text} lies in the future: nothing is known yet as at then.`, POINTER);
}

/** An instant as people read it: `31 July 2024 23:59, London`. */
export function formatLondon(instant: string | Date): string {
  const moment = instant instanceof Date ? DateTime.fromJSDate(instant) : DateTime.fromISO(instant);
  return `${moment.setZone(ZONE).setLocale('en-GB').toFormat('d LLLL yyyy HH:mm')}, London`;
}
