import type { Job } from '@outturn/jobs';
import { jobPage, jobsPage } from './jobs';

const job: Job = {
  id: 'j-1',
  kind: 'rebuild',
  input: { readModel: 'figures' },
  startedBy: 'system',
  state: 'failed',
  attempt: 3,
  attempts: 3,
  progress: { percent: 40, message: '81 of 202 indicators' },
  result: null,
  error: 'There is no read model of that name',
  enqueuedAt: '2024-07-31T15:04:05.123Z',
  startedAt: null,
  endedAt: null,
};
const nameOf = (person: string) => person;

describe('a job', () => {
  it('that has failed says why, and is begun once more by who may', () => {
    const page = jobPage({ job, mayRetry: true, nameOf });
    expect(page).toMatchObject({
      title: 'Make read models again from the events',
      progress: { percent: 40, text: 'Failed: 40%. 81 of 202 indicators.', hasEnded: true },
      error: 'There is no read model of that name.',
      retryHref: '/jobs/j-1/retry',
    });
    expect(page.eventsHref).toBeUndefined();
    expect(page.cancelHref).toBeUndefined();
    expect(jobPage({ job, mayRetry: false, nameOf }).retryHref).toBeUndefined();
  });

  it('that runs is cancelled and watched; one that is completed shows what came of it', () => {
    const running = jobPage({ job: { ...job, state: 'running' }, mayRetry: true, nameOf });
    expect(running).toMatchObject({ eventsHref: '/jobs/j-1/events', cancelHref: '/jobs/j-1/cancellation' });
    const done = jobPage({
      job: { ...job, state: 'completed', result: { differenceCount: 0 } },
      mayRetry: true,
      nameOf,
    });
    expect(done.result).toEqual([{ key: 'Difference count', value: '0' }]);
    expect(done.progress.percent).toBe(100);
  });

  it('stands in a list that has pages', () => {
    const jobs = Array.from({ length: 26 }, (_, index) => ({ ...job, id: `j-${index}` }));
    const page = jobsPage({ query: { state: 'failed', page: '2' }, jobs, seesAll: true, nameOf });
    expect(page.rows).toHaveLength(1);
    expect(page.rows[0]).toMatchObject({ href: '/jobs/j-25', startedBy: 'The service itself' });
    expect(page.numbers?.previousHref).toBe('/jobs?state=failed&page=1');
    expect(page.found).toBe('26 jobs, the newest first.');
  });
});
