import type { Pool } from 'pg';
import { requireMigrated } from '@outturn/database';
import type { EventStore } from '@outturn/event-store';
import { ExportFiles, readFigures } from '@outturn/exports';
import { ImportStore } from '@outturn/imports';
import type { Jobs } from '@outturn/jobs';
import { allMigrations } from '@outturn/migrations';
import { Directory } from '@outturn/people';
import { PostgresReadModels, type ReadModelFollower } from '@outturn/read-models';
import type { ServerParts } from './parts';
import { Sessions } from './security/sessions';

/** What the parts of a server are made of. */
export interface Foundations {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly jobs: Jobs;
  /** The folder into which the worker writes files. */
  readonly dataDir: string;
  /** Where the read models follow the store in this very process. */
  readonly follower?: ReadModelFollower;
}

/** The parts of a server on a PostgreSQL database. */
export function postgresParts({ pool, store, jobs, dataDir, follower }: Foundations): ServerParts {
  return {
    store,
    jobs,
    readModels: new PostgresReadModels(pool, store),
    figuresOf: (question) => readFigures(pool, question),
    exportFiles: new ExportFiles(dataDir),
    imports: new ImportStore(pool),
    sessions: new Sessions(pool),
    directory: new Directory(pool),
    checkDatabase: () => requireMigrated(pool, allMigrations),
    followerError: () => followerError(follower),
  };
}

/** What it tries again after will pass; what stopped it stays. */
function followerError(follower: ReadModelFollower | undefined): Error | undefined {
  const status = follower?.status();
  return status?.state === 'failed' ? (status.error ?? new Error('The follower has failed.')) : undefined;
}
