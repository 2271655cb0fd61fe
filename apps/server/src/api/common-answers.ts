import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownNumber,
  ShownObject,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

export const BASES = ['known-then', 'period-rules', 'today-rules', 'published'] as const;
/** Which rating rules rate the figures, or what was published of them; which figures, the as-at says. */
export type Basis = (typeof BASES)[number];

/** What was known. */
export class AsAtAnswer {
  @ShownNumber('Everything recorded up to and including this position was known, nothing after it.', 1042)
  readonly position!: number;

  @ShownText(
    'When the event at the position was recorded, in UTC; null before the first.',
    '2024-07-31T15:04:05.123456Z',
    NULLABLE,
  )
  readonly recordedAt!: string | null;

  @ShownText('The same in words.', 'as known on 31 July 2024 23:59, London')
  readonly text!: string;
}

/** Whose colours are shown. */
export class BasisAnswer {
  @ShownChoice(BASES, 'The basis as asked for.')
  readonly key!: Basis;

  @ShownText('What it means.', 'Rated with the rules that were known then to be in force for the period.')
  readonly text!: string;
}

/** The edition that showed what is answered. */
export class EditionReferenceAnswer {
  @ShownText('Its name.', '2023-24-Q4.1')
  readonly edition!: string;

  @ShownNumber('What was recorded up to and including this position was known to it.', 512)
  readonly position!: number;

  @ShownText('When it was published, in UTC.', '2024-07-31T15:04:05.123456Z')
  readonly publishedAt!: string;

  @ShownText('Where it is, for ever.', '/api/v1/publications/2023-24-Q4.1')
  readonly link!: string;
}

/** Where to find this very answer again. */
export class LinksAnswer {
  @ShownText(
    'Gives this answer for ever, whatever is recorded later.',
    '/api/v1/periods/2023-24-Q4/summary?asAt=position:1042',
  )
  readonly permanent!: string;
}

/** What every answer about the record says of itself. */
export class VintageAnswer {
  @ShownPart(() => AsAtAnswer, 'What was known.')
  readonly asAt!: AsAtAnswer;

  @ShownPart(() => LinksAnswer, 'Links.')
  readonly links!: LinksAnswer;

  @ShownText(
    'A sentence where there is something to say, such as that nothing was known yet.',
    'Nothing had been recorded then.',
    NULLABLE,
  )
  readonly note!: string | null;
}

/** An answer with statuses. */
export class RatedAnswer extends VintageAnswer {
  @ShownPart(() => BasisAnswer, 'Whose colours are shown.')
  readonly basis!: BasisAnswer;
}

/** What was recorded. */
export class ReceiptAnswer {
  @ShownNumber('Position of the last event that was recorded; give it as minPosition to read what was written.', 1043)
  readonly position!: number;

  @ShownNumber('Revision of what was changed, for If-Match.', 12)
  readonly revision!: number;

  @ShownTexts('The events that were recorded.', ['6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11'])
  readonly eventIds!: readonly string[];

  @ShownText(
    'Id of what was made, for the addresses of its decisions.',
    '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11',
    OPTIONAL,
  )
  readonly id?: string;
}

/** One thing that is wrong, and where. */
export class ProblemPlaceAnswer {
  @ShownChoice(['body', 'path', 'query', 'header'], 'The part of the request.')
  readonly in!: string;

  @ShownText('JSON pointer into that part.', '/value')
  readonly pointer!: string;

  @ShownText('What is wrong there.', '"95%" is not a plain decimal number.')
  readonly detail!: string;
}

/** What went wrong (RFC 9457). */
export class ProblemAnswer {
  @ShownText('The kind of problem, for programs.', 'urn:outturn:problem:invalid-request')
  readonly type!: string;

  @ShownText('What the status means.', 'The request is not valid')
  readonly title!: string;

  @ShownNumber('The HTTP status.', 400)
  readonly status!: number;

  @ShownText('What is wrong, where, and what to do.', '"95%" is not a plain decimal number.')
  readonly detail!: string;

  @ShownText('The path that was asked for.', '/api/v1/indicators/qh-voids/outturns')
  readonly instance!: string;

  @ShownText('The kind of problem, in short.', 'invalid-request')
  readonly code!: string;

  @ShownParts(() => ProblemPlaceAnswer, 'Each thing that is wrong, and where; empty where it is no single place.')
  readonly errors!: readonly ProblemPlaceAnswer[];

  @ShownText(
    'Id of the request in the logs; also in the header X-Correlation-Id.',
    '0f8e7a3c-5d0f-4f3b-9b0e-2f6f2a0d7d11',
  )
  readonly correlationId!: string;

  @ShownObject(
    'What the caller needs to see to go on, such as the correction that came first.',
    { proposedBy: 'u-4711' },
    OPTIONAL,
  )
  readonly state?: object;
}
