import { randomInt } from 'node:crypto';
import { ConfigurationError, parseConfiguration, type Configuration } from '@outturn/configuration';
import { describeAddress, migrate, pendingMigrations } from '@outturn/database';
import { copyAll, describeEventStoreUrl } from '@outturn/event-store';
import { allMigrations } from '@outturn/migrations';
import { Command } from 'commander';
import type { Pool } from 'pg';
import { Closers } from './closers';
import { TOOL_CONNECTIONS, openStore, prepareDatabase, type Opened } from './database';
import { complain, say, seconds, sentenceOf } from './output';
import { progressDisplay } from './progress';

/** Where events lie; `url` is absent for the database that is configured. */
type Place =
  { readonly kind: 'postgres'; readonly url?: string } | { readonly kind: 'eventstoredb'; readonly url: string };

const HELP = `
A store is one of:
  postgres            the configured database: that of DATABASE_URL, or the embedded one
  eventstoredb        the one of EVENTSTORE_URL, with EVENT_STORE=eventstoredb
  postgresql://...    another PostgreSQL
  esdb://...          another EventStoreDB or KurrentDB, or esdb+discover://...
The positions of events in an EventStoreDB are kept in the configured database.

Other people on this machine can read the words of a command, and so a password in a URL: leave it to PGPASSWORD or
~/.pgpass, and write "eventstoredb" for an EventStoreDB.

Stop every program that writes to either before. A copy that was cut off goes on where it ended when it is run again.`;

/** `copy-events --from <store> --to <store>`: moves house, and proves that both then hold the same events. */
export function copyEventsCommand(): Command {
  return new Command('copy-events')
    .description('copy all events to another event store, and prove that both hold the same')
    .requiredOption('--from <store>', 'where the events are')
    .requiredOption('--to <store>', 'an empty store, or one that a copy was begun to')
    .addHelpText('after', HELP)
    .action(async ({ from, to }: { from: string; to: string }) => {
      const configuration = parseConfiguration(process.env, 'tool');
      const places = { from: parsePlace('--from', from, configuration), to: parsePlace('--to', to, configuration) };
      if (places.from.kind === 'eventstoredb' && places.to.kind === 'eventstoredb') {
        throw new ConfigurationError([
          '--from and --to are both an EventStoreDB: move one of those by its own backup, or copy by way of a PostgreSQL.',
        ]);
      }
      const closers = new Closers(complain);
      try {
        await copyBetween(places, configuration, closers);
      } finally {
        await closers.close();
      }
    });
}

async function copyBetween(
  { from, to }: { from: Place; to: Place },
  configuration: Configuration,
  closers: Closers,
): Promise<void> {
  const startedAt = performance.now();
  let home: Promise<string> | undefined;
  const prepareHome = () => (home ??= prepareDatabase(configuration, closers));
  const source = await openSource(from, prepareHome, closers);
  const target = await openTarget(to, prepareHome, closers);
  if (from.kind === to.kind && (await isSameDatabase(source.pool, target.pool))) {
    throw new Error('--from and --to are the same database: name another one for one of them.');
  }
  const display = progressDisplay();
  const showing = (what: string) => (done: number, total: number) => {
    display.show(Math.floor((done * 100) / total), `${done} of ${total} events ${what}`);
  };
  const { copied, events, digest } = await copyAll(source.store, target.store, {
    onCopied: showing('copied'),
    onCompared: showing('compared'),
  }).finally(() => {
    display.end();
  });
  say(`Copied ${copied} events (${seconds(performance.now() - startedAt)}).`);
  say(`Both hold the same ${events} events; SHA-256 ${digest}.`);
}

/** @throws {ConfigurationError} when it is no store; the message does not repeat it, as it may hold a password */
function parsePlace(option: string, text: string, { eventStore }: Configuration): Place {
  if (text === 'postgres') return { kind: 'postgres' };
  if (text === 'eventstoredb') {
    if (eventStore.kind === 'eventstoredb') return eventStore;
    throw new ConfigurationError([
      `${option} is eventstoredb: set EVENT_STORE=eventstoredb, and EVENTSTORE_URL to where it is.`,
    ]);
  }
  if (isUrl(text, describeAddress)) return { kind: 'postgres', url: text };
  if (isUrl(text, describeEventStoreUrl)) return { kind: 'eventstoredb', url: text };
  throw new ConfigurationError([
    `${option} is no store: write postgres, eventstoredb, postgresql://user@host:5432/database or esdb://host:2113.`,
  ]);
}

function isUrl(text: string, describe: (url: string) => string): boolean {
  try {
    describe(text);
    return true;
  } catch {
    return false;
  }
}

type PrepareHome = () => Promise<string>;

/** Reads what is there and makes nothing: a wrong name must not leave a schema in somebody's database. */
async function openSource(place: Place, prepareHome: PrepareHome, closers: Closers): Promise<Opened> {
  if (place.kind === 'eventstoredb' || place.url === undefined) return openAtHome(place, await prepareHome(), closers);
  const opened = await openStore(place.url, { kind: 'postgres' }, TOOL_CONNECTIONS, closers);
  const pending = await naming('--from', place.url, pendingMigrations(opened.pool, allMigrations));
  if (pending.length === 0) return opened;
  throw new Error(
    `--from ${describeAddress(place.url)} lacks ${pending.join(', ')}: run "migrate" on it first, if it is the right one.`,
  );
}

async function openTarget(place: Place, prepareHome: PrepareHome, closers: Closers): Promise<Opened> {
  if (place.kind === 'eventstoredb' || place.url === undefined) return openAtHome(place, await prepareHome(), closers);
  await naming('--to', place.url, migrate(place.url, allMigrations));
  return openStore(place.url, { kind: 'postgres' }, TOOL_CONNECTIONS, closers);
}

/** The configured database: with its own events, or with the positions of those in an EventStoreDB. */
function openAtHome(place: Place, home: string, closers: Closers): Promise<Opened> {
  const choice = place.kind === 'eventstoredb' ? place : ({ kind: 'postgres' } as const);
  return openStore(home, choice, TOOL_CONNECTIONS, closers);
}

/** Says with an error which of the two databases it is about. */
function naming<T>(option: string, url: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw new Error(`${option} ${describeAddress(url)} cannot be used: ${sentenceOf(error)}`, { cause: error });
  });
}

/** Whether both lead to one database, by whatever name: a lock that one session holds, another cannot have. */
async function isSameDatabase(one: Pool, other: Pool): Promise<boolean> {
  const key = randomInt(2 ** 47);
  const client = await one.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [key]);
    const answer = await other.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [key]);
    return answer.rows[0]?.free === false;
  } finally {
    // Ending the session gives the lock back.
    client.release(true);
  }
}
