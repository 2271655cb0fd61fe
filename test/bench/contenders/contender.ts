import { Client, Pool } from 'pg';

/** A way to append events, as its users would use it: its own interface, its own schema, the same server and settings. */
export interface Contender {
  readonly name: string;
  /** Appends so many events to the end of a stream, whatever it holds; several callers may append to one stream. */
  append(streamId: string, eventCount: number): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a contender on a database of its own. */
export type OpenContender = (serverUrl: string, database: string) => Promise<Contender>;

/** As many connections as each contender may have. */
export const MAX_CONNECTIONS = 10;
/** So often a caller tries again that lost a race for a stream; more of it is a fault of the measurement. */
const MOST_RACES = 1_000;

/** Makes a database on the server; gives its URL. */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client(serverUrl);
  await client.connect();
  await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** A pool that does not complain when the server ends before it. */
export function quietPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: MAX_CONNECTIONS });
  pool.on('error', () => undefined);
  return pool;
}

/** Tries again for as long as somebody else was faster. */
export async function untilWon<T>(attempt: () => Promise<T>, isLostRace: (error: unknown) => boolean): Promise<T> {
  for (let race = 0; ; race += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLostRace(error) || race === MOST_RACES) throw error;
    }
  }
}
