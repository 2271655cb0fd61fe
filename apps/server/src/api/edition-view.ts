import { equal, type EditionFigure } from '@outturn/domain';
import type { CellAsAt, EditionView, ShownFigure } from '@outturn/read-models';
import type { EditionReferenceAnswer } from './common-answers';
import type { Plain } from './plain';
import type { EditionAnswer, FigureEditionAnswer, ShownFigureAnswer } from './publication-answers';

const FIELDS = ['value', 'status', 'target', 'markers'] as const;

/** A figure as the latest edition on its period showed it, with the cell as at the position that the edition pins. */
export interface PublishedFigure {
  readonly found: CellAsAt;
  readonly shown: ShownFigure;
  readonly edition: EditionView;
}

/** Where an edition is, for ever. */
export function editionPath(edition: string): string {
  return `/api/v1/publications/${edition}`;
}

/** An edition as the API shows it. */
export function editionAnswer(view: EditionView): Plain<EditionAnswer> {
  const { edition, period, number, previous, title, reportedPeriods, position, rules, rounding, note } = view;
  const { contentSha256, figures, changes, publishedBy, publishedAt, eventId, errata } = view;
  const files = view.files.map(({ format, mediaType, sha256, bytes }) => ({
    format,
    mediaType,
    sha256,
    bytes,
    link: `${editionPath(edition)}.${format}`,
  }));
  const id = { edition, period, number, previous: previous ?? null };
  const pinned = { title, reportedPeriods, position, rules, rounding, note: note ?? null, contentSha256 };
  return { ...id, ...pinned, figures, changes, files, publishedBy, publishedAt, eventId, errata };
}

/** An edition, where something else names it. */
export function editionReference({ edition, position, publishedAt }: EditionView): Plain<EditionReferenceAnswer> {
  return { edition, position, publishedAt, link: editionPath(edition) };
}

/** What editions showed of a figure. */
export function figureEditions(shown: readonly ShownFigure[]): readonly Plain<FigureEditionAnswer>[] {
  return shown.map((figure) => ({
    edition: figure.edition,
    ...shownFigureAnswer(figure),
    link: editionPath(figure.edition),
  }));
}

/** A figure as an edition showed it. */
export function shownFigureAnswer({ status, value, shown, target, markers }: EditionFigure): Plain<ShownFigureAnswer> {
  return { status, value: value ?? null, shown: shown ?? null, target: target ?? null, markers };
}

/** What two editions show differently of a figure; a figure that only one shows differs in all that is shown of it. */
export function differencesOf(from: EditionFigure | undefined, to: EditionFigure | undefined): readonly string[] {
  return FIELDS.filter((field) => !same(field, from, to));
}

function same(field: (typeof FIELDS)[number], from: EditionFigure | undefined, to: EditionFigure | undefined): boolean {
  const [a, b] = [from?.[field], to?.[field]];
  if (field === 'value' && from?.value !== undefined && to?.value !== undefined) return equal(from.value, to.value);
  return JSON.stringify(a) === JSON.stringify(b);
}
