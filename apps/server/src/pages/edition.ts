import type { EditionFormat } from '@outturn/domain';
import { formatLondon, type EditionView } from '@outturn/read-models';
import { capitalised, counted, enumerated, periodInShort, periodInWords } from '@outturn/reports';
import { addressOf } from './links';
import type { PageModel } from './page';
import type { TimeControl } from './time-control';

/** What somebody may have done right before. */
export const DONE = ['published', 'erratum'] as const;
export type Done = (typeof DONE)[number];

const DONE_TEXTS: Readonly<Record<Done, string>> = {
  published: 'The edition has been published. From now on it stays what it is.',
  erratum: 'The erratum has been recorded. No figure and no file has changed by it.',
};

interface EditionInput {
  readonly edition: EditionView;
  /** The one that was published after it. */
  readonly next: EditionView | undefined;
  readonly asAt: string | undefined;
  readonly done: Done | undefined;
  readonly time: TimeControl;
  readonly nameOf: (person: string) => string;
  readonly mayPublish: boolean;
}

interface FileView {
  readonly name: string;
  readonly href: string;
  readonly size: string;
  readonly sha256: string;
}

/** The page about an edition of a report. */
export interface EditionPage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  /** That what was asked for is done. */
  readonly doneText?: string;
  /** That another has followed it. */
  readonly followed?: { readonly text: string; readonly href: string };
  readonly readHref: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly files: readonly FileView[];
  readonly comparisons: readonly { readonly text: string; readonly href: string }[];
  /** The figures as they were known to it. */
  readonly figures: readonly { readonly text: string; readonly href: string }[];
  readonly errata: readonly {
    readonly place: string;
    readonly printed: string;
    readonly shouldRead: string;
    readonly note: string;
    readonly recorded: string;
  }[];
  readonly erratumHref?: string;
}

/** What people read first, programs last. */
const FORMATS = [
  ['html', 'Page, as it was published'],
  ['docx', 'Word document'],
  ['json', 'JSON, for programs'],
] as const satisfies readonly (readonly [EditionFormat, string])[];

/** Puts the page about an edition together. */
export function editionPage({ edition, next, asAt, done, time, nameOf, mayPublish }: EditionInput): EditionPage {
  const { errata, position, previous, reportedPeriods } = edition;
  const path = `/publications/${edition.edition}`;
  const comparison = (from: string, to: string) => addressOf('/publications/compare', { from, to, asAt });
  return {
    title: `Edition ${edition.edition}`,
    caption: edition.title,
    time,
    doneText: done && DONE_TEXTS[done],
    followed: next && {
      text: `Edition ${next.edition} followed this one on ${formatLondon(next.publishedAt)}. This one stays what it was.`,
      href: addressOf(`/publications/${next.edition}`, { asAt }),
    },
    readHref: `${path}/files/html`,
    facts: factsOf(edition, nameOf),
    files: FORMATS.flatMap(([format, name]) =>
      edition.files
        .filter((file) => file.format === format)
        .map(({ bytes, sha256 }) => ({ name, href: `${path}/files/${format}`, size: sizeInWords(bytes), sha256 })),
    ),
    comparisons: [
      ...(previous === undefined
        ? []
        : [{ text: `What has changed since ${previous}`, href: comparison(previous, edition.edition) }]),
      ...(next === undefined
        ? []
        : [{ text: `What ${next.edition} changed`, href: comparison(edition.edition, next.edition) }]),
    ],
    figures: reportedPeriods.map((period) => ({
      text: `${capitalised(periodInShort(period))} as it was known to this edition`,
      href: `/periods/${period}?asAt=position:${position}`,
    })),
    errata: errata.map(({ place, printed, shouldRead, note, recordedAt, recordedBy }) => ({
      place,
      printed,
      shouldRead,
      note: note ?? '',
      recorded: `${formatLondon(recordedAt)}, ${nameOf(recordedBy)}`,
    })),
    erratumHref: mayPublish ? `${path}/errata` : undefined,
  };
}

function factsOf(edition: EditionView, nameOf: (person: string) => string): EditionPage['facts'] {
  const { period, reportedPeriods, publishedAt, publishedBy, note, position, rounding, figures } = edition;
  const { changes, previous, contentSha256 } = edition;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Report on', capitalised(periodInWords(period))],
    ['With tables of', enumerated(reportedPeriods.map(periodInShort))],
    ['Published', formatLondon(publishedAt)],
    ['Published by', nameOf(publishedBy)],
    ['Note', note],
    ['Follows', previous ?? 'none: it is the first'],
    ['Known to it', `everything recorded up to position ${position}, and nothing after it`],
    ['Rating rules', `those known at position ${position} to be in force for each period`],
    ['Rounding', rounding],
    ['Shows', counted(figures, 'figure', 'figures')],
    ['Lists', `${counted(changes, 'change', 'changes')} since ${previous ?? 'the period was closed'}`],
    ['SHA-256 of its content', contentSha256],
  ];
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

function sizeInWords(bytes: number): string {
  return bytes < 1024 ? counted(bytes, 'byte', 'bytes') : counted(Math.ceil(bytes / 1024), 'KB', 'KB');
}
