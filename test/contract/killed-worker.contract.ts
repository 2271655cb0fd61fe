import { commandEventId, PostgresEventStore } from '@outturn/event-store';
import { jobIdOf, type Jobs } from '@outturn/jobs';
import { startChild, type Child } from '../support/child';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { ended } from './jobs.contract';

/** Where the jobs wait, for this process and, as arguments, for the workers. */
export interface Place {
  readonly jobs: Jobs;
  readonly place: readonly string[];
}

/** What becomes of a job whose worker is killed in the middle of it: it is done elsewhere, and its effect is there once. */
export function killedWorkerContract(name: string, open: (database: TestDatabase) => Place | Promise<Place>): void {
  describe(name, () => {
    it('has its job done by another process, with one effect', async () => {
      const database = await createTestDatabase();
      const store = new PostgresEventStore(database.pool);
      const { jobs, place } = await open(database);
      const children: Child[] = [];
      const startWorker = (conduct: 'hang' | 'finish'): Child => {
        const child = startChild('job-child.ts', [conduct, database.adminUrl, ...place]);
        children.push(child);
        return child;
      };
      try {
        const id = jobIdOf('open-quarter', '2024-25-Q1');
        const first = startWorker('hang');
        await first.until((lines) => lines.includes('working'));
        await jobs.enqueue({ id, kind: 'open-quarter', input: {}, startedBy: 'u-1', backOffSeconds: 1 });
        await first.until((lines) => lines.includes('recorded now'));
        const second = startWorker('finish');
        await second.until((lines) => lines.includes('working'));
        await first.killNine();
        expect(await ended(jobs, id)).toMatchObject({ state: 'completed', result: { repeated: true } });
        expect(second.lines).toContain('recorded before');
        const events = await store.readStream('period-2024-25-Q1');
        expect(events.map(({ type, id: eventId }) => [type, eventId])).toEqual([
          ['ReportingPeriodOpened', commandEventId(id, 0)],
        ]);
      } finally {
        await Promise.all(children.map((child) => child.killNine()));
        await jobs.close();
        await store.close();
        await database.drop();
      }
    });
  });
}
