import { EventStoreDbConnection, EventStoreDbEventStore, EventStoreUnavailable } from '@outturn/event-store';
import { CERTIFICATE_FILE, certificate } from '../support/certificate';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../support/eventstoredb-double';
import { EVERYTHING, until } from '../support/eventstoredb-world';
import { someEvent } from './event-store.contract';

interface Opened {
  readonly store: EventStoreDbEventStore;
  readonly problems: unknown[];
}

describe('an EventStoreDB with TLS', () => {
  let database: TestDatabase;
  let secure: EventStoreDbDouble;
  let plain: EventStoreDbDouble;

  beforeAll(async () => {
    database = await createTestDatabase();
    [secure, plain] = await Promise.all([startEventStoreDbDouble(1, certificate), startEventStoreDbDouble()]);
  });

  afterAll(async () => {
    await Promise.all([secure.stop(), plain.stop()]);
    await database.drop();
  });

  async function withStore(url: string, work: (opened: Opened) => Promise<void>): Promise<void> {
    const connection = await EventStoreDbConnection.open({ url, patienceMs: 300 });
    const problems: unknown[] = [];
    const onError = (problem: unknown) => problems.push(problem);
    const store = new EventStoreDbEventStore({ connection, pool: database.pool, onError, ...EVERYTHING });
    try {
      await work({ store, problems });
    } finally {
      await store.close();
      await connection.dispose();
    }
  }

  it.each([
    ['its certificate is not trusted', () => secure.url, /certificate that this program does not trust.*set tlsCAFile/],
    [
      'it speaks without',
      () => plain.url.replace('127.0.0.1', 'localhost').replace('tls=false', 'tls=true'),
      /speaks without TLS.*tls in EVENTSTORE_URL/,
    ],
    ['the program speaks without', () => secure.url.replace('tls=true', 'tls=false'), /does not answer.*the right tls/],
  ])('is not used when %s, and that is said in a sentence', async (_, url, sentence) => {
    await withStore(url().replace('esdb://', 'esdb://admin:secret@'), async ({ store, problems }) => {
      for (const work of [
        () => store.checkHealth(),
        () => store.append('s', [someEvent()], 'any'),
        () => store.readStream('s'),
      ]) {
        const failure = await work().catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(EventStoreUnavailable);
        expect(failure).toMatchObject({ message: expect.stringMatching(sentence) as string });
        expect(failure).not.toMatchObject({ message: expect.stringContaining('secret') as string });
      }
      await until(() => problems.length > 0);
      expect(problems[0]).toMatchObject({ message: expect.stringMatching(sentence) as string });
    });
    expect(secure.leader.calls.append + plain.leader.calls.append).toBe(0);
  });

  it('is used with the certificate that tlsCAFile names', async () => {
    await withStore(`${secure.url}&tlsCAFile=${encodeURIComponent(CERTIFICATE_FILE)}`, async ({ store }) => {
      await expect(store.append('s', [someEvent()], 'any')).resolves.toMatchObject({ position: 1 });
      await expect(store.checkHealth()).resolves.toBeUndefined();
    });
  });
});
