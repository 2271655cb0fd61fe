import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { binariesIn, type EmbeddedBinaries } from './embedded-binaries';

/** The operating system's account under which PostgreSQL runs. */
export interface Account {
  readonly name: string;
  /** The account under which this program runs, which PostgreSQL admits besides its own. */
  readonly caller: string;
  /** Present when PostgreSQL runs under another account than this program. */
  readonly other: { readonly uid: number; readonly gid: number } | undefined;
}

type Report = (line: string) => void;

const ACCOUNT_NAME = 'postgres';
const FOLDER_FOR_ROOT = '/var/lib/outturn';

/**
 * Chooses the account for PostgreSQL: one's own, or `postgres` (made when missing) for root, whom PostgreSQL refuses.
 *
 * @throws {Error} when this user has no name, or the account cannot be made.
 */
export function chooseAccount(report: Report): Account {
  const caller = callerName();
  if (process.getuid?.() !== 0) return { name: caller, caller, other: undefined };
  let other = findIds();
  if (other === undefined) {
    const made = spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', ACCOUNT_NAME]);
    other = findIds();
    if (other === undefined) {
      const detail = made.error?.message ?? made.stderr.toString().trim();
      throw new Error(
        `PostgreSQL does not run as root and the user ${ACCOUNT_NAME} could not be made (${detail}): start as an ordinary user, or set DATABASE_URL.`,
      );
    }
    report(`PostgreSQL does not run as root: made the system user "${ACCOUNT_NAME}" for it.`);
  }
  return { name: ACCOUNT_NAME, caller, other };
}

function callerName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    throw new Error(
      `The user with id ${process.getuid?.()} has no name on this system, which PostgreSQL needs: start as a named user, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

function findIds(): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, ACCOUNT_NAME], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/**
 * The folder in which everything of the embedded PostgreSQL is kept, made and owned by its account: `postgres` in the
 * data folder, or a folder elsewhere when the account cannot enter the data folder. Says so when it is elsewhere.
 */
export function prepareHome(dataDir: string, account: Account, report: Report): string {
  const wanted = resolve(dataDir);
  makeFolder(wanted);
  let home = join(wanted, 'postgres');
  if (!canEnter(wanted, account)) {
    home = join(FOLDER_FOR_ROOT, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
    makeFolder(FOLDER_FOR_ROOT);
    report(`The user "${account.name}" cannot enter ${wanted}: the database is kept in ${home} instead.`);
  }
  makePrivateFolder(home, account);
  return home;
}

/** The programs, or a copy of them where the account of PostgreSQL can run them. Says so when it makes the copy. */
export function reachableBinaries(binaries: EmbeddedBinaries, account: Account, report: Report): EmbeddedBinaries {
  if (canEnter(join(binaries.folder, 'bin'), account)) return binaries;
  const copy = join(FOLDER_FOR_ROOT, `postgresql-${binaries.version}`);
  if (!existsSync(copy)) {
    report(`The user "${account.name}" cannot enter ${binaries.folder}: copying PostgreSQL to ${copy}.`);
    makeFolder(FOLDER_FOR_ROOT);
    const unfinished = `${copy}.${process.pid}`;
    cpSync(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true });
    chmodSync(unfinished, 0o755);
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      // Another start may have finished the same copy first.
      if (!existsSync(copy)) throw error;
    }
  }
  return binariesIn(copy, binaries.version);
}

/** Makes a folder of mode 0700 that the account owns; leaves the contents of an existing one alone. */
export function makePrivateFolder(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account.other === undefined) return;
  chownSync(folder, account.other.uid, account.other.gid);
}

function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  // A strict umask would keep the account of PostgreSQL out of a folder that is new anyway.
  if (first !== undefined && process.getuid?.() === 0) chmodSync(folder, 0o755);
}

function canEnter(folder: string, account: Account): boolean {
  if (account.other === undefined) return true;
  return spawnSync('test', ['-x', folder], { cwd: '/', ...account.other }).status === 0;
}
