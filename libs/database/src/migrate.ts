import { Client, escapeIdentifier, type Pool } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { connectionConfig, describeAddress } from './address';
import { APPLICATION_ROLE } from './pool';

/** A TypeORM migration; its class name ends with a time stamp of 13 digits, which gives the order. */
export type MigrationClass = new () => MigrationInterface;

const MIGRATION_LOCK = 7_245_918_202;
const OLDEST_VERSION = 15;
const SCHEMA = 'outturn';
const TABLE = 'migrations';
const INSUFFICIENT_PRIVILEGE = '42501';

/** The database does not answer; the sentence says why, which is for operators and not for everybody. */
export class NoConnection extends Error {
  constructor(address: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const database = `the database ${address}`.trim();
    super(`No connection to ${database} (${reason}): check DATABASE_URL.`, { cause });
  }
}

/**
 * Brings a database up to date: makes the application's role and schemas when they are missing, and applies the
 * migrations that it has not seen. Of several processes that do it at once, one works and the others wait.
 *
 * @param url of the database, with a user who may make schemas in it
 * @returns the names of the migrations that were applied now
 * @throws {NoConnection} when it does not answer
 * @throws {Error} when the server is older than PostgreSQL 15, or the user may not make the role.
 */
export async function migrate(url: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const client = new Client(connectionConfig(url, ['timezone=UTC', 'statement_timeout=0', 'lock_timeout=0']));
  await connect(client, url);
  try {
    await refuseOldServer(client, url);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await prepareRole(client);
    await prepareSchemas(client);
    const applied = await runMigrations(url, migrations);
    await client.query(`grant select on all tables in schema ${SCHEMA} to ${APPLICATION_ROLE}`);
    return applied;
  } finally {
    // Ending the connection frees the lock.
    await client.end();
  }
}

/** The names of the migrations that a database has not seen, in order; all of them when it has seen none. */
export async function pendingMigrations(pool: Pool, migrations: readonly MigrationClass[]): Promise<string[]> {
  const table = `${SCHEMA}.${TABLE}`;
  const found = await pool.query<{ known: boolean }>('select to_regclass($1) is not null as known', [table]);
  const known =
    found.rows[0]?.known === true ? await pool.query<{ name: string }>(`select name from ${table}`) : undefined;
  const applied = new Set(known?.rows.map((row) => row.name));
  return migrations.map((migration) => migration.name).filter((name) => !applied.has(name));
}

/**
 * Refuses a database that the application cannot work on.
 *
 * @throws {NoConnection} when it does not answer
 * @throws {Error} when it lacks migrations
 */
export async function requireMigrated(pool: Pool, migrations: readonly MigrationClass[]): Promise<void> {
  const pending = await pendingMigrations(pool, migrations).catch((cause: unknown) => {
    throw new NoConnection('', cause);
  });
  if (pending.length > 0) {
    throw new Error(`The database lacks ${pending.length} migrations: run the command "migrate" first.`);
  }
}

async function connect(client: Client, url: string): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw new NoConnection(describeAddress(url), error);
  }
}

async function refuseOldServer(client: Client, url: string): Promise<void> {
  const answer = await client.query<{ server_version: string }>('show server_version');
  const version = answer.rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) >= OLDEST_VERSION) return;
  throw new Error(
    `The database ${describeAddress(url)} is PostgreSQL ${version}; Outturn needs ${OLDEST_VERSION} or newer.`,
  );
}

async function prepareRole(client: Client): Promise<void> {
  const answer = await client.query<{ name: string; exists: boolean; member: boolean }>(
    `select current_user as name, r.oid is not null as exists,
            coalesce(pg_has_role(current_user, r.oid, 'member'), false) as member
       from (select) one left join pg_roles r on r.rolname = $1`,
    [APPLICATION_ROLE],
  );
  const user = answer.rows[0];
  if (user === undefined || user.member) return;
  const create = `create role ${APPLICATION_ROLE} nologin`;
  const grant = `grant ${APPLICATION_ROLE} to ${escapeIdentifier(user.name)}`;
  const missing = user.exists ? [grant] : [create, grant];
  try {
    // Roles belong to the whole server: a migration of another of its databases may make the same one now.
    if (!user.exists) {
      await client.query(
        `do $$ begin ${create}; exception when duplicate_object or unique_violation then null; end $$`,
      );
    }
    await client.query(grant);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new Error(
      `The database user "${user.name}" may not prepare the role ${APPLICATION_ROLE}: have an administrator run "${missing.join('; ')};" once.`,
      { cause: error },
    );
  }
}

async function prepareSchemas(client: Client): Promise<void> {
  // Its own schema, as not everybody may write to "public".
  await client.query(`create schema if not exists ${SCHEMA}`);
  await client.query(`grant usage on schema ${SCHEMA} to ${APPLICATION_ROLE}`);
  await client.query(`create schema if not exists read_models authorization ${APPLICATION_ROLE}`);
}

async function runMigrations(url: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  // TypeORM takes a third of a second to load, which only those who migrate should wait for.
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    type: 'postgres',
    migrations: [...migrations],
    migrationsTableName: TABLE,
    schema: SCHEMA,
    logging: false,
    extra: { ...connectionConfig(url, ['timezone=UTC', 'statement_timeout=0']), max: 1 },
  });
  await source.initialize();
  try {
    const applied = await source.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}
