import { isNegative, parseDecimal } from '../decimal';
import { IndicatorDefinition } from '../definition';
import { EventId } from '../ids';
import { DateText, parseDate } from '../period';
import { conflict, invalid } from '../refusal';
import { assertRollUpFits } from '../rollup';
import { requireKey, requireList, requireText, requireTextIfGiven } from '../text';
import { parseValue } from '../unit';
import { IndicatorCommand } from './commands';
import { IndicatorEvent } from './events';
import { requireClosedUntouched, requireNoFiguresFrom } from './requirements';
import { IndicatorState, areaOn } from './state';

type Of<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

/** More is an accident: there are fewer frequencies than this. */
const MOST_SUPPLEMENTARY_FREQUENCIES = 6;

export function define(command: Of<'DefineIndicator'>, state: IndicatorState): IndicatorEvent {
  const { indicator, area, definition, actor } = command;
  if (state.key !== undefined) throw conflict('indicator-exists', `The indicator ${state.key} is defined already.`);
  requireKey(indicator, '/indicator', 'An indicator key');
  requireKey(area, '/area', 'An area key');
  parseDefinition(definition);
  return { type: 'IndicatorDefined', data: { indicator, area, definition, definedBy: actor } };
}

export function redefine(command: Of<'RedefineIndicator'>, state: IndicatorState): IndicatorEvent {
  const { definition, comparable, reason, actor } = command;
  parseDefinition(definition);
  requireText(reason, '/reason', 'The reason');
  refuseRetired(state);
  const current = state.definitions.at(-1)?.definition;
  if (current && definition.validFrom <= current.validFrom) {
    throw invalid(
      'not-after-current',
      `The new version must start after ${current.validFrom}, when the current one started.`,
      '/definition/validFrom',
    );
  }
  requireNoFiguresFrom(state, definition.validFrom, '/definition/validFrom');
  if (comparable && current && current.unit !== definition.unit) {
    throw invalid('unit-changed', 'A change of unit breaks comparability. Set comparable to false.', '/comparable');
  }
  return { type: 'IndicatorRedefined', data: { definition, comparable, reason, definedBy: actor } };
}

function refuseRetired(state: IndicatorState): void {
  if (!state.retired) return;
  throw conflict('retired', `The indicator was retired from ${state.retired.from}. Define another.`, {
    state: state.retired,
  });
}

function parseDefinition(definition: IndicatorDefinition): void {
  const { displayDecimals, supplementaryFrequencies = [] } = definition;
  requireText(definition.name, '/definition/name', 'The name');
  requireText(definition.owner, '/definition/owner', 'The owner');
  for (const field of ['numerator', 'denominator', 'source', 'note'] as const) {
    requireTextIfGiven(definition[field], `/definition/${field}`, `The ${field}`);
  }
  const pointer = '/definition/supplementaryFrequencies';
  requireList(supplementaryFrequencies, MOST_SUPPLEMENTARY_FREQUENCIES, pointer, 'frequencies');
  parseDate(definition.validFrom, '/definition/validFrom');
  if (!Number.isInteger(displayDecimals) || displayDecimals < 0 || displayDecimals > 10) {
    throw invalid('invalid-decimals', 'Figures are shown with 0 to 10 decimals.', '/definition/displayDecimals');
  }
  if (isNegative(parseDecimal(definition.deadBand, '/definition/deadBand'))) {
    throw invalid('negative-dead-band', 'A dead band is zero or more.', '/definition/deadBand');
  }
  if (definition.bestPossible !== undefined)
    parseValue(definition.bestPossible, definition.unit, '/definition/bestPossible');
  assertRollUpFits(definition.rollUp, definition.series, definition.unit);
}

export function retire(command: Of<'RetireIndicator'>, state: IndicatorState): IndicatorEvent {
  const { from, reason, actor } = command;
  parseDate(from, '/from');
  requireText(reason, '/reason', 'The reason');
  refuseRetired(state);
  requireNoFiguresFrom(state, from, '/from');
  return { type: 'IndicatorRetired', data: { from, reason, retiredBy: actor } };
}

/** Moves the indicator from a day on, which lies after the closed periods: their summaries keep their rows. */
export function move(command: Of<'MoveIndicator'>, state: IndicatorState): IndicatorEvent {
  const { area, from, reason, actor } = command;
  requireKey(area, '/area', 'An area key');
  parseDate(from, '/from');
  requireText(reason, '/reason', 'The reason');
  const first = state.definitions[0]?.definition.validFrom;
  if (first !== undefined && from < first) {
    throw invalid(
      'not-in-force',
      `The indicator is in force from ${first} only. Move it on that day or later.`,
      '/from',
    );
  }
  if (areaOn(state, from) === area)
    throw conflict('nothing-changes', `The indicator is in ${area} on ${from} already.`);
  requireClosedUntouched(state, command, from, '/from');
  return { type: 'IndicatorMoved', data: { area, from, reason, movedBy: actor } };
}

/** Declares a break, also within closed periods: it changes no value and no colour, only what is compared with what. */
export function declareBreak(command: Of<'DeclareComparabilityBreak'>, state: IndicatorState): IndicatorEvent {
  const { from, kind, reason, actor } = command;
  parseDate(from, '/from');
  requireText(reason, '/reason', 'The reason');
  const same = state.breaks.find((gap) => gap.from === from && gap.kind === kind && gap.bridgedBy === undefined);
  if (same)
    throw conflict('nothing-changes', `A break of ${kind} from ${from} has been declared already.`, { state: same });
  return { type: 'ComparabilityBreakDeclared', data: { from, kind, reason, declaredBy: actor } };
}

/** Bridges a break, also within closed periods: like the break, it changes no value and no colour. */
export function recordBridge(command: Of<'RecordBridge'>, state: IndicatorState): IndicatorEvent {
  const { breakId, method, reason, actor } = command;
  requireText(method, '/method', 'The method');
  requireText(reason, '/reason', 'The reason');
  const gap = state.breaks.find((candidate) => candidate.id === breakId);
  if (!gap) throw invalid('unknown-break', `There is no comparability break ${breakId} on this indicator.`, '/breakId');
  if (gap.bridgedBy !== undefined)
    throw conflict('already-bridged', 'The break has been bridged already.', { state: gap });
  refuseOtherUnits(state, gap.from, breakId);
  return { type: 'BridgeRecorded', data: { breakId, method, reason, recordedBy: actor } };
}

/** No bridge makes figures of two units one series: they could be neither compared nor added up. */
function refuseOtherUnits(state: IndicatorState, from: DateText, breakId: EventId): void {
  const before = state.definitions.findLast(({ definition }) => definition.validFrom < from)?.definition.unit;
  const after = state.definitions.findLast(({ definition }) => definition.validFrom <= from)?.definition.unit;
  if (before === undefined || before === after) return;
  throw conflict(
    'unit-changed',
    `The break ${breakId} cannot be bridged: the unit changed from ${before} to ${after ?? ''}.`,
    {
      pointer: '/breakId',
    },
  );
}
