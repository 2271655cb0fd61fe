import { certificate } from '../support/certificate';
import { runProgram } from '../support/command-line';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startEventStoreDbDouble, type EventStoreDbDouble, type ReadFault } from '../support/eventstoredb-double';

// What a worker says whose event store cannot be used: what is wrong, and what to do about it.

jest.setTimeout(60_000);

const USER = 'admin:secret-of-the-store@';

describe('a worker on an EventStoreDB', () => {
  let database: TestDatabase;
  const doubles: EventStoreDbDouble[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await Promise.all(doubles.map((double) => double.stop()));
    await database.drop();
  });

  async function startDouble(isSecure = false): Promise<EventStoreDbDouble> {
    const double = await startEventStoreDbDouble(1, isSecure ? certificate : undefined);
    doubles.push(double);
    return double;
  }

  const runWorker = (url: string) =>
    runProgram('apps/worker/src/main.ts', [], {
      DATABASE_URL: database.adminUrl,
      EVENT_STORE: 'eventstoredb',
      EVENTSTORE_URL: url.replace('esdb://', `esdb://${USER}`),
    });

  it.each(['http://127.0.0.1:2113', 'esdb://127.0.0.1:port', 'esdb://127.0.0.1:2113?tls=perhaps'])(
    'ends with one sentence when the URL is %s',
    async (url) => {
      const worker = runWorker(url);
      expect(await worker.ended).toBe(1);
      expect(worker.errors()).toMatch(
        /^(The worker cannot start: )?EVENTSTORE_URL is not the URL of an EventStoreDB.*: write esdb:\/\/user:password@.+\n$/,
      );
      expect(worker.errors()).not.toContain('secret-of-the-store');
    },
  );

  it('ends with one sentence when the file with the certificate is not there', async () => {
    const worker = runWorker('esdb://127.0.0.1:2113?tls=true&tlsCAFile=/nowhere/node.crt');
    expect(await worker.ended).toBe(1);
    expect(worker.errors()).toMatch(
      /^The worker cannot start: EVENTSTORE_URL names a certificate file that cannot be read: check tlsCAFile.+\n$/,
    );
  });

  async function refusingUrl(): Promise<string> {
    const double = await startDouble();
    double.leader.become('refusing');
    return double.url;
  }

  async function denyingUrl(): Promise<string> {
    const double = await startDouble();
    double.leader.faults.failSubscriptions(...Array.from({ length: 9 }, (): ReadFault => ({ kind: 'access-denied' })));
    return double.url;
  }

  it.each([
    ['nothing listens', refusingUrl, /does not answer, so new events have no positions yet.*check that it runs/],
    [
      'its certificate is not trusted',
      async () => (await startDouble(true)).url,
      /does not trust.*set tlsCAFile or tls/,
    ],
    ['it may not read everything', denyingUrl, /denies access.*check user and password.*and read \$all/],
  ])('says why and goes on when %s', async (_, makeUrl, sentence) => {
    const worker = runWorker(await makeUrl());
    await worker.until(new RegExp(`"message":"The event store at [a-z0-9.]+:\\d+ .*${sentence.source}`));
    worker.signal('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(worker.output() + worker.errors()).not.toContain('secret-of-the-store');
  });
});
