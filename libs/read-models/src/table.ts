/** Types that columns of read models have; `json` columns take JSON as text. */
export type ColumnType = 'text' | 'bigint' | 'integer' | 'json';

/** A table of a read model. Rows are only ever added: a version of a key holds until the next version of that key. */
export interface Table {
  /** Without the schema. */
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Names of the columns of the primary key; it ends with the position. */
  readonly key: readonly string[];
  /** The column that says from which position a row holds. */
  readonly position: string;
}

export type Value = string | number | null;

/** Values in the order of the table's columns. */
export type Row = readonly Value[];

export const SCHEMA = 'read_models';

/** What the names of tables end with that are being built beside those in use. */
export const SHADOW_SUFFIX = '__next';

/** The name of a table, or of the one that is being built beside it, as SQL. */
export function tableName(table: Table, suffix = ''): string {
  return `${SCHEMA}.${table.name}${suffix}`;
}

/** A statement that takes rows as lines of `copyLine`. */
export function copyStatement(table: Table, suffix = '', options = ''): string {
  return `copy ${tableName(table, suffix)} (${Object.keys(table.columns).join(', ')}) from stdin ${options}`;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A row as a line of COPY in its text format. */
export function copyLine(row: Row): string {
  let line = '';
  let separator = '';
  for (const value of row) {
    line += separator;
    line += value === null ? '\\N' : typeof value === 'number' ? String(value) : escaped(value);
    separator = '\t';
  }
  return `${line}\n`;
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}
