import { formatLondon } from '@outturn/read-models';
import type { Problem } from '../api/problem';
import { eventInWords } from './figure-history';

/** What was recorded since a form was shown. */
export interface RecordedSince {
  readonly revision: string;
  readonly events: readonly { readonly type: string; readonly recordedAt: string; readonly actor: string }[];
}

/** What a stale form has missed; undefined where the form was not stale. */
export function recordedSince({ status, state }: Problem): RecordedSince | undefined {
  if (status !== 412) return undefined;
  // What the writer says of a stale revision: see staleProblem.
  const { currentRevision, recordedSince: events = [] } = state as {
    readonly currentRevision: number;
    readonly recordedSince?: RecordedSince['events'];
  };
  return { revision: String(currentRevision), events };
}

/** What was recorded while a form was being filled in, in words. */
export interface MissedView {
  readonly lines: readonly string[];
}

/** Puts what a form has missed into words. */
export function missedView(
  since: RecordedSince | undefined,
  nameOf: (person: string) => string,
): MissedView | undefined {
  if (since === undefined) return undefined;
  return {
    lines: since.events.map(
      ({ type, recordedAt, actor }) => `${eventInWords(type)}, ${formatLondon(recordedAt)}, by ${nameOf(actor)}`,
    ),
  };
}
