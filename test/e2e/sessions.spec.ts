import { Directory } from '@outturn/people';
import {
  ABSOLUTE_LIMIT_MS,
  IDLE_LIMIT_MS,
  SIGN_IN_LIMIT_MS,
  Sessions,
  isFormToken,
  type SessionContent,
} from '../../apps/server/src/security/sessions';
import { createTestDatabase, type TestDatabase } from '../support/database';

const SIGNED_IN: SessionContent = {
  kind: 'signed-in',
  identity: { actor: 'u-1', roles: ['auditor'], areas: [] },
  formToken: 'secret',
};
const SIGNING_IN: SessionContent = {
  kind: 'signing-in',
  pending: { state: 's', nonce: 'n', codeVerifier: 'v', returnTo: '/' },
};

describe('sessions', () => {
  let database: TestDatabase;
  let now: number;
  let sessions: Sessions;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    now = Date.parse('2026-11-23T09:00:00Z');
    sessions = new Sessions(database.pool, () => new Date(now));
  });

  it('are found by the id that the browser holds, which the database does not', async () => {
    const { id } = await sessions.begin(SIGNED_IN);
    await expect(sessions.find(id)).resolves.toEqual({ id, content: SIGNED_IN });
    await expect(sessions.find(`${id}x`)).resolves.toBeUndefined();
    const rows = await database.pool.query('select row_to_json(s)::text as row from sessions.sessions s');
    expect(JSON.stringify(rows.rows)).not.toContain(id);
  });

  it('end when nobody uses them, and are kept by use', async () => {
    const { id } = await sessions.begin(SIGNED_IN);
    now += IDLE_LIMIT_MS;
    await expect(sessions.find(id)).resolves.toBeDefined();
    now += IDLE_LIMIT_MS;
    await expect(sessions.find(id)).resolves.toBeDefined();
    now += IDLE_LIMIT_MS + 1;
    await expect(sessions.find(id)).resolves.toBeUndefined();
  });

  it('end after their time however much they are used', async () => {
    const { id } = await sessions.begin(SIGNED_IN);
    for (let used = 0; used < ABSOLUTE_LIMIT_MS; used += IDLE_LIMIT_MS) {
      await expect(sessions.find(id)).resolves.toBeDefined();
      now += IDLE_LIMIT_MS;
    }
    now += 1;
    await expect(sessions.find(id)).resolves.toBeUndefined();
  });

  it('of a sign-in end sooner', async () => {
    const { id } = await sessions.begin(SIGNING_IN);
    now += SIGN_IN_LIMIT_MS + 1;
    await expect(sessions.find(id)).resolves.toBeUndefined();
  });

  it('end when they are told to, and those that have ended are removed', async () => {
    const { id } = await sessions.begin(SIGNED_IN);
    await sessions.end(id);
    await expect(sessions.find(id)).resolves.toBeUndefined();
    now += ABSOLUTE_LIMIT_MS + 1;
    await sessions.begin(SIGNED_IN);
    const left = await database.pool.query('select from sessions.sessions');
    expect(left.rowCount).toBe(1);
  });

  it('take a form only with their own secret', () => {
    expect(['secret', 'Secret', '', undefined, ['secret']].map((given) => isFormToken(given, 'secret'))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the directory', () => {
  it('knows names until they are erased', async () => {
    const database = await createTestDatabase();
    try {
      const directory = new Directory(database.pool);
      await directory.name('u-1', '  Ada \n Example ');
      await directory.name('u-2', ' ');
      await expect(directory.names(['u-1', 'u-2'])).resolves.toEqual(new Map([['u-1', 'Ada Example']]));
      await expect(directory.erase('u-1')).resolves.toBe(true);
      await expect(directory.erase('u-1')).resolves.toBe(false);
      await expect(directory.names(['u-1'])).resolves.toEqual(new Map());
    } finally {
      await database.drop();
    }
  });
});
