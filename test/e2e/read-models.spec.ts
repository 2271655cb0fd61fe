import { rebuildReadModels, verifyReadModels } from '@outturn/read-models';
import { loadExample } from '../support/example';
import { allRows, createReadModelWorld, ReadModelWorld } from '../support/read-model-world';
import { STORE_KINDS } from '../support/stores';

/** Tables that have no rows in the demonstration, in order: the report prints none of their facts. */
const NOT_IN_THE_REPORT: readonly string[] = ['business_plans', 'edition_errata', 'edition_figures', 'editions'];

describe.each(STORE_KINDS)('read models on the figures of the report, on $name', ({ makeStore }) => {
  let world: ReadModelWorld;
  beforeAll(async () => {
    world = await createReadModelWorld(makeStore);
    await loadExample(world.store);
    await world.follow();
  });
  afterAll(() => world.close());

  it('come out the same, row for row, when they are rebuilt', async () => {
    const before = await allRows(world);
    const empty = Object.keys(before).filter((table) => before[table]?.length === 0);
    expect(empty).toEqual(NOT_IN_THE_REPORT);
    await rebuildReadModels(world);
    expect(await allRows(world)).toEqual(before);
  });

  it('are verified against the events', async () => {
    const sound = await verifyReadModels(world);
    expect(sound).toMatchObject({ position: await world.store.headPosition(), differences: [] });
    expect(sound.rows).toBeGreaterThan(1_000);
  });
});
