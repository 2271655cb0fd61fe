import { types } from 'node:util';
import { EventStoreUnavailable } from './event-store';

/** The event store turned the program away, and will again until somebody changes something there or here. */
export class EventStoreRefused extends Error {
  override readonly name = 'EventStoreRefused';
}

/** The log is not the one that the positions belong to. */
export class ForeignLog extends Error {
  override readonly name = 'ForeignLog';
}

/** No answer came within the time that this program waits. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
  }
}

/** The server ended, as if all were well, what it should have gone on with. */
export class EndedByServer extends Error {
  override readonly name = 'EndedByServer';
  constructor() {
    super('it ended the call');
  }
}

/** What gRPC and the client put into their errors; raw errors of gRPC have no `type`. */
interface Traits {
  readonly type: string;
  readonly code: number;
  readonly message: string;
}

/** Cancelled by the server, unknown, deadline, exhausted, aborted, internal (a broken stream), unavailable. */
const PASSING_CODES = [1, 2, 4, 8, 10, 13, 14];
const PASSING_TYPES = ['unavailable', 'deadline-exceeded', 'timeout', 'cancelled', 'not-leader'];
/** Errors of the client without a code: no node of a cluster answered; a channel that it has closed meanwhile. */
const PASSING_MESSAGES = /Failed to discover|Channel has been shut down|Premature close|write after end/;
const CERTIFICATE = /certificate|self[- ]signed|unable to verify|SSL routines|wrong version number|CERT_/i;

/** Whether a repetition may succeed: the store could not be reached, did not answer, or another node leads now. */
export function isPassingInEventStoreDb(error: unknown): boolean {
  if (error instanceof NoAnswer || error instanceof EndedByServer) return true;
  const { type, code, message } = traitsOf(error);
  // `unknown` is what the client calls every error of gRPC that it has no name for.
  if (type !== '' && type !== 'unknown') return PASSING_TYPES.includes(type);
  return PASSING_CODES.includes(code) || PASSING_MESSAGES.test(message);
}

/**
 * The port's error for one of the client, in one sentence.
 *
 * @param address of the store, without user and password
 * @param doing what was tried, such as `the events of stream s could not be read`
 */
export function translateEventStoreDbError(error: unknown, address: string, doing: string): unknown {
  const { type, code, message } = traitsOf(error);
  const reason = message.replace(/\s+/g, ' ').slice(0, 200);
  if (CERTIFICATE.test(message)) {
    return new EventStoreUnavailable(
      `The event store at ${address} has a certificate that this program does not trust, or speaks without TLS (${reason}): set tlsCAFile or tls in EVENTSTORE_URL.`,
      { cause: error },
    );
  }
  if (isPassingInEventStoreDb(error)) {
    return new EventStoreUnavailable(
      `The event store at ${address} does not answer, so ${doing} (${reason}): try again, and if it stays so check that it runs and that EVENTSTORE_URL has its host, its port and the right tls.`,
      { cause: error },
    );
  }
  if (type === 'access-denied' || code === 7 || code === 16) {
    return new EventStoreRefused(
      `The event store at ${address} denies access, so ${doing}: check user and password in EVENTSTORE_URL, and that the user may read and write the streams of this program and read $all.`,
      { cause: error },
    );
  }
  if (type === 'stream-deleted') {
    return new EventStoreRefused(
      `A stream was deleted in the event store at ${address}, so ${doing}: restore the store from a backup.`,
      { cause: error },
    );
  }
  if (code !== -1) {
    return new EventStoreRefused(`The event store at ${address} refused, so ${doing} (${reason}): see its log.`, {
      cause: error,
    });
  }
  return error;
}

/** The fields by which errors of client and gRPC are told apart; `code` is -1 where there is none. */
function traitsOf(error: unknown): Traits {
  if (!types.isNativeError(error)) return { type: '', code: -1, message: String(error) };
  // Neither the client nor gRPC exports what its errors have in common.
  const { type, code, message } = error as { type?: unknown; code?: unknown; message: string };
  return { type: typeof type === 'string' ? type : '', code: typeof code === 'number' ? code : -1, message };
}

/** What the client calls an error, such as `wrong-expected-version`; empty for any other error. */
export function typeOf(error: unknown): string {
  return traitsOf(error).type;
}
