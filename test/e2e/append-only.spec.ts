import { randomUUID } from 'node:crypto';
import { PostgresEventStore } from '@outturn/event-store';
import { asAdmin, createTestDatabase, type TestDatabase } from '../support/database';

const CHANGES = [
  ['UPDATE', "update ledger.events set type = 'other'"],
  ['UPDATE of no row', "update ledger.events set type = 'other' where false"],
  ['DELETE', 'delete from ledger.events'],
  ['TRUNCATE', 'truncate ledger.events'],
  ['UPDATE of positions', 'update ledger.positions set commit_position = 0'],
  ['DELETE of positions', 'delete from ledger.positions'],
  ['TRUNCATE of positions', 'truncate ledger.positions'],
] as const;

const STRUCTURE = [
  ['ALTER', 'alter table ledger.events add column note text'],
  ['DROP', 'drop table ledger.events'],
  ['disabling the trigger', 'alter table ledger.events disable trigger only_ever_added'],
  ['dropping the trigger', 'drop trigger only_ever_added on ledger.events'],
  ['dropping the schema', 'drop schema ledger cascade'],
  ['making a table in the schema', 'create table ledger.other (id int)'],
  [
    'replacing the trigger function',
    "create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return null; end'",
  ],
] as const;

const SUPERUSER_ONLY = 'set session_replication_role = replica';

describe('the ledger is only ever added to', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const store = new PostgresEventStore(database.pool);
    const metadata = { actor: 'a', role: 'officer', correlationId: 'c', causationId: 'd' };
    await store.append('s', [{ id: randomUUID(), type: 't', schemaVersion: 1, data: {}, metadata }], 'no-stream');
    await store.close();
  });

  afterAll(() => database.drop());

  afterEach(async () => {
    const kept = await database.pool.query('select type from ledger.events');
    expect(kept.rows).toEqual([{ type: 't' }]);
  });

  it.each([...CHANGES, ...STRUCTURE])('refuses %s to the role of the application', async (_name, statement) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(CHANGES)('refuses %s to the owner', async (_name, statement) => {
    await asAdmin(database.adminUrl, async (client) => {
      await expect(client.query(statement)).rejects.toMatchObject({
        code: '42501',
        message: expect.stringMatching(/^(Events|Positions) are only ever added/) as string,
      });
    });
  });

  it.each(CHANGES)('refuses %s to whoever has turned ordinary triggers off', async (_name, statement) => {
    await asAdmin(database.adminUrl, async (client) => {
      await client.query(SUPERUSER_ONLY);
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    });
  });

  // The checkpoint of the positions says nothing of what was recorded, and is overwritten.
  it('gives the application what it needs and no more, whatever it grants itself', async () => {
    await database.pool.query('grant all on ledger.events to outturn_application');
    const granted = await asAdmin(database.adminUrl, (client) =>
      client.query<{ privilege: string }>(
        `select distinct privilege_type as privilege from information_schema.role_table_grants
          where table_schema = 'ledger' and grantee = 'outturn_application'
            and table_name <> 'position_checkpoint' order by 1`,
      ),
    );
    expect(granted.rows.map((row) => row.privilege)).toEqual(['INSERT', 'SELECT']);
    const role = await database.pool.query<{ name: string }>('select current_user as name');
    expect(role.rows).toEqual([{ name: 'outturn_application' }]);
  });

  it('gives the application its own schema for read models', async () => {
    await database.pool.query(
      'create table read_models.example (id int); alter table read_models.example rename to gone',
    );
    await database.pool.query('drop table read_models.gone');
  });
});
