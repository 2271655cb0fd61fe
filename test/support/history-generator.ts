import {
  absoluteTolerance,
  financialYear,
  monthsOf,
  quartersOf,
  type IndicatorDefinition,
  type Period,
  type PeriodKey,
  type ReportingPeriodEvent,
  type SuppliedValue,
} from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import { contractQuarter, contractTerms } from './contract-history';
import { APPROVER, EventRecorder, OFFICER } from './event-recorder';
import { pick, randomNumbers, shuffled } from './random-numbers';

export { randomNumbers } from './random-numbers';

export interface HistorySize {
  /** A council has some 150; more make the years of as many councils. */
  readonly indicators: number;
  /** Contracts with suppliers; none when absent. */
  readonly contracts?: number;
  readonly years: number;
  /** The year in which the first of them begins; `FIRST_GENERATED_YEAR` when absent. */
  readonly firstYear?: number;
  /** The same seed gives the same history. */
  readonly seed: number;
}

export const GENERATED_AREAS = [
  'best-start',
  'live-well',
  'strong-resilient-communities',
  'quality-homes',
  'strong-inclusive-economy',
  'connected-accessible',
  'one-council-one-team',
];
export const FIRST_GENERATED_YEAR = 2014;
/** Of the figures of a quarter, those that come when it has been closed. */
const SHARE_LATE = 0.03;
const JUSTIFICATION = {
  reason: 'Cases that were closed in the last week had been left out of the extract.',
  cause: 'The extract was run before the reconciliation.',
  evidence: ['document-4711'],
};
const COMMENTARY =
  'Performance is below target because of vacancies in the team. Two posts have been filled and a recovery plan is reviewed each month by the board.';

interface Indicator {
  readonly key: string;
  readonly area: string;
  readonly definition: IndicatorDefinition;
  /** What stands for each period, and the event that supplied it. */
  readonly held: Map<PeriodKey, { value: SuppliedValue; outturnId: string }>;
  basis?: string;
}

/**
 * A council's history as it comes in a real one: definitions, rules and targets, and every quarter an opening, outturns,
 * validations, approvals, commentary, a closing, what comes late, corrections, and now and then a restatement. Lazily, so
 * that a million events need no memory.
 *
 * About 18 events come of one indicator in a year.
 */
export function* generateHistory(size: HistorySize): Generator<StoredEvent> {
  const random = randomNumbers(size.seed);
  const recorder = new EventRecorder();
  const { firstYear = FIRST_GENERATED_YEAR } = size;
  const indicators = Array.from({ length: size.indicators }, (_, index) => newIndicator(index, firstYear, random));
  const contracts = Array.from({ length: size.contracts ?? 0 }, (_, index) => generatedContract(index));
  for (const indicator of indicators) yield* definitionsOf(indicator, recorder);
  for (const contract of contracts) yield* contractTerms(contract, firstYear, recorder);
  for (let index = 0; index < size.years; index += 1) {
    const year = financialYear(firstYear + index);
    yield* yearOf(year, indicators, contracts, random, recorder);
  }
}

/** The key of a generated indicator. */
export function generatedIndicator(index: number): string {
  return `indicator-${String(index).padStart(6, '0')}`;
}

/** The key of a generated contract. */
export function generatedContract(index: number): string {
  return `contract-${String(index).padStart(6, '0')}`;
}

function* yearOf(
  year: Period,
  indicators: readonly Indicator[],
  contracts: readonly string[],
  random: () => number,
  recorder: EventRecorder,
) {
  yield recorder.period(year.key, opened(year.key));
  for (const indicator of indicators) yield* targetsOf(indicator, year, recorder);
  for (const quarter of quartersOf(year)) {
    yield recorder.period(quarter.key, opened(quarter.key));
    const late: [Indicator, Period][] = [];
    for (const indicator of shuffled(indicators, random)) {
      for (const period of duePeriods(indicator, quarter)) {
        if (random() < SHARE_LATE) late.push([indicator, period]);
        else yield* figureOf(indicator, period, {}, random, recorder);
      }
    }
    for (const contract of contracts) yield* contractQuarter(contract, quarter.key, random, recorder);
    yield recorder.period(quarter.key, closed(quarter.key));
    for (const [indicator, period] of late) yield* figureOf(indicator, period, { late: true }, random, recorder);
    for (const indicator of shuffled(indicators, random)) yield* changesOf(indicator, quarter, random, recorder);
  }
  for (const indicator of shuffled(indicators, random)) {
    if (indicator.definition.frequency === 'annual') yield* figureOf(indicator, year, {}, random, recorder);
    else if (indicator.definition.rollUp === 'explicit')
      yield* figureOf(indicator, year, { isReturn: true }, random, recorder);
    if (random() < 0.01) yield* restatementOf(indicator, random, recorder);
  }
  yield recorder.period(year.key, closed(year.key));
}

function newIndicator(index: number, firstYear: number, random: () => number): Indicator {
  const draw = random();
  const frequency = draw < 0.55 ? 'quarterly' : draw < 0.88 ? 'annual' : draw < 0.96 ? 'monthly' : 'quarterly';
  const rollUp = random() < 0.7 ? 'ratio-of-sums' : random() < 0.6 ? 'last' : 'explicit';
  return {
    key: generatedIndicator(index),
    area: pick(GENERATED_AREAS, random),
    definition: {
      name: `Cases of kind ${index} completed in time`,
      kind: 'indicator',
      owner: 'post-17',
      unit: 'percent',
      displayDecimals: 1,
      polarity: 'higher-is-better',
      frequency,
      series: 'discrete',
      rollUp,
      numerator: 'Cases completed in time',
      denominator: 'Cases completed',
      source: 'Case management system',
      deadBand: '0',
      validFrom: `${firstYear}-04-01`,
    },
    held: new Map(),
  };
}

function* definitionsOf({ key, area, definition }: Indicator, recorder: EventRecorder) {
  yield recorder.indicator(key, {
    type: 'IndicatorDefined',
    data: { indicator: key, area, definition, definedBy: OFFICER },
  });
  const reason = 'Agreed with the performance framework.';
  yield recorder.indicator(key, {
    type: 'RatingRuleSet',
    data: { scheme: absoluteTolerance('5'), validFrom: definition.validFrom, reason, setBy: OFFICER },
  });
}

function* targetsOf({ key, definition }: Indicator, year: Period, recorder: EventRecorder) {
  const periods = definition.frequency === 'annual' ? [year] : [...quartersOf(year), year];
  for (const { key: period } of periods) {
    const target = { period, kind: 'target', operator: '>=', value: '90', unit: 'percent' } as const;
    yield recorder.indicator(key, { type: 'TargetSet', data: { target, setBy: OFFICER } });
  }
}

function duePeriods({ definition }: Indicator, quarter: Period): readonly Period[] {
  if (definition.frequency === 'monthly') return monthsOf(quarter);
  return definition.frequency === 'quarterly' ? [quarter] : [];
}

function* figureOf(
  indicator: Indicator,
  { key: period }: Period,
  { isReturn = false, late = false },
  random: () => number,
  recorder: EventRecorder,
) {
  if (random() < 0.04) {
    const note = 'The source is published a quarter later.';
    const data = { period, reason: 'source-lag', note, declaredBy: OFFICER } as const;
    yield recorder.indicator(indicator.key, { type: 'OutturnDeclaredUnavailable', data });
    return;
  }
  const value = randomValue(random);
  const submitted = recorder.indicator(indicator.key, {
    type: isReturn ? 'AnnualReturnSubmitted' : 'OutturnSubmitted',
    data: {
      period,
      value,
      definitionVersion: 1,
      basis: indicator.basis,
      provisional: random() < 0.2,
      late,
      submittedBy: OFFICER,
    },
  });
  yield submitted;
  indicator.held.set(period, { value, outturnId: submitted.id });
  const decided = { outturnId: submitted.id, period };
  if (random() < 0.4) {
    const data = { period, text: COMMENTARY, writtenBy: OFFICER };
    yield recorder.indicator(indicator.key, { type: 'CommentaryWritten', data });
  }
  yield recorder.indicator(indicator.key, { type: 'OutturnValidated', data: { ...decided, validatedBy: APPROVER } });
  yield recorder.indicator(indicator.key, { type: 'OutturnApproved', data: { ...decided, approvedBy: APPROVER } });
}

function* changesOf(indicator: Indicator, quarter: Period, random: () => number, recorder: EventRecorder) {
  if (random() >= 0.05) return;
  const periods = [...indicator.held.keys()].slice(-6);
  const period = periods.length === 0 ? undefined : pick(periods, random);
  const held = period === undefined ? undefined : indicator.held.get(period);
  if (period === undefined || held === undefined || period === quarter.key) return;
  const to = randomValue(random);
  const proposed = recorder.indicator(indicator.key, {
    type: 'CorrectionProposed',
    data: {
      period,
      kind: 'correction',
      change: { subject: 'value', from: held.value, to },
      justification: JUSTIFICATION,
      proposedBy: OFFICER,
    },
  });
  yield proposed;
  const approved = { correctionId: proposed.id, period, approvedBy: APPROVER };
  yield recorder.indicator(indicator.key, { type: 'CorrectionApproved', data: approved });
  indicator.held.set(period, { value: to, outturnId: proposed.id });
}

function* restatementOf(indicator: Indicator, random: () => number, recorder: EventRecorder) {
  const periods = [...indicator.held.keys()];
  if (periods.length === 0) return;
  const fromBasis = indicator.basis ?? 'cases opened';
  indicator.basis = fromBasis === 'cases opened' ? 'cases closed' : 'cases opened';
  const restated = periods.slice(-4).map((period) => ({ period, value: randomValue(random) }));
  const notRestated = periods.slice(0, -4).map((period) => ({ period, reason: 'The records are no longer held.' }));
  const opened = recorder.indicator(indicator.key, {
    type: 'RestatementOpened',
    data: {
      fromBasis,
      toBasis: indicator.basis,
      justification: JUSTIFICATION,
      restated,
      notRestated,
      openedBy: OFFICER,
    },
  });
  yield opened;
  const data = { restatementId: opened.id, approvedBy: APPROVER };
  yield recorder.indicator(indicator.key, { type: 'RestatementApproved', data });
  for (const { period, value } of restated) indicator.held.set(period, { value, outturnId: opened.id });
}

function opened(period: PeriodKey): ReportingPeriodEvent {
  return { type: 'ReportingPeriodOpened', data: { period, coverage: 'full', openedBy: OFFICER } };
}

function closed(period: PeriodKey): ReportingPeriodEvent {
  return { type: 'ReportingPeriodClosed', data: { period, closedBy: OFFICER } };
}

function randomValue(random: () => number): SuppliedValue {
  const denominator = 400 + Math.floor(random() * 1_000);
  const numerator = Math.floor(denominator * (0.8 + random() * 0.2));
  const value = ((numerator * 100) / denominator).toFixed(2);
  return {
    value,
    unit: 'percent',
    numerator: String(numerator),
    denominator: String(denominator),
    observationStatus: ['A'],
  };
}
