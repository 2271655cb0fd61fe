import type { MigrationClass } from '@outturn/database';
import { ledgerMigrations } from '@outturn/event-store';
import { readModelMigrations } from '@outturn/read-models';

/** Every migration of the program, in order: what a test database holds. */
export const allMigrations: readonly MigrationClass[] = [...ledgerMigrations, ...readModelMigrations];
