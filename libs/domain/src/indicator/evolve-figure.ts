import { Recorded } from '../decider';
import { SuppliedValue } from '../figure-value';
import { EventId } from '../ids';
import { PeriodKey, parsePeriod } from '../period';
import { Target } from '../target';
import { IndicatorEvent } from './events';
import { outturnsBehind } from './standing-value';
import { Evolvers, Figure, FigureChange, HeldFigure, IndicatorState, Unavailable } from './state';

type Of<Type extends IndicatorEvent['type']> = Recorded<Extract<IndicatorEvent, { type: Type }>>;

type FigureEventType =
  | 'TargetSet'
  | 'TargetChanged'
  | 'OutturnSubmitted'
  | 'AnnualReturnSubmitted'
  | 'OutturnDeclaredUnavailable'
  | 'OutturnValidated'
  | 'OutturnApproved'
  | 'OutturnRejected'
  | 'OutturnAudited'
  | 'OutturnWithdrawn'
  | 'CommentaryWritten'
  | 'BenchmarkRecorded'
  | 'CorrectionProposed'
  | 'CorrectionApproved'
  | 'CorrectionRejected'
  | 'RevisionRecorded'
  | 'StatusOverrideRequested'
  | 'StatusOverridden'
  | 'StatusOverrideRejected';

export const evolveFigure: Evolvers<FigureEventType> = {
  TargetSet: (state, event) => withTarget(state, event.data.target, event.id),
  TargetChanged: (state, event) => withTarget(state, event.data.target, event.id),
  OutturnSubmitted: submitted,
  AnnualReturnSubmitted: submitted,
  OutturnDeclaredUnavailable: (state, event) => {
    const { period, reason, note } = event.data;
    return without(state, period, { reason, note, eventId: event.id });
  },
  OutturnValidated: (state, event) =>
    withHeld(state, event.data.period, (held) => ({ ...held, maturity: 'validated' })),
  OutturnApproved: (state, event) =>
    withHeld(state, event.data.period, (held) => ({ ...held, maturity: 'approved', replaced: undefined })),
  OutturnRejected: rejected,
  OutturnAudited: (state, event) => withHeld(state, event.data.period, (held) => ({ ...held, maturity: 'audited' })),
  OutturnWithdrawn: (state, event) => {
    const { period, unavailable, reason } = event.data;
    return without(state, period, { reason: unavailable, note: reason, eventId: event.id });
  },
  CommentaryWritten: (state, event) => {
    const { period, text, writtenBy } = event.data;
    const commentary = {
      text,
      writtenBy,
      eventId: event.id,
      aboutOutturnIds: outturnsBehind(state, parsePeriod(period)),
    };
    return withFigure(state, period, (figure) => ({ ...figure, commentary }));
  },
  BenchmarkRecorded: (state, event) =>
    withFigure(state, event.data.benchmark.shownWith, (figure) => benchmarked(figure, event)),
  CorrectionProposed: (state, event) => {
    const { period, kind, change, justification, proposedBy } = event.data;
    const pendingCorrection = { id: event.id, kind, change, justification, proposedBy };
    return withFigure(state, period, (figure) => ({ ...figure, pendingCorrection }));
  },
  CorrectionApproved: corrected,
  CorrectionRejected: (state, event) => settled(state, event.data.period),
  RevisionRecorded: (state, event) => {
    const { period, to, recordedBy } = event.data;
    const standing = { suppliedBy: recordedBy, maturity: 'submitted' as const, outturnId: event.id };
    const replaced = state.figures[period]?.held;
    return changed(state, period, to, { kind: 'revision', eventId: event.id }, { ...standing, replaced });
  },
  StatusOverrideRequested: (state, event) => {
    const { period, level, reason, requestedBy } = event.data;
    const aboutOutturnIds = outturnsBehind(state, parsePeriod(period));
    const aboutTargetId = state.targets[period]?.eventId;
    const pendingOverride = { id: event.id, level, reason, requestedBy, aboutOutturnIds, aboutTargetId };
    return withFigure(state, period, (figure) => ({ ...figure, pendingOverride }));
  },
  StatusOverrideRejected: (state, event) =>
    withFigure(state, event.data.period, (figure) => ({ ...figure, pendingOverride: undefined })),
  StatusOverridden: (state, event) => {
    const { period, level, reason, requestedBy, approvedBy } = event.data;
    const aboutOutturnIds = outturnsBehind(state, parsePeriod(period));
    const override = { level, reason, requestedBy, approvedBy, eventId: event.id, aboutOutturnIds };
    return withFigure(state, period, (figure) => ({ ...figure, override, pendingOverride: undefined }));
  },
};

function withTarget(state: IndicatorState, target: Target, eventId: EventId): IndicatorState {
  const version = (state.targets[target.period]?.version ?? 0) + 1;
  const targets = { ...state.targets, [target.period]: { version, target, eventId } };
  const figure = state.figures[target.period];
  if (figure?.override === undefined) return { ...state, targets };
  return { ...state, targets, figures: { ...state.figures, [target.period]: { ...figure, override: undefined } } };
}

function withFigure(state: IndicatorState, period: PeriodKey, change: (figure: Figure) => Figure): IndicatorState {
  return { ...state, figures: { ...state.figures, [period]: change(state.figures[period] ?? { period }) } };
}

function withHeld(state: IndicatorState, period: PeriodKey, change: (held: HeldFigure) => HeldFigure): IndicatorState {
  return withFigure(state, period, (figure) => (figure.held ? { ...figure, held: change(figure.held) } : figure));
}

/** A period that has no figure any more, or will have none, for a reason. */
function without(state: IndicatorState, period: PeriodKey, unavailable: Unavailable): IndicatorState {
  return withFigure(state, period, (figure) => ({ ...figure, held: undefined, override: undefined, unavailable }));
}

function submitted(state: IndicatorState, event: Of<'OutturnSubmitted' | 'AnnualReturnSubmitted'>): IndicatorState {
  const { period, value, definitionVersion, basis, provisional, late, submittedBy } = event.data;
  const held: HeldFigure = {
    supplied: value,
    source: event.type === 'OutturnSubmitted' ? 'outturn' : 'annual-return',
    outturnId: event.id,
    definitionVersion,
    basis,
    maturity: provisional ? 'provisional' : 'submitted',
    suppliedBy: submittedBy,
    late,
    first: value,
    changes: [],
  };
  return withFigure(state, period, (figure) => ({ ...figure, held, unavailable: undefined, override: undefined }));
}

/** A rejected submission leaves no figure; a rejected revision leaves the one that it had taken the place of. */
function rejected(state: IndicatorState, event: Of<'OutturnRejected'>): IndicatorState {
  const { period, reason } = event.data;
  const replaced = state.figures[period]?.held?.replaced;
  if (!replaced) return without(state, period, { reason: 'pending-validation', note: reason, eventId: event.id });
  return withFigure(state, period, (figure) => ({ ...figure, held: replaced, override: undefined }));
}

/** A publisher's revised figure takes the place of its earlier one for the same period. */
function benchmarked(figure: Figure, event: Of<'BenchmarkRecorded'>): Figure {
  const benchmark = { ...event.data.benchmark, eventId: event.id };
  const others = (figure.benchmarks ?? []).filter(
    (other) => other.comparator !== benchmark.comparator || other.periodText !== benchmark.periodText,
  );
  return { ...figure, benchmarks: [...others, benchmark] };
}

function settled(state: IndicatorState, period: PeriodKey): IndicatorState {
  return withFigure(state, period, (figure) => ({ ...figure, pendingCorrection: undefined }));
}

function corrected(state: IndicatorState, event: Of<'CorrectionApproved'>): IndicatorState {
  const { period, correctionId } = event.data;
  const pending = state.figures[period]?.pendingCorrection;
  if (!pending) return state;
  const decided = settled(state, period);
  if (pending.change.subject === 'withdrawal') {
    const { unavailable } = pending.change;
    return without(decided, period, { reason: unavailable, note: pending.justification.reason, eventId: event.id });
  }
  if (pending.change.subject === 'target') return withTarget(decided, pending.change.to, event.id);
  const standing = { suppliedBy: pending.proposedBy, maturity: 'approved' as const, outturnId: correctionId };
  return changed(decided, period, pending.change.to, { kind: pending.kind, eventId: event.id }, standing);
}

/** How a changed value stands: who supplied it, how far it has come, and which event decisions about it name. */
export type ChangedStanding = Pick<HeldFigure, 'suppliedBy' | 'maturity' | 'outturnId' | 'replaced'> &
  Partial<Pick<HeldFigure, 'basis'>>;

/** The state after a held value has been changed; an override of the old value lapses. */
export function changed(
  state: IndicatorState,
  period: PeriodKey,
  supplied: SuppliedValue,
  change: FigureChange,
  standing: ChangedStanding,
): IndicatorState {
  return withFigure(state, period, (figure) => {
    if (!figure.held) return figure;
    const { replaced } = standing;
    const held = { ...figure.held, ...standing, replaced, supplied, changes: [...figure.held.changes, change] };
    return { ...figure, held, override: undefined };
  });
}
