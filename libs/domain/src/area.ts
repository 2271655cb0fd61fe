import { Decider, Recorded } from './decider';
import { ActorId, EventId } from './ids';
import { PeriodKey, parsePeriod } from './period';
import { conflict, invalid, notFound } from './refusal';
import { requireKey, requireList, requireText } from './text';

/** An area of the corporate plan under which indicators are reported. */
export const areaStream = (key: string): string => `area-${key}`;

export type AreaEvent =
  | {
      readonly type: 'AreaDefined';
      readonly data: { area: string; name: string; aliases: readonly string[]; order: number; definedBy: ActorId };
    }
  | {
      readonly type: 'AreaRenamed';
      readonly data: { name: string; aliases: readonly string[]; reason: string; renamedBy: ActorId };
    }
  | {
      readonly type: 'AreaPopulationDeclared';
      readonly data: { period: PeriodKey; indicators: number; source: string; declaredBy: ActorId };
    };

export interface AreaState {
  readonly area?: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Place among the areas, as the report prints them. */
  readonly order: number;
  /** How many indicators the area is said to have in a period, and by whom: more may exist than are held here. */
  readonly populations: Readonly<Record<PeriodKey, { indicators: number; source: string; eventId: EventId }>>;
}

export const initialArea: AreaState = { name: '', aliases: [], order: 0, populations: {} };

/** The area after one more event. */
export function evolveArea(state: AreaState, event: Recorded<AreaEvent>): AreaState {
  switch (event.type) {
    case 'AreaDefined': {
      const { area, name, aliases, order } = event.data;
      return { ...state, area, name, aliases, order };
    }
    case 'AreaRenamed':
      return { ...state, name: event.data.name, aliases: event.data.aliases };
    case 'AreaPopulationDeclared': {
      const { period, indicators, source } = event.data;
      return { ...state, populations: { ...state.populations, [period]: { indicators, source, eventId: event.id } } };
    }
  }
}

export type AreaCommand =
  | {
      readonly type: 'DefineArea';
      readonly actor: ActorId;
      readonly area: string;
      readonly name: string;
      readonly aliases: readonly string[];
      readonly order: number;
    }
  | {
      readonly type: 'RenameArea';
      readonly actor: ActorId;
      readonly name: string;
      readonly aliases: readonly string[];
      readonly reason: string;
    }
  | {
      readonly type: 'DeclareAreaPopulation';
      readonly actor: ActorId;
      readonly period: PeriodKey;
      readonly indicators: number;
      readonly source: string;
    };

/** A council's area has been known by two or three names in ten years. */
const MOST_ALIASES = 50;

/** The events that follow from a command, or a `Refusal`. */
export function decideArea(command: AreaCommand, state: AreaState): AreaEvent[] {
  if (command.type === 'DefineArea') return [define(command, state)];
  if (state.area === undefined) throw notFound('unknown-area', 'There is no such area. Define it first.', '/area');
  return [command.type === 'RenameArea' ? rename(command, state) : declarePopulation(command, state)];
}

type Of<Type extends AreaCommand['type']> = Extract<AreaCommand, { type: Type }>;

function define({ area, name, aliases, order, actor }: Of<'DefineArea'>, state: AreaState): AreaEvent {
  if (state.area !== undefined) throw conflict('area-exists', `The area ${state.area} is defined already.`, { state });
  requireKey(area, '/area', 'An area key');
  parseNames(name, aliases);
  if (!Number.isSafeInteger(order) || order < 0) {
    throw invalid('invalid-order', 'The place among the areas is a whole number from 0.', '/order');
  }
  return { type: 'AreaDefined', data: { area, name, aliases, order, definedBy: actor } };
}

function parseNames(name: string, aliases: readonly string[]): void {
  requireText(name, '/name', 'The name');
  requireList(aliases, MOST_ALIASES, '/aliases', 'aliases');
  aliases.forEach((alias, index) => requireText(alias, `/aliases/${index}`, 'The alias'));
}

function rename({ name, aliases, reason, actor }: Of<'RenameArea'>, state: AreaState): AreaEvent {
  parseNames(name, aliases);
  requireText(reason, '/reason', 'The reason');
  if (name === state.name && JSON.stringify(aliases) === JSON.stringify(state.aliases)) {
    throw conflict('nothing-changes', `The area is called "${name}" already.`, { state });
  }
  return { type: 'AreaRenamed', data: { name, aliases, reason, renamedBy: actor } };
}

function declarePopulation(command: Of<'DeclareAreaPopulation'>, state: AreaState): AreaEvent {
  const { period, indicators, source, actor } = command;
  parsePeriod(period, '/period');
  requireText(source, '/source', 'The source');
  if (!Number.isSafeInteger(indicators) || indicators < 0) {
    throw invalid('invalid-count', 'A population is a whole number from 0.', '/indicators');
  }
  const current = state.populations[period];
  if (current?.indicators === indicators && current.source === source) {
    throw conflict('nothing-changes', `The population of ${state.name} in ${period} is ${indicators} already.`, {
      state: current,
    });
  }
  return { type: 'AreaPopulationDeclared', data: { period, indicators, source, declaredBy: actor } };
}

export const area: Decider<AreaState, AreaCommand, AreaEvent> = {
  initialState: initialArea,
  decide: decideArea,
  evolve: evolveArea,
};
