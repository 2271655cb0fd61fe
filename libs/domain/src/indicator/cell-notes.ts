import { Cell, CellValue, EveryField, Marker, STATUS_OF_GROUP } from '../cell';
import { EventId } from '../ids';
import { parsePeriod } from '../period';
import { Benchmark } from './events';
import { outturnsBehind, sameOutturns } from './standing-value';
import { Figure, IndicatorState, Override, RuleVersion } from './state';

/** The override that still stands: it lapses once the figure rests on other submissions (domain rule 3.6). */
export function standingOverride(figure: Figure | undefined, outturnIds: readonly EventId[]): Override | undefined {
  const override = figure?.override;
  return override && sameOutturns(override.aboutOutturnIds, outturnIds) ? override : undefined;
}

/** Whether a requested override is still about the value and the target that stand. */
export function pendingOverrideStands(state: IndicatorState, figure: Figure, outturnIds: readonly EventId[]): boolean {
  const pending = figure.pendingOverride;
  return (
    pending !== undefined &&
    sameOutturns(pending.aboutOutturnIds, outturnIds) &&
    pending.aboutTargetId === state.targets[figure.period]?.eventId
  );
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
export function markersOf(
  state: IndicatorState,
  figure: Figure | undefined,
  override: Cell['override'],
  outturnIds: readonly EventId[],
): Marker[] {
  if (!figure) return [];
  const markers = new Set<Marker>(figure.held?.changes.map((change) => MARKER_OF_CHANGE[change.kind]));
  if (figure.held?.late) markers.add('late');
  if (override) markers.add('overridden');
  if (pendingOverrideStands(state, figure, outturnIds)) markers.add('override-pending');
  if (figure.pendingCorrection) markers.add('correction-pending');
  if (state.pendingRestatement?.restated.some((restated) => restated.period === figure.period)) {
    markers.add('restatement-pending');
  }
  return [...markers];
}

const NO_BENCHMARKS: readonly Benchmark[] = [];

/** The benchmarks of a cell, without the events that brought them. */
export function benchmarksOf(figure: Figure | undefined): readonly Benchmark[] {
  return figure?.benchmarks?.map(benchmarkOf) ?? NO_BENCHMARKS;
}

function benchmarkOf(recorded: Benchmark): Benchmark {
  const { comparator, periodText, shownWith, value, unit, denominator, source, note } = recorded;
  return { comparator, periodText, shownWith, value, unit, denominator, source, note };
}

/**
 * A cell after an event that changed only the notes on its figure (`changesOnlyNotes`). All else is taken over: half of
 * the events of a replay are of this kind, and working out travel and rating again is most of the cost of a cell.
 */
export function renoted(cell: Cell, after: IndicatorState): Cell {
  const figure = after.figures[cell.period];
  const outturnIds = outturnsBehind(after, parsePeriod(cell.period));
  const commentary = commentaryOf(figure, outturnIds);
  const offTarget = cell.status === 'red' || cell.status === 'amber';
  const noted: EveryField<Cell> = {
    indicator: cell.indicator,
    period: cell.period,
    area: cell.area,
    kind: cell.kind,
    name: cell.name,
    unit: cell.unit,
    displayDecimals: cell.displayDecimals,
    polarity: cell.polarity,
    definitionVersion: cell.definitionVersion,
    status: cell.status,
    level: cell.level,
    reason: cell.reason,
    reasonText: cell.reasonText,
    value: cell.value && figure?.held ? withMaturity(cell.value, figure.held.maturity) : cell.value,
    target: cell.target,
    rating: cell.rating,
    override: cell.override,
    travel: cell.travel,
    earlierStandings: cell.earlierStandings,
    rollUp: cell.rollUp,
    commentary,
    commentaryMissing: offTarget && commentary?.stale !== false,
    benchmarks: benchmarksOf(figure),
    markers: markersOf(after, figure, cell.override, outturnIds),
    eventIds: cell.eventIds,
  };
  return noted;
}

function withMaturity(value: CellValue, maturity: CellValue['maturity']): CellValue {
  return maturity === value.maturity ? value : { ...value, maturity };
}
