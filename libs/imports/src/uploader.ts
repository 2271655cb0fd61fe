import {
  Refusal,
  areaOn,
  indicator,
  type Decider,
  type IndicatorCommand,
  type IndicatorEvent,
  type IndicatorState,
} from '@outturn/domain';

/** Whose figures a file brings; what is recorded is recorded as theirs. */
export interface Uploader {
  /** Opaque id. */
  readonly actor: string;
  /** The role in which they submit, as the ledger notes it. */
  readonly role: string;
  /** Keys of the areas for which they write. */
  readonly areas: readonly string[];
}

/** The indicator's decider for who writes for some areas: it decides only where the indicator is now. */
export function withinAreas(
  { areas }: Uploader,
  today: string,
): Decider<IndicatorState, IndicatorCommand, IndicatorEvent> {
  return {
    ...indicator,
    decide: (command, state) => {
      const area = areaOn(state, today);
      if (state.key !== undefined && !areas.includes(area)) throw otherArea(state.key, area, areas);
      return indicator.decide(command, state);
    },
  };
}

function otherArea(key: string, area: string, own: readonly string[]): Refusal {
  const mine = own.length === 0 ? 'no area' : own.join(', ');
  const message = `${key} belongs to the area ${area}, and you write for ${mine}. Ask an officer of that area.`;
  return new Refusal({ kind: 'forbidden', code: 'other-area', message });
}
