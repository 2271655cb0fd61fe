import type { EventStore } from '@outturn/event-store';
import { formatLondon, type ReadModels } from '@outturn/read-models';
import type { ReportMoment } from '@outturn/reports';

/** What reports are made from. */
export interface EditionParts {
  readonly store: EventStore;
  readonly readModels: ReadModels;
}

/** How the figures of a report are rated. */
export const RULES_KNOWN_THEN = 'Rated with the rules that were known then to be in force for the period.';

const WAIT_LIMIT_MS = 5_000;

/** The read models are not there in time: it will pass. */
export class NotFollowedYet extends Error {
  override readonly name = 'NotFollowedYet';
  constructor(position: number) {
    super(`The read models have not got to position ${position} within ${WAIT_LIMIT_MS / 1000} seconds: ask again.`);
  }
}

/** @throws {NotFollowedYet} when the read models do not get to a position within 5 seconds. */
export async function requireFollowedTo(readModels: ReadModels, position: number): Promise<void> {
  if (!(await readModels.waitFor(position, WAIT_LIMIT_MS))) throw new NotFollowedYet(position);
}

/** A position as a moment, once the read models have got there. */
export async function momentAt({ store, readModels }: EditionParts, position: number): Promise<ReportMoment> {
  await requireFollowedTo(readModels, position);
  const recordedAt = position === 0 ? null : ((await store.recordedAt(position)) ?? null);
  return { position, recordedAt, text: positionText(position, recordedAt) };
}

/** A position in words. */
export function positionText(position: number, recordedAt: string | null): string {
  if (recordedAt === null) return 'before anything was recorded';
  return `as known at position ${position}, recorded on ${formatLondon(recordedAt)}`;
}
