import type { EventStore, StoredEvent } from '@outturn/event-store';
import type { ReadModel } from './projection';
import type { Querier } from './querier';

/** The read models at one place of the log. */
export interface Standing {
  readonly models: readonly ReadModel[];
  readonly position: number;
}

/** The read models are of another making than this program: they have to be rebuilt. */
export class OutdatedReadModel extends Error {
  override readonly name = 'OutdatedReadModel';
}

/** A read model has followed further than the store goes: it belongs to another store, or the store has lost events. */
export class CheckpointAhead extends Error {
  override readonly name = 'CheckpointAhead';
}

/** The read models have followed an event that the event store does not have at its position: it is another store. */
export class ForeignEventStore extends Error {
  override readonly name = 'ForeignEventStore';
}

/** Somebody else has moved the checkpoints meanwhile, as a rebuild does: read them again and go on from there. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/** Makes the checkpoints of read models that have none: at the beginning. */
export async function addCheckpoints(querier: Querier, models: readonly ReadModel[]): Promise<void> {
  await querier.query({
    text: `insert into read_models.checkpoints (name, version, position)
             select name, version, 0 from unnest($1::text[], $2::integer[]) as added(name, version)
             on conflict (name) do update set version = excluded.version where checkpoints.position = 0`,
    values: [models.map(({ name }) => name), models.map(({ version }) => version)],
  });
}

/**
 * How far each of the read models has followed; 0 for one without a checkpoint.
 *
 * @throws {OutdatedReadModel} when rows of one were made by another version of it.
 */
export async function readCheckpoints(querier: Querier, models: readonly ReadModel[]): Promise<Map<ReadModel, number>> {
  const answer = await querier.query<{ name: string; version: number; position: string }>({
    name: 'checkpoints',
    text: 'select name, version, position from read_models.checkpoints',
    values: [],
  });
  const known = new Map(answer.rows.map((row) => [row.name, row]));
  return new Map(
    models.map((model) => {
      const row = known.get(model.name);
      if (row && row.version !== model.version && row.position !== '0') {
        throw new OutdatedReadModel(
          `The read model ${model.name} was made by version ${row.version} of it and this program has version ${model.version}: rebuild it.`,
        );
      }
      return [model, Number(row?.position ?? 0)];
    }),
  );
}

/**
 * The read models that have followed least, and how far they may go on by themselves: up to the next ones, or without
 * limit when all stand at one place.
 */
export function furthestBehind(checkpoints: ReadonlyMap<ReadModel, number>): Standing & { readonly until?: number } {
  const positions = [...new Set(checkpoints.values())].sort((a, b) => a - b);
  const [position = 0, until] = positions;
  const models = [...checkpoints].filter(([, at]) => at === position).map(([model]) => model);
  return { models, position, until };
}

/** How far the read model that has followed furthest has come, of whatever version it is. */
export async function furthestAhead(querier: Querier, models: readonly ReadModel[]): Promise<number> {
  const answer = await querier.query<{ position: string | null }>({
    text: 'select max(position) as position from read_models.checkpoints where name = any($1)',
    values: [models.map(({ name }) => name)],
  });
  return Number(answer.rows[0]?.position ?? 0);
}

/**
 * Makes sure that the last events which read models have followed are those of an event store.
 *
 * @throws {CheckpointAhead} when it ends before them.
 * @throws {ForeignEventStore} when it has others in their places.
 */
export async function requireSameStore(
  querier: Querier,
  store: EventStore,
  models: readonly ReadModel[],
): Promise<void> {
  // In this order: what was followed meanwhile is in the store.
  const ahead = await furthestAhead(querier, models);
  const head = await store.headPosition();
  if (ahead > head) {
    throw new CheckpointAhead(
      `The read models have followed up to position ${ahead} and the event store ends at ${head}: it is another store, or has lost events. Point the program at the right one, or rebuild the read models.`,
    );
  }
  const answer = await querier.query<{ event_id: string; position: string }>({
    text: `select distinct event_id, position from read_models.checkpoints
            where name = any($1) and event_id is not null`,
    values: [models.map(({ name }) => name)],
  });
  for (const { event_id: eventId, position } of answer.rows) {
    const found = await store.findEvent(eventId);
    if (found?.position === Number(position)) continue;
    throw new ForeignEventStore(
      `The last event that the read models have followed, ${eventId} at position ${position}, is not there in the event store: it is another store. Point the program at the right one, or rebuild the read models.`,
    );
  }
}

/** The event at a position of a store; undefined when it ends before. */
export async function eventAt(store: EventStore, position: number): Promise<StoredEvent | undefined> {
  for await (const [event] of store.readAll({
    afterPosition: position - 1,
    untilPosition: position,
    batchSize: 1,
  })) {
    return event;
  }
  return undefined;
}

/**
 * Moves the checkpoints of read models from one position to that of the last event that they have followed.
 *
 * @throws {CheckpointMoved} when they were not at the first.
 */
export async function moveCheckpoints(
  querier: Querier,
  from: Standing,
  last: Pick<StoredEvent, 'id' | 'position'>,
): Promise<void> {
  const answer = await querier.query({
    text: `update read_models.checkpoints set position = $1, event_id = $4 where position = $2 and name = any($3)`,
    values: [last.position, from.position, from.models.map(({ name }) => name), last.id],
  });
  if (answer.rowCount !== from.models.length) {
    throw new CheckpointMoved(`The read models no longer stand at position ${from.position}.`);
  }
}
