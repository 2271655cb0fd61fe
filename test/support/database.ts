import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, type Pool } from 'pg';
import { createApplicationPool, migrate } from '@outturn/database';
import { allMigrations } from '@outturn/migrations';
import { databasePrefix, dropDatabase, onServer, testServerUrl } from './test-server';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** URL with all rights: the owner's. */
  readonly adminUrl: string;
  /** Connections with the rights of the application. */
  readonly pool: Pool;
  /** Another pool to the same database, as another process would have; `drop` ends it too. */
  openPool(maxConnections?: number): Pool;
  /** Ends the pools and removes the database. */
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 7_245_918_299;

/** Makes a fresh database that holds all migrations, in a few tens of milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `${databasePrefix()}${randomBytes(6).toString('hex')}`;
  await onServer(async (client) => {
    const template = await prepareTemplate(client);
    await client.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`);
  });
  const adminUrl = testServerUrl(name);
  const pools: Pool[] = [];
  const openPool = (maxConnections = 8) => {
    const pool = createApplicationPool(adminUrl, { maxConnections, onIdleError: () => undefined });
    pools.push(pool);
    return pool;
  };
  return {
    adminUrl,
    pool: openPool(),
    openPool,
    drop: async () => {
      await Promise.all(pools.filter((pool) => !pool.ended).map((pool) => pool.end()));
      await dropDatabase(name);
    },
  };
}

/** Runs statements in a test database with all rights. */
export async function asAdmin<T>(adminUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(adminUrl);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The first file of a run that needs a database migrates the template; the others copy it. */
async function prepareTemplate(client: Client): Promise<string> {
  const name = `${databasePrefix()}template`;
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      const unfinished = `${name}_unfinished`;
      await client.query(`drop database if exists ${escapeIdentifier(unfinished)} with (force)`);
      await client.query(`create database ${escapeIdentifier(unfinished)}`);
      await migrate(testServerUrl(unfinished), allMigrations);
      await client.query(`alter database ${escapeIdentifier(unfinished)} rename to ${escapeIdentifier(name)}`);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return name;
}
