import { Recorded } from '../decider';
import { evolveFigure } from './evolve-figure';
import { evolveRestatement } from './evolve-restatement';
import { IndicatorEvent } from './events';
import { Evolvers, IndicatorState } from './state';

type DefinitionEventType =
  | 'IndicatorDefined'
  | 'IndicatorRedefined'
  | 'IndicatorRetired'
  | 'IndicatorMoved'
  | 'ComparabilityBreakDeclared'
  | 'BridgeRecorded'
  | 'RatingRuleSet';

const evolveDefinition: Evolvers<DefinitionEventType> = {
  IndicatorDefined: (state, event) => {
    const { indicator, area, definition } = event.data;
    return {
      ...state,
      key: indicator,
      definitions: [{ version: 1, definition, eventId: event.id }],
      areas: [{ area, from: definition.validFrom, eventId: event.id }],
    };
  },
  IndicatorRedefined: (state, event) => {
    const { definition, comparable, reason } = event.data;
    const version = state.definitions.length + 1;
    const definitions = [...state.definitions, { version, definition, eventId: event.id }];
    if (comparable) return { ...state, definitions };
    const gap = { id: event.id, from: definition.validFrom, kind: 'definition' as const, reason };
    return { ...state, definitions, breaks: [...state.breaks, gap] };
  },
  IndicatorRetired: (state, event) => {
    const { from, reason } = event.data;
    return { ...state, retired: { from, reason, eventId: event.id } };
  },
  IndicatorMoved: (state, event) => {
    const { area, from } = event.data;
    return { ...state, areas: byStart([...state.areas, { area, from, eventId: event.id }]) };
  },
  ComparabilityBreakDeclared: (state, event) => {
    const { from, kind, reason } = event.data;
    return { ...state, breaks: [...state.breaks, { id: event.id, from, kind, reason }] };
  },
  BridgeRecorded: (state, event) => ({
    ...state,
    breaks: state.breaks.map((gap) => (gap.id === event.data.breakId ? { ...gap, bridgedBy: event.id } : gap)),
  }),
  RatingRuleSet: (state, event) => {
    const { scheme, validFrom, appliesTo, reason } = event.data;
    const version = state.rules.length + 1;
    const rule = { version, scheme, validFrom, appliesTo, reason, eventId: event.id };
    return { ...state, rules: [...state.rules, rule] };
  },
};

/** In the order of the days from which they hold; of equal days the one decided last comes last. */
function byStart<T extends { readonly from: string }>(moves: readonly T[]): readonly T[] {
  return [...moves].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

const evolvers: Evolvers<IndicatorEvent['type']> = { ...evolveDefinition, ...evolveFigure, ...evolveRestatement };

/** The indicator after one more event. */
export function evolveIndicator(state: IndicatorState, event: Recorded<IndicatorEvent>): IndicatorState {
  // The table pairs every type with the function for its events; a lookup by a union of types cannot say so.
  const evolve = evolvers[event.type] as (state: IndicatorState, event: Recorded<IndicatorEvent>) => IndicatorState;
  return evolve(state, event);
}
