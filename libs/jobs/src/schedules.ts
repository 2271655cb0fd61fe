import { CronExpressionParser } from 'cron-parser';
import { jobIdOf, type JobHandler, type Jobs } from './jobs';

const LONDON = 'Europe/London';
const LOOK_EVERY_MS = 15_000;
/** Who asks for what runs by itself. */
export const SYSTEM_ACTOR = 'system';

/** The latest moment up to now at which a cron expression of five fields was due, in London time. */
export function latestDue(cron: string, now: Date): Date {
  // A search for what lies before a moment leaves out the moment itself.
  const currentDate = new Date(now.getTime() + 1);
  return CronExpressionParser.parse(cron, { currentDate, tz: LONDON }).prev().toDate();
}

/**
 * Asks for what was due last of each kind. Every worker does so: the ids follow from the moment, so each runs once.
 *
 * @param asked what this worker has asked for, by kind
 */
export async function enqueueDue(
  jobs: Pick<Jobs, 'enqueue'>,
  handlers: readonly JobHandler[],
  now: Date,
  asked: Map<string, string>,
): Promise<void> {
  for (const { kind, cron } of handlers) {
    if (cron === undefined) continue;
    const due = latestDue(cron, now).toISOString();
    if (asked.get(kind) === due) continue;
    await jobs.enqueue({ id: jobIdOf(kind, due), kind, input: { due }, startedBy: SYSTEM_ACTOR });
    asked.set(kind, due);
  }
}

/** Keeps asking for what is due. What was missed while no worker ran is made up for once. */
export function startSchedules(
  jobs: Pick<Jobs, 'enqueue'>,
  handlers: readonly JobHandler[],
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const asked = new Map<string, string>();
  let looking: Promise<void> = Promise.resolve();
  const look = (): void => {
    looking = looking.then(() => enqueueDue(jobs, handlers, new Date(), asked)).catch(onError);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return looking;
    },
  };
}
