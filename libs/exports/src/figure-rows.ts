import type { DateText } from '@outturn/domain';
import type { Pool } from 'pg';
import { FIGURE_COMMENTS } from './reporting-comments';

/** Which figures, as known at which position. */
export interface FiguresQuestion {
  readonly position: number;
  /** Only figures of periods that lie wholly between these days, both included. */
  readonly firstDay?: DateText;
  readonly lastDay?: DateText;
  /** Only figures that are reported under this area. */
  readonly area?: string;
  /** Every version that was known up to the position, and not just the one that was known then. */
  readonly includeHistory: boolean;
}

/** Texts in the order of `FIGURE_COLUMNS`; null for an empty cell. Numbers have their digits as stored. */
export type FigureRow = readonly (string | null)[];

/** The columns of an export: those of the view, and the position that it was asked as at. */
export const FIGURE_COLUMNS: readonly string[] = [...Object.keys(FIGURE_COMMENTS), 'as_at_position'];

/** Columns that hold numbers; the others hold text. */
export const NUMBER_COLUMNS: ReadonlySet<string> = new Set([
  'value',
  'numerator',
  'denominator',
  'weight',
  'forecast',
  'target_value',
  'target_low',
  'target_high',
  'target_version',
  'rule_version',
  'definition_version',
  'display_decimals',
  'first_value',
  'known_from_position',
  'known_to_position',
  'as_at_position',
]);

/** The place of a column in a row. */
export function columnIndex(name: string): number {
  const index = FIGURE_COLUMNS.indexOf(name);
  if (index === -1) throw new TypeError(`An export has no column ${name}.`);
  return index;
}

/** A figure of some years has a few hundred versions at the most: so many indicators lie in memory together. */
const INDICATORS_A_PAGE = 5;
const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** What is written otherwise than the view has it. What was not known yet as at the position is left out. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  commentary_stale: 'commentary_stale::text',
  known_from: `to_char(known_from at time zone 'UTC', ${INSTANT})`,
  known_to_position: `case when known_to_position <= $1 then known_to_position end`,
  known_to: `case when known_to_position <= $1 then to_char(known_to at time zone 'UTC', ${INSTANT}) end`,
  as_at_position: '$1::bigint',
};

const WANTED = `
  from reporting.figure_history
 where indicator = any($2) and known_from_position <= $1
   and ($3 or known_to_position is null or known_to_position > $1)
   and ($4::date is null or period_start >= $4) and ($5::date is null or period_end <= $5)
   and ($6::text is null or area = $6)`;

const SELECT = `
select ${FIGURE_COLUMNS.map((name) => EXPRESSIONS[name] ?? name).join(', ')} ${WANTED}
 order by indicator, period_start, period_end, known_from_position`;

/**
 * The figures of a question, page after page: by indicator, period and, with history, since when they were known.
 *
 * Each page is a query of its own, and nothing is held between two of them: what was known at a position never changes,
 * so that the pages fit together though a reader takes hours, and a rebuild need not wait for it.
 */
export async function* readFigures(pool: Pool, question: FiguresQuestion): AsyncGenerator<FigureRow[]> {
  const indicators = await readIndicatorKeys(pool, question.position);
  for (let done = 0; done < indicators.length; done += INDICATORS_A_PAGE) {
    const page = indicators.slice(done, done + INDICATORS_A_PAGE);
    const answer = await pool.query<(string | null)[]>({
      name: 'exports-figures',
      text: SELECT,
      values: valuesOf(question, page),
      rowMode: 'array',
      types: AS_TEXT,
    });
    if (answer.rows.length > 0) yield answer.rows;
  }
}

/** How many rows `readFigures` gives. */
export async function countFigures(pool: Pool, question: FiguresQuestion): Promise<number> {
  const indicators = await readIndicatorKeys(pool, question.position);
  const answer = await pool.query<{ count: string }>({
    name: 'exports-count',
    text: `select count(*) ${WANTED}`,
    values: valuesOf(question, indicators),
  });
  return Number(answer.rows[0]?.count ?? 0);
}

function valuesOf(question: FiguresQuestion, indicators: readonly string[]): unknown[] {
  const { position, firstDay, lastDay, area, includeHistory } = question;
  return [position, indicators, includeHistory, firstDay ?? null, lastDay ?? null, area ?? null];
}

/** Whatever a column holds is given as the text that the database writes. */
const AS_TEXT = { getTypeParser: () => (text: string | Buffer) => String(text) };

async function readIndicatorKeys(pool: Pool, position: number): Promise<string[]> {
  const answer = await pool.query<{ indicator: string }>({
    name: 'exports-indicators',
    text: 'select distinct indicator from read_models.indicators where from_position <= $1 order by 1',
    values: [position],
  });
  return answer.rows.map(({ indicator }) => indicator);
}
