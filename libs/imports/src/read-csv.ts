import { CsvError, parse } from 'csv-parse';
import { FileRefused, LONGEST_CELL, MOST_COLUMNS, tooLarge } from './limits';
import { trimmed, type RawCell, type RawRow } from './raw-cell';

/** Where the rows of a CSV are said to be. */
export const CSV_SHEET = 'CSV';

const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];
const LONGEST_RECORD = 200_000;
const SAMPLE_LINES = 20;
const TOO_LONG = `A row has more than ${LONGEST_RECORD} characters. Shorten it.`;

/**
 * The rows of a CSV, one after the other.
 *
 * @throws {FileRefused} when its quotation marks do not match, or a row or a cell is too long.
 */
export async function* readCsvRows(text: string): AsyncGenerator<RawRow> {
  refuseLongLines(text);
  const delimiter = delimiterOf(text);
  const parser = parse({ delimiter, relax_column_count: true, info: true, max_record_size: LONGEST_RECORD });
  parser.end(text);
  try {
    // With `info` a record comes with the line on which it ends; a row of a spreadsheet is a record, whatever its lines.
    let row = 0;
    for await (const read of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      // The parser leaves out nothing but what the loop sees: blank lines are rows of one empty cell.
      row += 1;
      const cells = cellsOf(read.record, row);
      if (cells.length > 0) yield { sheet: CSV_SHEET, row, cells, ambiguousCommas: delimiter === ';' };
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  } finally {
    parser.destroy();
  }
}

/** The parser counts the characters of cells, and a line of nothing but delimiters has none. */
function refuseLongLines(text: string): void {
  const ends = /[\r\n]|$/g;
  for (let start = 0; start < text.length; start = ends.lastIndex) {
    ends.lastIndex = start;
    const end = ends.exec(text)?.index ?? text.length;
    if (end - start > LONGEST_RECORD) throw tooLarge(TOO_LONG);
    ends.lastIndex = end + 1;
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
    return trimmed(text) === '' ? [] : [{ column: index + 1, text, kind: 'text', format: 'plain', formula: false }];
  });
}

/** The one that parts the most cells of the first lines, outside of quotation marks; a comma where none does. */
function delimiterOf(text: string): Delimiter {
  const sample = text
    .split(/\r\n|\r|\n/, SAMPLE_LINES)
    .join('\n')
    .slice(0, LONGEST_RECORD)
    .replace(/"[^"]*"/g, '');
  const [first] = DELIMITERS.map((delimiter) => ({ delimiter, count: sample.split(delimiter).length })).sort(
    (a, b) => b.count - a.count,
  );
  return first === undefined || first.count === 1 ? ',' : first.delimiter;
}

function malformed({ code, message }: CsvError): FileRefused {
  if (code === 'CSV_MAX_RECORD_SIZE') return tooLarge(TOO_LONG);
  const line = /line (\d+)/.exec(message)?.[1];
  const where = line === undefined ? '' : ` near line ${line}`;
  return new FileRefused('malformed-csv', `The quotation marks of the CSV do not match${where}. Save it again as CSV.`);
}
