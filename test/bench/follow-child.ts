import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';

const BATCH_SIZE = 10_000;

/** Follows all events of the database given, in a process of its own, so that its memory can be told. */
async function main(url: string): Promise<void> {
  const pool = createApplicationPool(url, { maxConnections: 4, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  const events = await store.headPosition();
  const started = performance.now();
  const options = { afterPosition: 0, untilPosition: events, batchSize: BATCH_SIZE };
  await store.subscribe(options, () => Promise.resolve()).ended;
  const seconds = (performance.now() - started) / 1_000;
  const peakMegabytes = process.resourceUsage().maxRSS / 1_024;
  await store.close();
  await pool.end();
  console.log(JSON.stringify({ events, seconds, peakMegabytes }));
}

void main(process.argv[2] ?? '');
