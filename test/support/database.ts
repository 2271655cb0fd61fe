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

/** What databases are copied from: made once a run, by the first file that needs it. */
export interface Template {
  /** Part of the name of its database. */
  readonly name: string;
  /** Held while it is made; each template has one of its own. */
  readonly lock: number;
  /** What it is a copy of itself; an empty database when absent. */
  readonly from?: Template;
  /** Adds what its copies hold. Nothing may be connected to it any more when this has ended. */
  fill(adminUrl: string): Promise<unknown>;
}

/** All migrations and nothing else. */
export const MIGRATED: Template = {
  name: 'template',
  lock: 7_245_918_299,
  fill: (adminUrl) => migrate(adminUrl, allMigrations),
};

/** Makes a database that holds what a template holds, all migrations when absent, in a few tens of milliseconds. */
export async function createTestDatabase(template: Template = MIGRATED): Promise<TestDatabase> {
  const name = `${databasePrefix()}${randomBytes(6).toString('hex')}`;
  await onServer(async (client) => createDatabase(client, name, await prepareTemplate(client, template)));
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

/** The first file of a run that needs a template makes it; the others copy it. */
async function prepareTemplate(client: Client, template: Template): Promise<string> {
  const name = `${databasePrefix()}${template.name}`;
  await client.query('select pg_advisory_lock($1)', [template.lock]);
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await makeTemplate(client, name, template);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [template.lock]);
  }
  return name;
}

/** It gets its name when it is whole, so that no half of one is ever copied. */
async function makeTemplate(client: Client, name: string, template: Template): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await client.query(`drop database if exists ${escapeIdentifier(unfinished)} with (force)`);
  await createDatabase(client, unfinished, template.from && (await prepareTemplate(client, template.from)));
  await template.fill(testServerUrl(unfinished));
  await client.query(`alter database ${escapeIdentifier(unfinished)} rename to ${escapeIdentifier(name)}`);
}

async function createDatabase(client: Client, name: string, original: string | undefined): Promise<void> {
  const copying = original === undefined ? '' : ` template ${escapeIdentifier(original)}`;
  await client.query(`create database ${escapeIdentifier(name)}${copying}`);
}
