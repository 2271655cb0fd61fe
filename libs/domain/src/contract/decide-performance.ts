import { parseSuppliedValue, saysTheSame } from '../figure-value';
import { assertOperatorFits } from '../indicator/decide-standard';
import { requireAnotherPerson } from '../indicator/requirements';
import { lastDay, parseDate, parsePeriod } from '../period';
import { assertSchemeFitsTarget } from '../rating';
import { parseScheme } from '../rating-scheme';
import { Refusal, conflict, invalid } from '../refusal';
import { parseStatedDateIfGiven } from '../stated-date';
import { parseTarget } from '../target';
import { requireKey, requireList, requireText, requireTextIfGiven } from '../text';
import { requireKeyed, requireNewKey, requireNotBefore, saysTheSameFact } from './checks';
import { ContractCommandOf } from './commands';
import { requireNotFuture } from './decide-terms';
import { ContractEvent } from './events';
import { DATA_MATURITIES, KpiSet, OwnKpi } from './facts';
import { ContractState, dataKey, resultKey } from './state';

// What the supplier is measured by, and what it delivers to measure it with.

/** The Act asks for three KPIs, and Serco's outcome targets are counted in tens. */
const MOST_KPIS = 200;

export function adoptKpiSet(
  { set, actor, today }: ContractCommandOf<'AdoptKpiSet'>,
  state: ContractState,
): ContractEvent {
  const { kpiSet, name, validFrom, validTo, kpis, note, source } = set;
  requireKey(kpiSet, '/kpiSet', 'The key of a KPI set');
  requireNewKey(state.kpiSets, kpiSet, '/kpiSet', 'a KPI set');
  requireText(name, '/name', 'The name');
  requireText(source, '/source', 'The source');
  requireTextIfGiven(note, '/note', 'The note');
  parseDate(validFrom, '/validFrom');
  if (validTo !== undefined) parseDate(validTo, '/validTo');
  requireNotBefore(validTo, validFrom, '/validTo', 'The KPI set');
  requireNoOverlap(set, state);
  requireList(kpis, MOST_KPIS, '/kpis', 'KPIs');
  const scheme = set.scheme && parseScheme(set.scheme, '/scheme');
  kpis.forEach((kpi, index) => {
    const pointer = `/kpis/${index}`;
    requireKey(kpi.kpi, `${pointer}/kpi`, 'The key of a KPI');
    if (kpis.findIndex((other) => other.kpi === kpi.kpi) < index) {
      throw invalid('duplicate-kpi', `Two KPIs have the key "${kpi.kpi}". Give each its own.`, `${pointer}/kpi`);
    }
    requireText(kpi.name, `${pointer}/name`, 'The name');
    if ('indicatorKey' in kpi) requireKey(kpi.indicatorKey, `${pointer}/indicatorKey`, 'An indicator key');
    else requireTarget(kpi, { ...set, scheme }, today, pointer);
  });
  return { type: 'KpiSetAdopted', data: { set: scheme ? { ...set, scheme } : set, adoptedBy: actor } };
}

function requireNoOverlap({ validFrom, validTo }: KpiSet, state: ContractState): void {
  for (const { set } of Object.values(state.kpiSets)) {
    const apart =
      (set.validTo !== undefined && set.validTo < validFrom) || (validTo !== undefined && validTo < set.validFrom);
    if (apart) continue;
    throw conflict(
      'overlapping-kpi-sets',
      `The KPI set "${set.name}" holds from ${set.validFrom} ${set.validTo === undefined ? 'on' : `to ${set.validTo}`}. End it first, or choose days outside.`,
      { pointer: '/validFrom', state: set },
    );
  }
}

/** The rules of an indicator's target, for a target that names no period: today's month stands in for one. */
function requireTarget({ target, unit, polarity }: OwnKpi, { scheme }: KpiSet, today: string, pointer: string): void {
  if (target === undefined) return;
  const whole = { ...target, period: today.slice(0, 7) };
  below(`${pointer}/target`, () => {
    parseTarget(whole, unit);
    assertOperatorFits(whole, { polarity });
  });
  if (scheme) assertSchemeFitsTarget(scheme, whole, `${pointer}/target`);
}

/** Checks a part of a command whose check points from the part's own top. */
function below(pointer: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { kind, code, message, state } = error;
    throw new Refusal({ kind, code, message, state, pointer: `${pointer}${error.pointer ?? ''}` });
  }
}

export function endKpiSet(command: ContractCommandOf<'EndKpiSet'>, state: ContractState): ContractEvent {
  const { kpiSet, validTo, reason, actor } = command;
  const { set } = requireKeyed(state.kpiSets, kpiSet, '/kpiSet', 'KPI set');
  if (set.validTo !== undefined) {
    throw conflict('already-ended', `The KPI set "${set.name}" ends on ${set.validTo} already.`, { state: set });
  }
  parseDate(validTo, '/validTo');
  requireNotBefore(validTo, set.validFrom, '/validTo', 'The KPI set');
  requireText(reason, '/reason', 'The reason');
  return { type: 'KpiSetEnded', data: { kpiSet, validTo, reason, endedBy: actor } };
}

/** Results of earlier periods than the set's own are kept to compare with, and are never late. */
export function recordKpiResult(
  { result, actor, cycle }: ContractCommandOf<'RecordKpiResult'>,
  state: ContractState,
): ContractEvent {
  const { kpiSet, kpi: key, period, value, source } = result;
  const { set } = requireKeyed(state.kpiSets, kpiSet, '/kpiSet', 'KPI set');
  const kpi = set.kpis.find((candidate) => candidate.kpi === key);
  if (kpi === undefined) {
    throw invalid('unknown-key', `The KPI set "${set.name}" has no KPI "${key.slice(0, 80)}".`, '/kpi');
  }
  if ('indicatorKey' in kpi) {
    throw invalid(
      'kpi-is-an-indicator',
      `"${kpi.name}" is the indicator ${kpi.indicatorKey}. Submit its figure as an outturn of that.`,
      '/kpi',
    );
  }
  const last = lastDay(parsePeriod(period, '/period'));
  if (set.validTo !== undefined && last > set.validTo) {
    throw invalid(
      'not-in-force',
      `The KPI set "${set.name}" ends on ${set.validTo}, before ${period} does.`,
      '/period',
    );
  }
  parseSuppliedValue(value, kpi.unit);
  requireText(source, '/source', 'The source');
  const held = state.results[resultKey(result)];
  if (held !== undefined) {
    const same = saysTheSame(held.result.value, value);
    throw conflict(
      same ? 'nothing-changes' : 'result-exists',
      `There is a result of ${key} for ${period} already. Propose a correction if it is wrong.`,
      { pointer: '/value', state: held },
    );
  }
  const late = cycle?.state === 'closed' && cycle.coverage === 'full' && last >= set.validFrom;
  return { type: 'KpiResultRecorded', data: { result, late, recordedBy: actor } };
}

export function expectData(
  { expectation, actor }: ContractCommandOf<'ExpectData'>,
  state: ContractState,
): ContractEvent {
  const { delivery, period, dueOn, source } = expectation;
  requireKey(delivery, '/delivery', 'The key of a delivery');
  const { start } = parsePeriod(period, '/period');
  if (parseDate(dueOn, '/dueOn') < start) {
    throw invalid('due-before-period', `${dueOn} lies before ${period} starts. Choose a later day.`, '/dueOn');
  }
  requireText(source, '/source', 'The source');
  const known = state.data[dataKey(expectation)];
  if (known?.expectation !== undefined || known?.receipt !== undefined) {
    throw conflict('already-known', `Of ${delivery} for ${period} it is known already when it was due or came.`, {
      state: known,
    });
  }
  return { type: 'DataExpected', data: { expectation, recordedBy: actor } };
}

export function receiveData(
  { receipt, actor, today }: ContractCommandOf<'ReceiveData'>,
  state: ContractState,
): ContractEvent {
  const { delivery, period, receivedOn, note, source } = receipt;
  requireKey(delivery, '/delivery', 'The key of a delivery');
  parsePeriod(period, '/period');
  parseStatedDateIfGiven(receivedOn, '/receivedOn');
  requireNotFuture(receivedOn, today, '/receivedOn');
  requireTextIfGiven(note, '/note', 'The note');
  requireText(source, '/source', 'The source');
  const earlier = state.data[dataKey(receipt)]?.receipt;
  if (earlier !== undefined && saysTheSameFact(earlier, receipt)) {
    throw conflict('nothing-changes', `That is recorded of ${delivery} for ${period} already.`, { state: earlier });
  }
  return { type: 'DataReceived', data: { receipt, recordedBy: actor } };
}

/** Raises the maturity of data that came, by somebody other than who took them in. */
export function assessData(command: ContractCommandOf<'AssessData'>, state: ContractState): ContractEvent {
  const { delivery, period, maturity, note, actor } = command;
  const held = state.data[dataKey({ delivery, period })];
  if (held?.receipt === undefined) {
    throw conflict('no-data', `No ${delivery.slice(0, 80)} for ${period.slice(0, 40)} has been received.`, {
      pointer: '/delivery',
    });
  }
  requireAnotherPerson(command, held.receivedBy ?? '', 'The quality of data');
  requireTextIfGiven(note, '/note', 'The note');
  const { maturity: current } = held.receipt;
  if (DATA_MATURITIES.indexOf(maturity) <= DATA_MATURITIES.indexOf(current)) {
    throw conflict('not-more-mature', `The data are ${current} already.`, { pointer: '/maturity', state: held });
  }
  return { type: 'DataAssessed', data: { delivery, period, maturity, note, assessedBy: actor } };
}
