import type { PeriodKey } from '@outturn/domain';
import { fileTypeOf } from './file-type';
import type { RawRow } from './raw-cell';
import { readCsvRows } from './read-csv';
import { openWorkbook } from './read-xlsx';
import { TableReader, type Entry } from './tables';
import { decodeText } from './text-encoding';

/** What a file says, and what is to be said of how it was read. */
export interface ReadFile {
  readonly entries: readonly Entry[];
  readonly notes: readonly string[];
}

interface Opened {
  readonly notes: readonly string[];
  readonly rows: () => AsyncGenerator<RawRow>;
}

/**
 * Reads a CSV or an XLSX, by what it holds and not by its name, up to the limits and no further.
 *
 * @param period of figures whose table does not say it
 * @throws {FileRefused} when the file as a whole is not taken.
 */
export async function readImportFile(bytes: Buffer, period?: PeriodKey): Promise<ReadFile> {
  const { notes, rows } = fileTypeOf(bytes) === 'xlsx' ? await openWorkbook(bytes) : openCsv(bytes);
  const reader = new TableReader(period);
  const entries: Entry[] = [];
  for await (const row of rows()) entries.push(...reader.read(row));
  reader.end();
  return { entries, notes: [...notes, ...reader.notes] };
}

function openCsv(bytes: Buffer): Opened {
  const { text, notes } = decodeText(bytes);
  return { notes, rows: () => readCsvRows(text) };
}
