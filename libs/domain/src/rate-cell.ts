import { Cell, CellValue, EveryField } from './cell';
import { DecimalText, round } from './decimal';
import { RuleVersion } from './indicator/state';
import { Rating, rate } from './rating';

/**
 * The same cell under a rating rule: the one in force for its period (how cells are made), or another, for the
 * questions "with the rules in force for the period" and "with today's rules" (domain section 6).
 *
 * A cell without a value has no rating and comes back as it is. An override stays in force, with the computed rating beside it.
 */
export function rateCell(cell: Cell, rule: RuleVersion | undefined): Cell {
  const { value } = cell;
  if (!value) return cell;
  const rating = rule && rate(rule.scheme, ratingInput(cell, value));
  const status = cell.override?.status ?? rating?.status ?? 'rag-not-applicable';
  const level = cell.override?.level ?? rating?.level;
  const offTarget = status === 'red' || status === 'amber';
  const rated: EveryField<Cell> = {
    indicator: cell.indicator,
    period: cell.period,
    area: cell.area,
    kind: cell.kind,
    name: cell.name,
    unit: cell.unit,
    displayDecimals: cell.displayDecimals,
    polarity: cell.polarity,
    definitionVersion: cell.definitionVersion,
    status,
    level: level && { key: level.key, label: level.label, colour: level.colour },
    reason: cell.reason,
    reasonText: status === 'rag-not-applicable' ? unratedBecause(cell, rating) : undefined,
    value: withShown(value, rating?.shownValue ?? round(value.value, cell.displayDecimals)),
    target: cell.target,
    rating: rating && ratingOf(rating, rule),
    override: cell.override,
    travel: cell.travel,
    earlierStandings: cell.earlierStandings,
    rollUp: cell.rollUp,
    commentary: cell.commentary,
    commentaryMissing: offTarget && cell.commentary?.stale !== false,
    benchmarks: cell.benchmarks,
    markers: cell.markers,
    eventIds: withRule(cell, rule),
  };
  return rated;
}

/** A value with the digits that are shown of it. */
export function withShown(value: Omit<CellValue, 'shown'>, shown: DecimalText): CellValue {
  const written: EveryField<CellValue> = {
    value: value.value,
    shown,
    source: value.source,
    numerator: value.numerator,
    denominator: value.denominator,
    weight: value.weight,
    qualifier: value.qualifier,
    observationStatus: value.observationStatus,
    forecast: value.forecast,
    note: value.note,
    maturity: value.maturity,
    basis: value.basis,
    outturnId: value.outturnId,
    first: value.first,
  };
  return written;
}

function ratingOf(rating: Rating, rule: RuleVersion): Cell['rating'] {
  const written: EveryField<NonNullable<Cell['rating']>> = {
    status: rating.status,
    level: rating.level,
    unratedBecause: rating.unratedBecause,
    inequality: rating.inequality,
    checks: rating.checks,
    boundaries: rating.boundaries,
    comparedValue: rating.comparedValue,
    compare: rating.compare,
    shownValue: rating.shownValue,
    ruleVersion: rule.version,
    scheme: rule.scheme.name,
    ruleEventId: rule.eventId,
  };
  return written;
}

/** Why a figure has no colour: by judgement, by the rule, or for want of one. */
function unratedBecause(cell: Cell, rating: Rating | undefined): string {
  return cell.override?.reason ?? rating?.unratedBecause ?? 'No rating rule has been set.';
}

function withRule(cell: Cell, rule: RuleVersion | undefined): Cell['eventIds'] {
  const earlier = cell.rating?.ruleEventId;
  const others = earlier === undefined ? cell.eventIds : cell.eventIds.filter((id) => id !== earlier);
  return rule ? [...others, rule.eventId] : others;
}

function ratingInput(cell: Cell, value: NonNullable<Cell['value']>) {
  return {
    value: value.value,
    displayDecimals: cell.displayDecimals,
    unit: cell.unit,
    polarity: cell.polarity,
    target: cell.target,
    forecast: value.forecast,
    earlierStandings: cell.earlierStandings?.map((standing) => standing ?? undefined),
    travel: {
      previousPeriod: cell.travel.previousPeriod.direction,
      samePeriodLastYear: cell.travel.samePeriodLastYear.direction,
    },
  };
}
