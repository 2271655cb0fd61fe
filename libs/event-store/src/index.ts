export * from './event-store';
export { CommandIdReused, commandEventId } from './command-identity';
export { EVENT_LIMIT_BYTES, NotStorable } from './encode';
export { handle, hasMoved, StaleRevision, type HandleRequest, type HandleResult } from './handle';
export { ledgerMigrations } from './migrations';
export { PostgresEventStore } from './postgres';
export { isPassing } from './postgres-errors';
export { StateCache } from './state-cache';
export {
  currentVersion,
  toRecorded,
  upcast,
  UnknownEvent,
  type EventTypes,
  type EventTypeVersions,
  type Upcast,
} from './upcast';
