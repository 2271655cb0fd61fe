import type { Pool, PoolClient } from 'pg';
import { NotACopy, notYetCopied, type HeldEvent } from './copy-target';
import { encodeEvents, type EncodedEvent } from './encode';
import type { StoredEvent } from './event-store';
import { translateError } from './postgres-errors';

/** The lock that `ledger.append` takes: nobody appends while a batch is copied. */
const LOCK = 'select pg_advisory_xact_lock(7245918203)';

const HELD = `select position, event_id, stream_id, revision,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at
  from ledger.events where position between $1 and $2 order by position`;

const INSERT = `insert into ledger.events
  (position, stream_id, revision, event_id, type, schema_version, data, metadata, recorded_at)
  select n.position, n.stream_id, n.revision, n.event_id, n.type, n.schema_version, n.data::json, n.metadata::json,
         n.recorded_at
    from unnest($1::bigint[], $2::text[], $3::integer[], $4::uuid[], $5::text[], $6::smallint[], $7::text[], $8::text[],
                $9::timestamptz[])
         as n(position, stream_id, revision, event_id, type, schema_version, data, metadata, recorded_at)`;

interface HeldRow {
  readonly position: string;
  readonly event_id: string;
  readonly stream_id: string;
  readonly revision: number;
  readonly recorded_at: string;
}

/** Stores events of another store in one transaction; see `CopyTarget.copyEvents`. */
export async function copyEvents(pool: Pool, events: readonly StoredEvent[]): Promise<number> {
  const last = events.at(-1);
  if (!last) return 0;
  const encoded = events.flatMap((event) => encodeEvents(event.streamId, [event]));
  try {
    await inTransaction(pool, async (client) => {
      await client.query(LOCK);
      const missing = await withoutHeld(client, events);
      if (missing.length === 0) return;
      await insert(client, missing, encoded.slice(-missing.length));
      await client.query("select pg_notify('ledger_events', $1)", [String(last.position)]);
    });
  } catch (error) {
    throw error instanceof NotACopy ? error : translateError(error);
  }
  return last.position;
}

async function inTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let isSound = false;
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
    isSound = true;
  } finally {
    // Ending the session takes back what was not committed.
    client.release(!isSound);
  }
}

async function withoutHeld(client: PoolClient, events: readonly StoredEvent[]): Promise<readonly StoredEvent[]> {
  const end = await client.query<{ head: string | null }>('select max(position) as head from ledger.events');
  const held = await client.query<HeldRow>(HELD, [events[0]?.position, events.at(-1)?.position]);
  return notYetCopied(events, Number(end.rows[0]?.head ?? 0), held.rows.map(decodeRow));
}

async function insert(
  client: PoolClient,
  events: readonly StoredEvent[],
  encoded: readonly EncodedEvent[],
): Promise<void> {
  await client.query(INSERT, [
    events.map((event) => event.position),
    events.map((event) => event.streamId),
    events.map((event) => event.revision),
    encoded.map((event) => event.id),
    encoded.map((event) => event.type),
    encoded.map((event) => event.schemaVersion),
    encoded.map((event) => event.data),
    encoded.map((event) => event.metadata),
    events.map((event) => event.recordedAt),
  ]);
}

function decodeRow(row: HeldRow): HeldEvent {
  return {
    position: Number(row.position),
    eventId: row.event_id,
    streamId: row.stream_id,
    revision: row.revision,
    recordedAt: row.recorded_at,
  };
}
