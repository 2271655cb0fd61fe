import fc from 'fast-check';
import { EXPORT_FORMATS, exportFigures, readFigures } from '@outturn/exports';
import { PostgresEventStore } from '@outturn/event-store';
import { ImportChecks, ImportStore } from '@outturn/imports';
import { rebuildReadModels } from '@outturn/read-models';
import { createTestDatabase } from '../support/database';
import { GENERATED_AREAS, generateHistory } from '../support/history-generator';
import { loadEvents } from '../support/load-events';

jest.setTimeout(120_000);

/** Rows of an export of a random history that would change something, or are not understood. */
async function changesOfRoundTrip(seed: number, format: 'csv' | 'xlsx'): Promise<{ rows: number; changes: string[] }> {
  const database = await createTestDatabase();
  const { pool } = database;
  const store = new PostgresEventStore(pool);
  try {
    await loadEvents(pool, generateHistory({ indicators: 12, years: 2, seed }));
    await rebuildReadModels({ store, pool });
    const imports = new ImportStore(pool);
    const checks = new ImportChecks({ store, imports });
    const question = { position: await store.headPosition(), includeHistory: false };
    const about = { asAt: 'now', position: question.position, link: '/' };
    const chunks: Buffer[] = [];
    for await (const chunk of exportFigures(readFigures(pool, question), format, about))
      chunks.push(Buffer.from(chunk));
    const uploader = { actor: 'u-officer', role: 'officer', areas: GENERATED_AREAS };
    const { id, counts } = await checks.check({ bytes: Buffer.concat(chunks), fileName: 'export' }, uploader);
    const rows = await imports.rows(id, { after: 0, limit: 50_000 });
    const changes = rows
      .filter(({ verdict, action }) => verdict === 'refused' || action !== 'none')
      .map((row) => `${row.indicator} ${row.period ?? ''} ${row.raw ?? ''} ${row.action}: ${row.reason}`);
    return { rows: counts.rows, changes };
  } finally {
    await store.close();
    await database.drop();
  }
}

describe('an export that is imported', () => {
  it.each(Object.keys(EXPORT_FORMATS).filter((format) => format !== 'sdmx.csv') as ('csv' | 'xlsx')[])(
    'changes nothing (%s)',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1_000 }), async (seed) => {
          const { rows, changes } = await changesOfRoundTrip(seed, format);
          expect(rows).toBeGreaterThan(50);
          expect(changes).toEqual([]);
        }),
        { numRuns: 4 },
      );
    },
  );
});
