import type { PeriodKey } from '@outturn/domain';
import { fileTypeOf } from './file-type';
import { MOST_CHARACTERS, tooLarge } from './limits';
import { mergedAreaAt, type MergedArea } from './merged-area';
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
  readonly merged: readonly MergedArea[];
}

/**
 * Reads a CSV or an XLSX, by what it holds and not by its name, up to the limits and no further.
 *
 * @param period of figures whose table does not say it
 * @throws {FileRefused} when the file as a whole is not taken.
 */
export async function readImportFile(bytes: Buffer, period?: PeriodKey): Promise<ReadFile> {
  const { notes, rows, merged } = fileTypeOf(bytes) === 'xlsx' ? await openWorkbook(bytes) : openCsv(bytes);
  const reader = new TableReader(period);
  const entries: Entry[] = [];
  let characters = 0;
  for await (const row of rows()) {
    for (const { text } of row.cells) characters += text.length;
    if (characters > MOST_CHARACTERS) throw tooLarge('The file holds too much text. Save only the figures.');
    entries.push(...reader.read(row));
  }
  reader.end();
  return { entries: entries.map((entry) => besideMerged(entry, merged)), notes: [...notes, ...reader.notes] };
}

/** Which cells are merged stands in a workbook after the cells. */
function besideMerged(entry: Entry, merged: readonly MergedArea[]): Entry {
  const area = mergedAreaAt(merged, entry);
  if (area === undefined) return entry;
  const unclear = `The cell is part of the merged cells ${area.name}, so nobody knows for which figures it stands. Unmerge them.`;
  return { ...entry, unclear };
}

function openCsv(bytes: Buffer): Opened {
  const { text, notes } = decodeText(bytes);
  return { notes, rows: () => readCsvRows(text), merged: [] };
}
