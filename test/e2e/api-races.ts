/* eslint-disable @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import { randomUUID } from 'node:crypto';
import type { EventStore, StoredEvent } from '@outturn/event-store';
import {
  FIRE,
  HOUSING,
  QUARTER,
  correction,
  defineIndicator,
  indicatorPath,
  outturn,
  prepare,
  target,
} from './api-examples';
import { startApi, type Api } from './api-harness';
import type { MakeStore } from '../support/stores';

const KEYS = Array.from({ length: 20 }, (_, number) => `qh-race-${number}`);

function unavailable(period: string) {
  return { period, reason: 'pending-validation', note: 'The system changed in January.' };
}

/** Closing a reporting period while others write to it, over any event store. */
export function races(makeStore: MakeStore): void {
  let api: Api;
  /** What happens just before the next append to the stream of the fire risk assessments. */
  let interruption: (() => Promise<unknown>) | undefined;

  beforeAll(async () => {
    const interrupt = async (streamId: string) => {
      const now = interruption;
      if (streamId !== `indicator-${FIRE}`) return;
      interruption = undefined;
      await now?.();
    };
    api = await startApi({ makeStore: async (pool) => interrupted(await makeStore(pool), interrupt) });
    await prepare(api);
    for (const key of KEYS) await defineIndicator(api, key, HOUSING);
  }, 60_000);
  afterAll(() => api.close());

  const open = (quarter: string) =>
    api.write('performance', `/api/v1/periods/${quarter}/opening`, { coverage: 'full' });
  const close = (quarter: string) =>
    api.write('performance', `/api/v1/periods/${quarter}/closing`, { note: 'At the same moment.' });
  const submit = (key: string) =>
    api.post('housing', `${indicatorPath(key)}/outturns`, outturn('56.26'), { 'idempotency-key': key });

  async function eventsOf(type: string): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const batch of api.store.readAll({ afterPosition: 0, batchSize: 500 })) events.push(...batch);
    return events.filter((event) => event.type === type);
  }

  it('takes no figure after the closing, and answers that the period is closed', async () => {
    const sent = KEYS.map((key, index) => (index === KEYS.length / 2 ? [close(QUARTER), submit(key)] : [submit(key)]));
    const answers = await Promise.all(sent.flat());
    const [closed] = await eventsOf('ReportingPeriodClosed');
    const submitted = await eventsOf('OutturnSubmitted');
    expect(closed).toMatchObject({ streamId: `period-${QUARTER}` });
    expect(submitted.filter((event) => event.position > (closed?.position ?? 0))).toEqual([]);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const { status, body } of refused) expect([status, body.code]).toEqual([409, 'period-closed']);
    expect(submitted.length + refused.length).toBe(KEYS.length);
  });

  it('answers a repeat of what came before the closing as it was answered then', async () => {
    const held = await eventsOf('OutturnSubmitted');
    for (const key of KEYS) {
      const first = held.find(({ streamId }) => streamId === `indicator-${key}`);
      const again = await submit(key);
      expect(again.status).toBe(first ? 201 : 409);
      if (first) expect(again.body.eventIds).toEqual([first.id]);
    }
  });

  it.each([
    ['2023-24-Q1', 'outturns', 'housing' as const, outturn('57', '2023-24-Q1')],
    ['2023-24-Q2', 'unavailability', 'housing' as const, unavailable('2023-24-Q2')],
    ['2023-24-Q3', 'targets', 'performance' as const, target('96', '2023-24-Q3')],
  ])('decides again when %s closes between the decision and the append to its %s', async (quarter, kind, who, body) => {
    await open(quarter);
    const before = await api.store.readStream(`indicator-${FIRE}`);
    interruption = () => close(quarter);
    const answer = await api.post(who, `${indicatorPath(FIRE)}/${kind}`, body);
    expect([answer.status, answer.body.code]).toEqual([409, 'period-closed']);
    expect(interruption).toBeUndefined();
    expect(await api.store.readStream(`indicator-${FIRE}`)).toEqual(before);
  });

  it('records what the period still allows when it closes in between', async () => {
    const quarter = '2024-25-Q1';
    await open(quarter);
    await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('56.26', quarter));
    interruption = () => close(quarter);
    await api.write('housing', `${indicatorPath(FIRE)}/corrections`, correction('65.26', quarter));
    expect(interruption).toBeUndefined();
    const [proposed] = (await eventsOf('CorrectionProposed')).slice(-1);
    const [closed] = (await eventsOf('ReportingPeriodClosed')).slice(-1);
    expect(closed).toMatchObject({ streamId: `period-${quarter}`, position: (proposed?.position ?? 0) - 1 });
  });

  /** As another process does it: this one's memory of the period does not learn of it. */
  function recordElsewhere(quarter: string, type: string, data: object): Promise<unknown> {
    const id = randomUUID();
    const metadata = { actor: 'u-elsewhere', role: 'performance', correlationId: id, causationId: id };
    return api.store.append(`period-${quarter}`, [{ id, type, schemaVersion: 1, data, metadata }], 'any');
  }

  it('knows of what another process has done to a period that it remembers', async () => {
    const quarter = '2024-25-Q2';
    const [first = '', second = '', third = ''] = KEYS;
    const submitTo = (key: string) => api.post('housing', `${indicatorPath(key)}/outturns`, outturn('56.26', quarter));
    await open(quarter);
    expect((await submitTo(first)).status).toBe(201);
    await recordElsewhere(quarter, 'ReportingPeriodClosed', { period: quarter, closedBy: 'u-elsewhere' });
    expect(await submitTo(second)).toMatchObject({ status: 409, body: { code: 'period-closed' } });
    const reopened = { period: quarter, indicator: third, reason: 'The source was late.', reopenedBy: 'u-elsewhere' };
    await recordElsewhere(quarter, 'FigureReopened', reopened);
    expect((await submitTo(third)).status).toBe(201);
  });
}

/** The store, with something in between before each append. */
function interrupted(store: EventStore, before: (streamId: string) => Promise<void>): EventStore {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'append') {
        return async (...request: Parameters<EventStore['append']>) => {
          await before(request[0]);
          return target.append(...request);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
