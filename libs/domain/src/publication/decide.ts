import { Decider } from '../decider';
import { conflict, invalid, notFound } from '../refusal';
import { CalendarEntry } from '../reporting-period';
import { requireText, requireTextIfGiven } from '../text';
import { NewEditionFile, PublicationCommand, PublishEdition, RecordErratum } from './commands';
import { EditionFigure, EditionId, editionId, parseEditionId } from './edition';
import { PublicationEvent } from './events';
import { Edition, PublicationState, editionOf, evolvePublication, initialPublication, latestEdition } from './state';

/** Well below what a store takes in one event, and few enough events to read an edition at once. */
const LONGEST_PART_CHARACTERS = 256 * 1024;
const MOST_FIGURES_IN_EVENT = 500;

/** The events that follow from a command, or a `Refusal`. */
export function decidePublication(command: PublicationCommand, state: PublicationState): PublicationEvent[] {
  switch (command.type) {
    case 'PublishEdition':
      return publish(command, state);
    case 'RecordErratum':
      return [recordErratum(command, state)];
  }
}

function publish(command: PublishEdition, state: PublicationState): PublicationEvent[] {
  const { period, number, previous, note, title, reportedPeriods, position, rules, rounding } = command;
  requirePrevious(command, state);
  requireClosed(command, command.calendar);
  requireClosed(command, command.calendarNow);
  requireApproved(command);
  requireTextIfGiven(note, '/note', 'The note');
  requireCaveats(command);
  requireChange(command, latestEdition(state));
  const { contentSha256, substanceSha256, changes, actor } = command;
  const edition = editionId(period, number);
  const parts = command.files.map((file) => partsOf(edition, file));
  const files = command.files.map(({ format, mediaType, sha256, bytes }, index) => ({
    format,
    mediaType,
    sha256,
    bytes,
    parts: parts[index]?.length ?? 0,
  }));
  const pinned = { title, reportedPeriods, position, rules, rounding, note, contentSha256, substanceSha256, changes };
  const data = { edition, period, number, previous, ...pinned, files, publishedBy: actor };
  return [{ type: 'EditionPublished', data }, ...figuresOf(edition, command.figures), ...parts.flat()];
}

/** Whoever publishes has seen the latest edition and names it: of two who publish at once, the second is told of the first. */
function requirePrevious({ period, number, previous }: PublishEdition, state: PublicationState): void {
  const latest = latestEdition(state);
  if (previous !== undefined) {
    const named = parseEditionId(previous, '/previous');
    if (named.period !== period) {
      const detail = `${previous} is an edition of ${named.period}, not of ${period}. Name an edition of ${period}.`;
      throw invalid('edition-of-other-period', detail, '/previous');
    }
  }
  // The edition says of itself which one it is, so it must still be the next one.
  if (previous === latest?.edition && number === state.editions.length + 1) return;
  throw conflict(
    'not-the-latest-edition',
    latest === undefined
      ? `${period} has no edition yet, so that nothing precedes this one. Leave "previous" out.`
      : `The latest edition of ${period} is ${latest.edition}. Look at it, and name it as "previous".`,
    { pointer: '/previous', state: latest && shownEdition(latest) },
  );
}

function shownEdition({ edition, position, contentSha256, publishedBy }: Edition) {
  return { edition, position, contentSha256, publishedBy };
}

function requireClosed({ reportedPeriods }: PublishEdition, calendar: readonly CalendarEntry[]): void {
  const entries = new Map(calendar.map((entry) => [entry.period, entry]));
  for (const period of reportedPeriods) {
    const entry = entries.get(period);
    const details = { pointer: '/period', state: entry };
    if (entry?.state !== 'closed') {
      const standing = entry === undefined ? 'has not been opened' : 'is open';
      const detail = `${period} ${standing}, so that its figures can still come. Close it, then publish.`;
      throw conflict('period-not-closed', detail, details);
    }
    requireNoneReopened(entry);
  }
}

function requireNoneReopened(entry: CalendarEntry): void {
  const { period, reopenedFor } = entry;
  if (reopenedFor.length === 0) return;
  const detail = `${reopenedFor.length} figures of ${period} are reopened. Close the period again, then publish.`;
  throw conflict('figures-reopened', detail, { pointer: '/period', state: entry });
}

function requireApproved({ unapproved }: PublishEdition): void {
  if (unapproved.length === 0) return;
  const detail = `${unapproved.length} figures are not approved; "state" lists them. Have them approved, then publish.`;
  throw conflict('figures-not-approved', detail, { pointer: '/period', state: { unapproved } });
}

/** An edition that cannot be whole, or that leaves out what is decided, says in its note why it is published. */
function requireCaveats({ calendar, decidedLater, note }: PublishEdition): void {
  if (isGiven(note)) return;
  const inPart = calendar.find(({ coverage }) => coverage !== 'full');
  if (inPart !== undefined) {
    const detail = `The ledger holds only some figures of ${inPart.period}. Say in the note why its report is published.`;
    throw conflict('period-held-in-part', detail, { pointer: '/note', state: inPart });
  }
  if (decidedLater.length === 0) return;
  const detail = `${decidedLater.length} decisions were taken after that position; "state" lists them. Leave "position" out, or say in the note why the edition leaves them out.`;
  throw conflict('decided-after-position', detail, { pointer: '/position', state: { decidedLater } });
}

function isGiven(note: string | undefined): boolean {
  return note !== undefined && note.trim() !== '';
}

function requireChange({ substanceSha256, changes, note }: PublishEdition, latest: Edition | undefined): void {
  if (latest?.substanceSha256 !== substanceSha256 || changes > 0) return;
  if (isGiven(note)) return;
  const detail = `Nothing has changed since ${latest.edition}. Say in the note why there is to be another edition.`;
  throw conflict('nothing-changes', detail, { pointer: '/note', state: shownEdition(latest) });
}

function figuresOf(edition: EditionId, figures: readonly EditionFigure[]): PublicationEvent[] {
  const events: PublicationEvent[] = [];
  for (let from = 0; from < figures.length; from += MOST_FIGURES_IN_EVENT) {
    const some = figures.slice(from, from + MOST_FIGURES_IN_EVENT);
    events.push({ type: 'EditionFiguresShown', data: { edition, figures: some } });
  }
  return events;
}

function partsOf(edition: EditionId, { format, deflated }: NewEditionFile): PublicationEvent[] {
  const events: PublicationEvent[] = [];
  for (let from = 0; from < deflated.length; from += LONGEST_PART_CHARACTERS) {
    const data = deflated.slice(from, from + LONGEST_PART_CHARACTERS);
    events.push({ type: 'EditionFilePartStored', data: { edition, format, part: events.length + 1, data } });
  }
  return events;
}

function recordErratum(command: RecordErratum, state: PublicationState): PublicationEvent {
  const { edition, place, printed, shouldRead, note, actor } = command;
  const found = editionOf(state, edition);
  if (!found) throw notFound('unknown-edition', `There is no edition ${edition}. Look it up first.`, '/edition');
  requireText(place, '/place', 'The place');
  requireText(printed, '/printed', 'What is printed');
  requireText(shouldRead, '/shouldRead', 'What it should read');
  requireTextIfGiven(note, '/note', 'The note');
  if (printed === shouldRead) {
    throw invalid('nothing-changes', 'What is printed is what it should read. Say what is wrong.', '/shouldRead');
  }
  const known = found.errata.findLast((erratum) => erratum.place === place && erratum.printed === printed);
  if (known?.shouldRead === shouldRead) {
    throw conflict('erratum-already-recorded', `This erratum of ${edition} has been recorded already.`, {
      state: known,
    });
  }
  return { type: 'ErratumRecorded', data: { edition, place, printed, shouldRead, note, recordedBy: actor } };
}

export const publication: Decider<PublicationState, PublicationCommand, PublicationEvent> = {
  initialState: initialPublication,
  decide: decidePublication,
  evolve: evolvePublication,
};
