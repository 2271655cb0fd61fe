import { Decider, DomainEvent, Recorded, Refusal, fold } from '@outturn/domain';

/** Events as they come back from a store: with ids `event-1`, `event-2`, … and without fields that are undefined. */
export function recorded<Event extends DomainEvent>(events: readonly Event[]): Recorded<Event>[] {
  return events.map((event, index) => ({ ...asStored(event), id: `event-${index + 1}` }));
}

/** What is left of a value when it has been written as JSON and read again. */
export function asStored<T>(value: T): T {
  // JSON keeps what events and cells are made of; the type cannot say so.
  return JSON.parse(JSON.stringify(value)) as T;
}

export interface When<Command, Event> {
  when(command: Command): Then<Event>;
}

export interface Then<Event> {
  /** Exactly these events, in this order. */
  then(expected: readonly Event[]): void;
  /** A refusal with this code and, where given, this pointer; it is handed back so that its state can be looked at. */
  thenRefused(code: string, pointer?: string): Refusal;
}

/**
 * A specification of a decider: `given(indicator)(events).when(command).then(events)`, exact and in order, or
 * `.thenRefused(code)`. The given events have the ids `event-1`, `event-2`, …
 */
export function given<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
): (events: readonly Event[]) => When<Command, Event> {
  return (events) => ({
    when: (command) => {
      const outcome = attempt(() => decider.decide(command, fold(decider, decider.initialState, recorded(events))));
      return {
        then: (expected) => {
          if ('refusal' in outcome) throw outcome.refusal;
          expect(asStored(outcome.decided)).toStrictEqual(asStored(expected));
        },
        thenRefused: (code, pointer) => {
          if (!('refusal' in outcome)) throw new Error(`Not refused, but: ${JSON.stringify(outcome.decided)}`);
          const { refusal } = outcome;
          expect({ code: refusal.code, pointer: pointer && refusal.pointer }).toEqual({ code, pointer });
          expect(refusal.message).toMatch(/^.{10,}[.?]$/su);
          return refusal;
        },
      };
    },
  });
}

function attempt<Event>(decide: () => Event[]): { decided: Event[] } | { refusal: Refusal } {
  try {
    return { decided: decide() };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}
