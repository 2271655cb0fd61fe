import { DATA_MATURITIES, POLARITIES, UNITS } from '@outturn/domain';
import type { DataMaturity, Kpi, KpiSet, Polarity, RatingScheme, Unit } from '@outturn/domain';
import { TargetValueBody } from './change-bodies';
import { SchemeBody } from './definition-bodies';
import { Checked, Choice, Count, Day, Flag, Key, Part, Parts, PeriodName, Text } from './fields';
import { SuppliedValueBody } from './figure-bodies';
import { plainOf } from './plain';
import { badRequest } from './problem';

const OPTIONAL = { optional: true };
const SOURCE = 'Where that is said: a document and its paragraph.';
const PARAGRAPH = 'Quarter 4 report 2023/24, paragraph 14.14';
const DATE = 'as exactly as its source says: a day, a month (2018-04) or a year (2010).';

/** A KPI: one with values of its own, or an indicator. */
export class KpiBody {
  @Key('Its key in the set.', 'participation')
  readonly kpi!: string;

  @Text('Its name.', 'Participation, year to date', { longest: 300 })
  readonly name!: string;

  @Key('The indicator that it is; then it has no unit, decimals, polarity and target.', 'bs-cic-rate', OPTIONAL)
  readonly indicatorKey?: string;

  @Choice(UNITS, 'The unit of its values.', 'count', OPTIONAL)
  readonly unit?: Unit;

  @Count('With how many decimals its values are shown.', 0, OPTIONAL)
  readonly displayDecimals?: number;

  @Choice(POLARITIES, 'Which way is good.', 'higher-is-better', OPTIONAL)
  readonly polarity?: Polarity;

  @Part(() => TargetValueBody, 'What it has to reach in every period.', OPTIONAL)
  readonly target?: TargetValueBody;
}

/** KPIs that hold together for a time. */
export class KpiSetBody {
  @Key('Its key.', 'set-2024')
  readonly kpiSet!: string;

  @Text('Its name.', 'KPIs agreed for 2024/25', { longest: 300 })
  readonly name!: string;

  @Day('First day of the periods that it is for.', '2024-04-01')
  readonly validFrom!: string;

  @Day('Last day, where one is known.', '2025-03-31', OPTIONAL)
  readonly validTo?: string;

  @Checked(() => SchemeBody, 'Rates the KPIs that have values of their own.', OPTIONAL)
  readonly scheme?: RatingScheme;

  @Parts(() => KpiBody, 'The KPIs; none where they are agreed and not held here.')
  readonly kpis!: readonly KpiBody[];

  @Text('Whatever a reader must know.', 'Negotiated with the Improvement Board.', OPTIONAL)
  readonly note?: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/**
 * The KPI set of a body as the domain knows it.
 *
 * @throws {Problem} 400 for a KPI that is neither an indicator nor has values of its own, or both.
 */
export function kpiSetOf(body: KpiSetBody): KpiSet {
  return { ...plainOf(body), kpis: body.kpis.map((kpi, index) => kpiOf(kpi, `/kpis/${index}`)) };
}

function kpiOf(body: KpiBody, pointer: string): Kpi {
  const { kpi, name, indicatorKey, unit, displayDecimals, polarity, target } = plainOf(body);
  if (indicatorKey !== undefined) {
    const own = Object.entries({ unit, displayDecimals, polarity, target }).find(([, value]) => value !== undefined);
    if (own === undefined) return { kpi, name, indicatorKey };
    const detail = `"${name}" is an indicator and has its ${own[0]} from there. Leave out "${own[0]}".`;
    throw badRequest('kpi-is-an-indicator', { in: 'body', pointer: `${pointer}/${own[0]}`, detail });
  }
  if (unit === undefined || displayDecimals === undefined || polarity === undefined) {
    const detail = `"${name}" needs an indicatorKey, or a unit, displayDecimals and a polarity of its own.`;
    throw badRequest('incomplete-kpi', { in: 'body', pointer, detail });
  }
  return { kpi, name, unit, displayDecimals, polarity, target };
}

/** That a KPI set ends. */
export class KpiSetEndingBody {
  @Key('Its key.', 'set-2023')
  readonly kpiSet!: string;

  @Day('Its last day.', '2024-03-31')
  readonly validTo!: string;

  @Text('Why.', 'A new set has been agreed.')
  readonly reason!: string;
}

/** A result of a KPI that has values of its own. */
export class KpiResultBody extends SuppliedValueBody {
  @Key('The KPI set.', 'set-2023')
  readonly kpiSet!: string;

  @Key('The KPI.', 'participation')
  readonly kpi!: string;

  @PeriodName('What the result is about.')
  readonly period!: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** Data that the supplier owes. */
export class DataExpectationBody {
  @Key('The kind of data.', 'performance-report')
  readonly delivery!: string;

  @PeriodName('What the data are about.')
  readonly period!: string;

  @Day('The last day on which they are in time.', '2024-04-12')
  readonly dueOn!: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** Data that have come. */
export class DataReceiptBody {
  @Key('The kind of data.', 'performance-report')
  readonly delivery!: string;

  @PeriodName('What the data are about.')
  readonly period!: string;

  @Text(`When they came, ${DATE}`, '2024-04-10', { optional: true, longest: 10 })
  readonly receivedOn?: string;

  @Flag('Whether they are complete, where that is known.', true, OPTIONAL)
  readonly complete?: boolean;

  @Choice(DATA_MATURITIES, 'How far they have been checked.', 'provisional')
  readonly maturity!: DataMaturity;

  @Text('Whatever a reader must know.', 'Not fully audited.', OPTIONAL)
  readonly note?: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** That data have been checked further. */
export class DataAssessmentBody {
  @Key('The kind of data.', 'performance-report')
  readonly delivery!: string;

  @PeriodName('What the data are about.')
  readonly period!: string;

  @Choice(DATA_MATURITIES, 'How far they have been checked now.', 'audited')
  readonly maturity!: DataMaturity;

  @Text('A note.', 'Checked against the inspections.', OPTIONAL)
  readonly note?: string;
}
