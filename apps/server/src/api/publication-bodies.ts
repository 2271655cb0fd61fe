import { PeriodName, Position, Text } from './fields';

const OPTIONAL = { optional: true };

/** A report that is to be published. */
export class EditionBody {
  @PeriodName('The period: a quarter or a year. A fourth quarter is reported with its year.')
  readonly period!: string;

  @Text('The latest edition of the period, which this one follows; left out for the first.', '2023-24-Q4.1', {
    optional: true,
    longest: 60,
  })
  readonly previous?: string;

  @Position(
    'Position as at which the report is made, such as that of the draft that was agreed; now when left out.',
    512,
    OPTIONAL,
  )
  readonly position?: number;

  @Text(
    'What readers should know of this edition; needed where nothing has changed since the last, where the ledger holds a period only in part, and where the position leaves out decisions.',
    'Agreed by Cabinet on 18 June 2024.',
    OPTIONAL,
  )
  readonly note?: string;
}

/** An error of the document. Errors of figures are corrected as figures. */
export class ErratumBody {
  @Text('Where it is printed.', 'Table 4.3, row "Total"', { longest: 300 })
  readonly place!: string;

  @Text('What is printed.', '30.8%')
  readonly printed!: string;

  @Text('What it should read.', '30.9%')
  readonly shouldRead!: string;

  @Text('How it came about.', '42 of 136 were rounded down.', OPTIONAL)
  readonly note?: string;
}
