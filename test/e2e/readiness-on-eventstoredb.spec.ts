import { randomUUID } from 'node:crypto';
import { EventStoreDbConnection, EventStoreDbEventStore, type NewEvent } from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../support/eventstoredb-double';
import { FIRE, HOUSING, defineIndicator, indicatorPath, outturn, prepare } from './api-examples';
import { startApi, type Answer, type Api } from './api-harness';

jest.setTimeout(60_000);

const METADATA = { actor: 'person-1', role: 'officer', correlationId: 'c-1', causationId: 'd-1' };

describe('readiness on EventStoreDB', () => {
  let double: EventStoreDbDouble;
  let api: Api;

  beforeEach(async () => {
    double = await startEventStoreDbDouble();
    const connection = await EventStoreDbConnection.open({ url: double.url, answerTimeoutMs: 500, patienceMs: 1_000 });
    api = await startApi({
      makeStore: (pool) => new EventStoreDbEventStore({ connection, pool, onClosed: () => connection.dispose() }),
    });
    await prepare(api);
    await api.settle();
  });

  afterEach(async () => {
    await api.close();
    await double.stop();
  });

  const ready = () => api.get(undefined, '/health/ready');

  async function untilReadyAnswers(status: number): Promise<Answer> {
    for (;;) {
      const answer = await ready();
      if (answer.status === status) return answer;
    }
  }

  it.each(['refusing', 'swallowing'] as const)(
    'is lost while the event store is %s, and comes back with it',
    async (state) => {
      expect((await ready()).status).toBe(200);
      double.leader.become(state);
      expect((await ready()).body).toMatchObject({
        status: 503,
        code: 'event-store-not-ready',
        detail: expect.stringMatching(
          /^The event store at 127\.0\.0\.1:\d+ does not answer, so nothing can be/,
        ) as string,
      });
      const refused = await api.post('housing', `${indicatorPath(FIRE)}/outturns`, outturn('56.26'));
      expect(refused.status).toBe(503);
      double.leader.become('open');
      if (state === 'swallowing') double.leader.cutConnections();
      await untilReadyAnswers(200);
      await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('56.26'));
      await api.settle();
    },
  );

  it('is lost while the right to read everything is missing, and comes back with it', async () => {
    double.leader.faults.failSubscriptions({ kind: 'access-denied' }, { kind: 'access-denied' });
    double.leader.cutConnections();
    const answer = await untilReadyAnswers(503);
    expect(answer.body).toMatchObject({
      code: 'event-store-not-ready',
      detail: expect.stringMatching(/denies access.*check user and password in EVENTSTORE_URL.*read \$all/) as string,
    });
    await untilReadyAnswers(200);
  });

  it('is not a mistake of the caller when the right to append is missing', async () => {
    double.leader.faults.failAppends('access-denied');
    const path = `${indicatorPath(FIRE)}/outturns`;
    const refused = await api.post('housing', path, outturn('56.26'), { 'idempotency-key': 'denied' });
    expect(refused.body).toMatchObject({ status: 503, code: 'store-unavailable' });
    expect(refused.text).not.toContain('127.0.0.1');
    expect((await api.post('housing', path, outturn('56.26'), { 'idempotency-key': 'denied' })).status).toBe(201);
  });

  function commentary(type: string, schemaVersion: number): NewEvent {
    const data = { period: '2023-24-Q4', text: 'All done.', writtenBy: 'person-1' };
    return { id: randomUUID(), type, schemaVersion, data, metadata: METADATA };
  }

  it.each([
    ['of an unknown type', 'CommentaryDictated', 1],
    ['of a later schema version', 'CommentaryWritten', 2],
  ])('is lost at an event %s, which no read model passes', async (_, type, schemaVersion) => {
    const { position } = await api.store.append(`indicator-${FIRE}`, [commentary(type, schemaVersion)], 'any');
    await defineIndicator(api, 'qh-later', HOUSING).catch(() => undefined);
    const answer = await untilReadyAnswers(503);
    expect(answer.body).toMatchObject({ code: 'read-models-stopped' });
    expect(api.follower.status()).toMatchObject({ state: 'failed', error: { name: 'UnknownEvent' } });
    expect(api.follower.status().error?.message).toMatch(/which this program does not know: run a newer version of it/);
    expect(await api.parts.readModels.followedTo()).toBe(position - 1);
    const stored = await api.store.readStream(`indicator-${FIRE}`);
    expect(stored.at(-1)).toMatchObject({ position, type, schemaVersion });
  });

  it('comes back, with nothing lost, with a program that knows the event', async () => {
    await api.store.append(`indicator-${FIRE}`, [commentary('CommentaryWritten', 2)], 'any');
    await untilReadyAnswers(503);
    const newer = { current: 2, upcasts: [(data: object) => data] };
    const replaced = jest.replaceProperty(eventTypes, 'CommentaryWritten', newer);
    try {
      api.follower.start();
      await untilReadyAnswers(200);
      await api.settle();
      expect(await api.parts.readModels.followedTo()).toBe(await api.store.headPosition());
    } finally {
      replaced.restore();
    }
  });
});
