import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@outturn/database';
import { startChild, type Child } from '../support/child';
import { makeTemporaryFolder } from '../support/server';

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let reports: string[];
  let children: Child[];
  const report = (line: string) => reports.push(line);

  beforeEach(() => {
    folder = makeTemporaryFolder();
    reports = [];
    children = [];
  });

  afterEach(async () => {
    for (const child of children) await child.killNine();
    // Whatever a test has left running is adopted and then stopped.
    const server = await startEmbeddedPostgres({ dataDir: folder, report });
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function query(url: string, text: string): Promise<unknown[]> {
    const client = new Client(url);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async function startInChild(dataDir = folder): Promise<{ child: Child; url: string; pid: number }> {
    const child = startChild('embedded-child.ts', [dataDir]);
    children.push(child);
    await child.until((lines) => lines.some((line) => /^(url|error): /.test(line)));
    const value = (name: string) => child.lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    return { child, url: value('url') ?? '', pid: Number(value('pid')) };
  }

  it('starts safely set, keeps its data, and ends', async () => {
    const first = await startEmbeddedPostgres({ dataDir: folder, report });
    const url = first.connectionString('outturn');
    expect(reports).toEqual([expect.stringContaining('Creating a database')]);
    const settings = await query(
      url,
      `select name, setting from pg_settings where name in
        ('listen_addresses', 'fsync', 'synchronous_commit', 'max_wal_size', 'unix_socket_permissions', 'TimeZone') order by lower(name)`,
    );
    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'listen_addresses', setting: '' },
      { name: 'max_wal_size', setting: '2048' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'TimeZone', setting: 'UTC' },
      { name: 'unix_socket_permissions', setting: '0700' },
    ]);
    const locale =
      'select datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()';
    await expect(query(url, locale)).resolves.toEqual([{ provider: 'b', locale: 'C.UTF-8' }]);
    await query(url, 'create table kept as select 42 as answer');
    await Promise.all([first.stop(), first.stop()]);
    await expect(query(url, 'select 1')).rejects.toThrow();
    const second = await startEmbeddedPostgres({ dataDir: folder, report });
    expect(reports).toHaveLength(1);
    await expect(query(second.connectionString('outturn'), 'table kept')).resolves.toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('adopts the server of a process that was killed', async () => {
    const { child, url, pid } = await startInChild();
    await query(url, 'create table kept as select 42 as answer');
    await child.killNine();
    const adopted = await startEmbeddedPostgres({ dataDir: folder, report });
    expect(adopted.pid).toBe(pid);
    expect(reports).toEqual(['Found PostgreSQL running from before: using it.']);
    await expect(query(adopted.connectionString('outturn'), 'table kept')).resolves.toEqual([{ answer: 42 }]);
    await adopted.stop();
    await expect(query(url, 'select 1')).rejects.toThrow();
  });

  it('refuses a second process while the first lives', async () => {
    const { child, url } = await startInChild();
    await expect(startEmbeddedPostgres({ dataDir: folder, report })).rejects.toThrow(
      `The data folder ${folder} is in use by process ${child.process.pid}: stop that one first, or set DATA_DIR to another folder.`,
    );
    await expect(query(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    await child.end();
    await expect(query(url, 'select 1')).rejects.toThrow();
  }, 60_000);

  it('lets one of several that start at the same moment have it', async () => {
    const started = await Promise.all([startInChild(), startInChild(), startInChild()]);
    const owners = started.filter(({ url }) => url !== '');
    expect(owners).toHaveLength(1);
    await expect(query(owners[0]?.url ?? '', 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  }, 60_000);

  it('recovers when server and process were both killed, and the process id went to another program', async () => {
    const { child, url, pid } = await startInChild();
    await query(url, 'create table kept as select 42 as answer');
    await child.killNine();
    process.kill(pid, 'SIGKILL');
    const first = await startEmbeddedPostgres({ dataDir: folder, report });
    expect(first.pid).not.toBe(pid);
    await first.stop();
    const pidFile = join(first.folder, 'cluster', 'postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${join(first.folder, 'cluster')}\n0\n5432\n${first.folder}/socket\n\n`);
    const second = await startEmbeddedPostgres({ dataDir: folder, report });
    await expect(query(second.connectionString('outturn'), 'table kept')).resolves.toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('uses a short folder for its socket when the path of the data folder is long', async () => {
    const dataDir = join(folder, 'a folder, with "quotes"', 'x'.repeat(80));
    mkdirSync(dataDir, { recursive: true });
    const server = await startEmbeddedPostgres({ dataDir, report });
    await expect(query(server.connectionString('outturn'), 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('says in one sentence why it does not start', async () => {
    const first = await startEmbeddedPostgres({ dataDir: folder, report });
    await first.stop();
    const settings = join(first.folder, 'cluster', 'postgresql.conf');
    writeFileSync(settings, 'nonsense = 1\n');
    await expect(startEmbeddedPostgres({ dataDir: folder, report })).rejects.toThrow(
      /^PostgreSQL does not start in .*unrecognized configuration parameter "nonsense"/,
    );
    writeFileSync(settings, '');
  }, 60_000);
});
