import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../libs/database/src';

/** A PostgreSQL for one run of tests or measurements. */
export interface ThrowawayServer {
  /** URL of a database on it, with all rights. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL in a temporary folder; it goes when it is stopped, or when this process ends in any way. */
export async function startThrowawayServer(): Promise<ThrowawayServer> {
  const folder = makeTemporaryFolder();
  const guard = startGuard(folder, join(folder, 'postgres', 'cluster', 'postmaster.pid'));
  const server = await startEmbeddedPostgres({ dataDir: folder, report: () => undefined });
  return {
    url: server.connectionString('postgres'),
    stop: async () => {
      await server.stop();
      guard.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A new folder that every account may enter, as PostgreSQL may run under another than this one. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outturn-test-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Starts what clears up when this process ends in any way: stops the server of the pid file, and removes the folder. */
export function startGuard(folder: string, pidFile: string): ChildProcess {
  const guard = spawn(process.execPath, [join(__dirname, 'guard.cjs'), folder, pidFile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  // The type covers every kind of standard input; this one is a pipe, whose handle must not keep the process alive.
  (guard.stdin as unknown as { unref(): void }).unref();
  return guard;
}
