import type { Pool } from 'pg';
import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import { eventTypes, rebuildReadModels } from '@outturn/read-models';
import { loadReport } from '../../apps/cli/src/demonstration/load';
import { quarterFourReport } from '../../apps/cli/src/demonstration/report';
import { createGeneratedDatabase } from './generated-database';

/** How much history lies below the example. */
export interface PagesHistory {
  readonly indicators: number;
  readonly years: number;
  readonly seed: number;
}

/** The last generated year ends before the first period of the example begins. */
export const LAST_GENERATED_YEAR = 2021;

/**
 * Makes a database with a generated history and the example after it: contracts, programmes, an open period and all that
 * pages are about beside figures. Gives its URL.
 */
export async function createPagesDatabase(serverUrl: string, name: string, history: PagesHistory): Promise<string> {
  const firstYear = LAST_GENERATED_YEAR - history.years + 1;
  const url = await createGeneratedDatabase(serverUrl, name, { ...history, firstYear });
  const pool = createApplicationPool(url, { maxConnections: 4, onIdleError: () => undefined });
  try {
    await addExample(pool);
  } finally {
    await pool.end();
  }
  return url;
}

async function addExample(pool: Pool): Promise<void> {
  const store = new PostgresEventStore(pool);
  try {
    await loadReport(quarterFourReport, { store, eventTypes, today: '2024-08-01', report: () => undefined });
    await rebuildReadModels({ store, pool });
  } finally {
    await store.close();
  }
}
