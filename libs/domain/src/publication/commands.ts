import { Maturity } from '../figure-value';
import { ActorId } from '../ids';
import { DateText, PeriodKey } from '../period';
import { CalendarEntry } from '../reporting-period';
import { EditionFigure, EditionFile, EditionId } from './edition';
import { Erratum, PublishedEdition } from './events';

/** A file of an edition, with its bytes. */
export interface NewEditionFile extends Omit<EditionFile, 'parts'> {
  /** The file deflated (RFC 1951), in base64. */
  readonly deflated: string;
}

/** A figure that nobody has approved. */
export interface UnapprovedFigure {
  readonly indicator: string;
  readonly period: PeriodKey;
  readonly maturity: Maturity;
}

/** A decision about a reported figure that was taken after the position as at which an edition is to be made. */
export interface LaterDecision {
  /** What was decided: `correction`, `restatement`, … */
  readonly kind: string;
  /** Key of the indicator or the contract. */
  readonly about: string;
  readonly decidedOn: DateText;
}

/** Publishes what was worked out as at a position. What the edition says is as at that position, so it cannot change. */
export interface PublishEdition extends Omit<PublishedEdition, 'edition' | 'files'> {
  readonly type: 'PublishEdition';
  readonly actor: ActorId;
  /** The reporting periods that the edition has tables of; absent those that were never opened. */
  readonly calendar: readonly CalendarEntry[];
  /** The same at the end of the ledger: what has been reopened since is not published either. */
  readonly calendarNow: readonly CalendarEntry[];
  /** What an edition as at an earlier position would leave out; empty at the end of the ledger. */
  readonly decidedLater: readonly LaterDecision[];
  readonly unapproved: readonly UnapprovedFigure[];
  readonly figures: readonly EditionFigure[];
  readonly files: readonly NewEditionFile[];
}

export interface RecordErratum extends Erratum {
  readonly type: 'RecordErratum';
  readonly actor: ActorId;
  readonly edition: EditionId;
}

export type PublicationCommand = PublishEdition | RecordErratum;
