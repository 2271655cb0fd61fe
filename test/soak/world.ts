import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createApplicationPool, migrate } from '@outturn/database';
import { openEventStore, type EventStore } from '@outturn/event-store';
import { allMigrations } from '@outturn/migrations';
import { escapeIdentifier, type Pool } from 'pg';
import { asAdmin } from '../support/database';
import { hasRedis } from '../support/has-redis.cjs';
import { makeTemporaryFolder, startGuard } from '../support/server';
import { Book } from './book';
import { startIdentities, type Identities } from './identities';
import { RestartedPostgres, SmallDisk } from './postgres';
import { Program } from './program';
import { LosingRedis } from './redis';

export const STORES = ['postgres', 'eventstoredb'] as const;
export type StoreName = (typeof STORES)[number];

/** One event store with all that works on it. */
export interface Installation {
  readonly name: StoreName;
  readonly pool: Pool;
  /** Straight on the port, in this process. */
  readonly store: EventStore;
  readonly servers: readonly Program[];
  readonly workers: readonly Program[];
  readonly book: Book;
}

/** Everything that a soak stands on. */
export interface World {
  readonly postgres: RestartedPostgres;
  /** Absent where there is no redis-server: the jobs wait in PostgreSQL. */
  readonly redis: LosingRedis | undefined;
  /** The database's file system; absent where it cannot be mounted. */
  readonly disk: SmallDisk | undefined;
  /** Absent where the events go to PostgreSQL only, or to a server that is not ours. */
  readonly eventStoreDb: Program | undefined;
  readonly identities: Identities;
  readonly installations: readonly Installation[];
}

export interface WorldOptions {
  readonly stores: readonly StoreName[];
  /** Whether the database is kept on a file system of its own, which can be full. */
  readonly smallDisk: boolean;
}

const PROGRAMS: Readonly<Record<StoreName, { readonly servers: number; readonly workers: number }>> = {
  postgres: { servers: 2, workers: 2 },
  eventstoredb: { servers: 1, workers: 2 },
};
const CONNECTIONS = 10;

/** Where what was started is noted, to be ended in the reverse order, however far the start has come. */
export class Clearing {
  private readonly steps: (() => unknown)[] = [];
  private clearing: Promise<void> | undefined;

  /** @param signal after which nothing more is to be started */
  constructor(private readonly signal: AbortSignal) {}

  /** @throws the reason of the signal, when it has fired; the step is done all the same. */
  add(step: () => unknown): void {
    this.steps.unshift(step);
    this.signal.throwIfAborted();
  }

  /** Does every step, also after one that fails; a second call waits for the first. */
  clear(): Promise<void> {
    return (this.clearing ??= this.run());
  }

  private async run(): Promise<void> {
    for (const step of this.steps) {
      await Promise.resolve()
        .then(step)
        .catch(() => undefined);
    }
  }
}

/** Starts a world; `clearing` ends it. */
export async function startWorld({ stores, smallDisk }: WorldOptions, clearing: Clearing): Promise<World> {
  const folder = makeTemporaryFolder();
  clearing.add(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const disk = smallDisk ? SmallDisk.mountBelow(folder) : undefined;
  clearing.add(() => disk?.unmount());
  const dataDir = disk?.folder ?? folder;
  const guard = startGuard(folder, join(dataDir, 'postgres', 'cluster', 'postmaster.pid'));
  clearing.add(() => guard.kill('SIGKILL'));
  const postgres = await RestartedPostgres.start(dataDir);
  clearing.add(() => postgres.stop());
  const redis = hasRedis() ? await LosingRedis.start(folder) : undefined;
  clearing.add(() => redis?.kill());
  const identities = await startIdentities();
  clearing.add(() => {
    identities.close();
  });
  const eventStoreDb = await startEventStoreDb(stores, clearing);
  const installations: Installation[] = [];
  for (const [index, name] of stores.entries()) {
    const setting = settingOf(name, eventStoreDb);
    const environment = {
      ...identities.environment,
      ...redisSetting(redis, index),
      DATA_DIR: join(folder, `data-${name}`),
    };
    installations.push(await install(name, postgres, { ...setting, ...environment }, clearing));
  }
  return { postgres, redis, disk, eventStoreDb, identities, installations };
}

async function startEventStoreDb(stores: readonly StoreName[], clearing: Clearing): Promise<Program | undefined> {
  if (!stores.includes('eventstoredb') || (process.env.EVENTSTORE_URL ?? '') !== '') return undefined;
  const program = new Program('the EventStoreDB', 'test/soak/eventstoredb-process.ts', {});
  clearing.add(() => program.kill());
  await program.start();
  return program;
}

function settingOf(name: StoreName, eventStoreDb: Program | undefined): Record<string, string> {
  if (name === 'postgres') return {};
  return { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: eventStoreDb?.address ?? process.env.EVENTSTORE_URL ?? '' };
}

/** Each installation has a database of its own there: in the same one they would do each other's jobs. */
function redisSetting(redis: LosingRedis | undefined, database: number): Record<string, string> {
  return redis === undefined ? {} : { REDIS_URL: `${redis.url}?db=${database}` };
}

async function install(
  name: StoreName,
  postgres: RestartedPostgres,
  setting: Readonly<Record<string, string>>,
  clearing: Clearing,
): Promise<Installation> {
  const database = `soak_${name}`;
  await asAdmin(postgres.url(), (client) => client.query(`create database ${escapeIdentifier(database)}`));
  const databaseUrl = postgres.url(database);
  await migrate(databaseUrl, allMigrations);
  const book = new Book();
  const pool = createApplicationPool(databaseUrl, { maxConnections: CONNECTIONS, onIdleError: () => undefined });
  clearing.add(() => pool.end());
  const url = setting.EVENTSTORE_URL;
  const choice = url === undefined ? ({ kind: 'postgres' } as const) : ({ kind: 'eventstoredb', url } as const);
  const store = await openEventStore(choice, { pool, onError: () => undefined });
  clearing.add(() => store.close());
  mkdirSync(setting.DATA_DIR ?? '', { recursive: true });
  const environment = { ...setting, DATABASE_URL: databaseUrl };
  const start = (kind: 'server' | 'worker', count: number, logLevel: string) =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const program = new Program(`${kind} ${index + 1} on ${name}`, `apps/${kind}/src/main.ts`, {
          ...environment,
          PORT: '0',
          LOG_LEVEL: logLevel,
        });
        clearing.add(() => program.kill());
        await program.start();
        return program;
      }),
    );
  const servers = await start('server', PROGRAMS[name].servers, 'error');
  const workers = await start('worker', PROGRAMS[name].workers, 'info');
  return { name, pool, store, servers, workers, book };
}

/** Every program of an installation. */
export function programsOf({ servers, workers }: Installation): readonly Program[] {
  return [...servers, ...workers];
}
