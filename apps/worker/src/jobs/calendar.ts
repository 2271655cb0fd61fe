import {
  Refusal,
  lastDay,
  londonDate,
  parsePeriod,
  previousPeriod,
  quarterContaining,
  reportingPeriod,
  reportingPeriodStream,
  yearOf,
  type CalendarEntry,
  type DateText,
  type Period,
  type ReportingPeriodCommand,
} from '@outturn/domain';
import { handle } from '@outturn/event-store';
import { SYSTEM_ACTOR, type JobHandler, type JsonObject } from '@outturn/jobs';
import { eventTypes } from '@outturn/read-models';
import { v5 as uuidOf } from 'uuid';
import { daysAfter } from './days';
import type { CalendarRules, JobParts } from './parts';
import { followedToHead } from './periods';

const COMMANDS = '5f1d7f0c-3f52-5c0b-9a5e-8c8f4a7f9b21';

/**
 * Opens and closes quarters and years on their days, by the ordinary commands. The ids of the commands follow from the
 * period, so that a run that is repeated changes nothing; what people have done before is left as it is.
 */
export function calendar(parts: JobParts): JobHandler {
  return {
    kind: 'calendar',
    cron: '15 0 * * *',
    async run(job, { signal }): Promise<JsonObject> {
      const rules = parts.calendar;
      if (rules === undefined) return { opened: [], closed: [], note: 'No calendar is set: people open and close.' };
      const position = await followedToHead(parts, signal);
      const entries = await parts.readModels.reportingPeriods(position);
      const commands = calendarCommands(entries, londonDate(parts.now?.() ?? new Date()), rules);
      const carriedOut: ReportingPeriodCommand[] = [];
      for (const command of commands) {
        signal.throwIfAborted();
        if (await carryOut(command, job.id, parts)) carriedOut.push(command);
      }
      const periodsOf = (type: ReportingPeriodCommand['type']): string[] =>
        carriedOut.filter((command) => command.type === type).map(({ period }) => period);
      return { opened: periodsOf('OpenReportingPeriod'), closed: periodsOf('CloseReportingPeriod') };
    },
  };
}

/** What is to be opened and closed on a day. */
export function calendarCommands(
  entries: readonly CalendarEntry[],
  today: DateText,
  { cutOffDays, closingDays }: CalendarRules,
): ReportingPeriodCommand[] {
  const known = new Set(entries.map(({ period }) => period));
  const opening = gathered(today, cutOffDays)
    .filter(({ key }) => !known.has(key))
    .map((period): ReportingPeriodCommand => {
      const cutOff = daysAfter(lastDay(period), cutOffDays);
      return { type: 'OpenReportingPeriod', actor: SYSTEM_ACTOR, period: period.key, coverage: 'full', cutOff };
    });
  if (closingDays === undefined) return opening;
  const closing = entries
    .filter(({ state, coverage }) => state === 'open' && coverage === 'full')
    .filter(({ period }) => daysAfter(lastDay(parsePeriod(period)), closingDays) < today)
    .map(({ period }): ReportingPeriodCommand => {
      const note = `Closed by the calendar, ${closingDays} days after the end.`;
      return { type: 'CloseReportingPeriod', actor: SYSTEM_ACTOR, period, note };
    });
  return [...opening, ...closing];
}

/** The quarter and the year that run, and those before them while first figures are still in time. */
function gathered(today: DateText, cutOffDays: number): Period[] {
  const quarter = quarterContaining(parsePeriod(today.slice(0, 7)));
  return [yearOf(quarter), quarter].flatMap((period) => {
    const before = previousPeriod(period);
    const isInTime = before !== undefined && today <= daysAfter(lastDay(before), cutOffDays);
    return isInTime ? [before, period] : [period];
  });
}

/** False when somebody had done it before. */
async function carryOut(command: ReportingPeriodCommand, jobId: string, { store }: JobParts): Promise<boolean> {
  const commandId = uuidOf(`${command.type} ${command.period}`, COMMANDS);
  try {
    const { repeated } = await handle({
      store,
      decider: reportingPeriod,
      eventTypes,
      streamId: reportingPeriodStream(command.period),
      command,
      commandId,
      metadata: { actor: SYSTEM_ACTOR, role: 'performance', correlationId: jobId, causationId: commandId },
    });
    return !repeated;
  } catch (error) {
    // The read models may not have seen yet what somebody has just done.
    if (error instanceof Refusal && error.kind === 'conflict') return false;
    throw error;
  }
}
