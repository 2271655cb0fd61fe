import type { HistoryEntry } from '@outturn/read-models';
import { capitalised, periodInWords } from '@outturn/reports';
import type { EntryKind } from './entry-form';
import type { PageModel } from './page';
import type { Standing } from './submissions';

interface SubmittedInput {
  readonly period: string;
  readonly standing: Standing;
  readonly what: EntryKind;
  readonly position: string | undefined;
}

/** The page that confirms that something was recorded. */
export interface SubmittedPage extends PageModel {
  readonly name: string;
  readonly caption: string;
  readonly reference?: string;
  readonly next: string;
  readonly figureHref: string;
  readonly listHref: string;
}

const TITLES: Readonly<Record<EntryKind, string>> = {
  figure: 'Figure sent for approval',
  none: 'Recorded that there is no figure',
  commentary: 'Commentary recorded',
};

const NEXT: Readonly<Record<EntryKind, string>> = {
  figure: 'An approver, who is somebody else, decides about it. If it is sent back, you find it first in your list.',
  none: 'The figure counts as data not available, with your reason beside it. You can still give a figure later.',
  commentary: 'It stands beside the figure from now on. The commentary before it stays in the history.',
};

const RECORDED_AS: Readonly<Record<EntryKind, readonly string[]>> = {
  figure: ['OutturnSubmitted', 'AnnualReturnSubmitted'],
  none: ['OutturnDeclaredUnavailable'],
  commentary: ['CommentaryWritten'],
};

/** Whether a figure's history up to a position ends, there, with what was sent; a commentary may have come along. */
export function isSentAt(
  history: readonly Pick<HistoryEntry, 'position' | 'eventType' | 'actor'>[],
  position: number,
  what: EntryKind,
): boolean {
  const last = history.at(-1);
  const before = history.at(-2);
  if (last?.position !== position) return false;
  if (RECORDED_AS[what].includes(last.eventType)) return true;
  return (
    last.eventType === 'CommentaryWritten' &&
    before?.actor === last.actor &&
    RECORDED_AS[what].includes(before.eventType)
  );
}

/** Puts the page that confirms an entry together. */
export function submittedPage({ period, standing, what, position }: SubmittedInput): SubmittedPage {
  const { key, cycle, version } = standing;
  return {
    title: TITLES[what],
    name: version?.definition.name ?? key,
    caption: capitalised(periodInWords(period)),
    reference: position,
    next: NEXT[what],
    figureHref: `/indicators/${key}/figures/${encodeURIComponent(period)}`,
    listHref: `/submit?period=${encodeURIComponent(cycle?.period ?? period)}`,
  };
}
