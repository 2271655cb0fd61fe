import type { Pool } from 'pg';
import type { EventStore } from '@outturn/event-store';
import { FollowerOptions, PostgresReadModels, ReadModelFollower, readModels } from '@outturn/read-models';
import { createTestDatabase, type Template, type TestDatabase } from './database';
import { onPostgres, type MakeStore } from './stores';

/** A database with an event store and read models, and whatever followers a test starts. */
export interface ReadModelWorld {
  readonly database: TestDatabase;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly readModels: PostgresReadModels;
  /** A follower that has not been started; it is stopped at the end. */
  follower(options?: Partial<FollowerOptions>): ReadModelFollower;
  /** Follows to the end of the store with a follower of its own. */
  follow(options?: Partial<FollowerOptions>): Promise<void>;
  /** All rows of a table, each as JSON, in order. */
  rows(table: string): Promise<string[]>;
  close(): Promise<void>;
}

const FOLLOWED_WITHIN_MS = 20_000;
/** How soon a failure is noticed. */
const LOOK_AGAIN_MS = 100;

/** The tables of the read models, without the checkpoints. */
export const READ_MODEL_TABLES = readModels
  .flatMap(({ tables }) => tables)
  .map(({ name }) => name)
  .sort();

/** Makes a world on a fresh database, whose events lie in PostgreSQL too unless another store is made. */
export async function createReadModelWorld(
  makeStore: MakeStore = onPostgres,
  template?: Template,
): Promise<ReadModelWorld> {
  const database = await createTestDatabase(template);
  const store = await makeStore(database.pool);
  const readModels = new PostgresReadModels(database.pool, store);
  const followers: ReadModelFollower[] = [];
  const follower = (options: Partial<FollowerOptions> = {}) => {
    const made = new ReadModelFollower({ store, pool: database.pool, ...options });
    followers.push(made);
    return made;
  };
  return {
    database,
    pool: database.pool,
    store,
    readModels,
    follower,
    follow: async (options) => {
      const following = follower(options);
      following.start();
      const head = await store.headPosition();
      const deadline = Date.now() + FOLLOWED_WITHIN_MS;
      while (following.status().state !== 'failed' && !(await readModels.waitFor(head, LOOK_AGAIN_MS))) {
        if (Date.now() > deadline) throw new Error(`The read models did not reach position ${head}.`);
      }
      await following.stop();
      const { state, error } = following.status();
      if (state === 'failed' && error) throw error;
    },
    rows: async (table) => {
      const answer = await database.pool.query<{ row: string }>(
        `select row_to_json(t)::text as row from read_models.${table} t order by 1`,
      );
      return answer.rows.map(({ row }) => row);
    },
    close: async () => {
      await Promise.all(followers.map((made) => made.stop()));
      await store.close();
      await database.drop();
    },
  };
}

/** All rows of all read models. */
export async function allRows(world: ReadModelWorld): Promise<Record<string, string[]>> {
  const entries: [string, string[]][] = [];
  for (const table of READ_MODEL_TABLES) entries.push([table, await world.rows(table)]);
  return Object.fromEntries(entries);
}
