import type { MigrationInterface, QueryRunner } from 'typeorm';

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
 *
 * Ids are taken for new until the key of the table says that one is not: to ask for each of them first would be a quarter
 * of the work. Only then, and for appends that would be refused, which may be repetitions, they are asked for.
 */
const REPLACE_APPEND = `
create or replace function ledger.append(
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
  last_id         uuid;
  end_position    bigint;
  recorded        timestamptz;
  is_current      boolean;
  stored_heads    integer[];
  guard_heads     integer[];
  asks_for_ids    boolean := false;
begin
  perform pg_advisory_xact_lock(7245918203);
  select e.position, e.recorded_at, e.event_id into end_position, recorded, last_id
    from ledger.events e order by e.position desc limit 1;
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

  loop
    declare
      head            bigint  := coalesce(end_position, 0);
      first_event     integer := 1;
      stream_head     integer;
      guard_head      integer;
      is_guard_moved  boolean;
      is_wrong        boolean;
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
      for i in 1 .. cardinality(stream_ids) loop
        stream_head := case when previous_appends[i] > 0 then heads_after[previous_appends[i]] else stored_heads[i] end;
        guard_head := case when guard_appends[i] > 0 then heads_after[guard_appends[i]] else guard_heads[i] end;
        is_guard_moved := coalesce(guard_revisions[i] <> guard_head, false);
        is_wrong := expected_revisions[i] <> -2 and expected_revisions[i] <> stream_head;
        is_known_append := false;
        known_id := null;
        if asks_for_ids or is_guard_moved or is_wrong then
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
        elsif is_guard_moved then
          outcomes[i] := 'guard-moved'; revisions[i] := guard_head;
        elsif is_wrong then
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
        insert into ledger.events
          (position, stream_id, revision, event_id, type, schema_version, data, metadata, recorded_at)
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
      return;
    exception when unique_violation then
      if asks_for_ids then raise; end if;
      asks_for_ids := true;
    end;
  end loop;
end $$;
`;

/** The same answers as before, sooner. */
export class AskForIdsOnlyInDoubt1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REPLACE_APPEND);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The ledger is never taken down: restore a backup instead.'));
  }
}
