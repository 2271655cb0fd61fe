import { spawnSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@outturn/database';
import { asAdmin } from '../support/database';
import { until } from './wait';

const STOP_LIMIT_MS = 60_000;
const START_LIMIT_MS = 120_000;

/** A PostgreSQL that is stopped without a farewell and started again on the same files. */
export class RestartedPostgres {
  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedPostgres,
  ) {}

  static async start(dataDir: string): Promise<RestartedPostgres> {
    return new RestartedPostgres(dataDir, await launch(dataDir));
  }

  url(database = 'postgres'): string {
    return this.server.connectionString(database);
  }

  /** PostgreSQL's immediate mode: nobody is asked to finish, nothing is written, the next start recovers. */
  async stopAtOnce(): Promise<void> {
    process.kill(this.server.pid, 'SIGQUIT');
    await until('PostgreSQL should have ended', STOP_LIMIT_MS, () => !runs(this.server.pid));
  }

  /** Settles when it answers, having started it where it has ended. */
  async ensureAnswers(): Promise<void> {
    await until('PostgreSQL should answer', START_LIMIT_MS, async () => {
      if (!runs(this.server.pid)) this.server = await launch(this.dataDir);
      return asAdmin(this.url(), (client) => client.query('select')).then(
        () => true,
        () => false,
      );
    });
  }

  /** Breaks every connection of clients. */
  async cutConnections(): Promise<void> {
    await asAdmin(this.url(), (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      ),
    );
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}

function launch(dataDir: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, report: () => undefined });
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A file system in memory that can be made so small that it is full. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Mounts one below a folder; undefined where that is not allowed here. */
  static mountBelow(parent: string): SmallDisk | undefined {
    const folder = join(parent, 'disk');
    mkdirSync(folder, { mode: 0o755 });
    const words = ['-t', 'tmpfs', '-o', `mode=0755,size=${ROOMY_KILOBYTES}k`, 'outturn-soak', folder];
    return spawnSync('mount', words).status === 0 ? new SmallDisk(folder) : undefined;
  }

  /** Leaves no more room than what is taken and a little, which the server may write in this very moment: then more. */
  fill(): void {
    for (let spareKilobytes = SPARE_KILOBYTES; ; spareKilobytes *= 2) {
      const { blocks, bfree, bsize } = statfsSync(this.folder);
      const problem = this.resize(Math.ceil(((blocks - bfree) * bsize) / 1_024) + spareKilobytes);
      if (problem === undefined) return;
      if (spareKilobytes > MOST_SPARE_KILOBYTES) throw notResized(problem);
    }
  }

  free(): void {
    const problem = this.resize(ROOMY_KILOBYTES);
    if (problem !== undefined) throw notResized(problem);
  }

  unmount(): void {
    spawnSync('umount', ['--lazy', this.folder]);
  }

  /** What is wrong; undefined when it has been done. */
  private resize(kilobytes: number): string | undefined {
    const { status, stderr } = spawnSync('mount', ['-o', `remount,size=${kilobytes}k`, this.folder]);
    return status === 0 ? undefined : stderr.toString().trim();
  }
}

function notResized(problem: string): Error {
  return new Error(`The small file system could not be resized: ${problem}`);
}

const ROOMY_KILOBYTES = 8 * 1_024 * 1_024;
const SPARE_KILOBYTES = 512;
const MOST_SPARE_KILOBYTES = 64 * 1_024;
