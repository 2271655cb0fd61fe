import { isNativeError } from 'node:util/types';
import { Refusal } from '@outturn/domain';
import {
  EventStoreRefused,
  EventStoreUnavailable,
  ForeignLog,
  isPassing,
  UnknownEvent,
  UnreadableEvent,
} from '@outturn/event-store';
import { CheckpointAhead, ForeignEventStore, OutdatedReadModel } from './checkpoints';

/** Errors that come back however often the same is tried. */
const LASTING = [
  CheckpointAhead,
  ForeignEventStore,
  OutdatedReadModel,
  UnknownEvent,
  UnreadableEvent,
  ForeignLog,
  EventStoreRefused,
  Refusal,
];

/** Whether following may succeed when it is tried again, as the error comes from a connection or the state of the server. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof EventStoreUnavailable) return true;
  return isPassing(error) && !LASTING.some((kind) => error instanceof kind);
}

/** What was thrown, as an error: one of Node's own need not be an instance of this realm's Error. */
export function asError(thrown: unknown): Error {
  return isNativeError(thrown) ? thrown : new Error(String(thrown));
}
