import type { Readable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ReadAllOptions, StoredEvent } from './event-store';
import { translateError } from './postgres-errors';

/** With all digits, which dates of JavaScript do not have. */
const RECORDED_AT = `to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at`;

/** The columns of an event in the order in which `decodeLine` reads them. */
export const EVENT_COLUMNS = `position, stream_id, revision, event_id, type, schema_version, data, metadata,
  ${RECORDED_AT}`;

export interface EventRow {
  readonly position: string;
  readonly stream_id: string;
  readonly revision: number;
  readonly event_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly data: object;
  readonly metadata: StoredEvent['metadata'];
  readonly recorded_at: string;
}

/** Up to so many events are read by an ordinary query; more of them by COPY, twice as fast but with more round trips. */
const QUERY_LIMIT_EVENTS = 100;
/** One COPY reads so many positions at the most: its snapshot must not hold up the vacuum of other tables for long. */
const COPY_LIMIT_EVENTS = 100_000;
/** A batch ends early at this size, so that large events do not fill the memory. */
const BATCH_LIMIT_BYTES = 16 * 1024 * 1024;

/** An event from a row of a query with `EVENT_COLUMNS`. */
export function decodeRow(row: EventRow): StoredEvent {
  return {
    id: row.event_id,
    type: row.type,
    schemaVersion: row.schema_version,
    data: row.data,
    metadata: row.metadata,
    streamId: row.stream_id,
    revision: row.revision,
    position: Number(row.position),
    recordedAt: row.recorded_at,
  };
}

/** The position of the last committed event; 0 when there is none. */
export async function readHead(pool: Pool): Promise<number> {
  const answer = await pool.query<{ head: string | null }>('select max(position) as head from ledger.events');
  return Number(answer.rows[0]?.head ?? 0);
}

/** When the event at a position was recorded; undefined where there is none. */
export async function readRecordedAt(pool: Pool, position: number): Promise<string | undefined> {
  const answer = await pool.query<Pick<EventRow, 'recorded_at'>>({
    name: 'ledger-recorded-at',
    text: `select ${RECORDED_AT} from ledger.events where position = $1`,
    values: [position],
  });
  return answer.rows[0]?.recorded_at;
}

/** Leaps through the index from one stream to the next, so that the cost is that of the streams and not of their events. */
const STREAM_IDS = `
with recursive found(stream_id) as (
  (select stream_id from ledger.events where stream_id >= $1 order by stream_id, revision limit 1)
  union all
  select (select e.stream_id from ledger.events e where e.stream_id > found.stream_id
           order by e.stream_id, e.revision limit 1)
    from found where starts_with(found.stream_id, $1))
select f.stream_id from found f
 where starts_with(f.stream_id, $1)
   and exists (select from ledger.events e where e.stream_id = f.stream_id and e.revision = 0 and e.position <= $2)`;

/** The names of the streams that start with a prefix; see `EventStore.streamIds`. */
export async function readStreamIds(pool: Pool, prefix: string, untilPosition: number): Promise<string[]> {
  const query = { name: 'ledger-read-stream-ids', text: STREAM_IDS, values: [prefix, untilPosition] };
  const answer = await pool.query<{ stream_id: string }>(query);
  return answer.rows.map((row) => row.stream_id);
}

/** All events in the order of their positions, in batches; see `EventStore.readAll`. */
export async function* readAll(pool: Pool, options: ReadAllOptions): AsyncGenerator<StoredEvent[]> {
  let after = options.afterPosition;
  try {
    const last = Math.min(await readHead(pool), options.untilPosition ?? Number.MAX_SAFE_INTEGER);
    while (after < last) {
      const remaining = last - after;
      const until = after + Math.min(remaining, remaining > QUERY_LIMIT_EVENTS ? COPY_LIMIT_EVENTS : options.batchSize);
      if (remaining > QUERY_LIMIT_EVENTS) yield* copyRange(pool, after, until, options.batchSize);
      else yield await queryRange(pool, after, until);
      after = until;
    }
  } catch (error) {
    throw translateError(error);
  }
}

async function queryRange(pool: Pool, after: number, until: number): Promise<StoredEvent[]> {
  const answer = await pool.query<EventRow>({
    name: 'ledger-read-range',
    text: `select ${EVENT_COLUMNS} from ledger.events where position > $1 and position <= $2 order by position`,
    values: [after, until],
  });
  return answer.rows.map(decodeRow);
}

async function* copyRange(pool: Pool, after: number, until: number, batchSize: number): AsyncGenerator<StoredEvent[]> {
  const client = await pool.connect();
  let finished = false;
  try {
    // The reader's own work counts as time of this statement, so its limit does not fit.
    await client.query('begin read only; set local statement_timeout = 0');
    yield* batches(copyLines(client, after, until), batchSize);
    await client.query('commit');
    finished = true;
  } finally {
    // A reader who leaves early leaves the rest of the COPY on the connection: only closing it gets rid of that.
    client.release(!finished);
  }
}

function copyLines(client: PoolClient, after: number, until: number): AsyncGenerator<string[]> {
  const range = `position > ${Math.trunc(after)} and position <= ${Math.trunc(until)}`;
  return lines(
    client.query(
      copyTo(`copy (select ${EVENT_COLUMNS} from ledger.events where ${range} order by position) to stdout`),
    ),
  );
}

async function* lines(source: Readable): AsyncGenerator<string[]> {
  let rest: Buffer[] = [];
  // The stream was made in binary mode, so its chunks are buffers.
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(0x0a);
    if (end === -1) {
      rest.push(chunk);
      continue;
    }
    rest.push(chunk.subarray(0, end));
    yield Buffer.concat(rest).toString('utf8').split('\n');
    rest = [chunk.subarray(end + 1)];
  }
}

async function* batches(source: AsyncGenerator<string[]>, batchSize: number): AsyncGenerator<StoredEvent[]> {
  let batch: StoredEvent[] = [];
  let bytes = 0;
  for await (const group of source) {
    for (const line of group) {
      batch.push(decodeLine(line));
      bytes += line.length;
      if (batch.length >= batchSize || bytes >= BATCH_LIMIT_BYTES) {
        yield batch;
        batch = [];
        bytes = 0;
      }
    }
  }
  if (batch.length > 0) yield batch;
}

function decodeLine(line: string): StoredEvent {
  const fields = line.split('\t');
  if (line.includes('\\')) fields.forEach((field, index) => (fields[index] = unescapeField(field)));
  const [position, streamId, revision, id, type, schemaVersion, data, metadata, recordedAt] = fields;
  if (recordedAt === undefined || data === undefined || metadata === undefined) {
    throw new TypeError(`The database gave a line of ${fields.length} fields in place of an event.`);
  }
  return {
    id: id ?? '',
    type: type ?? '',
    schemaVersion: Number(schemaVersion),
    data: JSON.parse(data) as object,
    metadata: JSON.parse(metadata) as StoredEvent['metadata'],
    streamId: streamId ?? '',
    revision: Number(revision),
    position: Number(position),
    recordedAt,
  };
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescapeField(field: string): string {
  if (!field.includes('\\')) return field;
  return field.replace(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character);
}
