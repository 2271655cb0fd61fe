import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A running PostgreSQL server, as its pid file tells. */
export interface Postmaster {
  readonly pid: number;
  /** The folder of its unix socket; undefined while the server has not yet made it. */
  readonly socketDir: string | undefined;
}

/**
 * The server that runs on a cluster's folder; undefined when there is none.
 *
 * Removes the pid file of a dead server whose process id now belongs to another program: PostgreSQL itself would take
 * that program for a server and refuse to start.
 */
export function findPostmaster(clusterDir: string): Postmaster | undefined {
  const pidFile = join(clusterDir, 'postmaster.pid');
  const lines = readLines(pidFile);
  const pid = Number(lines[0]);
  const socketDir = lines[4];
  if (!Number.isInteger(pid) || pid <= 0 || !isRunning(pid)) return undefined;
  const command = commandLine(pid);
  if (command !== '' && !command.includes(clusterDir)) {
    rmSync(pidFile, { force: true });
    return undefined;
  }
  return { pid, socketDir: socketDir === '' ? undefined : socketDir };
}

/** Whether a process runs; one that has ended and only waits to be reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const stat = readFile(`/proc/${pid}/stat`);
  return stat === undefined || !/^\s*[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
}

function commandLine(pid: number): string {
  const fromProc = readFile(`/proc/${pid}/cmdline`);
  if (fromProc !== undefined) return fromProc;
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}

function readLines(file: string): string[] {
  return readFile(file)?.split('\n') ?? [];
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
