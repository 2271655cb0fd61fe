import { ActorId } from '../ids';
import { PeriodKey } from '../period';
import { EditionFigure, EditionFile, EditionFormat, EditionId, Sha256 } from './edition';

/** The editions of the report of one period. */
export const publicationStream = (period: PeriodKey): string => `publication-${period}`;

interface Event<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * An edition is one append: `EditionPublished`, then the figures that it shows, then its files in parts. So there is never
 * half an edition, and its bytes are as safe as any other event.
 */
export type PublicationEvent =
  | Event<'EditionPublished', PublishedEdition & { publishedBy: ActorId }>
  | Event<'EditionFiguresShown', { edition: EditionId; figures: readonly EditionFigure[] }>
  | Event<
      'EditionFilePartStored',
      {
        edition: EditionId;
        format: EditionFormat;
        /** From 1. */
        part: number;
        /** A piece of the deflated file in base64; the pieces in order are the whole. */
        data: string;
      }
    >
  | Event<'ErratumRecorded', Erratum & { edition: EditionId; recordedBy: ActorId }>;

/** What an edition is, and what it pins. */
export interface PublishedEdition {
  readonly edition: EditionId;
  readonly period: PeriodKey;
  /** From 1, without gaps. */
  readonly number: number;
  /** The edition that it follows. */
  readonly previous?: EditionId;
  readonly title: string;
  /** The periods that it has tables of: a report of a fourth quarter has the year's too (report 4.2, 4.3). */
  readonly reportedPeriods: readonly PeriodKey[];
  /** Everything recorded up to and including this position was known to it, nothing after it. */
  readonly position: number;
  /** The rating rules: those known at a position to be in force for the period. */
  readonly rules: { readonly basis: 'known-then'; readonly position: number };
  /** How figures were rounded, in words. */
  readonly rounding: string;
  readonly note?: string;
  /** Of the canonical content (RFC 8785). */
  readonly contentSha256: Sha256;
  /** The same without what tells editions apart: equal where two editions say the same. */
  readonly substanceSha256: Sha256;
  /** How many changes since the edition before it are listed in it. */
  readonly changes: number;
  readonly files: readonly EditionFile[];
}

/** An error of the document; the record itself was right, and no figure changes by it (domain section 2). */
export interface Erratum {
  /** Where in the document. */
  readonly place: string;
  readonly printed: string;
  readonly shouldRead: string;
  readonly note?: string;
}
