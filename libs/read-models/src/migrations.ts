import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from '@outturn/database';

/**
 * The tables of the read models, owned by the role of the application, which makes them anew when it rebuilds them.
 *
 * Versions have no end: a version holds until the next one of its key, so that nothing is ever updated and a gap or an
 * overlap cannot be written down. `collate "C"` makes keys compare as bytes.
 */
const CREATE_TABLES = `
create table read_models.checkpoints (
  name     text collate "C" primary key,
  version  integer not null,
  position bigint  not null
);

create table read_models.indicators (
  indicator     text collate "C" not null,
  from_position bigint           not null,
  area          text collate "C" not null,
  name          text             not null,
  card          json             not null,
  primary key (indicator, from_position)
);

create table read_models.indicator_rules (
  indicator     text collate "C" not null,
  version       integer          not null,
  from_position bigint           not null,
  rule          json             not null,
  primary key (indicator, version)
);

create table read_models.indicator_targets (
  indicator     text collate "C" not null,
  period        text collate "C" not null,
  from_position bigint           not null,
  target        json             not null,
  primary key (indicator, period, from_position)
);

create table read_models.areas (
  area          text collate "C" not null,
  from_position bigint           not null,
  state         json             not null,
  primary key (area, from_position)
);

create table read_models.reporting_periods (
  period            text collate "C" not null,
  from_position     bigint           not null,
  entry             json,
  published_summary json,
  primary key (period, from_position)
);

create table read_models.figures (
  indicator     text collate "C" not null,
  period        text collate "C" not null,
  from_position bigint           not null,
  area          text collate "C",
  kind          text collate "C",
  status        text collate "C",
  reason        text collate "C",
  rule_version  integer,
  cell          json,
  primary key (indicator, period, from_position)
);

create table read_models.period_summaries (
  period             text collate "C" not null,
  area               text collate "C" not null,
  from_position      bigint           not null,
  red                integer          not null check (red >= 0),
  amber              integer          not null check (amber >= 0),
  green              integer          not null check (green >= 0),
  rag_not_applicable integer          not null check (rag_not_applicable >= 0),
  data_not_available integer          not null check (data_not_available >= 0),
  annual_only        integer          not null check (annual_only >= 0),
  other_not_due      integer          not null check (other_not_due >= 0),
  primary key (period, area, from_position)
);

create table read_models.annual_roll_ups (
  year          text collate "C" not null,
  indicator     text collate "C" not null,
  from_position bigint           not null,
  area          text collate "C",
  method        text collate "C",
  state         text collate "C",
  computed      text,
  returned      text,
  difference    text,
  status        text collate "C",
  parts         json,
  missing       json,
  primary key (year, indicator, from_position)
);

create table read_models.figure_history (
  indicator text collate "C" not null,
  period    text collate "C" not null,
  position  bigint           not null,
  primary key (indicator, period, position)
);

create table read_models.corrections (
  id            text collate "C" not null,
  from_position bigint           not null,
  indicator     text collate "C" not null,
  kind          text collate "C",
  state         text collate "C" not null,
  periods       json,
  facts         json             not null,
  primary key (id, from_position)
);
create index corrections_entered on read_models.corrections (from_position) where kind is not null;
`;

/** Who makes a table owns it: the role for this one transaction, so that the application may replace its tables. */
class CreateReadModels1700000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local role outturn_application');
    await runner.query(CREATE_TABLES);
    await runner.query('reset role');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema read_models cascade');
  }
}

/** Makes the table of a document model; its name stays as it was when the migration was written. */
abstract class DocumentTableMigration implements MigrationInterface {
  protected abstract readonly table: string;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local role outturn_application');
    await runner.query(`create table read_models.${this.table} (
      key           text collate "C" not null,
      part          text collate "C" not null,
      from_position bigint           not null,
      value         json,
      primary key (key, part, from_position)
    )`);
    await runner.query('reset role');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table read_models.${this.table}`);
  }
}

class CreateBusinessPlans1700000000102 extends DocumentTableMigration {
  protected readonly table = 'business_plans';
}

class CreateRiskRegisters1700000000103 extends DocumentTableMigration {
  protected readonly table = 'risk_registers';
}

class CreateProgrammes1700000000104 extends DocumentTableMigration {
  protected readonly table = 'programmes';
}

class CreatePublishedActions1700000000105 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local role outturn_application');
    await runner.query(`create table read_models.published_actions (
      period        text collate "C" not null,
      from_position bigint           not null,
      published     json             not null,
      primary key (period, from_position)
    )`);
    await runner.query('reset role');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table read_models.published_actions');
  }
}

class CreateContracts1700000000110 extends DocumentTableMigration {
  protected readonly table = 'contracts';
}

const CREATE_EDITIONS = `
create table read_models.editions (
  edition       text collate "C" not null,
  from_position bigint           not null,
  facts         json             not null,
  primary key (edition, from_position)
);

create table read_models.edition_errata (
  edition       text collate "C" not null,
  from_position bigint           not null,
  facts         json             not null,
  primary key (edition, from_position)
);

create table read_models.edition_figures (
  indicator     text collate "C" not null,
  period        text collate "C" not null,
  edition       text collate "C" not null,
  from_position bigint           not null,
  figure        json             not null,
  primary key (indicator, period, edition, from_position)
);
create index edition_figures_of_period on read_models.edition_figures (period);
`;

class CreateEditions1700000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local role outturn_application');
    await runner.query(CREATE_EDITIONS);
    await runner.query('reset role');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table read_models.edition_figures, read_models.edition_errata, read_models.editions');
  }
}

class CreateReconciliations1700000000130 extends DocumentTableMigration {
  protected readonly table = 'reconciliations';
}

/** Which event the last one was that was followed: a position alone does not tell one event store from another. */
class AddFollowedEvents1700000000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table read_models.checkpoints add column event_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table read_models.checkpoints drop column event_id');
  }
}

const CREATE_AWAITED_DECISIONS = `
create table read_models.brought_for_decision (
  id            text collate "C" not null,
  from_position bigint           not null,
  facts         json             not null,
  primary key (id, from_position)
);

create table read_models.awaited_decisions (
  indicator     text collate "C" not null,
  from_position bigint           not null,
  ids           json             not null,
  primary key (indicator, from_position)
);
`;

class CreateAwaitedDecisions1700000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local role outturn_application');
    await runner.query(CREATE_AWAITED_DECISIONS);
    await runner.query('reset role');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table read_models.awaited_decisions, read_models.brought_for_decision');
  }
}

/** What a page about a period asks of every figure comes out of the index alone, and the rest of few figures. */
class IndexFiguresByPeriod1700000000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local role outturn_application');
    await runner.query(`create index figures_of_period on read_models.figures
      (period, indicator, from_position desc) include (area, kind, status, reason)`);
    await runner.query('reset role');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index read_models.figures_of_period');
  }
}

/** The migrations of the read models, in order. */
export const readModelMigrations: readonly MigrationClass[] = [
  CreateReadModels1700000000101,
  CreateBusinessPlans1700000000102,
  CreateRiskRegisters1700000000103,
  CreateProgrammes1700000000104,
  CreatePublishedActions1700000000105,
  CreateContracts1700000000110,
  CreateEditions1700000000120,
  CreateReconciliations1700000000130,
  AddFollowedEvents1700000000140,
  CreateAwaitedDecisions1700000000150,
  IndexFiguresByPeriod1700000000160,
];
