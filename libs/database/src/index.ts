export { connectionConfig, describeAddress } from './address';
export {
  EMBEDDED_DATABASE,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded-postgres';
export { NoConnection, migrate, pendingMigrations, requireMigrated, type MigrationClass } from './migrate';
export { APPLICATION_ROLE, createApplicationPool, type ApplicationPoolOptions } from './pool';
