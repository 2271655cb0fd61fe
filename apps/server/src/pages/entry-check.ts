import { capitalised, periodInWords } from '@outturn/reports';
import type { Figure } from '../api/figures';
import { entryHref } from './entry';
import type { EntryTyped } from './entry-form';
import { unratedOf, whyOf, type FigurePage } from './figure';
import { figureView, type FigureView } from './figure-words';
import type { PageModel } from './page';

interface CheckInput {
  readonly key: string;
  readonly name: string;
  readonly period: string;
  readonly typed: EntryTyped;
  readonly before: Figure | null;
  readonly after: Figure | null;
}

/** The page on which an entry is looked at before it is recorded. */
export interface EntryCheckPage extends PageModel {
  readonly caption: string;
  readonly name: string;
  readonly href: string;
  readonly changes: readonly { readonly what: string; readonly before: string; readonly after: string }[];
  /** The figure as it would be; absent where there would be none. */
  readonly figure?: FigureView;
  readonly why?: FigurePage['why'];
  readonly unrated?: string;
  readonly commentary: string;
  /** That words are needed and missing. */
  readonly needsCommentary: boolean;
  /** What was typed, to be sent on. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** Puts the page on which an entry is looked at together. */
export function entryCheckPage({ key, name, period, typed, before, after }: CheckInput): EntryCheckPage {
  const views = { before: before && figureView(before, ''), after: after && figureView(after, '') };
  return {
    title: 'Check before you send',
    caption: capitalised(periodInWords(period)),
    name,
    href: entryHref(key, period),
    changes: changesOf(views.before, views.after),
    figure: after?.value === undefined ? undefined : (views.after ?? undefined),
    why: after === null ? undefined : whyOf(after),
    unrated: after === null || after.why !== undefined ? undefined : unratedOf(after),
    commentary: after?.commentary?.text ?? '',
    needsCommentary: after?.commentaryMissing === true,
    fields: Object.entries(typed).map(([field, value]) => ({ name: field, value })),
  };
}

const NOTHING = 'No figure';

function changesOf(before: FigureView | null, after: FigureView | null): EntryCheckPage['changes'] {
  const rows = [
    { what: 'Figure', of: (view: FigureView) => view.value },
    { what: 'Status', of: (view: FigureView) => view.statusText },
    { what: 'Against target', of: (view: FigureView) => view.standing || 'Not compared' },
    { what: 'How sure', of: (view: FigureView) => capitalised(view.maturity) || 'Nothing given' },
  ];
  return rows.map(({ what, of }) => ({
    what,
    before: before === null ? NOTHING : capitalised(of(before)),
    after: after === null ? NOTHING : capitalised(of(after)),
  }));
}
