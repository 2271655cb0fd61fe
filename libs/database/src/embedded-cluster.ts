import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, lstatSync, openSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePrivateFolder, type Account } from './embedded-account';
import type { EmbeddedBinaries } from './embedded-binaries';
import { isRunning } from './postmaster';

/** The folders, the account and the programs of one embedded server. */
export interface Cluster {
  /** Holds everything of the server. */
  readonly home: string;
  /** What PostgreSQL calls its data directory. */
  readonly folder: string;
  readonly logFile: string;
  readonly account: Account;
  readonly binaries: EmbeddedBinaries;
}

/** A server process that was started here. */
export interface Launched {
  readonly pid: number;
  ended(): boolean;
}

/** The path of a unix socket has at most 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_LIMIT_BYTES = 103;
const SOCKET_NAME = '.s.PGSQL.5432';
const LOG_TAIL_LINES = 5;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

const SETTINGS = [
  'listen_addresses=',
  'port=5432',
  'unix_socket_permissions=0700',
  'fsync=on',
  'synchronous_commit=on',
  'max_wal_size=2GB',
  'timezone=UTC',
  'log_timezone=UTC',
];

/** Names the parts of a server that is kept in one folder. */
export function clusterIn(home: string, account: Account, binaries: EmbeddedBinaries): Cluster {
  return { home, folder: join(home, 'cluster'), logFile: join(home, 'log'), account, binaries };
}

/**
 * Makes the cluster when it is missing, and writes who may connect.
 *
 * It is made beside its place and then renamed, so that neither a crash nor a second start leaves half a cluster.
 */
export async function createCluster(cluster: Cluster, report: (line: string) => void): Promise<void> {
  if (!existsSync(cluster.folder)) {
    report(`Creating a database in ${cluster.home} (only the first time) …`);
    const unfinished = `${cluster.folder}.${process.pid}`;
    await removeUnfinished(cluster);
    makePrivateFolder(unfinished, cluster.account);
    await runInitdb(cluster, unfinished);
    try {
      await rename(unfinished, cluster.folder);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      // Another start has finished the same folder first.
      if (!existsSync(cluster.folder)) throw error;
    }
  }
  await writeAdmission(cluster);
}

async function removeUnfinished(cluster: Cluster): Promise<void> {
  for (const name of await readdir(cluster.home)) {
    const pid = /^cluster\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid)))) {
      await rm(join(cluster.home, name), { recursive: true, force: true });
    }
  }
}

async function runInitdb(cluster: Cluster, folder: string): Promise<void> {
  const words = [
    `--pgdata=${folder}`,
    '--username=outturn',
    '--auth=peer',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const child = spawn(cluster.binaries.initdb, words, {
    ...processOptions(cluster),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const code = await new Promise<number | null>((settle, fail) => {
    child.on('error', fail);
    child.on('close', settle);
  }).catch((error: unknown) => {
    throw new Error(
      `The embedded PostgreSQL cannot run on this system (it needs glibc 2.27 or newer on Linux): set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause: error },
    );
  });
  if (code !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`The database could not be created in ${cluster.home}: ${complaints.trim()}`);
  }
}

/** The kernel tells PostgreSQL who connects, so there is no password to keep. */
async function writeAdmission(cluster: Cluster): Promise<void> {
  const names = [...new Set([cluster.account.name, cluster.account.caller])];
  const options = { mode: 0o644 };
  await writeFile(join(cluster.folder, 'pg_hba.conf'), 'local all all peer map=outturn\n', options);
  const lines = names.map((name) => `outturn "${name}" outturn\n`);
  await writeFile(join(cluster.folder, 'pg_ident.conf'), lines.join(''), options);
}

/** Starts the server, detached: it must outlive a crash of this process, and be stopped last. */
export async function launch(cluster: Cluster): Promise<Launched> {
  const socketDir = prepareSocketDir(cluster);
  const log = openSync(cluster.logFile, (await logSizeBytes(cluster)) > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600);
  const quotedSocketDir = `"${socketDir.replaceAll('"', '""')}"`;
  const words = [...SETTINGS, `unix_socket_directories=${quotedSocketDir}`].flatMap((setting) => ['-c', setting]);
  let ended = false;
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.folder, ...words], {
    ...processOptions(cluster),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  child.unref();
  return { pid: child.pid ?? -1, ended: () => ended };
}

async function logSizeBytes(cluster: Cluster): Promise<number> {
  return stat(cluster.logFile).then(
    (found) => found.size,
    () => 0,
  );
}

/** The last lines that the server wrote, as one line. */
export async function logTail(cluster: Cluster): Promise<string> {
  const text = await readFile(cluster.logFile, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-LOG_TAIL_LINES).join(' | ') || 'it wrote no log.';
}

/** The name in the temporary folder follows from the data folder, so that a later start finds the same one. */
function prepareSocketDir(cluster: Cluster): string {
  let folder = join(cluster.home, 'socket');
  if (Buffer.byteLength(join(folder, SOCKET_NAME)) > SOCKET_PATH_LIMIT_BYTES) {
    folder = join(tmpdir(), `outturn-${createHash('sha256').update(cluster.home).digest('hex').slice(0, 12)}`);
  }
  // Nothing is changed on a folder that is there: in the temporary folder it could be somebody else's.
  if (!existsSync(folder)) makePrivateFolder(folder, cluster.account);
  const found = lstatSync(folder);
  const owner = cluster.account.other?.uid ?? process.getuid?.();
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new Error(`The folder ${folder} is not private to the user "${cluster.account.name}": remove it.`);
  }
  return folder;
}

function processOptions(cluster: Cluster) {
  // Settings of the surrounding shell, such as PGDATA or LC_ALL, must not reach the server.
  return { ...cluster.account.other, cwd: cluster.home, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
}
