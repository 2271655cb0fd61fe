import fc from 'fast-check';
import {
  CalendarEntry,
  Frequency,
  IndicatorCommand,
  IndicatorEvent,
  IndicatorState,
  PeriodKey,
  ProposedChange,
  Recorded,
  Refusal,
  RollUpMethod,
  SuppliedValue,
  Unit,
  cycleOf,
  financialYear,
  indicator,
  monthsOf,
  parsePeriod,
  quartersOf,
} from '@outturn/domain';
import {
  APPROVER,
  INDICATOR,
  JUSTIFICATION,
  OFFICER,
  PERFORMANCE,
  TODAY,
  definition,
  scheme,
  supplied,
  target,
} from './domain-examples';

// Random histories of one indicator, made of commands that may be refused, for laws that hold of all histories.

export const YEARS = [2022, 2023, 2024, 2025].map(financialYear);
export const SPANS = [
  '2023-04..2023-07',
  '2023-09..2023-12',
  '2024-01..2024-03',
  '2024-04..2024-08',
  '2023-05-01..2023-05-31',
];
/** Every period of which there could be a cell. */
export const PERIODS: readonly PeriodKey[] = [
  ...YEARS.map((year) => year.key),
  ...YEARS.flatMap(quartersOf).map((quarter) => quarter.key),
  ...YEARS.flatMap(monthsOf).map((month) => month.key),
  ...SPANS,
];
const PEOPLE = [OFFICER, APPROVER, PERFORMANCE];
const DAYS = ['2022-04-01', '2023-04-01', '2023-10-01', '2024-01-01', '2024-04-01', '2025-04-01'];

export interface Draw {
  readonly type: Exclude<IndicatorCommand['type'], 'DefineIndicator'> | 'TurnCycle';
  readonly period: PeriodKey;
  readonly other: PeriodKey;
  readonly actor: string;
  readonly value: string;
  readonly day: string;
  readonly flag: boolean;
  readonly pick: number;
}

export function draws(periods: readonly PeriodKey[]): fc.Arbitrary<Draw[]> {
  return fc.array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      period: fc.constantFrom(...periods),
      other: fc.constantFrom(...periods),
      actor: fc.constantFrom(...PEOPLE),
      value: fc.constantFrom('0', '56.26', '80', '90', '95', '95.0', '-1', '100'),
      day: fc.constantFrom(...DAYS),
      flag: fc.boolean(),
      pick: fc.nat(5),
    }),
    { minLength: 10, maxLength: 60 },
  );
}

export type Calendar = Map<PeriodKey, CalendarEntry>;

export function openCalendar(): Calendar {
  const cycles = [...YEARS, ...YEARS.flatMap(quartersOf)];
  return new Map(
    cycles.map(({ key, start }): [PeriodKey, CalendarEntry] => [
      key,
      { period: key, coverage: start < '2023' ? 'comparators-only' : 'full', state: 'open', reopenedFor: [] },
    ]),
  );
}

/** Closes an open cycle and reopens one value of a closed one. */
function turn(calendar: Calendar, key: PeriodKey): void {
  const cycle = cycleOf(parsePeriod(key)).key;
  const entry = calendar.get(cycle);
  if (!entry) return;
  if (entry.state === 'open') calendar.set(cycle, { ...entry, state: 'closed' });
  else calendar.set(cycle, { ...entry, reopenedFor: [INDICATOR] });
}

/** Half of the changes aim at a figure that is there, or hardly any would come to pass. */
function aimedAt({ type, period, pick }: Draw, state: IndicatorState): PeriodKey {
  const held = Object.values(state.figures).filter((figure) => figure.held !== undefined);
  const aims =
    pick % 2 === 0 || ['ApproveOutturn', 'AuditOutturn', 'ValidateOutturn', 'RequestOverride'].includes(type);
  return (aims ? held[pick % Math.max(1, held.length)]?.period : undefined) ?? period;
}

/** What a draw has to go on to become a command. */
interface Aim {
  readonly draw: Draw;
  readonly state: IndicatorState;
  readonly context: { readonly actor: string; readonly today: string; readonly cycle: CalendarEntry | undefined };
  readonly period: PeriodKey;
  readonly amount: SuppliedValue;
  readonly unit: Unit;
  readonly outturnId: string;
  readonly correctionId: string;
  readonly overrideId: string;
  readonly restatementId: string;
}

const reason = 'For a reason.';

/** Everything of a command but its type. */
type Body<Type extends IndicatorCommand['type']> = Omit<Extract<IndicatorCommand, { type: Type }>, 'type'>;

const BODIES: { readonly [Type in Exclude<Draw['type'], 'TurnCycle'>]: (aim: Aim) => Body<Type> } = {
  RedefineIndicator: ({ draw, state, context }) => {
    const current = state.definitions.at(-1)?.definition ?? definition();
    const changed = { ...current, validFrom: draw.day, unit: draw.flag ? current.unit : ('number' as const) };
    return { ...context, definition: changed, comparable: draw.flag, reason };
  },
  RetireIndicator: ({ draw, context }) => ({ ...context, from: draw.flag ? '2025-04-01' : '2030-04-01', reason }),
  MoveIndicator: ({ draw, context }) => {
    return { ...context, area: draw.flag ? 'best-start' : 'quality-homes', from: draw.day, reason };
  },
  DeclareComparabilityBreak: ({ draw, context }) => {
    return { ...context, from: draw.day, kind: draw.flag ? 'method' : 'basis', reason };
  },
  RecordBridge: ({ state, context }) => {
    return { ...context, breakId: state.breaks.at(-1)?.id ?? '', method: 'Both were run.', reason };
  },
  SetTarget: ({ draw, context, period, unit }) => ({
    ...context,
    target: target(period, draw.value, { unit }),
    reason,
  }),
  SetRatingRule: ({ draw, context }) => {
    const tolerance = draw.flag ? { relative: '5' } : { absolute: '2' };
    return { ...context, scheme: scheme(tolerance), validFrom: draw.day, reason };
  },
  SubmitOutturn: ({ draw, context, period, amount }) => ({ ...context, period, value: amount, provisional: draw.flag }),
  SubmitAnnualReturn: ({ draw, context, period, amount }) => {
    return { ...context, period, value: amount, provisional: draw.flag };
  },
  DeclareUnavailable: ({ draw, context, period }) => {
    return { ...context, period, reason: draw.flag ? 'source-lag' : 'not-collected', note: reason };
  },
  ValidateOutturn: ({ context, outturnId }) => ({ ...context, outturnId }),
  ApproveOutturn: ({ draw, context, outturnId }) => ({ ...context, outturnId, note: draw.flag ? 'Seen.' : undefined }),
  AuditOutturn: ({ context, outturnId }) => ({ ...context, outturnId }),
  RejectOutturn: ({ context, outturnId }) => ({ ...context, outturnId, reason }),
  WithdrawOutturn: ({ context, period }) => ({
    ...context,
    period,
    unavailable: 'withdrawn',
    reason,
    evidence: ['document-9'],
  }),
  WriteCommentary: ({ draw, context, period }) => ({ ...context, period, text: `It is ${draw.value}.` }),
  RecordBenchmark: ({ draw, context, period }) => {
    const benchmark = { comparator: 'England', shownWith: period, value: draw.value, unit: 'percent' };
    return { ...context, benchmark };
  },
  ProposeCorrection: ({ draw, context, period, amount, unit }) => ({
    ...context,
    period,
    kind: draw.flag && draw.pick > 3 ? 'revision' : 'correction',
    change: proposedOf(draw, period, amount, unit),
    justification: JUSTIFICATION,
  }),
  ApproveCorrection: ({ context, correctionId }) => ({ ...context, correctionId }),
  RejectCorrection: ({ context, correctionId }) => ({ ...context, correctionId, reason }),
  RecordRevision: ({ context, period, amount }) => {
    return { ...context, period, value: amount, justification: JUSTIFICATION };
  },
  OpenRestatement: restatement,
  ApproveRestatement: ({ context, restatementId }) => ({ ...context, restatementId }),
  RejectRestatement: ({ context, restatementId }) => ({ ...context, restatementId, reason }),
  RequestOverride: ({ draw, context, period }) => {
    return { ...context, period, level: draw.flag ? 'green' : 'amber', reason };
  },
  ApproveOverride: ({ context, overrideId }) => ({ ...context, overrideId }),
  RejectOverride: ({ context, overrideId }) => ({ ...context, overrideId, reason }),
};

function proposedOf(draw: Draw, period: PeriodKey, amount: SuppliedValue, unit: Unit): ProposedChange {
  if (draw.flag) return { subject: 'value', to: amount };
  if (draw.pick === 0) return { subject: 'withdrawal', unavailable: 'withheld' };
  return { subject: 'target', to: target(period, draw.value, { unit }) };
}

/** Every command, and those more often without which little else comes to pass. */
const TYPES: readonly Draw['type'][] = [
  // The keys of the table are the types that it is made for.
  ...(Object.keys(BODIES) as (keyof typeof BODIES)[]),
  ...Array<'SubmitOutturn'>(3).fill('SubmitOutturn'),
  'SetTarget',
  'ApproveOutturn',
  'ProposeCorrection',
  'ApproveCorrection',
  'RecordRevision',
  'RequestOverride',
  'RequestOverride',
  'ApproveOverride',
  'ApproveOverride',
  'TurnCycle',
];

/** The command that a draw comes to in a state; undefined where it turns the calendar instead. */
export function commandOf(draw: Draw, state: IndicatorState, calendar: Calendar): IndicatorCommand | undefined {
  const { type, actor, value, flag } = draw;
  if (type === 'TurnCycle') return undefined;
  const period = aimedAt(draw, state);
  const unit = state.definitions.at(-1)?.definition.unit ?? 'percent';
  const note = flag ? 'Read in April.' : undefined;
  const body = BODIES[type]({
    draw,
    state,
    context: { actor, today: TODAY, cycle: calendar.get(cycleOf(parsePeriod(period)).key) },
    period,
    unit,
    amount: supplied(value, { unit, numerator: value, denominator: '100', weight: '3', note }),
    outturnId: state.figures[period]?.held?.outturnId ?? '',
    correctionId: Object.values(state.figures).find((f) => f.pendingCorrection)?.pendingCorrection?.id ?? '',
    overrideId: Object.values(state.figures).find((f) => f.pendingOverride)?.pendingOverride?.id ?? '',
    restatementId: state.pendingRestatement?.id ?? '',
  });
  // The table pairs every type with the rest of its command; a lookup by a union of types cannot say so.
  return { ...body, type } as IndicatorCommand;
}

function restatement({ draw, state, context }: Aim): Body<'OpenRestatement'> {
  const { other, value, day } = draw;
  const held = Object.values(state.figures).filter((figure) => figure.held !== undefined);
  return {
    ...context,
    fromBasis: state.basis ?? 'recovery plan',
    toBasis: `completion ${day}`,
    justification: JUSTIFICATION,
    restated: held
      .filter((figure) => figure.period >= other)
      .map(({ period, held: figure }) => ({ period, value: { ...(figure?.supplied ?? supplied(value)), value } })),
    notRestated: held
      .filter((figure) => figure.period < other)
      .map(({ period }) => ({ period, reason: 'The records were not kept.' })),
  };
}

export interface Step {
  readonly before: IndicatorState;
  readonly event: Recorded<IndicatorEvent>;
  readonly after: IndicatorState;
  readonly calendar: Calendar;
}

/** Carries the draws out, passing over those that are refused; anything thrown but a refusal comes through. */
export function play(
  frequency: Frequency,
  rollUp: RollUpMethod,
  moves: readonly Draw[],
  check: (step: Step) => void,
): Step[] {
  const calendar = openCalendar();
  const steps: Step[] = [];
  let state = indicator.initialState;
  const carryOut = (command: IndicatorCommand): void => {
    for (const decided of decideOrRefuse(command, state)) {
      const event = { ...decided, id: `event-${steps.length + 1}` };
      const step = { before: state, event, after: indicator.evolve(state, event), calendar: new Map(calendar) };
      check(step);
      steps.push(step);
      state = step.after;
    }
  };
  const indicatorDefinition = definition({ frequency, rollUp, unit: rollUp === 'sum' ? 'number' : 'percent' });
  carryOut({
    type: 'DefineIndicator',
    actor: PERFORMANCE,
    today: TODAY,
    indicator: INDICATOR,
    area: 'quality-homes',
    definition: indicatorDefinition,
  });
  const rule = { scheme: scheme(), validFrom: '2022-04-01', reason: 'As agreed.' };
  carryOut({ type: 'SetRatingRule', actor: PERFORMANCE, today: TODAY, ...rule });
  for (const move of moves) {
    if (move.type === 'TurnCycle') turn(calendar, move.period);
    const command = commandOf(move, state, calendar);
    if (command) carryOut(command);
  }
  return steps;
}

/** What a command leads to: nothing where it is refused. */
export function decideOrRefuse(command: IndicatorCommand, state: IndicatorState): IndicatorEvent[] {
  try {
    return indicator.decide(command, state);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
