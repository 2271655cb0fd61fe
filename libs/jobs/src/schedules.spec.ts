import { enqueueDue, latestDue } from './schedules';
import type { Job, JobHandler, JobRequest } from './jobs';

describe('latestDue', () => {
  it.each([
    // In summer London is an hour ahead of UTC.
    ['0 7 * * *', '2024-07-31T06:00:00Z', '2024-07-31T06:00:00.000Z'],
    ['0 7 * * *', '2024-07-31T05:59:59Z', '2024-07-30T06:00:00.000Z'],
    ['0 7 * * *', '2024-01-31T06:59:59Z', '2024-01-30T07:00:00.000Z'],
    ['0 7 * * *', '2024-01-31T07:00:00Z', '2024-01-31T07:00:00.000Z'],
    // The day on which the clocks go forward, and the one on which they go back.
    ['15 0 * * *', '2024-03-31T12:00:00Z', '2024-03-31T00:15:00.000Z'],
    ['15 0 * * *', '2024-10-27T12:00:00Z', '2024-10-26T23:15:00.000Z'],
    ['0 6 * * 1', '2024-08-01T12:00:00Z', '2024-07-29T05:00:00.000Z'],
  ])('of "%s" at %s is %s', (cron, now, due) => {
    expect(latestDue(cron, new Date(now)).toISOString()).toBe(due);
  });
});

describe('enqueueDue', () => {
  it('asks for each kind under an id that follows from the moment', async () => {
    const asked: JobRequest[] = [];
    const enqueue = (request: JobRequest): Promise<Job> => {
      asked.push(request);
      // What comes back is not looked at.
      return Promise.resolve(undefined as unknown as Job);
    };
    const run = () => Promise.resolve({});
    const handlers: JobHandler[] = [
      { kind: 'daily', cron: '0 7 * * *', run },
      { kind: 'asked-for', run },
    ];
    const [here, elsewhere] = [new Map<string, string>(), new Map<string, string>()];
    for (const now of ['2024-07-31T06:00:00Z', '2024-07-31T23:00:00Z', '2024-08-01T06:00:00Z']) {
      await enqueueDue({ enqueue }, handlers, new Date(now), here);
      if (now.startsWith('2024-07')) await enqueueDue({ enqueue }, handlers, new Date(now), elsewhere);
    }
    expect(asked.map(({ kind, input, startedBy }) => [kind, input, startedBy])).toEqual([
      ['daily', { due: '2024-07-31T06:00:00.000Z' }, 'system'],
      ['daily', { due: '2024-07-31T06:00:00.000Z' }, 'system'],
      ['daily', { due: '2024-08-01T06:00:00.000Z' }, 'system'],
    ]);
    expect(asked[1]?.id).toBe(asked[0]?.id);
    expect(asked[2]?.id).not.toBe(asked[0]?.id);
  });
});
