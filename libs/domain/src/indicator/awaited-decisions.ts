import { ActorId, EventId } from '../ids';
import { PeriodKey } from '../period';
import { Figure, IndicatorState } from './state';

/** What somebody has brought and somebody else has yet to decide. */
export interface AwaitedDecision {
  /** Id of the event that brought it, by which it is decided. */
  readonly id: EventId;
  readonly kind: 'outturn' | 'correction' | 'restatement' | 'override';
  readonly periods: readonly PeriodKey[];
  readonly broughtBy: ActorId;
}

/** Everything of an indicator that awaits a decision, by period; an override that has lapsed awaits its rejection. */
export function awaitedDecisions({ figures, pendingRestatement }: IndicatorState): AwaitedDecision[] {
  const ofFigures = Object.values(figures).flatMap(awaitedOfFigure);
  if (pendingRestatement === undefined) return ofFigures;
  const { id, restated, notRestated, openedBy } = pendingRestatement;
  const periods = [...restated, ...notRestated].map(({ period }) => period);
  return [...ofFigures, { id, kind: 'restatement', periods, broughtBy: openedBy }];
}

function awaitedOfFigure({ period, held, pendingCorrection, pendingOverride }: Figure): AwaitedDecision[] {
  const awaited: AwaitedDecision[] = [];
  const periods = [period];
  if (held !== undefined && held.maturity !== 'approved' && held.maturity !== 'audited') {
    awaited.push({ id: held.outturnId, kind: 'outturn', periods, broughtBy: held.suppliedBy });
  }
  if (pendingCorrection !== undefined) {
    const { id, proposedBy } = pendingCorrection;
    awaited.push({ id, kind: 'correction', periods, broughtBy: proposedBy });
  }
  if (pendingOverride !== undefined) {
    const { id, requestedBy } = pendingOverride;
    awaited.push({ id, kind: 'override', periods, broughtBy: requestedBy });
  }
  return awaited;
}
