import { FORMATS_BY_NAME } from '@outturn/exports';
import { Choice, Flag, Key, PeriodName, Position, Text } from './fields';
import type { Plain } from './plain';
import type { ExportQuery } from './queries';

/** An export that is to be written by a job. */
export class ExportBody {
  @Choice(Object.keys(FORMATS_BY_NAME), 'The kind of file.', 'csv')
  readonly format!: string;

  @Text(
    'What was known: a date (the end of that day in London), an instant with its offset, or position:N. What is known when it is asked for when left out.',
    '2024-07-31',
    { optional: true, longest: 100 },
  )
  readonly asAt?: string;

  @Position('Waits up to 5 seconds until this position is known to the read models; 503 otherwise.', 1043, {
    optional: true,
  })
  readonly minPosition?: number;

  @PeriodName('Only figures of periods that do not start before this one.', { optional: true })
  readonly from?: string;

  @PeriodName('Only figures of periods that do not end after this one.', { optional: true })
  readonly to?: string;

  @Key('Only figures that are reported under this area.', 'quality-homes', { optional: true })
  readonly area?: string;

  @Flag('true gives every version that was known up to the position.', true, { optional: true })
  readonly includeHistory?: boolean;
}

/** The same question as a download asks it. */
export function exportQueryOf({ asAt, minPosition, from, to, area, includeHistory }: ExportBody): Plain<ExportQuery> {
  return {
    asAt,
    from,
    to,
    area,
    minPosition: minPosition === undefined ? undefined : String(minPosition),
    includeHistory: includeHistory === true ? 'true' : undefined,
  };
}
