import {
  CalendarEntry,
  Cell,
  IndicatorDefinition,
  IndicatorEvent,
  IndicatorState,
  Justification,
  PeriodKey,
  RatingScheme,
  SuppliedValue,
  Target,
  cellOf,
  fold,
  indicator,
} from '@outturn/domain';
import { recorded } from './given';

// What the specs of the core are about: one indicator of housing, as the report has it (12.1), and three people.

export const OFFICER = 'person-officer';
export const APPROVER = 'person-approver';
export const PERFORMANCE = 'person-performance';
export const TODAY = '2024-04-20';

export const INDICATOR = 'qh-fire-risk-assessments';
export const Q4 = '2023-24-Q4';
export const Q3 = '2023-24-Q3';
export const YEAR = '2023-24';

export function definition(changes: Partial<IndicatorDefinition> = {}): IndicatorDefinition {
  return {
    name: 'Fire risk assessments completed',
    kind: 'indicator',
    owner: 'post-housing',
    unit: 'percent',
    displayDecimals: 1,
    polarity: 'higher-is-better',
    frequency: 'quarterly',
    series: 'discrete',
    rollUp: 'last',
    deadBand: '0',
    validFrom: '2022-04-01',
    ...changes,
  };
}

export function supplied(value: string, changes: Partial<SuppliedValue> = {}): SuppliedValue {
  return { value, unit: 'percent', observationStatus: ['A'], ...changes };
}

export function target(period: PeriodKey, value: string, changes: Partial<Target> = {}): Target {
  return { period, kind: 'target', operator: '>=', value, unit: 'percent', ...changes };
}

/** Green where the target is met, amber up to the tolerance short of it, red beyond. */
export function scheme(tolerance: { absolute: string } | { relative: string } = { absolute: '5' }): RatingScheme {
  const width =
    'absolute' in tolerance
      ? ({ kind: 'absolute', width: tolerance.absolute } as const)
      : ({ kind: 'relative', percent: tolerance.relative } as const);
  const gap = { kind: 'adverse-gap', bound: 'target', operator: '<=', tolerance: width } as const;
  return {
    name: 'Target with tolerance',
    compare: 'full-precision',
    levels: [
      { key: 'green', label: 'Green', colour: 'green', group: 'good', when: { kind: 'meets', bound: 'target' } },
      { key: 'amber', label: 'Amber', colour: 'amber', group: 'middle', when: gap },
      { key: 'red', label: 'Red', colour: 'red', group: 'bad', when: { kind: 'otherwise' } },
    ],
  };
}

export const JUSTIFICATION: Justification = {
  reason: 'Twelve assessments were counted twice.',
  cause: 'The extract was run twice.',
  evidence: ['document-17'],
};

export function openCycle(period: PeriodKey, changes: Partial<CalendarEntry> = {}): CalendarEntry {
  return { period, coverage: 'full', state: 'open', reopenedFor: [], ...changes };
}

export function closedCycle(period: PeriodKey, changes: Partial<CalendarEntry> = {}): CalendarEntry {
  return openCycle(period, { state: 'closed', ...changes });
}

export function defined(changes: Partial<IndicatorDefinition> = {}): IndicatorEvent {
  return {
    type: 'IndicatorDefined',
    data: { indicator: INDICATOR, area: 'quality-homes', definition: definition(changes), definedBy: PERFORMANCE },
  };
}

export function ruleSet(changes: { scheme?: RatingScheme; validFrom?: string } = {}): IndicatorEvent {
  return {
    type: 'RatingRuleSet',
    data: { scheme: scheme(), validFrom: '2022-04-01', reason: 'As agreed.', setBy: PERFORMANCE, ...changes },
  };
}

export function targetSet(period: PeriodKey, value: string, changes: Partial<Target> = {}): IndicatorEvent {
  return { type: 'TargetSet', data: { target: target(period, value, changes), setBy: PERFORMANCE } };
}

type Submission = Extract<IndicatorEvent, { type: 'OutturnSubmitted' }>['data'];

export function submitted(period: PeriodKey, value: string, changes: Partial<Submission> = {}): IndicatorEvent {
  return {
    type: 'OutturnSubmitted',
    data: {
      period,
      value: supplied(value),
      definitionVersion: 1,
      provisional: false,
      late: false,
      submittedBy: OFFICER,
      ...changes,
    },
  };
}

export function returned(period: PeriodKey, value: string): IndicatorEvent {
  return {
    type: 'AnnualReturnSubmitted',
    data: {
      period,
      value: supplied(value),
      definitionVersion: 1,
      provisional: false,
      late: false,
      submittedBy: OFFICER,
    },
  };
}

export function approved(outturnId: string, period: PeriodKey): IndicatorEvent {
  return { type: 'OutturnApproved', data: { outturnId, period, approvedBy: APPROVER } };
}

export function correctionProposed(period: PeriodKey, from: string, to: string): IndicatorEvent {
  return {
    type: 'CorrectionProposed',
    data: {
      period,
      kind: 'correction',
      change: { subject: 'value', from: supplied(from), to: supplied(to) },
      justification: JUSTIFICATION,
      proposedBy: OFFICER,
    },
  };
}

export function correctionApproved(correctionId: string, period: PeriodKey): IndicatorEvent {
  return { type: 'CorrectionApproved', data: { correctionId, period, approvedBy: APPROVER } };
}

export function revised(period: PeriodKey, from: string, to: string): IndicatorEvent {
  return {
    type: 'RevisionRecorded',
    data: { period, from: supplied(from), to: supplied(to), justification: JUSTIFICATION, recordedBy: OFFICER },
  };
}

export function restatementOpened(
  restated: Readonly<Record<PeriodKey, string>>,
  notRestated: readonly PeriodKey[] = [],
  bases: { fromBasis: string; toBasis: string } = { fromBasis: 'recovery plan', toBasis: 'completion' },
): IndicatorEvent {
  return {
    type: 'RestatementOpened',
    data: {
      ...bases,
      justification: JUSTIFICATION,
      restated: Object.entries(restated).map(([period, value]) => ({ period, value: supplied(value) })),
      notRestated: notRestated.map((period) => ({ period, reason: 'The records were not kept.' })),
      openedBy: OFFICER,
    },
  };
}

export function restatementApproved(restatementId: string): IndicatorEvent {
  return { type: 'RestatementApproved', data: { restatementId, approvedBy: APPROVER } };
}

/** The indicator after these events, which have the ids `event-1`, `event-2`, … */
export function stateAfter(...events: readonly IndicatorEvent[]): IndicatorState {
  return fold(indicator, indicator.initialState, recorded(events));
}

/** The cell of a period after these events; the period is reported in full unless another entry is given. */
export function cellAfter(
  events: readonly IndicatorEvent[],
  period: PeriodKey,
  entry: CalendarEntry | undefined = openCycle(period),
): Cell {
  const cell = cellOf(stateAfter(...events), period, entry);
  if (cell === undefined) throw new Error(`There is no cell for ${period}.`);
  return cell;
}
