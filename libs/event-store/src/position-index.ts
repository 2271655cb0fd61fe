import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseError, type Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { backOffMs } from './back-off';
import { UnreadableEvent, type LogEvent, type LogPlace } from './eventstoredb-events';
import { isPassing, translateError } from './postgres-errors';

/** What is known of an event once it has a position. */
export interface IndexedEvent {
  readonly position: number;
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: number;
  readonly place: LogPlace;
  /** ISO 8601 in UTC with microseconds; never earlier than its predecessor's. */
  readonly recordedAt: string;
  readonly appendId: string | null;
}

/** An event of anybody's up to which the log was searched for ours. */
export interface Checkpoint {
  readonly eventId: string;
  readonly place: LogPlace;
}

/** On this channel of PostgreSQL those who wait in vain for a position tell so: see `PositionIndex.tellMissing`. */
export const MISSING_CHANNEL = 'ledger_positions_missing';

interface IndexRow {
  readonly position: string;
  readonly event_id: string;
  readonly stream_id: string;
  readonly revision: number;
  readonly commit_position: string;
  readonly prepare_position: string;
  readonly recorded_at: string;
  readonly append_id: string | null;
}

const ATTEMPTS = 4;
/** What a row holds is at fault: data exceptions and violated constraints. */
const DATA_SQLSTATES = /^2[23]/;

const COLUMNS = `p.position, p.event_id, p.stream_id, p.revision, p.commit_position, p.prepare_position, p.append_id,
  to_char(p.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at`;

const ASSIGN = `select ledger.assign_positions(
  $1::numeric, $2::numeric, $3::uuid[], $4::text[], $5::integer[], $6::numeric[], $7::numeric[], $8::timestamptz[],
  $9::uuid[]) as head`;

/**
 * Which position each event of a log has: a dense number in the order of the log, from 1.
 *
 * It is kept in PostgreSQL in `ledger.positions`, follows from the log alone, and is only ever added to.
 */
export class PositionIndex {
  constructor(private readonly pool: Pool) {}

  /** The last position that is known; 0 when there is none. */
  async head(): Promise<number> {
    const answer = await this.query<{ head: string | null }>('select max(position) as head from ledger.positions');
    return Number(answer.rows[0]?.head ?? 0);
  }

  /** The last event that has a position. */
  async last(): Promise<IndexedEvent | undefined> {
    const [last] = await this.select('positions-last', 'order by p.position desc limit 1', []);
    return last;
  }

  async at(position: number): Promise<IndexedEvent | undefined> {
    if (!Number.isSafeInteger(position) || position < 1) return undefined;
    const [found] = await this.select('positions-at', 'where p.position = $1', [position]);
    return found;
  }

  /** The events from one position to another, in order. */
  between(fromPosition: number, toPosition: number): Promise<IndexedEvent[]> {
    return this.select('positions-between', 'where p.position between $1 and $2 order by p.position', [
      fromPosition,
      toPosition,
    ]);
  }

  /** The first event with this id; ids in lower case. */
  async byId(eventId: string): Promise<IndexedEvent | undefined> {
    const [found] = await this.select('positions-by-id', 'where p.event_id = $1 order by p.position limit 1', [
      eventId,
    ]);
    return found;
  }

  /** The events that have one of these ids, in order. */
  byIds(eventIds: readonly string[]): Promise<IndexedEvent[]> {
    return this.select('positions-by-ids', 'where p.event_id = any($1::uuid[]) order by p.position', [eventIds]);
  }

  /** The events of a stream from a revision on, up to a position. */
  ofStream(streamId: string, fromRevision: number, untilPosition: number): Promise<IndexedEvent[]> {
    return this.select(
      'positions-of-stream',
      'where p.stream_id = $1 and p.revision >= $2 and p.position <= $3 order by p.revision',
      [streamId, fromRevision, untilPosition],
    );
  }

  /** The events of many streams up to a position, stream by stream. */
  ofStreams(streamIds: readonly string[], untilPosition: number): Promise<IndexedEvent[]> {
    return this.select(
      'positions-of-streams',
      'where p.stream_id = any($1::text[]) and p.position <= $2 order by p.stream_id, p.revision',
      [streamIds, untilPosition],
    );
  }

  /** Those of many events, each by its stream and revision, that have a position. */
  ofRevisions(streamIds: readonly string[], revisions: readonly number[]): Promise<IndexedEvent[]> {
    return this.select(
      'positions-of-revisions',
      'where (p.stream_id, p.revision) in (select * from unnest($1::text[], $2::integer[]))',
      [streamIds, revisions],
    );
  }

  /** The last revision of a stream that has a position; -1 when there is none. */
  async headOfStream(streamId: string): Promise<number> {
    const answer = await this.query<{ revision: number | null }>({
      name: 'positions-head-of-stream',
      text: 'select max(revision) as revision from ledger.positions where stream_id = $1',
      values: [streamId],
    });
    return answer.rows[0]?.revision ?? -1;
  }

  /** The revision of a stream's last event up to a position; -1 when it had none. */
  async revisionAt(streamId: string, position: number): Promise<number> {
    const answer = await this.query<{ revision: number }>({
      name: 'positions-revision-at',
      text: `select revision from ledger.positions where stream_id = $1 and position <= $2
              order by revision desc limit 1`,
      values: [streamId, position],
    });
    return answer.rows[0]?.revision ?? -1;
  }

  /** The names of the streams that start with a prefix and had an event by a position, in no order. */
  async streamIds(prefix: string, untilPosition: number): Promise<string[]> {
    const answer = await this.query<{ stream_id: string }>({
      name: 'positions-stream-ids',
      text: `select stream_id from ledger.positions
              where revision = 0 and stream_id >= $1 and starts_with(stream_id, $1) and position <= $2`,
      values: [prefix, untilPosition],
    });
    return answer.rows.map((row) => row.stream_id);
  }

  /** The position of the last event recorded strictly before an instant; 0 when there is none. */
  async positionBefore(instant: string): Promise<number> {
    const text = 'select ledger.assigned_position_before($1::timestamptz) as position';
    const answer = await this.query<{ position: string }>(text, [instant]);
    return Number(answer.rows[0]?.position);
  }

  /**
   * Gives the next positions to events, except to those that have one.
   *
   * @param after the place in the log on which they follow without another event between; undefined is its beginning
   * @throws {UnreadableEvent} when one of them cannot have one; those before it do
   * @throws {DatabaseError} when events may lie between the last one with a position and that place
   */
  async assign(client: PoolClient, after: LogPlace | undefined, events: readonly LogEvent[]): Promise<void> {
    try {
      await this.assignTogether(client, after, events);
    } catch (error) {
      if (!(error instanceof DatabaseError && DATA_SQLSTATES.test(error.code ?? ''))) throw error;
      const [event] = events;
      if (events.length === 1 && event) throw notAssignable(event, error);
      // One by one, to find the one that is at fault.
      let place = after;
      for (const one of events) {
        await this.assign(client, place, [one]);
        place = one.place;
      }
    }
  }

  private async assignTogether(
    client: PoolClient,
    after: LogPlace | undefined,
    events: readonly LogEvent[],
  ): Promise<void> {
    await client.query({
      name: 'positions-assign',
      text: ASSIGN,
      values: [
        String(after?.commit ?? -1),
        String(after?.prepare ?? -1),
        events.map((event) => event.id),
        events.map((event) => event.streamId),
        events.map((event) => event.revision),
        events.map((event) => String(event.place.commit)),
        events.map((event) => String(event.place.prepare)),
        events.map((event) => event.recordedAt),
        events.map((event) => event.appendId),
      ],
    });
  }

  /** Up to where the log was searched for events of ours; undefined when nothing is kept of that. */
  async checkpoint(): Promise<Checkpoint | undefined> {
    const answer = await this.query<Pick<IndexRow, 'event_id' | 'commit_position' | 'prepare_position'>>(
      'select event_id, commit_position, prepare_position from ledger.position_checkpoint',
    );
    const row = answer.rows[0];
    return row && { eventId: row.event_id, place: placeOf(row) };
  }

  /** Keeps up to where the log was searched, so that nobody has to do it again. */
  async keepCheckpoint(client: PoolClient, { eventId, place }: Checkpoint): Promise<void> {
    await client.query(
      `insert into ledger.position_checkpoint (event_id, commit_position, prepare_position) values ($1, $2, $3)
         on conflict (is_only) do update set event_id = excluded.event_id,
           commit_position = excluded.commit_position, prepare_position = excluded.prepare_position`,
      [eventId, String(place.commit), String(place.prepare)],
    );
  }

  /** Forgets a checkpoint that is not in the log. */
  async forgetCheckpoint(client: PoolClient): Promise<void> {
    await client.query('delete from ledger.position_checkpoint');
  }

  /** Tells the process that assigns positions, whichever it is, that a stored event has none yet. */
  async tellMissing(): Promise<void> {
    await this.query(`notify ${MISSING_CHANNEL}`);
  }

  /** Changes no row, so it may be repeated when a connection breaks. */
  private async query<Row extends QueryResultRow>(
    query: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.pool.query<Row>(query, values);
      } catch (error) {
        if (!isPassing(error) || failures === ATTEMPTS) throw translateError(error);
        await pause(backOffMs(failures));
      }
    }
  }

  private async select(name: string, condition: string, values: unknown[]): Promise<IndexedEvent[]> {
    const text = `select ${COLUMNS} from ledger.positions p ${condition}`;
    const answer = await this.query<IndexRow>({ name, text, values });
    return answer.rows.map(decodeRow);
  }
}

function decodeRow(row: IndexRow): IndexedEvent {
  return {
    position: Number(row.position),
    eventId: row.event_id,
    streamId: row.stream_id,
    revision: row.revision,
    place: placeOf(row),
    recordedAt: row.recorded_at,
    appendId: row.append_id,
  };
}

function notAssignable({ id, streamId, revision }: LogEvent, error: Error): UnreadableEvent {
  return new UnreadableEvent(
    `Event ${id} (stream ${JSON.stringify(streamId)}, revision ${revision}) cannot be given a position (${error.message}): find out who writes to the streams of this program.`,
    { cause: error },
  );
}

function placeOf(row: Pick<IndexRow, 'commit_position' | 'prepare_position'>): LogPlace {
  return { commit: BigInt(row.commit_position), prepare: BigInt(row.prepare_position) };
}
