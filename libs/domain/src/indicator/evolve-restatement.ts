import { EventId } from '../ids';
import { changed } from './evolve-figure';
import { Evolvers, HeldFigure, IndicatorState, PendingRestatement } from './state';

export const evolveRestatement: Evolvers<'RestatementOpened' | 'RestatementApproved' | 'RestatementRejected'> = {
  RestatementOpened: (state, event) => {
    const { fromBasis, toBasis, justification, restated, notRestated, openedBy } = event.data;
    const pendingRestatement = { id: event.id, fromBasis, toBasis, justification, restated, notRestated, openedBy };
    return { ...state, pendingRestatement };
  },
  RestatementApproved: (state, event) =>
    state.pendingRestatement ? restated(state, state.pendingRestatement, event.id) : state,
  RestatementRejected: (state) => ({ ...state, pendingRestatement: undefined }),
};

function restated(state: IndicatorState, pending: PendingRestatement, eventId: EventId): IndicatorState {
  const { fromBasis, toBasis, openedBy, id } = pending;
  const rebased = {
    ...state,
    basis: toBasis,
    pendingRestatement: undefined,
    figures: labelled(state.figures, fromBasis),
  };
  return pending.restated.reduce<IndicatorState>((current, { period, value }) => {
    const change = { kind: 'restatement' as const, eventId, fromBasis: current.figures[period]?.held?.basis };
    const standing = { suppliedBy: openedBy, maturity: 'approved' as const, outturnId: id, basis: toBasis };
    return changed(current, period, value, change, standing);
  }, rebased);
}

/** Figures that stay on the old basis are labelled with it, so that a mixed series shows where it changes. */
function labelled(figures: IndicatorState['figures'], basis: string): IndicatorState['figures'] {
  return Object.fromEntries(
    Object.entries(figures).map(([period, figure]) => {
      return [period, figure.held ? { ...figure, held: withLabel(figure.held, basis) } : figure];
    }),
  );
}

function withLabel(held: HeldFigure, basis: string): HeldFigure {
  return { ...held, basis: held.basis ?? basis, replaced: held.replaced && withLabel(held.replaced, basis) };
}
