import { createPagesDatabase } from '../bench/pages-database';
import { measurePages } from '../bench/pages';
import { databasePrefix, dropDatabase, testServerUrl } from '../support/test-server';

// Times of so little history mean nothing; what counts here is that every page is measured, and how much it weighs.

jest.setTimeout(120_000);

describe('the measurement of pages', () => {
  it('reads every page, and none is heavier than 200 KB', async () => {
    const name = `${databasePrefix()}pages`;
    const url = await createPagesDatabase(testServerUrl('postgres'), name, { indicators: 40, years: 3, seed: 1 });
    try {
      const rows = await measurePages(url, { turns: 2, warmUps: 0 });
      expect(rows.length).toBeGreaterThan(30);
      expect(rows.filter(({ p95Ms }) => p95Ms <= 0)).toEqual([]);
      expect(rows.filter(({ kilobytes }) => kilobytes >= 200).map(({ page }) => page)).toEqual([]);
    } finally {
      await dropDatabase(name);
    }
  });
});
