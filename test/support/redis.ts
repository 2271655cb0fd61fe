import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { makeTemporaryFolder, startGuard } from './server';

/** A Redis for one run of tests. */
export interface ThrowawayRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const READY = /ready to accept connections/i;
const ROOT = join(__dirname, '..', '..');

/** Starts a Redis that nobody else can reach, on a socket in a temporary folder; it goes when this process ends in any way. */
export async function startThrowawayRedis(): Promise<ThrowawayRedis> {
  const folder = makeTemporaryFolder();
  const socket = join(folder, 'redis.sock');
  const pidFile = join(folder, 'redis.pid');
  const guard = startGuard(folder, pidFile);
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--pidfile', pidFile, '--dir', folder, '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(server, 'exit');
  const lines = createInterface(server.stdout);
  await new Promise<void>((resolve, reject) => {
    const said: string[] = [];
    lines.on('line', (line) => {
      said.push(line);
      if (READY.test(line)) resolve();
    });
    lines.once('close', () => {
      reject(new Error(`redis-server ended at once: ${said.join('\n')}`));
    });
  });
  return {
    url: `unix://${socket}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      guard.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The suites that need a Redis. */
export function redisSuites(): string[] {
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.redis.spec.ts'))
    .map((file) => relative(ROOT, join(ROOT, 'test', file)));
}
