import type { Reader } from './reader';

/** Where the jobs wait. */
export type JobsSetting =
  | { readonly kind: 'postgres' }
  /** The URL holds a password, so it never goes into a log. */
  | { readonly kind: 'redis'; readonly url: string };

/** How mail is sent. */
export type MailSetting =
  /** Into a folder below the data folder. */
  | { readonly kind: 'folder'; readonly from: string }
  /** The URL holds a password, so it never goes into a log. */
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string };

/** Days after the last day of a quarter or a year. */
export interface CalendarSetting {
  readonly cutOffDays: number;
  /** Absent: people close. */
  readonly closingDays?: number;
}

const REDIS_EXAMPLE = 'redis://user:password@host:6379/0';
const SMTP_EXAMPLE = 'smtps://user:password@host:465';
const FROM_THIS_MACHINE = 'outturn@localhost';

export function readJobs(reader: Reader): JobsSetting {
  const url = reader.text('REDIS_URL');
  if (url === undefined) return { kind: 'postgres' };
  // The message never repeats the URL, which may hold a password.
  if (!/^(rediss?:\/\/[^\s/]+(\/\d{1,3})?|unix:\/\/\/\S+)$/.test(url)) {
    reader.refuse(`REDIS_URL is not the URL of a Redis: write ${REDIS_EXAMPLE}, or leave it out for PostgreSQL.`);
  }
  return { kind: 'redis', url };
}

export function readMail(reader: Reader): MailSetting {
  const url = reader.text('SMTP_URL');
  const from = reader.text('MAIL_FROM');
  if (from !== undefined && !/^[^\s@<>]{1,64}@[A-Za-z0-9.-]{1,255}$/.test(from)) {
    reader.refuse(`MAIL_FROM is "${from}": give an e-mail address, such as performance@council.example.`);
  }
  if (url === undefined) return { kind: 'folder', from: from ?? FROM_THIS_MACHINE };
  if (!/^smtps?:\/\/[^\s/]+$/.test(url) || !URL.canParse(url)) {
    reader.refuse(`SMTP_URL is not the URL of a mail server: write ${SMTP_EXAMPLE}.`);
  } else if (from === undefined) {
    reader.refuse('MAIL_FROM is missing: SMTP_URL needs a sender, such as performance@council.example.');
  }
  return { kind: 'smtp', url, from: from ?? FROM_THIS_MACHINE };
}

export function readCalendar(reader: Reader): CalendarSetting | undefined {
  const cutOffDays = readDays(reader, 'CALENDAR_CUT_OFF_DAYS');
  const closingDays = readDays(reader, 'CALENDAR_CLOSING_DAYS');
  if (cutOffDays === undefined) {
    if (closingDays !== undefined) {
      reader.refuse('CALENDAR_CUT_OFF_DAYS is missing: CALENDAR_CLOSING_DAYS needs it, such as 30.');
    }
    return undefined;
  }
  if (closingDays === undefined) return { cutOffDays };
  if (closingDays <= cutOffDays) {
    reader.refuse(
      `CALENDAR_CLOSING_DAYS is ${closingDays}: a period closes after its cut-off, so give more than ${cutOffDays}.`,
    );
  }
  return { cutOffDays, closingDays };
}

function readDays(reader: Reader, name: string): number | undefined {
  const text = reader.text(name);
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  reader.refuse(`${name} is "${text}": give a whole number of days from 0 to 999, such as 30.`);
  return undefined;
}
