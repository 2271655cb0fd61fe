import { createEventStoreDbWorld } from '../support/eventstoredb-world';
import { eventStoreContract } from './event-store.contract';

/** What the server counts besides the data of an event: its metadata, and its type twice. */
const OVERHEAD_BYTES = 176;

eventStoreContract('the event store in EventStoreDB (double)', async () => {
  const world = await createEventStoreDbWorld({ answerTimeoutMs: 5_000 });
  return {
    store: world.store,
    other: world.openOther(),
    dataLimitBytes: 1024 * 1024 - OVERHEAD_BYTES,
    dispose: () => world.dispose(),
  };
});
