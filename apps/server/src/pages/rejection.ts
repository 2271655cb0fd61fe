import type { SuppliedValue } from '@outturn/domain';
import type { HistoryEntry, ReadModels } from '@outturn/read-models';
import type { Figure } from '../api/figures';

const MOST_STEPS = 500;

/** A submission that an approver has sent back, where nothing has been given since. */
export interface Rejection {
  readonly message: string;
  readonly by: string;
  readonly at: string;
  /** What was submitted. */
  readonly value: SuppliedValue;
}

/** Whether a figure may have been sent back: its history says whether it was. */
export function mayBeRejected({ value, reason }: Pick<Figure, 'value' | 'reason'>): boolean {
  return value === undefined && reason === 'pending-validation';
}

/** The rejection on which a figure rests; undefined where somebody has declared it to be validated. */
export function rejectionIn(history: readonly HistoryEntry[], figure: Pick<Figure, 'eventIds'>): Rejection | undefined {
  const rejected = history.findLast(({ eventType, eventId }) => {
    return eventType === 'OutturnRejected' && figure.eventIds.includes(eventId);
  });
  if (rejected === undefined) return undefined;
  // The facts of these events are theirs by their types: see IndicatorEvent.
  const { outturnId } = rejected.data as { readonly outturnId: string };
  const submitted = history.find(({ eventId }) => eventId === outturnId);
  if (submitted === undefined) return undefined;
  const { value } = submitted.data as { readonly value: SuppliedValue };
  return { message: rejected.reason ?? '', by: rejected.actor, at: rejected.recordedAt, value };
}

/** The rejection on which a figure rests, from its history up to a position. */
export async function rejectionOf(
  readModels: Pick<ReadModels, 'history'>,
  figure: Figure,
  position: number,
): Promise<Rejection | undefined> {
  if (!mayBeRejected(figure)) return undefined;
  const { items } = await readModels.history(figure.indicator, figure.period, position, { limit: MOST_STEPS });
  return rejectionIn(items, figure);
}

/** A figure that was sent back says so: the message of its approver alone would stand where others have their number. */
export function sayingSentBack(figure: Figure, rejection: Rejection | undefined): Figure {
  return rejection === undefined ? figure : { ...figure, reasonText: `Sent back: ${rejection.message}` };
}

/** Figures in which those that were sent back say so. */
export function allSayingSentBack(
  readModels: Pick<ReadModels, 'history'>,
  figures: readonly Figure[],
  position: number,
): Promise<Figure[]> {
  return Promise.all(
    figures.map(async (figure) => sayingSentBack(figure, await rejectionOf(readModels, figure, position))),
  );
}
