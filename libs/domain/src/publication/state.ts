import { Recorded } from '../decider';
import { ActorId, EventId } from '../ids';
import { EditionId } from './edition';
import { Erratum, PublicationEvent, PublishedEdition } from './events';

/** An edition as its publication knows it; the figures and the bytes stay in the events. */
export interface Edition extends PublishedEdition {
  readonly publishedBy: ActorId;
  readonly eventId: EventId;
  /** How many figures it shows. */
  readonly figures: number;
  /** How many parts of its files are kept; all of them, unless somebody has meddled with the ledger. */
  readonly storedParts: number;
  readonly errata: readonly RecordedErratum[];
}

export interface RecordedErratum extends Erratum {
  readonly eventId: EventId;
  readonly recordedBy: ActorId;
}

export interface PublicationState {
  /** In the order of their numbers. */
  readonly editions: readonly Edition[];
}

export const initialPublication: PublicationState = { editions: [] };

/** The publication after one more event. */
export function evolvePublication(state: PublicationState, event: Recorded<PublicationEvent>): PublicationState {
  switch (event.type) {
    case 'EditionPublished': {
      const edition: Edition = { ...event.data, eventId: event.id, figures: 0, storedParts: 0, errata: [] };
      return { editions: [...state.editions, edition] };
    }
    case 'EditionFiguresShown': {
      const { edition: id, figures } = event.data;
      return withEdition(state, id, (edition) => ({ ...edition, figures: edition.figures + figures.length }));
    }
    case 'EditionFilePartStored':
      return withEdition(state, event.data.edition, (edition) => ({
        ...edition,
        storedParts: edition.storedParts + 1,
      }));
    case 'ErratumRecorded': {
      const { edition: id, ...erratum } = event.data;
      return withEdition(state, id, (edition) => ({
        ...edition,
        errata: [...edition.errata, { ...erratum, eventId: event.id }],
      }));
    }
  }
}

function withEdition(state: PublicationState, id: EditionId, change: (edition: Edition) => Edition): PublicationState {
  return { editions: state.editions.map((edition) => (edition.edition === id ? change(edition) : edition)) };
}

/** The edition of a publication that was published last. */
export function latestEdition({ editions }: PublicationState): Edition | undefined {
  return editions.at(-1);
}

/** An edition by its name. */
export function editionOf({ editions }: PublicationState, id: EditionId): Edition | undefined {
  return editions.find(({ edition }) => edition === id);
}

/** Whether all files of an edition are there: only then does it stand. One append writes it, so it never is half there for long. */
export function isComplete({ files, storedParts }: Edition): boolean {
  return storedParts === files.reduce((sum, { parts }) => sum + parts, 0);
}
