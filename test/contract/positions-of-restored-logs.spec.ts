import { EventStoreUnavailable, ForeignLog } from '@outturn/event-store';
import { createEventStoreDbWorld, until, type EventStoreDbWorld } from '../support/eventstoredb-world';
import { someEvent } from './event-store.contract';

// An EventStoreDB that was restored from a backup, or replaced by another one, under positions that are kept elsewhere.

describe('positions over a log that was restored', () => {
  let world: EventStoreDbWorld;

  beforeEach(async () => {
    world = await createEventStoreDbWorld({ keepSearchedMs: 0, positionTimeoutMs: 4_000 });
  });

  afterEach(() => world.dispose());

  /** Has a checkpoint kept that lies after everything in the log so far, and stops the store. */
  async function searchFarther(): Promise<void> {
    const { log } = world.double;
    const end = log.events.at(-1)!.position.commit;
    const isKept = async () => {
      const text = 'select from ledger.position_checkpoint where commit_position > $1';
      return (await world.database.pool.query(text, [String(end)])).rowCount === 1;
    };
    do log.writeOwn(40);
    while (!(await isKept()));
    await world.store.close();
  }

  it.each([
    ['still ends before it', 0],
    ['has grown past it since', 1_000],
  ])('do not rely on a checkpoint that the log lost, when it %s', async (_, grownBy) => {
    const { log } = world.double;
    await world.store.append('s', [someEvent()], 'no-stream');
    const backup = log.events.length;
    await searchFarther();
    log.restoreTo(backup);
    log.append('suite.s', [foreignEvent()], 0);
    log.writeOwn(grownBy);
    const next = world.openOther();
    await expect(next.append('s', [someEvent()], 1)).resolves.toMatchObject({ position: 3 });
    await expect(next.checkHealth()).resolves.toBeUndefined();
  });

  it.each([
    ['still ends before it', 0],
    ['has grown past it since', 1_000],
  ])('do not rely on a checkpoint of another log when there are none yet, and this one %s', async (_, grownBy) => {
    const { log } = world.double;
    await searchFarther();
    log.restoreTo(0);
    log.append('suite.s', [foreignEvent()], 'no-stream');
    log.writeOwn(grownBy);
    const next = world.openOther();
    await expect(next.append('s', [someEvent()], 0)).resolves.toMatchObject({ position: 2 });
  });

  it.each([
    ['another one', 0],
    ['an earlier one', 5],
  ])('are given no more once the log is %s while the program runs', async (_, kept) => {
    const { log, leader } = world.double;
    for (let number = 0; number < 3; number += 1) await world.store.append('s', [someEvent()], 'any');
    leader.become('refusing');
    log.restoreTo(kept);
    for (let number = 0; number < 30; number += 1) log.append('suite.t', [foreignEvent()], 'any');
    leader.become('open');
    await until(() => world.problems.some((problem) => problem instanceof ForeignLog));
    await expect(world.store.headPosition()).resolves.toBe(3);
    await expect(world.store.checkHealth()).rejects.toThrow(/does not hold event .* where it was/);
    await expect(world.store.append('u', [someEvent()], 'any')).rejects.toBeInstanceOf(EventStoreUnavailable);
  });

  it('are not those of the events that lie in their places now', async () => {
    const { log } = world.double;
    const { eventIds } = await world.store.append('s', [someEvent()], 'no-stream');
    await world.store.close();
    log.restoreTo(0);
    log.append('suite.s', [foreignEvent()], 'no-stream');
    const next = world.openOther();
    await expect(next.findEvent(eventIds[0]!)).resolves.toBeUndefined();
    await expect(next.readStreams(['s'], 1)).rejects.toThrow(/revision 0 is missing/);
  });

  function foreignEvent() {
    const customMetadata = Buffer.from('{"schemaVersion":1}');
    return {
      id: someEvent().id,
      type: 'copied',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      customMetadata,
    };
  }
});
