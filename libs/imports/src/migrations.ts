import { APPLICATION_ROLE, type MigrationClass } from '@outturn/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was uploaded and what became of it: beside the ledger, and never read to know a figure. The raw text of every
 * cell stays beside what was read in it.
 */
class CreateImports1700000000300 implements MigrationInterface {
  readonly name = 'CreateImports1700000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema imports;
      grant usage on schema imports to ${APPLICATION_ROLE};

      create table imports.imports (
        id uuid primary key,
        uploaded_by text not null,
        uploaded_at timestamptz not null default clock_timestamp(),
        file_name text not null,
        file_sha256 text not null,
        period text,
        state text not null check (state in ('checked', 'accepting', 'accepted')),
        position bigint not null,
        notes json not null,
        counts json not null
      );
      comment on column imports.imports.position is 'the last event that the verdicts are made from';

      create table imports.rows (
        import_id uuid not null references imports.imports on delete cascade,
        number integer not null,
        sheet text not null,
        sheet_row integer not null,
        sheet_column integer not null,
        indicator text not null,
        period text,
        raw text,
        verdict text not null check (verdict in ('accepted', 'warned', 'refused')),
        action text not null,
        code text not null,
        reason text not null,
        reading json,
        outcome text,
        event_id uuid,
        outcome_reason text,
        primary key (import_id, number)
      );
      comment on column imports.rows.raw is 'the cell as it stands in the file; null when it is blank';
      comment on column imports.rows.outcome is 'what became of it at the acceptance; null before';

      grant select, insert, update, delete on all tables in schema imports to ${APPLICATION_ROLE};`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema imports cascade');
  }
}

export const importMigrations: readonly MigrationClass[] = [CreateImports1700000000300];
