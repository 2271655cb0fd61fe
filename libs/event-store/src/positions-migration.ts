import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index of positions for an event store that has none of its own: which place of its log is which of our events.
 *
 * An id is not unique here: the log is the truth, and two appends to different streams that race with the same id are
 * both in it.
 */
const CREATE_TABLES = `
create table ledger.positions (
  position         bigint           not null,
  event_id         uuid             not null,
  stream_id        text collate "C" not null,
  revision         integer          not null,
  commit_position  numeric(20)      not null,
  prepare_position numeric(20)      not null,
  recorded_at      timestamptz      not null,
  append_id        uuid,
  constraint positions_by_position primary key (position),
  constraint positions_by_stream unique (stream_id, revision)
);
create index positions_by_id on ledger.positions (event_id);
create index positions_of_new_streams on ledger.positions (stream_id) where revision = 0;

-- Up to where the log was searched; of it only the last is of use, so there is one row, and it may be changed.
create table ledger.position_checkpoint (
  is_only          boolean     not null default true check (is_only),
  event_id         uuid        not null,
  commit_position  numeric(20) not null,
  prepare_position numeric(20) not null,
  constraint position_checkpoint_is_one primary key (is_only)
);
`;

const REFUSE_CHANGES = `
create function ledger.refuse_position_change() returns trigger language plpgsql as $$
begin
  raise exception 'Positions are only ever added: % on ledger.% is refused.', tg_op, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'They follow from the log of the event store.';
end $$;

create trigger only_ever_added before update or delete or truncate on ledger.positions
  for each statement execute function ledger.refuse_position_change();
alter table ledger.positions enable always trigger only_ever_added;
`;

/**
 * Gives the next positions to events that follow in the log on a place (-1, -1: its beginning), leaving out those that
 * have one. Refuses when that place lies after both the last event with a position and what is known to have been
 * searched: events may lie between. Answers with the last position.
 *
 * The same log always gives the same numbers and times, so it matters to nobody who assigns them, or how often.
 */
const CREATE_ASSIGN = `
create function ledger.assign_positions(
  after_commit numeric, after_prepare numeric, event_ids uuid[], stream_ids text[], revisions integer[],
  commits numeric[], prepares numeric[], times timestamptz[], append_ids uuid[]
) returns bigint language plpgsql as $$
declare
  last ledger.positions;
  head bigint;
begin
  perform pg_advisory_xact_lock(7245918204);
  select * into last from ledger.positions order by position desc limit 1;
  if (after_commit, after_prepare) > (coalesce(last.commit_position, -1), coalesce(last.prepare_position, -1))
     and not exists (select from ledger.position_checkpoint c
                      where (after_commit, after_prepare) <= (c.commit_position, c.prepare_position)) then
    raise exception 'Position % is the last one known, and the events follow on a later one.', coalesce(last.position, 0)
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  insert into ledger.positions
    (position, event_id, stream_id, revision, commit_position, prepare_position, recorded_at, append_id)
    select coalesce(last.position, 0) + row_number() over (order by n.number), n.event_id, n.stream_id, n.revision,
           n.place_commit, n.place_prepare,
           greatest(last.recorded_at, max(n.recorded) over (order by n.number)), n.append_id
      from unnest(event_ids, stream_ids, revisions, commits, prepares, times, append_ids) with ordinality
           as n(event_id, stream_id, revision, place_commit, place_prepare, recorded, append_id, number)
     where (n.place_commit, n.place_prepare)
         > (coalesce(last.commit_position, -1), coalesce(last.prepare_position, -1));
  select max(position) into head from ledger.positions;
  if head is distinct from last.position then perform pg_notify('ledger_events', head::text); end if;
  return coalesce(head, 0);
end $$;
`;

/** As for events: positions are gapless and times never run backwards along them. */
const CREATE_POSITION_BEFORE = `
create function ledger.assigned_position_before(instant timestamptz) returns bigint language plpgsql stable as $$
declare
  low    bigint := 0;
  high   bigint := coalesce((select max(position) from ledger.positions), 0);
  middle bigint;
begin
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select p.recorded_at < instant from ledger.positions p where p.position = middle) then
      low := middle;
    else
      high := middle - 1;
    end if;
  end loop;
  return low;
end $$;
`;

const GRANT = `
grant select, insert on ledger.positions to outturn_application;
grant select, insert, update, delete on ledger.position_checkpoint to outturn_application;
`;

/** The index of positions in the schema `ledger`, and who may add to it. */
export class CreatePositions1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [CREATE_TABLES, REFUSE_CHANGES, CREATE_ASSIGN, CREATE_POSITION_BEFORE, GRANT]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The ledger is never taken down: restore a backup instead.'));
  }
}
