import type { Pool } from 'pg';
import { pendingMigrations } from '@outturn/database';
import type { EventStore } from '@outturn/event-store';
import { readFigures } from '@outturn/exports';
import { ImportStore } from '@outturn/imports';
import type { Jobs } from '@outturn/jobs';
import { allMigrations } from '@outturn/migrations';
import { PostgresReadModels, type ReadModelFollower } from '@outturn/read-models';
import type { ServerParts } from './parts';

/**
 * The parts of a server on a PostgreSQL database.
 *
 * @param follower where the read models follow the store in this very process
 */
export function postgresParts(pool: Pool, store: EventStore, jobs: Jobs, follower?: ReadModelFollower): ServerParts {
  return {
    store,
    jobs,
    readModels: new PostgresReadModels(pool, store),
    figuresOf: (question) => readFigures(pool, question),
    imports: new ImportStore(pool),
    checkDatabase: () => checkDatabase(pool),
    followerError: () => followerError(follower),
  };
}

async function checkDatabase(pool: Pool): Promise<void> {
  let pending: string[];
  try {
    pending = await pendingMigrations(pool, allMigrations);
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
