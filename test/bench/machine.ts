import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const PEERS = [
  '@event-driven-io/emmett-postgresql',
  '@castore/event-storage-adapter-postgres',
  '@eventide/message-db',
  'autocannon',
];
const SETTINGS = ['fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size'];

/** The machine, the versions of all that is compared, and how durable the server is. */
export async function describeMachine(serverUrl: string): Promise<Record<string, string | number>> {
  const client = new Client(serverUrl);
  await client.connect();
  const answer = await client.query<{ name: string; setting: string }>(
    `select name, current_setting(name) as setting from unnest($1::text[]) name`,
    [['server_version', ...SETTINGS]],
  );
  await client.end();
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    ...Object.fromEntries(answer.rows.map(({ name, setting }) => [`PostgreSQL: ${name}`, setting])),
    ...Object.fromEntries(PEERS.map((name) => [name, versionOf(name)])),
  };
}

/** From its manifest, which not every package lets others require. */
function versionOf(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { version: string };
      return manifest.version;
    } catch {
      // It lies in one of the folders further up.
    }
  }
  throw new Error(`The package ${name} is not installed.`);
}
