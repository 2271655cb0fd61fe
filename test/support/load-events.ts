import { once } from 'node:events';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { StoredEvent } from '@outturn/event-store';

const CHUNK_CHARACTERS = 4 * 1024 * 1024;

/** Writes events into an empty store as they are, positions and times included: a hundred times as fast as appending. */
export async function loadEvents(pool: Pool, events: Iterable<StoredEvent>): Promise<number> {
  const client = await pool.connect();
  let count = 0;
  try {
    await client.query('set statement_timeout = 0');
    const stream = client.query(
      copyFrom(
        `copy ledger.events (position, stream_id, revision, event_id, type, schema_version, data, metadata, recorded_at)
           from stdin`,
      ),
    );
    let chunk = '';
    for (const event of events) {
      chunk += lineOf(event);
      count += 1;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      if (!stream.write(chunk)) await once(stream, 'drain');
      chunk = '';
    }
    stream.end(chunk);
    await once(stream, 'finish');
    await client.query('analyze ledger.events');
  } finally {
    client.release(true);
  }
  return count;
}

function lineOf(event: StoredEvent): string {
  const { position, streamId, revision, id, type, schemaVersion, data, metadata, recordedAt } = event;
  const json = `${JSON.stringify(data)}\t${JSON.stringify(metadata)}`.replaceAll('\\', '\\\\');
  return `${position}\t${streamId}\t${revision}\t${id}\t${type}\t${schemaVersion}\t${json}\t${recordedAt}\n`;
}
