import { APPLICATION_ROLE, type MigrationClass } from '@outturn/database';
import PgBoss from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where pg-boss keeps the jobs. */
export const JOBS_SCHEMA = 'jobs';
/** All kinds of jobs wait in one queue: the kind is in the data. */
export const QUEUE = 'outturn';
/** Tells `<state> <id>` of every job that came or changed. */
export const JOBS_CHANNEL = 'outturn_jobs';

const TELL_CHANGES = `
create function ${JOBS_SCHEMA}.tell_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('${JOBS_CHANNEL}', new.state || ' ' || new.id);
  return null;
end $$;

create trigger tell_change after insert or update of state, output on ${JOBS_SCHEMA}.job
  for each row execute function ${JOBS_SCHEMA}.tell_change();
`;

/**
 * The schema of pg-boss, owned by the application's role, which adds and changes jobs in it. It is made here, as the
 * application may not make schemas.
 */
class CreateJobs1700000000200 implements MigrationInterface {
  readonly name = 'CreateJobs1700000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create schema ${JOBS_SCHEMA} authorization ${APPLICATION_ROLE}`);
    await runner.query(`set local role ${APPLICATION_ROLE}`);
    await runner.query(statementsOf(PgBoss.getConstructionPlans(JOBS_SCHEMA)));
    await runner.query(TELL_CHANGES);
    await runner.query(`select ${JOBS_SCHEMA}.create_queue($1, '{ "policy": "standard" }')`, [QUEUE]);
    await runner.query('reset role');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema ${JOBS_SCHEMA} cascade`);
  }
}

/** The plans come as a transaction that also makes the schema; a migration has a transaction of its own. */
function statementsOf(plans: string): string {
  return plans
    .replace(/^\s*BEGIN;/, '')
    .replace(/COMMIT;\s*$/, '')
    .replace(/CREATE SCHEMA IF NOT EXISTS \w+\s*;/, '');
}

export const jobsMigrations: readonly MigrationClass[] = [CreateJobs1700000000200];
