export * from './event-store';
export { copyAll, type CopyOptions, type CopyResult } from './copy-all';
export { NotACopy, type CopySource, type CopyTarget } from './copy-target';
export { CommandIdReused, commandEventId, findEarlierOutcome } from './command-identity';
export { EVENT_LIMIT_BYTES, NotStorable } from './encode';
export { EventStoreDbEventStore, STREAM_CATEGORIES, type EventStoreDbOptions } from './eventstoredb';
export {
  describeEventStoreUrl,
  EventStoreDbConnection,
  type EventStoreDbConnectionOptions,
} from './eventstoredb-connection';
export { EventStoreRefused, ForeignLog } from './eventstoredb-errors';
export { UnreadableEvent } from './eventstoredb-events';
export { handle, hasMoved, StaleRevision, type HandleRequest, type HandleResult } from './handle';
export { ledgerMigrations } from './migrations';
export { openEventStore, type EventStoreChoice, type OpenEventStoreOptions } from './open';
export { PostgresEventStore } from './postgres';
export { isPassing } from './postgres-errors';
export { StateCache, type StreamState } from './state-cache';
export {
  currentVersion,
  toRecorded,
  upcast,
  UnknownEvent,
  type EventTypes,
  type EventTypeVersions,
  type Upcast,
} from './upcast';
