import { types } from 'node:util';
import { DatabaseError } from 'pg';
import { EventStoreUnavailable } from './event-store';

/** Connection lost, no resources, shutting down, time-outs, deadlock, or a server that is now a read-only copy. */
const PASSING_SQLSTATES = /^(08|53|57P|57014|55P03|40001|40P01|25006|25P03)/;

/** What JavaScript itself throws at a mistake in the program. */
const MISTAKES = ['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError'];

/** Whether an error of `pg` comes from the connection or the server's state, so that a repetition may succeed. */
export function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) return PASSING_SQLSTATES.test(error.code ?? '');
  // All else that pg reports is about connections. Node's own errors need not be instances of this realm's Error.
  return types.isNativeError(error) && !MISTAKES.includes(error.name);
}

/** The error to give to callers: `EventStoreUnavailable` for a passing one, any other as it is. */
export function translateError(error: unknown): unknown {
  if (!isPassing(error) || error instanceof EventStoreUnavailable) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new EventStoreUnavailable(`The event store does not answer (${reason}): try again.`, { cause: error });
}
