import { randomBytes } from 'node:crypto';
import { describeAddress, migrate, pendingMigrations } from '@outturn/database';
import { asAdmin, createTestDatabase, type TestDatabase } from '../support/database';
import { allMigrations } from '@outturn/migrations';

describe('migrate', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(() => database.drop());

  const names = allMigrations.map((migration) => migration.name);

  it('applies every migration once, though several processes start at the same moment', async () => {
    await expect(pendingMigrations(database.pool, allMigrations)).resolves.toEqual([]);
    await asAdmin(database.adminUrl, (client) =>
      client.query(
        'drop schema outturn cascade; drop schema ledger cascade; drop schema read_models cascade; drop schema jobs cascade; drop schema imports cascade; drop schema reporting cascade; drop schema sessions cascade; drop schema directory cascade',
      ),
    );
    const applied = await Promise.all([1, 2, 3].map(() => migrate(database.adminUrl, allMigrations)));
    expect(applied.flat()).toEqual(names);
    await expect(pendingMigrations(database.pool, allMigrations)).resolves.toEqual([]);
  });

  it('tells which migrations a database has not seen', async () => {
    await asAdmin(database.adminUrl, (client) =>
      client.query('delete from outturn.migrations where name = $1', [names[0]]),
    );
    await expect(pendingMigrations(database.pool, allMigrations)).resolves.toEqual([names[0]]);
    await asAdmin(database.adminUrl, (client) => client.query('drop schema outturn cascade'));
    await expect(pendingMigrations(database.pool, allMigrations)).resolves.toEqual(names);
  });

  it('tells an administrator what to run when the user may not prepare the role', async () => {
    const user = `outturn_test_${randomBytes(4).toString('hex')}`;
    await asAdmin(database.adminUrl, (client) => client.query(`create role ${user}`));
    const url = new URL(database.adminUrl);
    url.searchParams.set('options', `-c role=${user}`);
    await expect(migrate(url.href, allMigrations)).rejects.toThrow(
      `The database user "${user}" may not prepare the role outturn_application: have an administrator run "grant outturn_application to "${user}";" once.`,
    );
    await asAdmin(database.adminUrl, (client) => client.query(`drop role ${user}`));
  });

  it('names the database, and never the password, when there is no connection', async () => {
    const url = 'postgresql://someone:secret@localhost:1/figures';
    const problem = await migrate(url, allMigrations).catch((error: unknown) => String(error));
    expect(problem).toMatch(/^Error: No connection to the database localhost:1\/figures \(.+\): check DATABASE_URL\.$/);
    expect(problem).not.toContain('secret');
  });

  it.each([
    'figures',
    'mysql://someone:secret@localhost/figures',
    'postgresql://someone:secret@local host/figures',
    '',
  ])('refuses what is no PostgreSQL URL, without repeating it: %p', (url) => {
    expect(() => describeAddress(url)).toThrow(
      /^DATABASE_URL is not a PostgreSQL URL: write postgresql:\/\/user:password@host:5432\/database\.$/,
    );
  });

  it('describes a database by host, port and name', () => {
    expect(describeAddress('postgresql://someone:secret@db.example:6543/figures?sslmode=require')).toBe(
      'db.example:6543/figures',
    );
    expect(describeAddress('postgresql://someone@/figures?host=/var/run/postgresql')).toBe(
      '/var/run/postgresql/figures',
    );
  });
});
