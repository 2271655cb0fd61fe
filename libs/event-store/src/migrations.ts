import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from '@outturn/database';
import { AskForIdsOnlyInDoubt1700000000003 } from './append-migration';
import { CreatePositions1700000000002 } from './positions-migration';

const CREATE_TABLE = `
create schema ledger;

create table ledger.events (
  position       bigint           not null,
  stream_id      text collate "C" not null,
  revision       integer          not null,
  event_id       uuid             not null,
  type           text collate "C" not null,
  schema_version smallint         not null,
  data           json             not null,
  metadata       json             not null,
  recorded_at    timestamptz      not null,
  constraint events_by_position primary key (position),
  constraint events_by_stream unique (stream_id, revision),
  constraint events_by_id unique (event_id)
);
`;

/** Grants bind the application's role; the trigger binds everybody, replication included. */
const REFUSE_CHANGES = `
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Events are only ever added: % on ledger.events is refused.', tg_op
    using errcode = 'insufficient_privilege', hint = 'Correct a figure with a further event.';
end $$;

create trigger only_ever_added before update or delete or truncate on ledger.events
  for each statement execute function ledger.refuse_change();
alter table ledger.events enable always trigger only_ever_added;
`;

/**
 * Appends a batch, each of its appends by its own merits, and answers with one row an append, in their order:
 *   outcome        stored | repeated | wrong-revision | guard-moved | id-taken
 *   last_position  position of the append's last event, when stored or repeated
 *   last_revision  revision of its last event when stored or repeated, the stream's (-1: none) when wrong-revision, the
 *                  guard's when guard-moved
 *   taken_id       the first of its ids that another event has, when id-taken
 *   caller_was_current  whether known_last_id was the last event; the same in every row
 *
 * known_last_id is the id of the last event that the caller knows of, and known_revisions, one an append, the revisions
 * that streams had then, null where it does not know: while nobody else has appended since, they still hold and need no
 * look. One element an append: stream_ids; expected_revisions (-1 no stream, -2 any); previous_appends (number of the
 * append before it in this batch to the same stream, 0 for none); event_counts. One element an event, in the order of
 * the appends: append_numbers (from 1), places (in the append, from 0), new_ids, new_types, new_versions, new_data,
 * new_metadata. One element an append again, or null when none has a guard: guard_stream_ids (null for none),
 * guard_revisions (-1 no events), guard_appends (number of the append before it in this batch to the guard, 0 for none).
 *
 * The lock makes positions gapless and equal to the order of commits. Statements after it see all that was committed
 * before, and the time is read after it, so that it never runs backwards along positions. Plans are kept and use
 * indexes, as those made while the table was small would read all of it.
 */
const CREATE_APPEND = `
create function ledger.append(
  known_last_id uuid, known_revisions integer[],
  stream_ids text[], expected_revisions integer[], previous_appends integer[], event_counts integer[],
  append_numbers integer[], places integer[], new_ids uuid[], new_types text[], new_versions smallint[],
  new_data text[], new_metadata text[],
  guard_stream_ids text[], guard_revisions integer[], guard_appends integer[]
) returns table (
  outcome text, last_position bigint, last_revision integer, taken_id uuid, caller_was_current boolean)
language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  head            bigint;
  recorded        timestamptz;
  last_id         uuid;
  is_current      boolean;
  stored_heads    integer[];
  guard_heads     integer[];
  guard_head      integer;
  any_id_known    boolean;
  first_event     integer := 1;
  stream_head     integer;
  is_known_append boolean;
  known_position  bigint;
  known_revision  integer;
  known_id        uuid;
  outcomes        text[];
  positions       bigint[];
  revisions       integer[];
  taken_ids       uuid[];
  heads_after     integer[];
  first_positions bigint[];
  first_revisions integer[];
begin
  perform pg_advisory_xact_lock(7245918203);
  select e.position, e.recorded_at, e.event_id into head, recorded, last_id
    from ledger.events e order by e.position desc limit 1;
  head := coalesce(head, 0);
  is_current := coalesce(last_id = known_last_id, false);
  recorded := greatest(clock_timestamp(), recorded);
  select array_agg(coalesce(case when is_current then s.known_revision end,
                            (select e.revision from ledger.events e where e.stream_id = s.stream_id
                              order by e.revision desc limit 1), -1) order by s.number)
    into stored_heads from unnest(stream_ids, known_revisions) with ordinality s(stream_id, known_revision, number);
  if guard_stream_ids is not null then
    select array_agg(coalesce((select e.revision from ledger.events e where e.stream_id = g.stream_id
                                order by e.revision desc limit 1), -1) order by g.number)
      into guard_heads from unnest(guard_stream_ids) with ordinality g(stream_id, number);
  end if;
  any_id_known := exists (select from ledger.events e where e.event_id = any(new_ids));

  for i in 1 .. cardinality(stream_ids) loop
    stream_head := case when previous_appends[i] > 0 then heads_after[previous_appends[i]] else stored_heads[i] end;
    guard_head := case when guard_appends[i] > 0 then heads_after[guard_appends[i]] else guard_heads[i] end;
    is_known_append := false;
    known_id := null;
    if any_id_known then
      select * into is_known_append, known_position, known_revision, known_id from ledger.find_repeat(stream_ids[i],
        new_ids[first_event : first_event + event_counts[i] - 1],
        new_types[first_event : first_event + event_counts[i] - 1],
        new_versions[first_event : first_event + event_counts[i] - 1],
        new_data[first_event : first_event + event_counts[i] - 1]);
    end if;
    if is_known_append then
      outcomes[i] := 'repeated'; positions[i] := known_position; revisions[i] := known_revision;
    elsif known_id is not null then
      outcomes[i] := 'id-taken'; taken_ids[i] := known_id;
    elsif guard_revisions[i] <> guard_head then
      outcomes[i] := 'guard-moved'; revisions[i] := guard_head;
    elsif expected_revisions[i] <> -2 and expected_revisions[i] <> stream_head then
      outcomes[i] := 'wrong-revision'; revisions[i] := stream_head;
    else
      first_positions[i] := head + 1;
      first_revisions[i] := stream_head + 1;
      head := head + event_counts[i];
      stream_head := stream_head + event_counts[i];
      outcomes[i] := 'stored'; positions[i] := head; revisions[i] := stream_head;
    end if;
    heads_after[i] := stream_head;
    first_event := first_event + event_counts[i];
  end loop;

  if first_positions is not null then
    insert into ledger.events (position, stream_id, revision, event_id, type, schema_version, data, metadata, recorded_at)
      select first_positions[n.append_number] + n.place, stream_ids[n.append_number],
             first_revisions[n.append_number] + n.place, n.event_id, n.type, n.schema_version,
             n.data::json, n.metadata::json, recorded
        from unnest(append_numbers, places, new_ids, new_types, new_versions, new_data, new_metadata)
             as n(append_number, place, event_id, type, schema_version, data, metadata)
       where first_positions[n.append_number] is not null;
    perform pg_notify('ledger_events', head::text);
  end if;

  return query select o.outcome, positions[o.number], revisions[o.number], taken_ids[o.number], is_current
                 from unnest(outcomes) with ordinality o(outcome, number) order by o.number;
end $$;
`;

/**
 * Tells whether events are stored already as one append: all of them, in this stream, order and wording, without
 * another between them. Otherwise known_id is the first id that is stored, or null.
 */
const CREATE_FIND_REPEAT = `
create function ledger.find_repeat(
  in_stream_id text, new_ids uuid[], new_types text[], new_versions smallint[], new_data text[],
  out is_known_append boolean, out last_position bigint, out last_revision integer, out known_id uuid
) language sql stable set enable_seqscan = off as $$
  select coalesce(count(*) filter (where e.stream_id = in_stream_id and e.type = n.type
                    and e.schema_version = n.schema_version and e.data::text = n.data) = cardinality(new_ids)
                  and min(e.revision - n.place) = max(e.revision - n.place), false),
         max(e.position), max(e.revision), (array_agg(e.event_id order by n.place))[1]
    from unnest(new_ids, new_types, new_versions, new_data)
         with ordinality n(event_id, type, schema_version, data, place)
    join ledger.events e on e.event_id = n.event_id
$$;
`;

/** Positions are gapless and times never run backwards along them, so halving finds the place without an index. */
const CREATE_POSITION_BEFORE = `
create function ledger.position_before(instant timestamptz) returns bigint language plpgsql stable as $$
declare
  low    bigint := 0;
  high   bigint := coalesce((select max(position) from ledger.events), 0);
  middle bigint;
begin
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select e.recorded_at < instant from ledger.events e where e.position = middle) then
      low := middle;
    else
      high := middle - 1;
    end if;
  end loop;
  return low;
end $$;
`;

const GRANT = `
grant usage on schema ledger to outturn_application;
grant select, insert on ledger.events to outturn_application;
`;

/** The schema `ledger`: the table of events, the functions that add to it, and who may. */
class CreateLedger1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      CREATE_TABLE,
      REFUSE_CHANGES,
      CREATE_FIND_REPEAT,
      CREATE_APPEND,
      CREATE_POSITION_BEFORE,
      GRANT,
    ]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The ledger is never taken down: restore a backup instead.'));
  }
}

/** The migrations of the event store, in order. */
export const ledgerMigrations: readonly MigrationClass[] = [
  CreateLedger1700000000001,
  CreatePositions1700000000002,
  AskForIdsOnlyInDoubt1700000000003,
];
