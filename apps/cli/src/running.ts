import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** Where the embedded PostgreSQL of a running `start` answers, so that other commands can use it meanwhile. */
interface Running {
  readonly pid: number;
  /** Names a socket of this machine and holds no password. */
  readonly databaseUrl: string;
}

const CONNECT_TIMEOUT_MS = 2_000;

function fileIn(dataDir: string): string {
  return join(dataDir, 'running.json');
}

/** Notes where the database of this process answers. */
export function noteRunning(dataDir: string, databaseUrl: string): void {
  mkdirSync(dataDir, { recursive: true });
  const running: Running = { pid: process.pid, databaseUrl };
  writeFileSync(fileIn(dataDir), JSON.stringify(running), { mode: 0o600 });
}

/** Removes the note of this process, and no other's. */
export function forgetRunning(dataDir: string): void {
  if (readRunning(dataDir)?.pid === process.pid) rmSync(fileIn(dataDir), { force: true });
}

/** The URL of the database that another process runs on this data folder, when it answers. */
export async function runningDatabase(dataDir: string): Promise<string | undefined> {
  const running = readRunning(dataDir);
  if (!running) return undefined;
  const client = new Client({
    connectionString: running.databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return running.databaseUrl;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function readRunning(dataDir: string): Running | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
    return isRunning(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(read: unknown): read is Running {
  if (typeof read !== 'object' || read === null) return false;
  return 'pid' in read && typeof read.pid === 'number' && 'databaseUrl' in read && typeof read.databaseUrl === 'string';
}
