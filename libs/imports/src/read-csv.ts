import { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { isHeadingOfIndicators } from './headings';
import { FileRefused, LONGEST_CELL, MOST_COLUMNS, MOST_LINES, tooLarge } from './limits';
import { trimmed, type RawCell, type RawRow } from './raw-cell';

/** Where the rows of a CSV are said to be. */
export const CSV_SHEET = 'CSV';

const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];
const LONGEST_RECORD = 200_000;
const PIECE_CHARACTERS = 4 * 1024;
const SAMPLE_LINES = 20;
const LINE_ENDS = ['\r\n', '\n', '\r'];
const TOO_LONG = `A row has more than ${LONGEST_RECORD} characters. Shorten it.`;

/**
 * The rows of a CSV, one after the other.
 *
 * @throws {FileRefused} when its quotation marks do not match, or a row or a cell is too long.
 */
export async function* readCsvRows(text: string): AsyncGenerator<RawRow> {
  refuseEndless(text);
  const delimiter = delimiterOf(text);
  const parser = parse({
    delimiter,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
  });
  const source = Readable.from(piecesOf(text));
  source.pipe(parser);
  try {
    // A row of a spreadsheet is a record, whatever its lines; a blank line is a record of one empty cell.
    let row = 0;
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      const cells = cellsOf(record, row);
      if (cells.length === 0) continue;
      yield { sheet: CSV_SHEET, row, cells, width: record.length, ambiguousCommas: delimiter === ';' };
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** In pieces, so that neither memory holds all records at once nor everybody else waits for the last of them. */
async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += PIECE_CHARACTERS) {
    yield text.slice(start, start + PIECE_CHARACTERS);
    await othersTurn();
  }
}

/** The parser counts the characters of cells, and a line of nothing but delimiters has none; nor has a blank one. */
function refuseEndless(text: string): void {
  const ends = /\r\n|[\r\n]|$/g;
  let lines = 0;
  for (let start = 0; start < text.length; start = ends.lastIndex) {
    ends.lastIndex = start;
    const { index: end, 0: mark } = ends.exec(text) ?? { index: text.length, 0: '' };
    if (end - start > LONGEST_RECORD) throw tooLarge(TOO_LONG);
    lines += 1;
    if (lines > MOST_LINES) throw tooLarge(`The file has more than ${MOST_LINES} lines. Remove the blank ones.`);
    ends.lastIndex = end + Math.max(mark.length, 1);
  }
}

function cellsOf(record: readonly string[], row: number): RawCell[] {
  if (record.length > MOST_COLUMNS && record.slice(MOST_COLUMNS).some((text) => text !== '')) {
    throw tooLarge(`Row ${row} has more than ${MOST_COLUMNS} columns. Remove those that are not needed.`);
  }
  return record.flatMap((text, index): RawCell[] => {
    if (text.length > LONGEST_CELL) {
      throw tooLarge(`A cell in row ${row} has more than ${LONGEST_CELL} characters. Shorten it.`);
    }
    if (trimmed(text) === '') return [];
    return [{ column: index + 1, text, kind: 'text', format: 'plain', formula: false, hidden: false }];
  });
}

/** The one that parts the headings, as other lines hold notes with anything in them; a comma where there are none. */
function delimiterOf(text: string): Delimiter {
  for (const line of text.split(/\r\n|\r|\n/, SAMPLE_LINES)) {
    const found = DELIMITERS.find((delimiter) => {
      const cells = line.split(delimiter).map((cell) => cell.replace(/^\s*"(.*)"\s*$/, '$1'));
      return cells.length > 1 && cells.some(isHeadingOfIndicators);
    });
    if (found !== undefined) return found;
  }
  return ',';
}

function malformed({ code, message }: CsvError): FileRefused {
  if (code === 'CSV_MAX_RECORD_SIZE') return tooLarge(TOO_LONG);
  const line = /line (\d+)/.exec(message)?.[1];
  const where = line === undefined ? '' : ` near line ${line}`;
  return new FileRefused('malformed-csv', `The quotation marks of the CSV do not match${where}. Save it again as CSV.`);
}
