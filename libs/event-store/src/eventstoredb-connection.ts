import type { EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as pause } from 'node:timers/promises';
import { backOffMs } from './back-off';
import { isPassingInEventStoreDb, NoAnswer, translateEventStoreDbError } from './eventstoredb-errors';

export interface EventStoreDbConnectionOptions {
  /** Such as `esdb://user:password@host:2113?tls=true` or `esdb+discover://…`; never goes into a message. */
  readonly url: string;
  /** How long to wait for one answer; 5,000 when absent. */
  readonly answerTimeoutMs?: number;
  /** How long to repeat what got no answer; 20,000 when absent. */
  readonly patienceMs?: number;
}

const DISPOSE_LIMIT_MS = 2_000;
/** Strict about user and password: what they may hold unencoded decides where the password ends and the host begins. */
const URL_PATTERN =
  /^esdb(?:\+discover)?:\/\/(?:[^\s:@/?#]+:[^\s:@/?#]+@)?([\w.-]+(?::\d+)?(?:,[\w.-]+(?::\d+)?)*)\/?(?:\?[^\s@#]*)?$/;
const URL_FORM = 'esdb://user:password@host:2113?tls=true or esdb+discover://user:password@host:2113';

/** The one connection of this process: the client shares state between its instances, across which errors spread. */
const held: { connection?: EventStoreDbConnection } = {};

/** The client of an EventStoreDB or KurrentDB, with time-outs and repetitions that it does not have itself. */
export class EventStoreDbConnection {
  private constructor(
    readonly client: EventStoreDBClient,
    /** Hosts and ports, for people. */
    readonly address: string,
    /** How long one answer may take. */
    readonly answerTimeoutMs: number,
    private readonly patienceMs: number,
  ) {}

  /**
   * Prepares the connection; nothing is sent before it is used.
   *
   * @throws {Error} when the URL is none, or this process has a connection that is not disposed of.
   */
  static async open(options: EventStoreDbConnectionOptions): Promise<EventStoreDbConnection> {
    const { url, answerTimeoutMs = 5_000, patienceMs = 20_000 } = options;
    const address = describeEventStoreUrl(url);
    const client = await makeClient(url);
    if (held.connection) {
      throw new Error('This process has a connection to an event store already: dispose of it first, or share it.');
    }
    held.connection = new EventStoreDbConnection(client, address, answerTimeoutMs, patienceMs);
    return held.connection;
  }

  /**
   * Does something with the store, and does it again with growing pauses while that fails for a passing reason.
   *
   * @param doing what could not be done when it fails for good, such as `the event could not be read`
   * @throws {EventStoreUnavailable} when it did not succeed in time
   * @throws {EventStoreRefused} when the store denies it
   */
  async persist<T>(doing: string, work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.patienceMs;
    for (let failures = 1; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        const pauseMs = backOffMs(failures);
        if (!isPassingInEventStoreDb(error) || performance.now() + pauseMs > deadline) {
          throw translateEventStoreDbError(error, this.address, doing);
        }
        await pause(pauseMs);
      }
    }
  }

  /** The answer, or `NoAnswer` when it takes too long; what comes after that is ignored. */
  async inTime<T>(answer: Promise<T>): Promise<T> {
    const stop = new AbortController();
    const tooLate = pause(this.answerTimeoutMs, undefined, { signal: stop.signal }).then(
      () => Promise.reject(new NoAnswer(this.answerTimeoutMs)),
      () => new Promise<never>(() => undefined),
    );
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      stop.abort();
    }
  }

  /** Ends everything that is on its way; settles within 2 s, whatever the server does. */
  async dispose(): Promise<void> {
    const stop = new AbortController();
    await Promise.race([
      this.client.dispose().catch(() => undefined),
      pause(DISPOSE_LIMIT_MS, undefined, { signal: stop.signal }).catch(() => undefined),
    ]);
    stop.abort();
    if (held.connection === this) held.connection = undefined;
  }
}

/**
 * Hosts and ports of a URL of an event store, without user, password and options.
 *
 * @throws {Error} when it is no such URL; the message does not repeat it.
 */
export function describeEventStoreUrl(url: string): string {
  const hosts = URL_PATTERN.exec(url)?.[1];
  if (hosts === undefined) throw new Error(`EVENTSTORE_URL is not the URL of an EventStoreDB: write ${URL_FORM}.`);
  return hosts;
}

async function makeClient(url: string): Promise<EventStoreDBClient> {
  // The client takes 150 ms to load, which those who keep their events in PostgreSQL should not wait for.
  const { EventStoreDBClient } = await import('@eventstore/db-client');
  try {
    return tame(EventStoreDBClient.connectionString(url));
  } catch (error) {
    // The client's own message repeats parts of the URL.
    const isCertificate = error instanceof Error && /certificate|userCertFile/i.test(error.message);
    throw new Error(
      isCertificate
        ? 'EVENTSTORE_URL names a certificate file that cannot be read: check tlsCAFile, userCertFile and userKeyFile.'
        : `EVENTSTORE_URL is not the URL of an EventStoreDB: write ${URL_FORM}.`,
    );
  }
}

/** The parts of the client that it does not show and that need a change. */
interface Inside {
  supports: () => Promise<boolean>;
  handleError: (client: unknown, error: unknown) => Promise<void>;
}

/**
 * Two habits of the client (6.2.1, the last version) would end this process:
 *
 * Its batch append keeps all unanswered appends in one list for the process. Any broken stream empties the list, and an
 * answer that comes after that throws where nobody can catch it. The plain append has a call and a deadline of its own.
 *
 * After an error it looks for another node in the background, and when there is none that fails where nobody can catch it.
 */
function tame(client: EventStoreDBClient): EventStoreDBClient {
  const inside = client as unknown as Inside;
  inside.supports = () => Promise.resolve(false);
  const { handleError } = inside;
  inside.handleError = (channel, error) => handleError(channel, error).catch(() => undefined);
  return client;
}
