import type { Pool, PoolClient } from 'pg';
import {
  noOutcomes,
  type ImportCounts,
  type JudgedRow,
  type RowOutcome,
  type StoredRow,
  type Verdict,
} from './judged-row';

/** An upload and how far it has come. */
export interface ImportRecord {
  readonly id: string;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly period: string | null;
  readonly state: 'checked' | 'accepting' | 'accepted';
  /** The last event that the verdicts are made from. */
  readonly position: number;
  readonly notes: readonly string[];
  readonly counts: ImportCounts;
}

export interface RowsQuery {
  readonly verdict?: Verdict;
  readonly after: number;
  readonly limit: number;
}

const ROWS_A_STATEMENT = 5_000;

const RECORD_COLUMNS = `id, uploaded_by as "uploadedBy",
  to_char(uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "uploadedAt",
  file_name as "fileName", file_sha256 as "fileSha256", period, state, position, notes, counts`;

/** A bigint comes as text. */
type StoredRecord = Omit<ImportRecord, 'position'> & { readonly position: string };

function recordOf(stored: StoredRecord): ImportRecord {
  return { ...stored, position: Number(stored.position) };
}

const ROW_COLUMNS = `number, sheet, sheet_row as "sheetRow", sheet_column as "sheetColumn", indicator, period, raw,
  verdict, action, code, reason, reading, outcome, event_id as "eventId", outcome_reason as "outcomeReason"`;

/** Uploads and the verdicts about their rows, in a schema beside the ledger. No figure is ever read from here. */
export class ImportStore {
  constructor(private readonly pool: Pool) {}

  async find(id: string): Promise<ImportRecord | undefined> {
    const { rows } = await this.pool.query<StoredRecord>({
      name: 'import',
      text: `select ${RECORD_COLUMNS} from imports.imports where id = $1`,
      values: [id],
    });
    return rows.map(recordOf)[0];
  }

  /** What a person has uploaded, the newest first. */
  async list(uploadedBy: string, limit: number): Promise<ImportRecord[]> {
    const { rows } = await this.pool.query<StoredRecord>({
      name: 'imports',
      text: `select ${RECORD_COLUMNS} from imports.imports where uploaded_by = $1
              order by imports.uploaded_at desc, id limit $2`,
      values: [uploadedBy, limit],
    });
    return rows.map(recordOf);
  }

  /** Keeps a checked upload with its rows, in the place of an earlier check of the same; not of one that is being accepted. */
  async save(record: Omit<ImportRecord, 'uploadedAt'>, rows: readonly JudgedRow[]): Promise<void> {
    await this.inTransaction(async (client) => {
      const { id, uploadedBy, fileName, fileSha256, period, position, notes, counts } = record;
      await client.query(`delete from imports.imports where id = $1 and state = 'checked'`, [id]);
      const saved = await client.query(
        `insert into imports.imports (id, uploaded_by, file_name, file_sha256, period, state, position, notes, counts)
         values ($1, $2, $3, $4, $5, 'checked', $6, $7, $8) on conflict do nothing`,
        [id, uploadedBy, fileName, fileSha256, period, position, JSON.stringify(notes), JSON.stringify(counts)],
      );
      if (saved.rowCount === 0) return;
      for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
        await insertRows(client, id, rows.slice(from, from + ROWS_A_STATEMENT));
      }
    });
  }

  /** A page of rows in the order of the file. */
  async rows(id: string, { verdict, after, limit }: RowsQuery): Promise<StoredRow[]> {
    const { rows } = await this.pool.query<StoredRow>({
      name: 'import-rows',
      text: `select ${ROW_COLUMNS} from imports.rows
              where import_id = $1 and number > $2 and ($3::text is null or verdict = $3) order by number limit $4`,
      values: [id, after, verdict ?? null, limit],
    });
    return rows;
  }

  /** Notes that an acceptance has begun: from now on the verdicts stay as they are. */
  async begin(id: string): Promise<void> {
    await this.pool.query(`update imports.imports set state = 'accepting' where id = $1 and state = 'checked'`, [id]);
  }

  /** Keeps what became of rows. What is recorded stays so, whatever another acceptance at the same moment has found. */
  async saveOutcomes(id: string, outcomes: readonly RowOutcome[]): Promise<void> {
    await this.pool.query(
      `update imports.rows set outcome = given.outcome, event_id = given.event_id, outcome_reason = given.reason
         from unnest($2::int[], $3::text[], $4::uuid[], $5::text[]) as given (number, outcome, event_id, reason)
        where import_id = $1 and rows.number = given.number and rows.outcome is distinct from 'recorded'`,
      [
        id,
        outcomes.map(({ number }) => number),
        outcomes.map(({ outcome }) => outcome),
        outcomes.map(({ eventId }) => eventId ?? null),
        outcomes.map(({ reason }) => reason ?? null),
      ],
    );
  }

  /** Notes the end of an acceptance, with how many rows have come to what. */
  async finish(id: string): Promise<ImportRecord> {
    return this.inTransaction((client) => recount(client, id, null));
  }

  /** Keeps new verdicts about the rows that an acceptance has not recorded; the others stay as they are. */
  async renew(id: string, position: number, rows: readonly JudgedRow[]): Promise<ImportRecord> {
    return this.inTransaction(async (client) => {
      for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
        await renewRows(client, id, rows.slice(from, from + ROWS_A_STATEMENT));
      }
      return recount(client, id, position);
    });
  }

  private async inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      client.release(true);
      throw error;
    }
  }
}

/** Counts the rows as they are after an acceptance. */
async function recount(client: PoolClient, id: string, position: number | null): Promise<ImportRecord> {
  const { rows } = await client.query<Pick<StoredRow, 'verdict' | 'action' | 'outcome'> & { count: number }>(
    `select verdict, action, outcome, count(*)::int as count from imports.rows where import_id = $1 group by 1, 2, 3`,
    [id],
  );
  const counts = { rows: 0, accepted: 0, warned: 0, refused: 0, corrections: 0 };
  const outcomes = { ...noOutcomes() };
  for (const { verdict, action, outcome, count } of rows) {
    counts.rows += count;
    counts[verdict] += count;
    if (action === 'correct') counts.corrections += count;
    if (outcome !== null) outcomes[outcome] += count;
  }
  const updated = await client.query<StoredRecord>(
    `update imports.imports set state = 'accepted', counts = $2, position = coalesce($3, position) where id = $1
      returning ${RECORD_COLUMNS}`,
    [id, JSON.stringify({ ...counts, outcomes }), position],
  );
  const [record] = updated.rows.map(recordOf);
  if (record === undefined) throw new Error(`The import ${id} is gone.`);
  return record;
}

/** The place of a row must be the same: the file is, and how it is read may have changed meanwhile. */
async function renewRows(client: PoolClient, id: string, rows: readonly JudgedRow[]): Promise<void> {
  await client.query(
    `update imports.rows set verdict = given.verdict, action = given.action, code = given.code, reason = given.reason,
            reading = given.reading, outcome = null, outcome_reason = null
       from unnest($2::int[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::json[])
            as given (number, sheet, sheet_row, sheet_column, verdict, action, code, reason, reading)
      where import_id = $1 and rows.number = given.number and rows.sheet = given.sheet
        and rows.sheet_row = given.sheet_row and rows.sheet_column = given.sheet_column
        and rows.outcome in ('left-out', 'refused')`,
    [
      id,
      rows.map((row) => row.number),
      rows.map((row) => row.sheet),
      rows.map((row) => row.sheetRow),
      rows.map((row) => row.sheetColumn),
      rows.map((row) => row.verdict),
      rows.map((row) => row.action),
      rows.map((row) => row.code),
      rows.map((row) => row.reason),
      rows.map((row) => (row.reading === null ? null : JSON.stringify(row.reading))),
    ],
  );
}

async function insertRows(client: PoolClient, id: string, rows: readonly JudgedRow[]): Promise<void> {
  await client.query(
    `insert into imports.rows (import_id, number, sheet, sheet_row, sheet_column, indicator, period, raw, verdict,
                               action, code, reason, reading)
     select $1, * from unnest($2::int[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[],
                              $9::text[], $10::text[], $11::text[], $12::text[], $13::json[])`,
    [
      id,
      rows.map((row) => row.number),
      rows.map((row) => row.sheet),
      rows.map((row) => row.sheetRow),
      rows.map((row) => row.sheetColumn),
      rows.map((row) => row.indicator),
      rows.map((row) => row.period),
      rows.map((row) => row.raw),
      rows.map((row) => row.verdict),
      rows.map((row) => row.action),
      rows.map((row) => row.code),
      rows.map((row) => row.reason),
      rows.map((row) => (row.reading === null ? null : JSON.stringify(row.reading))),
    ],
  );
}
