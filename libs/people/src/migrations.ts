import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from '@outturn/database';

/**
 * What no event says: who is signed in at the moment, and what people are called. Sessions end by themselves, and a name
 * can be erased; neither is ever part of the record.
 */
const CREATE_TABLES = `
create schema sessions authorization outturn_application;
create schema directory authorization outturn_application;
set local role outturn_application;

-- The id that the browser holds is nowhere in the database: whoever reads this table cannot use a session.
create table sessions.sessions (
  id_hash      bytea       primary key,
  content      json        not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null
);
create index sessions_by_last_seen on sessions.sessions (last_seen_at);

create table directory.people (
  person       text collate "C" primary key,
  display_name text not null
);

reset role;
`;

class CreateSessionsAndDirectory1700000000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema sessions cascade; drop schema directory cascade');
  }
}

/** Tables of those who use the pages. */
export const peopleMigrations: readonly MigrationClass[] = [CreateSessionsAndDirectory1700000000201];
