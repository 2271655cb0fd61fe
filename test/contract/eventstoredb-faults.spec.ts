import {
  describeEventStoreUrl,
  EventStoreDbConnection,
  EventStoreDbEventStore,
  EventStoreRefused,
  EventStoreUnavailable,
  EventTooLarge,
  NotStorable,
  type EventStore,
  type StoredEvent,
} from '@outturn/event-store';
import type { AppendFault, ReadFault } from '../support/eventstoredb-double';
import { createEventStoreDbWorld, until, type EventStoreDbWorld } from '../support/eventstoredb-world';
import { expectSound, someEvent } from './event-store.contract';

// What goes wrong between the program and an EventStoreDB, and each trap of the client.

async function everything(store: EventStore): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const batch of store.readAll({ afterPosition: 0, batchSize: 50 })) events.push(...batch);
  return events;
}

function follow(store: EventStore): { events: StoredEvent[]; close: () => Promise<void> } {
  const events: StoredEvent[] = [];
  const subscription = store.subscribe({ afterPosition: 0, batchSize: 10 }, (batch) => {
    events.push(...batch);
    return Promise.resolve();
  });
  return { events, close: () => subscription.close() };
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  // An error is what the caller goes on to look at.
  return failure as Error;
}

describe('an EventStoreDB that fails', () => {
  let world: EventStoreDbWorld;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    world = await createEventStoreDbWorld({ positionTimeoutMs: 4_000 });
    store = world.store;
  });

  afterEach(() => world.dispose());

  describe('at an append', () => {
    const passing: AppendFault[] = [
      'cut-before-storing',
      'cut-after-storing',
      'hang-before-storing',
      'hang-after-storing',
      'end-before-storing',
      'unavailable',
      'not-leader',
    ];

    it.each(passing)('stores the events once after %s', async (fault) => {
      const events = [someEvent(), someEvent()];
      await store.append('s', [someEvent()], 'no-stream');
      world.double.leader.faults.failAppends(fault, fault);
      await expect(store.append('s', events, 0)).resolves.toEqual({
        position: 3,
        revision: 2,
        eventIds: events.map((event) => event.id),
        repeated: false,
      });
      const stored = await everything(store);
      expect(stored.map((event) => event.id).slice(1)).toEqual(events.map((event) => event.id));
      expectSound(stored);
    });

    it.each(['hang-after-storing', 'cut-after-storing'] as const)(
      'stores once what may go anywhere, after %s',
      async (fault) => {
        world.double.leader.faults.failAppends(fault);
        await Promise.all([
          store.append('s', [someEvent()], 'any'),
          store.append('s', [someEvent()], 'any'),
          store.append('t', [someEvent()], 'any'),
        ]);
        const stored = await everything(store);
        expect(stored).toHaveLength(3);
        expectSound(stored);
      },
    );

    it('stores each of many appends once while connections break', async () => {
      const follower = follow(store);
      await Promise.all(
        Array.from({ length: 16 }, async (_, writer) => {
          for (let round = 0; round < 10; round += 1) {
            if (writer === 0 && round % 3 === 1) world.double.leader.cutConnections();
            await store.append(`s-${writer}`, [someEvent()], round === 0 ? 'no-stream' : round - 1);
          }
        }),
      );
      await until(() => follower.events.length >= 160);
      await follower.close();
      expect(follower.events).toHaveLength(160);
      expectSound(follower.events);
      await expect(everything(store)).resolves.toEqual(follower.events);
    });

    it('answers a repeat although a stream got another event with its id in a race', async () => {
      const event = someEvent();
      const first = await store.append('s', [event], 'no-stream');
      const content = { contentType: 'application/json', data: Buffer.from('{}'), customMetadata: Buffer.alloc(0) };
      world.double.log.append('suite.t', [{ id: event.id, type: event.type, ...content }], 'no-stream');
      await store.append('t', [someEvent()], 0);
      await expect(store.append('s', [event], 'no-stream')).resolves.toEqual({ ...first, repeated: true });
    });

    it('says what to do when the user has no right to append', async () => {
      world.double.leader.faults.failAppends('access-denied');
      const failure = await failureOf(store.append('s', [someEvent()], 'any'));
      expect(failure).toBeInstanceOf(EventStoreRefused);
      expect(failure.message).toMatch(/denies access.*check user and password in EVENTSTORE_URL/);
      await expect(store.append('s', [someEvent()], 'any')).resolves.toMatchObject({ position: 1 });
    });

    it('refuses what is too large before it is sent', async () => {
      const text = 'x'.repeat(400_000);
      const [one, two, three] = [1, 2, 3].map(() => someEvent({ data: { text } }));
      await expect(store.append('s', [one!, two!, three!], 'any')).rejects.toThrow(
        /3 events for stream s have \d+ bytes together.*send fewer/,
      );
      const large = someEvent({ data: { text: text.repeat(3) } });
      await expect(store.append('s', [large], 'any')).rejects.toBeInstanceOf(EventTooLarge);
      expect(world.double.leader.calls.append).toBe(0);
      await expect(store.append('s', [one!, two!], 'any')).resolves.toMatchObject({ position: 2 });
    });

    it('says so when the limit of the server is lower', async () => {
      world.double.leader.appendLimitBytes = 1_000;
      const failure = await failureOf(store.append('s', [someEvent({ data: { text: 'x'.repeat(1_000) } })], 'any'));
      expect(failure).toBeInstanceOf(NotStorable);
      expect(failure.message).toMatch(/more than the 1000 bytes.*MaxAppendSize/);
    });

    it('refuses numbers that JSON cannot hold, rather than never to answer', async () => {
      const data = { value: 9007199254740993n };
      await expect(store.append('s', [someEvent({ data })], 'any')).rejects.toThrow(/write numbers as strings/);
    });

    it('uses neither batch append nor its shared queue', async () => {
      await Promise.all(Array.from({ length: 5 }, (_, index) => store.append(`s-${index}`, [someEvent()], 'any')));
      expect(world.double.leader.calls).toMatchObject({ append: 5, batchAppend: 0, features: 0 });
    });
  });

  describe('at a read', () => {
    const faults: ReadFault['kind'][] = ['cut', 'hang', 'drop', 'not-leader'];

    it.each(faults)('reads a stream whole after a %s', async (kind) => {
      const events = Array.from({ length: 40 }, () => someEvent());
      await store.append('s', events, 'no-stream');
      world.double.leader.faults.failReads({ kind, afterEvents: 15 }, { kind });
      const stored = await store.readStream('s');
      expect(stored.map((event) => event.id)).toEqual(events.map((event) => event.id));
    });

    it.each([...faults, 'end'] as const)('reads everything once after a %s', async (kind) => {
      await store.append(
        's',
        Array.from({ length: 40 }, () => someEvent()),
        'no-stream',
      );
      world.double.leader.faults.failSubscriptions({ kind, afterEvents: 15 }, { kind, afterEvents: 3 }, { kind });
      // A cut also breaks the subscription that gives positions, which then takes a fault.
      const stored = await everything(store);
      expect(stored).toHaveLength(40);
      expectSound(stored);
    });

    it('says what to do when the user has no right to read', async () => {
      await store.append('s', [someEvent()], 'any');
      world.double.leader.faults.failReads({ kind: 'access-denied' });
      const failure = await failureOf(store.readStream('s'));
      expect(failure).toBeInstanceOf(EventStoreRefused);
      expect(failure.message).toMatch(/stream s could not be read.*may read and write/);
    });

    it('ends on the server too when its reader leaves', async () => {
      // In parts, so that each is stored in time on a machine that has much else to do.
      for (let part = 0; part < 10; part += 1) {
        const events = Array.from({ length: 50 }, () => someEvent());
        await store.append('s', events, 'any');
      }
      for (let round = 0; round < 10; round += 1) {
        for await (const batch of store.readAll({ afterPosition: 0, batchSize: 5 })) {
          expect(batch).toHaveLength(5);
          break;
        }
      }
      // The one that gives positions stays.
      await until(() => world.double.leader.subscriptions.size === 1);
    });
  });

  describe('at the subscription', () => {
    it.each(['cut', 'drop', 'end', 'not-leader'] as const)('goes on where it was after a %s', async (kind) => {
      const follower = follow(store);
      await store.append('s', [someEvent()], 'no-stream');
      world.double.leader.faults.failSubscriptions({ kind, afterEvents: 7 }, { kind, afterEvents: 0 }, { kind });
      world.double.leader.cutConnections();
      for (let round = 0; round < 20; round += 1) await store.append('s', [someEvent(), someEvent()], 'any');
      await until(() => follower.events.length >= 41);
      await follower.close();
      expect(follower.events).toHaveLength(41);
      expectSound(follower.events);
    });

    it('subscribes anew when stored events do not come', async () => {
      world.double.leader.faults.failSubscriptions({ kind: 'hang' });
      world.double.leader.cutConnections();
      await expect(store.append('s', [someEvent()], 'any')).resolves.toMatchObject({ position: 1 });
    });

    it('does not hurry while the server ends every subscription', async () => {
      const { leader } = world.double;
      await store.append('s', [someEvent()], 'any');
      const before = leader.calls.subscribe;
      leader.faults.failSubscriptions(...Array.from({ length: 5 }, (): ReadFault => ({ kind: 'end' })));
      const startedAt = performance.now();
      leader.cutConnections();
      await until(() => leader.calls.subscribe >= before + 6);
      // Pauses of at least 50, 100, 200, 400 and 800 ms.
      expect(performance.now() - startedAt).toBeGreaterThan(1_000);
    });

    it('tells that the user has no right to read everything, and goes on once there is one', async () => {
      world.double.leader.faults.failSubscriptions({ kind: 'access-denied' });
      world.double.leader.cutConnections();
      await store.append('s', [someEvent()], 'any');
      expect(world.problems.some((problem) => problem instanceof EventStoreRefused)).toBe(true);
    });

    it('ends when its event cannot be read, and hands over nothing after it', async () => {
      const foreign = {
        id: someEvent().id,
        type: 'alien',
        contentType: 'application/json',
        customMetadata: Buffer.alloc(0),
      };
      await store.append('s', [someEvent()], 'no-stream');
      world.double.log.append('suite.s', [{ ...foreign, data: Buffer.from('{}') }], 'any');
      await store.append('t', [someEvent()], 'any');
      const seen: StoredEvent[] = [];
      const subscription = store.subscribe({ afterPosition: 0, batchSize: 1 }, (batch) => {
        seen.push(...batch);
        return Promise.resolve();
      });
      await expect(subscription.ended).rejects.toThrow(/was not written by this program.*no schemaVersion/);
      expect(seen).toHaveLength(1);
      await expect(store.headPosition()).resolves.toBe(3);
    });
  });

  describe('altogether', () => {
    it('is answered as unavailable while it is down, and goes on afterwards', async () => {
      await store.append('s', [someEvent()], 'no-stream');
      const follower = follow(store);
      world.double.leader.become('refusing');
      const failures = await Promise.all([
        failureOf(store.append('s', [someEvent()], 0)),
        failureOf(store.readStream('s')),
      ]);
      for (const failure of failures) {
        expect(failure).toBeInstanceOf(EventStoreUnavailable);
        expect(failure.message).toContain(`127.0.0.1:${world.double.leader.endpoint.port}`);
      }
      world.double.leader.become('open');
      await store.append('s', [someEvent()], 0);
      await until(() => follower.events.length === 2);
      await follower.close();
      expectSound(follower.events);
    });

    it('does not hold up the end of the program', async () => {
      await store.append('s', [someEvent()], 'no-stream');
      const follower = follow(store);
      world.double.leader.become('swallowing');
      const startedAt = performance.now();
      await follower.close();
      await store.close();
      await world.connection.dispose();
      expect(performance.now() - startedAt).toBeLessThan(3_000);
    });

    it('has one connection in a process', async () => {
      const { url } = world.double;
      await expect(EventStoreDbConnection.open({ url })).rejects.toThrow(/has a connection to an event store already/);
      await store.close();
      await world.connection.dispose();
      await (await EventStoreDbConnection.open({ url })).dispose();
    });
  });
});

describe('a cluster of EventStoreDB', () => {
  let world: EventStoreDbWorld;

  beforeEach(async () => {
    world = await createEventStoreDbWorld({ nodes: 3, patienceMs: 10_000 });
  });

  afterEach(() => world.dispose());

  it('is found by its gossip, and followed from leader to leader', async () => {
    const { double, store } = world;
    const follower = follow(store);
    for (const [round, node] of double.nodes.entries()) {
      double.elect(node);
      for (let number = 0; number < 5; number += 1) {
        await store.append(`s-${round}`, [someEvent()], number === 0 ? 'no-stream' : number - 1);
      }
      await expect(store.readStream(`s-${round}`)).resolves.toHaveLength(5);
      expect(node.calls.append).toBeGreaterThanOrEqual(5);
    }
    await until(() => follower.events.length === 15);
    await follower.close();
    expectSound(follower.events);
  });

  it('goes on when the leader dies', async () => {
    const { double, store } = world;
    const [first, second] = double.nodes;
    await store.append('s', [someEvent()], 'no-stream');
    first!.become('refusing');
    double.elect(second!);
    await expect(store.append('s', [someEvent()], 0)).resolves.toMatchObject({ position: 2, revision: 1 });
    await expect(store.readStream('s')).resolves.toHaveLength(2);
  });

  it('may be down as a whole without ending the program, and is used again when it is back', async () => {
    const { double, store } = world;
    await store.append('s', [someEvent()], 'no-stream');
    const follower = follow(store);
    for (const node of double.nodes) node.become('refusing');
    const appending = store.append('s', [someEvent()], 0);
    const { length } = world.problems;
    await until(() => world.problems.length > length + 1);
    for (const node of double.nodes) node.become('open');
    await expect(appending).resolves.toMatchObject({ position: 2 });
    await until(() => follower.events.length === 2);
    await follower.close();
  });
});

describe('a URL of an EventStoreDB', () => {
  it.each([
    'postgresql://admin:secret@host/db',
    'esdb://admin:secret@host:port',
    'esdb://admin:secret@host?tls=maybe',
    'esdb://admin:secret@host?tlsCAFile=/nowhere/secret.crt',
    'esdb:admin:secret',
    'esdb://admin:s3/secret@host:2113',
    'esdb://admin:s3?secret@host:2113',
    'esdb://admin:2113?secret@host:2113',
    'esdb://admin:s3@secret@host:2113',
    'esdb://admin:s3:secret@host:2113',
    '',
  ])('is refused when it is none, without repeating it: %s', async (url) => {
    const failure = await failureOf(EventStoreDbConnection.open({ url }));
    expect(failure.message).toMatch(/^EVENTSTORE_URL /);
    expect(failure.message).not.toContain('secret');
  });

  it('is shown without user, password and options', () => {
    expect(describeEventStoreUrl('esdb+discover://admin:secret@a:2113,b:2114?tls=true')).toBe('a:2113,b:2114');
    expect(describeEventStoreUrl('esdb://host')).toBe('host');
    expect(describeEventStoreUrl('esdb://admin:s3%40%2Fcret@host:2113/?tls=false')).toBe('host:2113');
  });

  it('leads to a clear sentence when nothing listens there', async () => {
    const world = await createEventStoreDbWorld({ patienceMs: 300 });
    await world.double.stop();
    const failure = await failureOf(world.store.append('s', [someEvent()], 'any'));
    expect(failure).toBeInstanceOf(EventStoreUnavailable);
    expect(failure.message).toMatch(/^The event store at 127\.0\.0\.1:\d+ does not answer, so whether the events/);
    await world.store.close();
    await world.connection.dispose();
    await world.database.drop();
  });
});
