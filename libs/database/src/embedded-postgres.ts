import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { chooseAccount, prepareHome, reachableBinaries } from './embedded-account';
import { locateBinaries } from './embedded-binaries';
import { clusterIn, createCluster, launch, logTail, type Cluster, type Launched } from './embedded-cluster';
import { findPostmaster, isRunning } from './postmaster';

export interface EmbeddedPostgresOptions {
  /** The application's data folder; the database is kept in a folder inside it. */
  readonly dataDir: string;
  /** Receives one line a step, for people. */
  readonly report: (line: string) => void;
}

/** A PostgreSQL server that belongs to this process until `stop`. */
export interface EmbeddedPostgres {
  /** Where everything of the server is kept: the cluster, its log and, mostly, its socket. */
  readonly folder: string;
  /** Process id of the server. */
  readonly pid: number;
  /** URL of a database of this server, with the rights of its owner; it holds no password. */
  connectionString(database: string): string;
  /** Shuts the server down (open transactions are rolled back) and waits until it has ended. */
  stop(): Promise<void>;
}

/** Name of the database that `startEmbeddedPostgres` makes. */
export const EMBEDDED_DATABASE = 'outturn';

const OWNER = 'outturn';
/** Recovery after a crash replays up to 2 GB of log, which takes tens of seconds on a slow disk. */
const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 120_000;
const POLL_MS = 20;
/** A server that has just died may still hold its shared memory for a moment. */
const HANDOVER_LIMIT_MS = 5_000;
/** The server frees the lock of a killed process at once; this leaves room for a busy machine. */
const OWNERSHIP_LIMIT_MS = 2_000;
const OWNERSHIP_LOCK = 7_245_918_201;

/**
 * Starts the embedded PostgreSQL on a data folder, or adopts the one that a killed process left running there.
 *
 * The server listens on a unix socket in a private folder only, admits only this account, and survives this process:
 * call `stop` last. Linux and macOS only.
 *
 * @throws {Error} one sentence when another live process uses the folder, or the server does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { report } = options;
  const account = chooseAccount(report);
  const binaries = reachableBinaries(locateBinaries(), account, report);
  const cluster = clusterIn(prepareHome(options.dataDir, account, report), account, binaries);
  await createCluster(cluster, report);
  const { client, pid, socketDir } = await reachServer(cluster, report);
  try {
    await takeOwnership(client, options.dataDir);
    await createDatabase(client, EMBEDDED_DATABASE);
  } catch (error) {
    await client.end();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    folder: cluster.home,
    pid,
    connectionString: (database) => connectionString(socketDir, database),
    stop: () => (stopped ??= stopServer(client, pid, cluster, socketDir)),
  };
}

function connectionString(socketDir: string, database: string): string {
  // The host in the query wins; the one before the path only makes it a URL that every parser reads.
  return `postgresql://${OWNER}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}`;
}

interface Reached {
  readonly client: Client;
  readonly pid: number;
  readonly socketDir: string;
}

async function reachServer(cluster: Cluster, report: (line: string) => void): Promise<Reached> {
  const deadline = Date.now() + START_LIMIT_MS;
  let launched: Launched | undefined;
  let failedSince: number | undefined;
  let lastProblem = '';
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(cluster.folder);
    if (postmaster?.socketDir !== undefined) {
      const client = await tryConnect(postmaster.socketDir);
      if (client instanceof Client) {
        if (postmaster.pid !== launched?.pid) report('Found PostgreSQL running from before: using it.');
        return { client, pid: postmaster.pid, socketDir: postmaster.socketDir };
      }
      lastProblem = client.message;
    } else if (postmaster === undefined && (launched === undefined || launched.ended())) {
      if (launched !== undefined) await refuseUnlessHandover(cluster, (failedSince ??= Date.now()));
      launched = await launch(cluster);
    }
    await pause(POLL_MS);
  }
  throw new Error(
    `PostgreSQL in ${cluster.home} did not answer within ${START_LIMIT_MS / 1000} s (${lastProblem}): see its log in that folder.`,
  );
}

/** A server that is just ending, or another start, may be in the way for a moment; any other failure is final. */
async function refuseUnlessHandover(cluster: Cluster, failedSince: number): Promise<void> {
  const reason = await logTail(cluster);
  const isInTheWay = /lock file|shared memory block/.test(reason);
  if (isInTheWay && Date.now() - failedSince < HANDOVER_LIMIT_MS) return;
  throw new Error(`PostgreSQL does not start in ${cluster.home}: ${reason}`);
}

async function tryConnect(socketDir: string): Promise<Client | Error> {
  const client = new Client({
    connectionString: connectionString(socketDir, 'postgres'),
    application_name: `outturn-supervisor ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  // A server that ends by itself breaks this connection; those who work with it notice on their own connections.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The lock lives in the connection, so a crash of this process frees it. */
async function takeOwnership(client: Client, dataDir: string): Promise<void> {
  const deadline = Date.now() + OWNERSHIP_LIMIT_MS;
  while (Date.now() < deadline) {
    const answer = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [OWNERSHIP_LOCK]);
    if (answer.rows[0]?.taken === true) return;
    await pause(POLL_MS);
  }
  const holders = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and a.application_name like 'outturn-supervisor %'`,
  );
  const holder = holders.rows[0]?.name.split(' ')[1] ?? 'unknown';
  throw new Error(
    `The data folder ${dataDir} is in use by process ${holder}: stop that one first, or set DATA_DIR to another folder.`,
  );
}

async function createDatabase(client: Client, name: string): Promise<void> {
  const found = await client.query('select from pg_database where datname = $1', [name]);
  if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
}

async function stopServer(client: Client, pid: number, cluster: Cluster, socketDir: string): Promise<void> {
  await client.end().catch(() => undefined);
  // SIGINT is PostgreSQL's fast shutdown: it disconnects everybody and writes a checkpoint.
  if (isRunning(pid)) process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (isRunning(pid)) {
    if (Date.now() > deadline) {
      throw new Error(
        `PostgreSQL (process ${pid}) in ${cluster.home} did not end within ${STOP_LIMIT_MS / 1000} s: see its log in that folder.`,
      );
    }
    await pause(POLL_MS);
  }
  if (!socketDir.startsWith(cluster.home)) await rm(socketDir, { recursive: true, force: true });
}
