import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { until } from './wait';

const START_LIMIT_MS = 30_000;

/** A Redis without a copy on disk, which is emptied, killed and started again. */
export class LosingRedis {
  /** How often it has lost everything. */
  losses = 0;
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly socket: string,
  ) {}

  static async start(folder: string): Promise<LosingRedis> {
    const redis = new LosingRedis(folder, join(folder, 'redis.sock'));
    await redis.start();
    return redis;
  }

  get url(): string {
    return `unix://${this.socket}`;
  }

  async start(): Promise<void> {
    const words = [
      '--port',
      '0',
      '--unixsocket',
      this.socket,
      '--dir',
      this.folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    this.server = spawn('redis-server', words, { stdio: 'ignore' });
    await until('Redis should answer', START_LIMIT_MS, () =>
      this.ask((client) => client.ping()).then(
        () => true,
        () => false,
      ),
    );
  }

  async empty(): Promise<void> {
    this.losses += 1;
    await this.ask((client) => client.flushall());
  }

  /** Ends it as a crash would, with all that it held. */
  async kill(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    this.losses += 1;
    const ended = once(server, 'exit');
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGKILL');
      await ended;
    }
  }

  private async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.socket, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await question(client);
    } finally {
      client.disconnect();
    }
  }
}
