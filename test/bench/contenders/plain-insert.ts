import { Client } from 'pg';
import { newEvents } from '../load';
import { createDatabase, quietPool, untilWon, type Contender } from './contender';

/** The same columns and keys as this project's events, with an identity for the position. */
export const CREATE_EVENTS = `
create table events (
  position       bigint           generated always as identity primary key,
  stream_id      text collate "C" not null,
  revision       integer          not null,
  event_id       uuid             not null unique,
  type           text collate "C" not null,
  schema_version smallint         not null,
  data           json             not null,
  metadata       json             not null,
  recorded_at    timestamptz      not null default clock_timestamp(),
  unique (stream_id, revision)
)`;
const UNIQUE_VIOLATION = '23505';

/**
 * What is written by hand first: in one transaction look where the stream ends, then INSERT. Its positions are no order
 * to follow: a reader can pass one that is still on its way.
 */
export async function openPlainInsert(serverUrl: string, database: string): Promise<Contender> {
  const url = await createDatabase(serverUrl, database);
  const creator = new Client(url);
  await creator.connect();
  await creator.query(CREATE_EVENTS);
  await creator.end();
  const pool = quietPool(url);
  return {
    name: 'INSERT',
    append: (streamId, count) =>
      untilWon(async () => {
        const client = await pool.connect();
        try {
          await client.query('begin');
          const end = await client.query<{ next: number }>({
            name: 'end',
            text: 'select coalesce(max(revision) + 1, 0) as next from events where stream_id = $1',
            values: [streamId],
          });
          await client.query(insertOf(streamId, end.rows[0]?.next ?? 0, count));
          await client.query('commit');
        } catch (error) {
          await client.query('rollback');
          throw error;
        } finally {
          client.release();
        }
      }, isLostRace),
    close: () => pool.end(),
  };
}

function insertOf(streamId: string, next: number, count: number) {
  const events = newEvents(count);
  return {
    name: 'insert',
    text: `insert into events (stream_id, revision, event_id, type, schema_version, data, metadata)
           select $1, $2::integer + place - 1, id, type, 1, data::json, metadata::json
             from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) with ordinality as e(id, type, data, metadata, place)`,
    values: [
      streamId,
      next,
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ metadata }) => JSON.stringify(metadata)),
    ],
  };
}

function isLostRace(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === UNIQUE_VIOLATION;
}
