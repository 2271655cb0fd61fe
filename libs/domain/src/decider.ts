/** An event as decided: what happened, in the past tense, and its facts. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** A decided event together with the id under which it is stored; states refer to events by it. */
export type Recorded<E extends DomainEvent> = E & { readonly id: string };

/**
 * An aggregate as two plain functions.
 *
 * `decide` answers a command with the events that follow from it, or throws a `Refusal`. `evolve` gives the state after
 * one more event. Neither reads a clock, draws a random number or touches the outside, so a replay cannot change history.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  readonly initialState: State;
  decide(command: Command, state: State): Event[];
  evolve(state: State, event: Recorded<Event>): State;
}

/** The state after all these events, from the given state on. */
export function fold<State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'evolve'>,
  state: State,
  events: Iterable<Recorded<Event>>,
): State {
  let result = state;
  for (const event of events) result = decider.evolve(result, event);
  return result;
}
