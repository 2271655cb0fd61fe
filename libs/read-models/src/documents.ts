import type { Decider, DomainEvent } from '@outturn/domain';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import { streamProjection } from './streams';
import { tableName, type Table } from './table';

/** A document by the names of its parts; each part is one JSON value. */
export type Parts = ReadonlyMap<string, object>;

/** A read model of aggregates that are documents, such as a contract: a row for each version of each part of them. */
export interface DocumentModel extends ReadModel {
  readonly table: Table;
}

/**
 * A read model that keeps the states of aggregates in parts, so that an event adds rows only for what it changed. Its
 * table is called as the model, with underscores; `DocumentTableMigration` makes it.
 *
 * @param options.parts cuts a state into parts. Parts that `evolve` left alone should be the same objects as before:
 *   then finding out what changed costs next to nothing.
 */
export function documentModel<State, Event extends DomainEvent>({
  name,
  version,
  category,
  decider,
  parts,
}: {
  readonly name: string;
  readonly version: number;
  readonly category: string;
  readonly decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>;
  readonly parts: (state: State) => Parts;
}): DocumentModel {
  const table: Table = {
    name: name.replaceAll('-', '_'),
    columns: { key: 'text', part: 'text', from_position: 'bigint', value: 'json' },
    key: ['key', 'part', 'from_position'],
    position: 'from_position',
  };
  const projection = streamProjection<State, Event>({
    category,
    decider,
    project: ({ key, stored, before, after }, emit) => {
      const known = stored.revision === 0 ? new Map<string, object>() : parts(before);
      for (const [part, json] of changedParts(known, parts(after))) emit.row(table, [key, part, stored.position, json]);
    },
  });
  return { name, version, tables: [table], needsCells: false, streams: [projection], table };
}

/** The parts that came out different, as JSON; null for those that are gone. */
export function* changedParts(before: Parts, after: Parts): Generator<readonly [part: string, json: string | null]> {
  for (const [part, value] of after) {
    const known = before.get(part);
    if (known === value) continue;
    const json = JSON.stringify(value);
    if (known === undefined || JSON.stringify(known) !== json) yield [part, json];
  }
  for (const part of before.keys()) if (!after.has(part)) yield [part, null];
}

/**
 * Documents as at a position, by key and part, both in order.
 *
 * @param keys of the documents that are wanted; all when absent
 */
export async function readDocuments(
  querier: Querier,
  { table }: DocumentModel,
  position: number,
  keys?: readonly string[],
): Promise<Map<string, Map<string, object>>> {
  const answer = await querier.query<{ key: string; part: string; value: object }>({
    name: `${table.name}${keys ? '-by-key' : ''}`,
    text: `select key, part, value
             from (select distinct on (key, part) key, part, value from ${tableName(table)}
                    where from_position <= $1 ${keys ? 'and key = any($2)' : ''}
                    order by key, part, from_position desc) latest
            where value is not null order by key, part`,
    values: keys ? [position, keys] : [position],
  });
  const documents = new Map<string, Map<string, object>>();
  for (const { key, part, value } of answer.rows) {
    const document = documents.get(key);
    if (document) document.set(part, value);
    else documents.set(key, new Map([[part, value]]));
  }
  return documents;
}

/** The part that holds everything which is in no other. */
const HEAD = '';

/**
 * Cuts a state where it has records of items: a part `field/key` for each item of the fields named, and one for all else.
 * Items have to be objects.
 */
export function cutByItems<State extends object>(state: State, fields: readonly (keyof State & string)[]): Parts {
  const head: Partial<State> = { ...state };
  const parts = new Map<string, object>();
  for (const field of fields) {
    for (const [key, item] of Object.entries<object>(state[field] ?? {})) parts.set(`${field}/${key}`, item);
    Reflect.deleteProperty(head, field);
  }
  return parts.set(HEAD, head);
}

/** The state that `cutByItems` has cut with the same fields; items in the order of their keys. */
export function joinItems<State extends object>(parts: Parts, fields: readonly (keyof State & string)[]): State {
  const items = fields.map((field) => {
    const prefix = `${field}/`;
    const ofField = [...parts].filter(([part]) => part.startsWith(prefix));
    return [field, Object.fromEntries(ofField.map(([part, value]) => [part.slice(prefix.length), value]))];
  });
  // What was cut from such a state, put together again.
  return { ...parts.get(HEAD), ...Object.fromEntries(items) } as State;
}
