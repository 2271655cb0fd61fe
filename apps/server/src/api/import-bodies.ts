import { VERDICTS, type Verdict } from '@outturn/imports';
import { Choice, Parameter, Part, Text } from './fields';

const LINE = /^[^\p{Cc}\p{Cs}]{1,100}$/u;

/** Why other values than those that are held are right. */
export class ImportCorrectionsBody {
  @Text('Why the figures that are held are wrong.', 'The extract was run a week early.')
  readonly reason!: string;

  @Text('From where the error came.', 'A report was scheduled for the wrong day.')
  readonly cause!: string;
}

/** Which rows of a checked file are carried out. */
export class ImportAcceptanceBody {
  @Choice(
    ['all', 'good'],
    'all: refused as a whole when a row is refused. good: the rows that are not refused, the others are left out.',
    'all',
  )
  readonly rows!: 'all' | 'good';

  @Part(() => ImportCorrectionsBody, 'For the rows that give another value than the one that is held.', {
    optional: true,
  })
  readonly corrections?: ImportCorrectionsBody;
}

/** A page of the verdicts about a file. */
export class ImportRowsQuery {
  @Parameter(
    /^([1-9]\d?|[1-4]\d\d|500)$/,
    'a whole number from 1 to 500',
    'How many rows at the most; 100 when left out.',
    '100',
  )
  readonly limit?: string;

  @Parameter(/^(0|[1-9]\d{0,5})$/, 'the "next" of an earlier page', 'Reads on after an earlier page.', '100')
  readonly after?: string;

  @Parameter(LINE, `one of ${VERDICTS.join(', ')}`, 'Only rows with this verdict.', 'refused', VERDICTS)
  readonly verdict?: Verdict;
}

/** For which figures a workbook is made. */
export class ImportTemplateQuery {
  @Parameter(LINE, 'a period', 'The period whose figures are due; needed.', '2024-25-Q1')
  readonly period?: string;

  @Parameter(
    LINE,
    'the key of an area',
    'Only indicators of this area; those of your token when left out.',
    'quality-homes',
  )
  readonly area?: string;
}

/** Which checked files. */
export class ImportsQuery {
  @Parameter(
    /^([1-9]\d?|[1-4]\d\d|500)$/,
    'a whole number from 1 to 500',
    'How many at the most; 100 when left out.',
    '100',
  )
  readonly limit?: string;
}
