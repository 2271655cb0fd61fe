import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore, type EventStore } from '@outturn/event-store';
import { eventTypes, rebuildReadModels } from '@outturn/read-models';
import { loadReport, type LoadResult } from '../../apps/cli/src/demonstration/load';
import { quarterFourReport } from '../../apps/cli/src/demonstration/report';
import { MIGRATED, type Template } from './database';

/** The day on which the example is loaded: its open quarter has just ended. */
const TODAY = '2024-08-01';

/** Puts the figures of the report into a store by the ordinary commands, which takes seconds. */
export function loadExample(store: EventStore): Promise<LoadResult> {
  return loadReport(quarterFourReport, { store, eventTypes, today: TODAY, report: () => undefined });
}

/** The figures of the report with their read models, for tests that only ask about them or go on from them. */
export const EXAMPLE: Template = {
  name: 'example',
  lock: 7_245_918_298,
  from: MIGRATED,
  fill: async (adminUrl) => {
    const pool = createApplicationPool(adminUrl, { maxConnections: 8, onIdleError: () => undefined });
    const store = new PostgresEventStore(pool);
    try {
      await loadExample(store);
      await rebuildReadModels({ store, pool });
    } finally {
      await store.close();
      await pool.end();
    }
  },
};
