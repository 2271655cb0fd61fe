import { Cell, Marker, STATUS_OF_GROUP } from '../cell';
import { EventId } from '../ids';
import { sameOutturns } from './standing-value';
import { Figure, IndicatorState, Override, RuleVersion } from './state';

/** The override that still stands: it lapses once the figure rests on other submissions (domain rule 3.6). */
export function standingOverride(figure: Figure | undefined, outturnIds: readonly EventId[]): Override | undefined {
  const override = figure?.override;
  return override && sameOutturns(override.aboutOutturnIds, outturnIds) ? override : undefined;
}

/** The override of a cell, told by the level of the rule in force; none where that rule has no such level any more. */
export function overrideOf(
  figure: Figure | undefined,
  outturnIds: readonly EventId[],
  rule: RuleVersion | undefined,
): Cell['override'] {
  const override = standingOverride(figure, outturnIds);
  const level = override && rule?.scheme.levels.find((candidate) => candidate.key === override.level);
  if (!override || !level) return undefined;
  const { key, label, colour, group } = level;
  const { reason, requestedBy, approvedBy } = override;
  return { level: { key, label, colour }, status: STATUS_OF_GROUP[group], reason, requestedBy, approvedBy };
}

/** The commentary of a cell, and whether it speaks about another figure than the one that stands. */
export function commentaryOf(figure: Figure | undefined, outturnIds: readonly EventId[]): Cell['commentary'] {
  if (!figure?.commentary) return undefined;
  const { text, writtenBy, aboutOutturnIds } = figure.commentary;
  return { text, writtenBy, stale: !sameOutturns(aboutOutturnIds, outturnIds) };
}

const MARKER_OF_CHANGE = { correction: 'corrected', revision: 'revised', restatement: 'restated' } as const;

/** What a reader has to know about how a cell's value came to stand. */
export function markersOf(state: IndicatorState, figure: Figure | undefined, override: Cell['override']): Marker[] {
  if (!figure) return [];
  const markers = new Set<Marker>(figure.held?.changes.map((change) => MARKER_OF_CHANGE[change.kind]));
  if (figure.held?.late) markers.add('late');
  if (override) markers.add('overridden');
  if (figure.pendingCorrection) markers.add('correction-pending');
  if (state.pendingRestatement?.restated.some((restated) => restated.period === figure.period)) {
    markers.add('restatement-pending');
  }
  return [...markers];
}
