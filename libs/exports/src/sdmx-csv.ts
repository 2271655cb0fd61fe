import { csvLine } from './csv';
import type { FigureRow } from './figure-rows';
import { COMPONENTS } from './sdmx-components';
import { AGENCY, STRUCTURE, VERSION } from './sdmx-names';

/** For information: a reader that keeps data adds it to what it has. */
const ACTION = 'I';
const PREFIX = ['dataflow', `${AGENCY}:${STRUCTURE}(${VERSION})`, ACTION];
/** The semicolon separates several values of one component, whose column ends with []. */
const HEADER = [
  'STRUCTURE[;]',
  'STRUCTURE_ID',
  'ACTION',
  ...COMPONENTS.map(({ id, several }) => (several === true ? `${id}[]` : id)),
];

/** Figures as SDMX-CSV 2.0; with history, VALID_FROM and VALID_TO tell the versions of an observation apart. */
export async function* figuresAsSdmxCsv(pages: AsyncIterable<readonly FigureRow[]>): AsyncGenerator<string> {
  // Not in quotation marks: a reader finds the separator of the columns after the first word.
  yield `${HEADER.join(',')}\r\n`;
  for await (const rows of pages) {
    yield rows.map((row) => csvLine([...PREFIX, ...COMPONENTS.map(({ cellOf }) => cellOf(row))])).join('');
  }
}
