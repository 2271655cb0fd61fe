import { londonDate, lastDay, parsePeriod, type CalendarEntry, type DateText } from '@outturn/domain';
import { progressOf, type JobHandler } from '@outturn/jobs';
import type { ReadModels } from '@outturn/read-models';
import { v5 as uuidOf } from 'uuid';
import { daysBetween } from './days';
import type { JobParts } from './parts';
import { followedToHead, gatheredPeriods } from './periods';

/** Days before the cut-off on which owners are reminded; after it, once a week. */
const DAYS_BEFORE = [14, 7, 1];
const WEEK_DAYS = 7;
const PAGE = 500;

interface Missing {
  readonly period: string;
  readonly indicator: string;
  readonly name: string;
  readonly cutOff: DateText;
}

/** Reminds owners by mail of figures that are due and missing, one message an owner and day. */
export function reminders(parts: JobParts): JobHandler {
  const { readModels, mailer } = parts;
  return {
    kind: 'reminders',
    cron: '0 7 * * *',
    async run(job, { signal, report }) {
      // A run that begins late or again is still about its own day.
      const { due } = job.input;
      const today = londonDate(new Date(typeof due === 'string' ? due : job.enqueuedAt));
      const position = await followedToHead(parts, signal);
      const missing = await missingByOwner(readModels, position, today);
      const addresses = parts.addresses();
      const withoutAddress: string[] = [];
      let sent = 0;
      for (const [index, [owner, figures]] of [...missing].entries()) {
        signal.throwIfAborted();
        const to = addresses.get(owner);
        if (to === undefined) withoutAddress.push(owner);
        else {
          await mailer.send({
            id: uuidOf(owner, job.id),
            to,
            subject: subjectOf(figures),
            text: textOf(figures, today),
          });
          sent += 1;
        }
        report(progressOf(index + 1, missing.size, 'Owners'));
      }
      return { position, sent, withoutAddress };
    },
  };
}

async function missingByOwner(
  readModels: ReadModels,
  position: number,
  today: DateText,
): Promise<Map<string, Missing[]>> {
  const periods = (await gatheredPeriods(readModels, position)).filter((entry) => isReminderDay(entry, today));
  const missing = new Map<string, Missing[]>();
  if (periods.length === 0) return missing;
  const owners = await ownersOf(readModels, position);
  for (const { period, cutOff = '' } of periods) {
    for (const { cell } of await readModels.cellsOfPeriod(period, position)) {
      if (cell.status !== 'data-not-available' || (cell.reason !== 'awaited' && cell.reason !== 'late')) continue;
      const owner = owners.get(cell.indicator) ?? '';
      const figures = missing.get(owner) ?? [];
      missing.set(owner, [...figures, { period, indicator: cell.indicator, name: cell.name, cutOff }]);
    }
  }
  return missing;
}

/** Whether owners are reminded of a period on a day: it has ended, and its cut-off is near or weeks ago. */
export function isReminderDay({ period, cutOff }: Pick<CalendarEntry, 'period' | 'cutOff'>, today: DateText): boolean {
  if (cutOff === undefined || today <= lastDay(parsePeriod(period))) return false;
  const daysLeft = daysBetween(today, cutOff);
  return DAYS_BEFORE.includes(daysLeft) || (daysLeft < 0 && -daysLeft % WEEK_DAYS === 0);
}

async function ownersOf(readModels: ReadModels, position: number): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  let after: string | undefined;
  do {
    const page = await readModels.indicators({}, position, { limit: PAGE, after });
    for (const { indicator, definition } of page.items) owners.set(indicator, definition.owner);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return owners;
}

function subjectOf(figures: readonly Missing[]): string {
  return figures.length === 1 ? 'One figure is awaited' : `${figures.length} figures are awaited`;
}

function textOf(figures: readonly Missing[], today: DateText): string {
  const lines = figures.map(({ period, indicator, name, cutOff }) => {
    const when = today > cutOff ? `overdue since ${cutOff}` : `due by ${cutOff}`;
    return `- ${name} (${indicator}), ${period}: ${when}`;
  });
  return ['These figures of yours are still awaited:', '', ...lines, '', 'Outturn'].join('\n');
}
