/**
 * Reads a stream of an EventStoreDB again and again, and prints `read` when that succeeds after it did not, and `failed`
 * when it does no more; follows everything meanwhile.
 * Argument: the URL of the EventStoreDB.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { EventStoreDbConnection } from '@outturn/event-store';
import { EventStoreDbLog } from '../../libs/event-store/src/eventstoredb-log';

const [, , url = ''] = process.argv;

async function readForever(log: EventStoreDbLog): Promise<void> {
  for (let last = ''; ;) {
    await turn();
    const outcome = await log.readStream('s-1', 0, 10).then(
      () => 'read',
      () => 'failed',
    );
    if (outcome !== last) process.stdout.write(`${outcome}\n`);
    last = outcome;
  }
}

async function followForever(log: EventStoreDbLog): Promise<void> {
  const { signal } = new AbortController();
  for (;;) {
    const batches = log.follow({ after: undefined, batchSize: 10, signal });
    try {
      while ((await batches.next()).done !== true) await turn();
    } catch {
      await turn();
    }
  }
}

async function run(): Promise<void> {
  const connection = await EventStoreDbConnection.open({ url, answerTimeoutMs: 200, patienceMs: 600 });
  const log = new EventStoreDbLog(connection, '', ['s-']);
  await Promise.all([readForever(log), followForever(log)]);
}

run().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
