import { LRUCache } from 'lru-cache';

/** A stream's state after the event at a revision; -1 before the first. */
export interface StreamState<State> {
  readonly state: State;
  readonly revision: number;
  /** Position of that event among all; 0 before the first. */
  readonly position: number;
}

/**
 * The states of the streams that were used last. It may be behind the store, never ahead of it: who decides on a state
 * appends at its revision, and is refused when it is old.
 */
export class StateCache {
  private readonly states: LRUCache<string, StreamState<unknown>>;

  /** @param maxStreams how many streams to remember */
  constructor(maxStreams: number) {
    this.states = new LRUCache({ max: maxStreams });
  }

  /** The state that is remembered for a stream, if any. */
  get(streamId: string): StreamState<unknown> | undefined {
    return this.states.get(streamId);
  }

  /** Remembers a state, unless a later one of the same stream is remembered already. */
  set(streamId: string, state: StreamState<unknown>): void {
    const known = this.states.get(streamId);
    if (known === undefined || known.revision < state.revision) this.states.set(streamId, state);
  }
}
