import { measureEventStoreDb } from '../bench/eventstoredb';
import { runProgram } from '../support/command-line';
import { createTestDatabase } from '../support/database';
import { startEventStoreDbDouble } from '../support/eventstoredb-double';

// Rates of the double mean nothing; what counts here is that all of it is measured.

jest.setTimeout(60_000);

describe('the measurement of an EventStoreDB', () => {
  it('appends and follows, through the store and through the client alone', async () => {
    const [database, double] = await Promise.all([createTestDatabase(), startEventStoreDbDouble()]);
    try {
      const workloads = [{ callers: 2, eventsPerAppend: 3, streams: 'many' as const }];
      const rows = await measureEventStoreDb(double.url, database.adminUrl, { workloads, turns: 1, turnMs: 50 });
      const ofStore = double.log.events.filter(({ stream }) => stream.startsWith('outturn_bench_'));
      expect(rows.map(({ measured }) => measured)).toEqual([
        'append: 2 callers, 3 events each',
        `follow: ${ofStore.length} events`,
      ]);
      for (const { storeEventsPerSecond, clientEventsPerSecond, ratio } of rows) {
        expect(storeEventsPerSecond).toBeGreaterThan(0);
        expect(clientEventsPerSecond).toBeGreaterThan(0);
        expect(ratio).toBeGreaterThan(0);
      }
    } finally {
      await double.stop();
      await database.drop();
    }
  });

  it('is left out without EVENTSTORE_URL, and says how it is had', async () => {
    const bench = runProgram('test/bench/main.ts', ['eventstoredb'], {});
    expect(await bench.ended).toBe(0);
    expect(bench.output()).toContain('Left out: set EVENTSTORE_URL to');
  });

  it('takes EVENTSTORE_URL, and says when it is no such URL', async () => {
    const bench = runProgram('test/bench/main.ts', ['eventstoredb'], { EVENTSTORE_URL: 'http://127.0.0.1:1' });
    expect(await bench.ended).toBe(1);
    expect(bench.errors()).toMatch(/^EVENTSTORE_URL is not the URL of an EventStoreDB: .+\n$/);
  });
});
