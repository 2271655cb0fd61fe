import type { MigrationClass } from '@outturn/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CREATE_ACTIONS } from './reporting-actions';
import { ACTION_COMMENTS, COMMENTS, PUBLISHED_COMMENTS, type ViewComments } from './reporting-comments';
import { CREATE_PUBLISHED_FIGURES } from './reporting-editions';
import {
  CREATE_AS_AT,
  CREATE_FIGURES,
  CREATE_PERIOD_DAYS,
  CREATE_STANDS,
  CREATE_TARGETS_AND_SUMMARIES,
} from './reporting-views';

/** Whoever is to read the views is made a member of this role, which may do nothing else and cannot log in itself. */
export const REPORTING_ROLE = 'outturn_reporting';

/** Roles belong to the whole server: a migration of another of its databases may make the same one now. */
const CREATE_ROLE = `
do $$ begin
  if not exists (select from pg_roles where rolname = '${REPORTING_ROLE}') then
    create role ${REPORTING_ROLE} nologin;
  end if;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'The database user % may not make the role ${REPORTING_ROLE}: have an administrator run "create role ${REPORTING_ROLE} nologin;" once.', current_user;
end $$`;

const GRANT = `
revoke all on all functions in schema reporting from public;
grant usage on schema reporting to ${REPORTING_ROLE};
grant select on all tables in schema reporting to ${REPORTING_ROLE};
grant execute on all functions in schema reporting to ${REPORTING_ROLE};
`;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function commentStatements(comments: ViewComments): string[] {
  return Object.entries(comments).flatMap(([name, { view, columns }]) => [
    `comment on view reporting.${name} is ${quoted(view)}`,
    ...Object.entries(columns).map(
      ([column, text]) => `comment on column reporting.${name}.${column} is ${quoted(text)}`,
    ),
  ]);
}

/** Who makes a view owns it, and the rebuild, which works under this role, must own the tables below it. */
async function createAsOwner(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  await runner.query('set local role outturn_application');
  for (const statement of statements) await runner.query(statement);
  await runner.query('reset role');
}

/** The schema `reporting`: views and functions for whoever reads with SQL, and the role that may. */
class CreateReporting1700000000401 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_ROLE);
    await runner.query('create schema reporting authorization outturn_application');
    await createAsOwner(runner, [
      CREATE_STANDS,
      CREATE_PERIOD_DAYS,
      CREATE_FIGURES,
      CREATE_AS_AT,
      CREATE_TARGETS_AND_SUMMARIES,
      ...commentStatements(COMMENTS),
      GRANT,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema reporting cascade');
  }
}

/** The actions of the business plans, as known now and in all versions. */
class AddActionsToReporting1700000000402 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createAsOwner(runner, [CREATE_ACTIONS, ...commentStatements(ACTION_COMMENTS), GRANT]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view reporting.action_history cascade');
    await runner.query('drop table read_models.reported_business_plans');
  }
}

/** What published editions show. */
class AddPublishedFiguresToReporting1700000000403 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createAsOwner(runner, [CREATE_PUBLISHED_FIGURES, ...commentStatements(PUBLISHED_COMMENTS), GRANT]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view reporting.published_figures');
    await runner.query('drop table read_models.reported_editions, read_models.reported_edition_figures');
  }
}

/** The migrations of the views, after those of the read models. */
export const exportMigrations: readonly MigrationClass[] = [
  CreateReporting1700000000401,
  AddActionsToReporting1700000000402,
  AddPublishedFiguresToReporting1700000000403,
];
