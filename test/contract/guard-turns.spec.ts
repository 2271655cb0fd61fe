import { EventStoreUnavailable, type EventStoreDbEventStore } from '@outturn/event-store';
import { asAdmin } from '../support/database';
import { createEventStoreDbWorld, until, type EventStoreDbWorld } from '../support/eventstoredb-world';
import { someEvent } from './event-store.contract';

// An EventStoreDB appends to one stream at a time; that another one stays where it was meanwhile is seen to here. The
// races are in the suite that every store passes.

const GUARD = { streamId: 'guard', revision: -1 };

describe('turns at a stream that guards others', () => {
  let world: EventStoreDbWorld;
  let store: EventStoreDbEventStore;
  let other: EventStoreDbEventStore;

  beforeEach(async () => {
    world = await createEventStoreDbWorld();
    store = world.store;
    other = world.openOther();
  });

  afterEach(() => world.dispose());

  /** Ends the sessions that hold or want a turn. */
  async function endTurns(): Promise<void> {
    await asAdmin(world.database.adminUrl, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and classid = 72459182
            and database = (select oid from pg_database where datname = current_database())`,
      ),
    );
  }

  /** The names of the streams in the log, event by event. */
  function logged(): string[] {
    return world.double.log.events.map(({ stream }) => stream).filter((stream) => stream.startsWith('suite.'));
  }

  it('last until it is known what became of the append', async () => {
    const { leader } = world.double;
    leader.faults.failAppends('hang-before-storing');
    const guarded = store.append('s', [someEvent()], 'no-stream', GUARD);
    await until(() => leader.calls.append === 1);
    await Promise.all([guarded, other.append('guard', [someEvent()], 'no-stream')]);
    expect(logged()).toEqual(['suite.s', 'suite.guard']);
  });

  it.each([
    ['append', 's', GUARD],
    ['move', 'guard', undefined],
  ] as const)('send no %s again when they were lost with their connection', async (_, streamId, guard) => {
    const { leader } = world.double;
    leader.faults.failAppends('hang-before-storing');
    const sent = store.append(streamId, [someEvent()], 'no-stream', guard);
    await until(() => leader.calls.append === 1);
    await endTurns();
    const between = guard
      ? other.append('guard', [someEvent()], 'no-stream')
      : other.append('s', [someEvent()], 'no-stream', GUARD);
    await expect(sent).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(sent).rejects.toThrow(/lost its turn at stream guard.*repeat with the same ids/);
    await between;
    expect(logged()).toEqual([guard ? 'suite.guard' : 'suite.s']);
  });
});
