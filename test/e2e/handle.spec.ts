import { randomUUID } from 'node:crypto';
import { conflict, Refusal, type Decider } from '@outturn/domain';
import {
  CommandIdReused,
  handle,
  PostgresEventStore,
  StaleRevision,
  StateCache,
  UnknownEvent,
  WrongExpectedRevision,
  type EventTypes,
  type HandleRequest,
} from '@outturn/event-store';
import { createTestDatabase, type TestDatabase } from '../support/database';

interface Deposited {
  readonly type: 'deposited';
  readonly data: { readonly amount: number };
}
interface Closed {
  readonly type: 'closed';
  readonly data: { readonly reason: string };
}
type AccountEvent = Deposited | Closed;
type AccountCommand =
  | { readonly kind: 'deposit'; readonly amounts: readonly number[] }
  | { readonly kind: 'raise-to'; readonly total: number }
  | { readonly kind: 'close' };
interface Account {
  readonly total: number;
  readonly isClosed: boolean;
  readonly ids: readonly string[];
}

const ACCOUNT: Decider<Account, AccountCommand, AccountEvent> = {
  initialState: { total: 0, isClosed: false, ids: [] },
  decide(command, state) {
    if (state.isClosed) throw conflict('account-closed', 'The account is closed.');
    switch (command.kind) {
      case 'deposit':
        return command.amounts.map((amount) => ({ type: 'deposited', data: { amount } }));
      case 'raise-to':
        return command.total > state.total
          ? [{ type: 'deposited', data: { amount: command.total - state.total } }]
          : [];
      case 'close':
        return [{ type: 'closed', data: { reason: 'asked for' } }];
    }
  },
  evolve(state, event) {
    const ids = [...state.ids, event.id];
    switch (event.type) {
      case 'deposited':
        return { ...state, ids, total: state.total + event.data.amount };
      case 'closed':
        return { ...state, ids, isClosed: true };
    }
  },
};

const EVENT_TYPES: EventTypes = {
  deposited: {
    current: 2,
    upcasts: [(data) => ({ amount: Number((data as { pounds: string }).pounds) })],
  },
  closed: { current: 1, upcasts: [] },
};

const METADATA = { actor: 'a', role: 'officer', correlationId: 'c', causationId: 'd' };

describe('handle', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let other: PostgresEventStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = new PostgresEventStore(database.pool);
    other = new PostgresEventStore(database.openPool());
  });

  afterAll(async () => {
    await Promise.all([store.close(), other.close()]);
    await database.drop();
  });

  type Request = HandleRequest<Account, AccountCommand, AccountEvent>;
  function request(streamId: string, command: AccountCommand, overrides: Partial<Request> = {}): Request {
    return {
      store,
      decider: ACCOUNT,
      eventTypes: EVENT_TYPES,
      streamId,
      command,
      commandId: randomUUID(),
      metadata: METADATA,
      ...overrides,
    };
  }

  it('appends what was decided and gives the state after it', async () => {
    const result = await handle(request('first', { kind: 'deposit', amounts: [2, 3] }));
    expect(result).toMatchObject({ revision: 1, repeated: false, state: { total: 5, ids: result.eventIds } });
    expect(result.events.map((event) => event.id)).toEqual(result.eventIds);
    const stored = await store.readStream('first');
    expect(stored.map((event) => [event.schemaVersion, event.data])).toEqual([
      [2, { amount: 2 }],
      [2, { amount: 3 }],
    ]);
    await expect(handle(request('first', { kind: 'deposit', amounts: [1] }))).resolves.toMatchObject({
      revision: 2,
      state: { total: 6 },
    });
  });

  it('reads events of older shapes', async () => {
    const old = { id: randomUUID(), type: 'deposited', schemaVersion: 1, data: { pounds: '7' }, metadata: METADATA };
    await store.append('old', [old], 'no-stream');
    await expect(handle(request('old', { kind: 'raise-to', total: 9 }))).resolves.toMatchObject({
      state: { total: 9 },
      events: [{ data: { amount: 2 } }],
    });
  });

  it('does not decide on events that it does not know', async () => {
    const future = { id: randomUUID(), type: 'gilded', schemaVersion: 1, data: {}, metadata: METADATA };
    await store.append('future', [future], 'no-stream');
    await expect(handle(request('future', { kind: 'close' }))).rejects.toBeInstanceOf(UnknownEvent);
  });

  it('answers a repeat with what the command did, even when it would now be refused', async () => {
    const close = request('repeat', { kind: 'close' });
    const first = await handle(close);
    const again = await handle(close);
    expect(again).toEqual({ ...first, repeated: true });
    const deposit = request('repeat-2', { kind: 'deposit', amounts: [1, 2] });
    const deposited = await handle(deposit);
    await handle(request('repeat-2', { kind: 'deposit', amounts: [4] }));
    await expect(handle(deposit)).resolves.toEqual({
      ...deposited,
      repeated: true,
      state: expect.objectContaining({ total: 7 }) as object,
    });
    const raise = request('repeat-3', { kind: 'raise-to', total: 5 });
    const raised = await handle(raise);
    await expect(handle(raise)).resolves.toEqual({ ...raised, repeated: true });
    await expect(handle({ ...raise, expectedRevision: -1 })).resolves.toMatchObject({ repeated: true });
    await expect(store.readStream('repeat-3')).resolves.toHaveLength(1);
  });

  it('carries a command out once when it arrives many times at once', async () => {
    const deposit = request('at-once', { kind: 'deposit', amounts: [1, 1] });
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) => handle({ ...deposit, store: index % 2 ? store : other })),
    );
    expect(results.filter((result) => !result.repeated)).toHaveLength(1);
    expect(new Set(results.map((result) => result.eventIds.join()))).toHaveProperty('size', 1);
    await expect(store.readStream('at-once')).resolves.toHaveLength(2);
  });

  it('refuses another command under the same id', async () => {
    const first = request(
      'reused',
      { kind: 'deposit', amounts: [1] },
      { metadata: { ...METADATA, requestHash: 'aa' } },
    );
    await handle(first);
    const cases: Partial<Request>[] = [
      { metadata: { ...METADATA, requestHash: 'bb' } },
      { metadata: { ...METADATA, requestHash: 'bb' }, command: { kind: 'close' } },
      { streamId: 'reused-elsewhere' },
      { streamId: 'reused-elsewhere', command: { kind: 'raise-to', total: 0 } },
    ];
    for (const difference of cases) {
      await expect(handle({ ...first, ...difference })).rejects.toBeInstanceOf(CommandIdReused);
    }
  });

  it('appends nothing when nothing is decided', async () => {
    const { position } = await handle(request('nothing', { kind: 'deposit', amounts: [5] }));
    await expect(handle(request('nothing', { kind: 'raise-to', total: 3 }))).resolves.toMatchObject({
      position,
      revision: 0,
      eventIds: [],
      repeated: false,
      state: { total: 5 },
    });
  });

  it('decides again when others came first, and loses nothing', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        handle(request('busy', { kind: 'deposit', amounts: [1] }, { store: index % 2 ? store : other })),
      ),
    );
    await expect(handle(request('busy', { kind: 'raise-to', total: 0 }))).resolves.toMatchObject({
      revision: 5,
      state: { total: 6 },
    });
  });

  it('gives up when others always come first', async () => {
    const unlucky = Object.create(store, {
      append: {
        value: async (
          streamId: string,
          ...rest: Parameters<typeof store.append> extends [string, ...infer R] ? R : never
        ) => {
          await handle(request(streamId, { kind: 'deposit', amounts: [1] }));
          return store.append(streamId, ...rest);
        },
      },
    }) as PostgresEventStore;
    await expect(
      handle(request('unlucky', { kind: 'deposit', amounts: [100] }, { store: unlucky })),
    ).rejects.toBeInstanceOf(WrongExpectedRevision);
    expect(
      (await store.readStream('unlucky')).every((event) => 'amount' in event.data && event.data.amount === 1),
    ).toBe(true);
  });

  it('shows the current state to a caller who has seen an older revision', async () => {
    await handle(request('stale', { kind: 'deposit', amounts: [1, 2] }));
    const refusal = await handle(request('stale', { kind: 'close' }, { expectedRevision: 0 })).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(StaleRevision);
    expect(refusal).toMatchObject({ expectedRevision: 0, currentRevision: 1, state: { total: 3 } });
    await expect(handle(request('stale', { kind: 'close' }, { expectedRevision: 1 }))).resolves.toMatchObject({
      revision: 2,
    });
    await expect(handle(request('stale-new', { kind: 'close' }, { expectedRevision: -1 }))).resolves.toMatchObject({
      revision: 0,
    });
  });

  it('lets one of many callers who have seen the same revision through', async () => {
    const settled = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        handle(
          request(
            'race',
            { kind: 'deposit', amounts: [1] },
            { store: index % 2 ? store : other, expectedRevision: -1 },
          ),
        ),
      ),
    );
    const refused = settled.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(7);
    for (const outcome of refused) expect(outcome.reason).toMatchObject({ name: 'StaleRevision', currentRevision: 0 });
  });

  describe('with remembered states', () => {
    it('does not read the stream again', async () => {
      const states = new StateCache(10);
      await handle(request('cached', { kind: 'deposit', amounts: [1] }, { states }));
      const reads = jest.spyOn(store, 'readStream');
      const result = await handle(request('cached', { kind: 'deposit', amounts: [2] }, { states }));
      expect(reads).not.toHaveBeenCalled();
      reads.mockRestore();
      expect(result.state.total).toBe(3);
    });

    it.each<[string, AccountCommand, unknown]>([
      ['appends at the old revision', { kind: 'deposit', amounts: [1] }, { revision: 2, state: { total: 11 } }],
      ['would decide nothing', { kind: 'raise-to', total: 10 }, { revision: 1, eventIds: [], state: { total: 10 } }],
    ])('looks again when the remembered state is old and %s', async (name, command, expected) => {
      const states = new StateCache(10);
      await handle(request(`old ${name}`, { kind: 'deposit', amounts: [4] }, { states }));
      await handle(request(`old ${name}`, { kind: 'deposit', amounts: [6] }, { store: other }));
      await expect(handle(request(`old ${name}`, command, { states }))).resolves.toMatchObject(expected as object);
    });

    it('refuses by the current state, and by the revision that the stream has now', async () => {
      const states = new StateCache(10);
      await handle(request('moved', { kind: 'deposit', amounts: [4] }, { states }));
      await handle(request('moved', { kind: 'deposit', amounts: [1] }, { store: other }));
      await expect(
        handle(request('moved', { kind: 'deposit', amounts: [1] }, { states, expectedRevision: 1 })),
      ).resolves.toMatchObject({ revision: 2, state: { total: 6 } });
      await handle(request('moved', { kind: 'close' }, { store: other }));
      await expect(handle(request('moved', { kind: 'close' }, { states }))).rejects.toBeInstanceOf(Refusal);
    });
  });
});
