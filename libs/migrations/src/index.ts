import type { MigrationClass } from '@outturn/database';
import { ledgerMigrations } from '@outturn/event-store';
import { exportMigrations } from '@outturn/exports';
import { importMigrations } from '@outturn/imports';
import { jobsMigrations } from '@outturn/jobs';
import { peopleMigrations } from '@outturn/people';
import { readModelMigrations } from '@outturn/read-models';

/** Every migration of the program, in order: what the database of every program and of every test holds. */
export const allMigrations: readonly MigrationClass[] = [
  ...ledgerMigrations,
  ...readModelMigrations,
  ...jobsMigrations,
  ...peopleMigrations,
  ...importMigrations,
  ...exportMigrations,
];
