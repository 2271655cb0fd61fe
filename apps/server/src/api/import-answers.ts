import {
  ACTIONS,
  OUTCOMES,
  VERDICTS,
  columnName,
  type Action,
  type ImportRecord,
  type Outcome,
  type StoredRow,
  type Verdict,
} from '@outturn/imports';
import type { Plain } from './plain';
import { NULLABLE, ShownChoice, ShownNumber, ShownPart, ShownParts, ShownText, ShownTexts } from './shown';

const IMPORT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** How many rows there are of each kind. */
export class ImportCountsAnswer {
  @ShownNumber('Figures in the file.', 120)
  readonly rows!: number;

  @ShownNumber('Rows that are taken as they are.', 110)
  readonly accepted!: number;

  @ShownNumber('Rows that are taken, and that somebody should look at.', 6)
  readonly warned!: number;

  @ShownNumber('Rows that are not taken.', 4)
  readonly refused!: number;

  @ShownNumber('Rows that give another value than the one that is held.', 2)
  readonly corrections!: number;

  @ShownNumber('Rows recorded by the acceptance.', 0)
  readonly recorded!: number;

  @ShownNumber('Accepted rows that had nothing to record.', 0)
  readonly nothingToRecord!: number;

  @ShownNumber('Rows that the acceptance left out.', 0)
  readonly leftOut!: number;

  @ShownNumber('Rows refused at the acceptance, as others had changed the figure meanwhile.', 0)
  readonly refusedAtAcceptance!: number;
}

/** A checked file. */
export class ImportAnswer {
  @ShownText('Its id: the same for the same file, person and period.', IMPORT)
  readonly id!: string;

  @ShownChoice(['checked', 'accepting', 'accepted'], 'checked: nothing has been recorded yet.')
  readonly state!: string;

  @ShownText('Name of the file.', 'quality-homes Q1.xlsx')
  readonly fileName!: string;

  @ShownText('SHA-256 of the file.', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  readonly fileSha256!: string;

  @ShownText('The period given for the whole file; null when none was.', '2024-25-Q1', NULLABLE)
  readonly period!: string | null;

  @ShownText('Who uploaded it.', 'u-4711')
  readonly uploadedBy!: string;

  @ShownText('When, in UTC.', '2024-07-31T15:04:05.123456Z')
  readonly uploadedAt!: string;

  @ShownNumber('Position of the last event that the verdicts are made from.', 1042)
  readonly position!: number;

  @ShownTexts('What is to be said of the file as a whole.', ['The text was read as UTF-16 (little-endian).'])
  readonly notes!: readonly string[];

  @ShownPart(() => ImportCountsAnswer, 'How many rows there are of each kind.')
  readonly counts!: ImportCountsAnswer;
}

/** Checked files, the newest first. */
export class ImportsAnswer {
  @ShownParts(() => ImportAnswer, 'The files.')
  readonly items!: readonly ImportAnswer[];
}

/** One figure of a file, and what is thought of it. */
export class ImportRowAnswer {
  @ShownNumber('Its place among the figures of the file, from 1.', 17)
  readonly number!: number;

  @ShownText('Name of the sheet; CSV for a CSV.', 'Figures')
  readonly sheet!: string;

  @ShownNumber('Row of the sheet, from 1.', 18)
  readonly row!: number;

  @ShownText('Column of the sheet.', 'G')
  readonly column!: string;

  @ShownText('Key of the indicator as written.', 'qh-homelessness-prevented')
  readonly indicator!: string;

  @ShownText('The period; null where none could be read.', '2024-25-Q1', NULLABLE)
  readonly period!: string | null;

  @ShownText(
    'The cell as it stands in the file, which may be anything: escape it. Null when it is blank.',
    '0.412',
    NULLABLE,
  )
  readonly raw!: string | null;

  @ShownText('The value as read, in the unit of the indicator; null where there is none.', '41.2', NULLABLE)
  readonly value!: string | null;

  @ShownChoice(VERDICTS, 'accepted, warned (taken, look at it) or refused.')
  readonly verdict!: Verdict;

  @ShownChoice(ACTIONS, 'What accepting it does.')
  readonly action!: Action;

  @ShownText('Why, for programs.', 'ready')
  readonly code!: string;

  @ShownText('Why, and what to do.', 'The figure would be recorded: 41.2.')
  readonly reason!: string;

  @ShownChoice(OUTCOMES, 'What the acceptance has done; null before.', NULLABLE)
  readonly outcome!: Outcome | null;

  @ShownText(
    'Why the acceptance has not recorded it; null where it has, or before.',
    'A correction needs a reason and a cause.',
    NULLABLE,
  )
  readonly outcomeReason!: string | null;

  @ShownText('The event that it has led to.', IMPORT, NULLABLE)
  readonly eventId!: string | null;
}

/** A checked file with a page of its rows. */
export class ImportRowsAnswer extends ImportAnswer {
  @ShownParts(() => ImportRowAnswer, 'Rows in the order of the file.')
  readonly items!: readonly ImportRowAnswer[];

  @ShownText('Give it back as "after" to read on; null at the end.', '100', NULLABLE)
  readonly next!: string | null;
}

/** An upload as it is answered. */
export function importAnswer(record: ImportRecord): Plain<ImportAnswer> {
  const { id, state, fileName, fileSha256, period, uploadedBy, uploadedAt, position, notes, counts } = record;
  const { rows, accepted, warned, refused, corrections, outcomes } = counts;
  return {
    id,
    state,
    fileName,
    fileSha256,
    period,
    uploadedBy,
    uploadedAt,
    position,
    notes,
    counts: {
      rows,
      accepted,
      warned,
      refused,
      corrections,
      recorded: outcomes.recorded,
      nothingToRecord: outcomes['nothing-to-record'],
      leftOut: outcomes['left-out'],
      refusedAtAcceptance: outcomes.refused,
    },
  };
}

/** A row as it is answered. */
export function importRowAnswer(row: StoredRow): Plain<ImportRowAnswer> {
  const { number, sheet, sheetRow, sheetColumn, indicator, period, raw, reading, verdict, action, code, reason } = row;
  const value = reading?.kind === 'value' ? reading.value.value : null;
  const { outcome, outcomeReason, eventId } = row;
  const column = columnName(sheetColumn);
  return {
    number,
    sheet,
    row: sheetRow,
    column,
    indicator,
    period,
    raw,
    value,
    verdict,
    action,
    code,
    reason,
    outcome,
    outcomeReason,
    eventId,
  };
}
