/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import fc from 'fast-check';
import type { PeriodKey } from '@outturn/domain';
import { PostgresEventStore, type EventStore, type StoredEvent } from '@outturn/event-store';
import { councilDraws, playCouncil, type CouncilDraw } from '../random-council';
import { generateHistory, randomNumbers } from '../support/history-generator';
import { loadEvents } from '../support/load-events';
import type { MakeStore } from '../support/stores';
import { startApi, type Api } from './api-harness';

const PUBLICATIONS = '/api/v1/publications';
const FORMATS = ['json', 'html', 'docx'] as const;
const SIZE = { indicators: 5, years: 2 };
/** How many events follow at the most. */
const MOST_EVENTS = 250;

interface Case {
  readonly seed: number;
  /** Which of the closings comes just before the publication. */
  readonly closing: number;
  /** A council of other indicators and other years, with every kind of event. */
  readonly others: readonly CouncilDraw[];
}

/** A history up to a closing, the period that can be published then, and what follows. */
function cut({ seed, closing, others }: Case) {
  const history = [...generateHistory({ ...SIZE, seed })];
  // A fourth quarter is published with its year, which closes after it.
  const closings = history.flatMap((event, index) => {
    const period = event.type === 'ReportingPeriodClosed' ? event.streamId.slice('period-'.length) : 'Q4';
    return period.endsWith('Q4') ? [] : [{ end: index + 1, period: period.includes('Q') ? period : `${period}-Q4` }];
  });
  const { end, period } = closings[closing % closings.length] ?? { end: 0, period: '' };
  const following = mixed(history.slice(end), playCouncil(others), randomNumbers(seed));
  return { before: history.slice(0, end), period, following: following.slice(0, MOST_EVENTS) };
}

/** Two histories as one, each in its own order. */
function mixed(one: StoredEvent[], other: StoredEvent[], random: () => number): StoredEvent[] {
  const rest = [[...one], [...other]];
  const result: StoredEvent[] = [];
  while (rest.some((events) => events.length > 0)) {
    const next = rest[random() < 0.5 ? 0 : 1]?.shift();
    if (next) result.push(next);
  }
  return result;
}

async function append(store: EventStore, { streamId, id, type, schemaVersion, data, metadata }: StoredEvent) {
  await store.append(streamId, [{ id, type, schemaVersion, data, metadata }], 'any');
}

async function bytesOf(api: Api, edition: string): Promise<Buffer[]> {
  const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
  return Promise.all(
    FORMATS.map(async (format) => {
      const response = await fetch(`${api.address}${PUBLICATIONS}/${edition}.${format}`, { headers });
      expect(response.status).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    }),
  );
}

/** What was published as at a position, by the read models. */
async function publishedAt(api: Api, period: PeriodKey, position: number): Promise<unknown> {
  const path = `/api/v1/periods/${period}/summary?basis=published&asAt=position:${position}`;
  return (await api.get('auditor', path)).body;
}

describe('the bytes of an edition', () => {
  it('never change, whatever events follow', async () => {
    const cases = fc.record({ seed: fc.nat(1_000_000), closing: fc.nat(9), others: councilDraws() });
    await fc.assert(
      fc.asyncProperty(cases, async (drawn) => {
        const { before, period, following } = cut(drawn);
        const makeStore: MakeStore = async (pool) => {
          await loadEvents(pool, before);
          return new PostgresEventStore(pool);
        };
        const api = await startApi({ makeStore });
        try {
          await expectToStay(api, period, following);
        } finally {
          await api.close();
        }
      }),
      { numRuns: 4 },
    );
  }, 120_000);
});

async function expectToStay(api: Api, period: PeriodKey, following: readonly StoredEvent[]): Promise<void> {
  const first = `${period}.1`;
  const { body } = await api.write('performance', PUBLICATIONS, { period });
  const bytes = await bytesOf(api, first);
  await api.settle();
  const published = await publishedAt(api, period, body.position as number);
  expect(published).toMatchObject({ edition: { edition: first } });
  const half = Math.floor(following.length / 2);
  for (const event of following.slice(0, half)) await append(api.store, event);
  expect(await bytesOf(api, first)).toEqual(bytes);
  const words = { place: 'Paragraph 1', printed: 'one', shouldRead: 'two' };
  await api.write('performance', `${PUBLICATIONS}/${first}/errata`, words);
  await api.settle();
  await api.write('performance', PUBLICATIONS, { period, previous: first, note: 'Once more.' });
  for (const event of following.slice(half)) await append(api.store, event);
  await api.settle();
  expect(await bytesOf(api, first)).toEqual(bytes);
  expect(await publishedAt(api, period, body.position as number)).toEqual(published);
}
