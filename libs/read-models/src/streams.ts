import type { Decider, DomainEvent } from '@outturn/domain';
import { toRecorded, upcast } from '@outturn/event-store';
import { eventTypes } from './event-types';
import type { Emit, ReadModel, StreamChange, StreamProjection } from './projection';

/** A projection of all streams of a category; the types of the aggregate stay inside. */
export function streamProjection<State, Event extends DomainEvent>({
  category,
  decider,
  project,
}: {
  readonly category: string;
  readonly decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>;
  readonly project: (change: StreamChange<State, Event>, emit: Emit) => void;
}): StreamProjection {
  return {
    category,
    open: (key) => {
      let before = decider.initialState;
      return (asStored, emit) => {
        const stored = upcast(eventTypes, asStored);
        const event = toRecorded<Event>(eventTypes, stored);
        const after = decider.evolve(before, event);
        if (emit) project({ key, stored, event, before, after }, emit);
        before = after;
      };
    },
  };
}

/** The projections of read models, by the category of streams that they take. */
export function projectionsByCategory(models: readonly ReadModel[]): Map<string, StreamProjection[]> {
  const byCategory = new Map<string, StreamProjection[]>();
  for (const projection of models.flatMap(({ streams = [] }) => streams)) {
    byCategory.set(projection.category, [...(byCategory.get(projection.category) ?? []), projection]);
  }
  return byCategory;
}

/** The name of a stream from its category and key. */
export function streamName(category: string, key: string): string {
  return `${category}-${key}`;
}
