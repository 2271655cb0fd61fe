import type { PoolClient } from 'pg';
import type { ReadModel } from './projection';
import { SCHEMA, SHADOW_SUFFIX, tableName, type Table } from './table';

/** Tables beside those in use. They are made, filled and put in their places, or dropped, in one transaction. */
export function tablesOf(models: readonly ReadModel[]): Table[] {
  return models.flatMap((model) => model.tables);
}

/** Makes empty tables without indexes beside those in use. */
export async function createShadows(client: PoolClient, models: readonly ReadModel[]): Promise<void> {
  for (const table of tablesOf(models)) {
    const like = `(like ${tableName(table)} including defaults including constraints)`;
    await client.query(`create table ${tableName(table, SHADOW_SUFFIX)} ${like}`);
  }
}

/** Gives the new tables the keys and indexes that those in use have, and the planner a picture of them. */
export async function indexShadows(client: PoolClient, models: readonly ReadModel[]): Promise<void> {
  for (const table of tablesOf(models)) {
    for (const { definition } of await keysOf(client, table)) {
      await client.query(`alter table ${tableName(table, SHADOW_SUFFIX)} add ${definition}`);
    }
    for (const { name, definition } of await indexesOf(client, table)) {
      const shadow = definition
        .replace(` INDEX ${name} ON `, ` INDEX ${name}${SHADOW_SUFFIX} ON `)
        .replace(` ON ${tableName(table)} `, ` ON ${tableName(table, SHADOW_SUFFIX)} `);
      await client.query(shadow);
    }
    await client.query(`analyze ${tableName(table, SHADOW_SUFFIX)}`);
  }
}

/** Puts the new tables in the place of those in use, which go. */
export async function swapShadows(client: PoolClient, models: readonly ReadModel[]): Promise<void> {
  for (const table of tablesOf(models)) {
    const keys = await keysOf(client, table);
    const indexes = await indexesOf(client, table);
    const [shadowKey] = await keysOf(client, table, SHADOW_SUFFIX);
    const stands = await standsOf(client, [table]);
    await client.query(`drop table ${tableName(table)}`);
    await client.query(`alter table ${tableName(table, SHADOW_SUFFIX)} rename to ${table.name}`);
    for (const { name } of keys) {
      await client.query(`alter table ${tableName(table)} rename constraint ${shadowKey?.name ?? ''} to ${name}`);
    }
    for (const { name } of indexes) {
      await client.query(`alter index ${SCHEMA}.${name}${SHADOW_SUFFIX} rename to ${name}`);
    }
    for (const stand of stands) {
      await client.query(`alter table ${stand} attach partition ${tableName(table)} default`);
    }
  }
}

/** The partitioned tables that have the tables in use as their partition: views stand on them, and outlive an exchange. */
export async function standsOf(client: PoolClient, tables: readonly Table[]): Promise<string[]> {
  const answer = await client.query<{ stand: string }>(
    `select distinct inhparent::regclass::text as stand from pg_inherits
      where inhrelid = any(select t::regclass from unnest($1::text[]) t) order by 1`,
    [tables.map((table) => tableName(table))],
  );
  return answer.rows.map(({ stand }) => stand);
}

interface Definition {
  readonly name: string;
  readonly definition: string;
}

async function keysOf(client: PoolClient, table: Table, suffix = ''): Promise<Definition[]> {
  const answer = await client.query<Definition>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = $1::regclass and contype = 'p'`,
    [tableName(table, suffix)],
  );
  return answer.rows;
}

async function indexesOf(client: PoolClient, table: Table): Promise<Definition[]> {
  const answer = await client.query<Definition>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = $1::regclass and not i.indisprimary order by 1`,
    [tableName(table)],
  );
  return answer.rows;
}
