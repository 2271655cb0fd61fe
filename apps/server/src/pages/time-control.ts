import { displayStatedDate, parsePeriod, type Period } from '@outturn/domain';
import { capitalised } from '@outturn/reports';
import type { Basis } from '../api/common-answers';
import type { RatedQuery } from '../api/queries';
import { basisAnswer, permanentLink, type Question } from '../api/question';
import { addressOf } from './links';

/** What a query says of the moment and the rules. */
export type Moment = Pick<RatedQuery, 'asAt' | 'basis' | 'rulesAt'>;

/** The moment and the rules of a page, in words, and how to choose others. */
export interface TimeControl {
  /** As the address says it; absent for now. */
  readonly asAt?: string;
  readonly text: string;
  readonly basisText: string;
  /** Whether the page shows what is known now by the rules known now; else a banner says what it shows. */
  readonly isNow: boolean;
  readonly heading: string;
  readonly nowLink: string;
  readonly permanentLink: string;
  /** Where what the page shows is compared with another day; absent where it is about no quarter and no year. */
  readonly compareHref?: string;
  /** The page to come back to. */
  readonly path: string;
  /** Empty where a page is about what is recorded and not rated. */
  readonly questions: readonly { value: Basis; text: string; hint: string; checked: boolean }[];
  readonly day: { readonly day: string; readonly month: string; readonly year: string };
}

/** The four questions that a figure can be asked, told apart in words. */
const QUESTIONS: readonly { readonly value: Basis; readonly text: string; readonly hint: string }[] = [
  {
    value: 'known-then',
    text: 'As known on the day',
    hint: 'The figures known by the end of the day, with the colours of the rules then known. No day: as known now.',
  },
  {
    value: 'published',
    text: 'As published by the day',
    hint: 'What the latest report published by then showed, whatever was known meanwhile.',
  },
  {
    value: 'period-rules',
    text: 'With the rules in force for the period',
    hint: 'The figures known by the end of the day, coloured by the rules for the period as they are known now. No day: the figures known now.',
  },
  {
    value: 'today-rules',
    text: 'With today’s rules',
    hint: 'The figures known by the end of the day, coloured by the rules in force today. No day: the figures known now.',
  },
];

const SENTENCES: Readonly<Record<Basis, string>> = {
  'known-then': 'As at',
  published: 'As published, as at',
  'period-rules': 'With the rules in force for the period, as at',
  'today-rules': 'With today’s rules, as at',
};

/** Describes the moment of a page. */
export function timeControl(path: string, query: Moment, question: Question): TimeControl {
  const asAt = query.asAt;
  return {
    asAt,
    text: capitalised(question.text),
    basisText: basisAnswer(question).text,
    isNow: question.now && question.basis === 'known-then',
    heading: momentHeading(asAt, question),
    nowLink: path,
    permanentLink: permanentLink(path, query, question),
    compareHref: compareHref(path, asAt, question),
    path,
    questions: questionsWith(question.basis),
    day: dayFields(asAt),
  };
}

/**
 * Describes the moment of a page about what is recorded and not rated: nothing but the day is to be chosen.
 *
 * @param filters what else the address says, which stays when another day is chosen
 */
export function vintageControl(
  path: string,
  asAt: string | undefined,
  filters: Readonly<Record<string, string | undefined>>,
  question: Question,
): TimeControl {
  const address = addressOf(path, filters);
  const permanent = permanentLink(path, filters, question);
  const control = timeControl(path, { asAt }, question);
  return { ...control, basisText: '', nowLink: address, permanentLink: permanent, path: address, questions: [] };
}

/** The four questions, to choose one of. */
export function questionsWith(basis: Basis): TimeControl['questions'] {
  return QUESTIONS.map((one) => ({ ...one, checked: one.value === basis }));
}

/** A date in three fields; empty where no moment is given, or another than a date. */
export function dayFields(asAt = ''): TimeControl['day'] {
  const [year = '', month = '', day = ''] = isDate(asAt) ? asAt.split('-') : [];
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

/** The moment and the question in a few words: `As published, as at 31 July 2024`. */
export function momentHeading(asAt: string | undefined, question: Question): string {
  return `${SENTENCES[question.basis]} ${momentInWords(asAt, question)}`;
}

function momentInWords(asAt: string | undefined, question: Question): string {
  if (asAt === undefined) return 'now';
  if (isDate(asAt)) return displayStatedDate(asAt);
  return question.text.replace(/^as known (at|on) /, '');
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** What reports are about: months and spans are in none of their own. */
const REPORTED: ReadonlySet<Period['kind']> = new Set(['quarter', 'year']);

/** Compares with what is known now, or, where the page shows just that, lets both days be chosen. */
function compareHref(path: string, asAt: string | undefined, question: Question): string | undefined {
  const period = /\/(?:periods|figures)\/([^/]+)/.exec(path)?.[1];
  if (period === undefined || !REPORTED.has(parsePeriod(decodeURIComponent(period)).kind)) return undefined;
  if (question.now && question.basis === 'known-then') return addressOf('/compare', { period });
  const from = asAt ?? `position:${question.asAt.position}`;
  return addressOf('/compare', { period, from, fromBasis: question.basis });
}

/** The parameters of a page that another page of the same moment takes over; empty for now. */
export function sameMoment({ asAt, basis, rulesAt }: Moment): string {
  const given = Object.entries({ asAt, basis, rulesAt }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString().replaceAll('%3A', ':')}`;
}
