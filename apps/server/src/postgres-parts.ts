import type { Pool } from 'pg';
import { pendingMigrations, type MigrationClass } from '@outturn/database';
import { ledgerMigrations, type EventStore } from '@outturn/event-store';
import { PostgresReadModels, readModelMigrations, type ReadModelFollower } from '@outturn/read-models';
import type { ServerParts } from './parts';

const MIGRATIONS: readonly MigrationClass[] = [...ledgerMigrations, ...readModelMigrations];

/**
 * The parts of a server on a PostgreSQL database.
 *
 * @param follower where the read models follow the store in this very process
 */
export function postgresParts(pool: Pool, store: EventStore, follower?: ReadModelFollower): ServerParts {
  return {
    store,
    readModels: new PostgresReadModels(pool, store),
    checkDatabase: () => checkDatabase(pool),
    followerError: () => followerError(follower),
  };
}

async function checkDatabase(pool: Pool): Promise<void> {
  let pending: string[];
  try {
    pending = await pendingMigrations(pool, MIGRATIONS);
  } catch (cause) {
    throw new Error('The database does not answer.', { cause });
  }
  if (pending.length > 0) throw new Error(`The database lacks ${pending.length} migrations: run "migrate".`);
}

/** What it tries again after will pass; what stopped it stays. */
function followerError(follower: ReadModelFollower | undefined): Error | undefined {
  const status = follower?.status();
  return status?.state === 'failed' ? (status.error ?? new Error('The follower has failed.')) : undefined;
}
