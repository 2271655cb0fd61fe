import { displayValue, decimalPlaces, type AreaState, type Unit } from '@outturn/domain';
import type { ShownFigure } from '@outturn/read-models';
import { capitalised, periodInShort } from '@outturn/reports';
import type { Effect } from '../api/preview';
import { differencesBetween, type Difference } from './figure-differences';

/** What a change would do, in words. */
export interface EffectView {
  readonly figures: readonly {
    readonly period: string;
    readonly href: string;
    readonly differences: readonly Difference[];
  }[];
  readonly totals: readonly {
    readonly place: string;
    readonly name: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly rollUps: readonly {
    readonly period: string;
    readonly before: string;
    readonly after: string;
    readonly note: string;
  }[];
  /** What published editions showed of the figures that would change: they stay as they are. */
  readonly editions: readonly {
    readonly edition: string;
    readonly period: string;
    readonly value: string;
    readonly status: string;
  }[];
}

interface EffectInput {
  readonly indicator: string;
  readonly unit: Unit;
  readonly effect: Effect;
  readonly areas: readonly AreaState[];
  /** Whatever editions showed of the indicator. */
  readonly shown: readonly ShownFigure[];
}

const COUNTS = [
  ['red', 'Red'],
  ['amber', 'Amber'],
  ['green', 'Green'],
  ['ragNotApplicable', 'RAG N/A'],
  ['dataNotAvailable', 'Data not available'],
  ['annualOnly', 'Annual only'],
  ['otherNotDue', 'Not due'],
  ['rated', 'Rated altogether'],
  ['total', 'All indicators'],
] as const;

/** Puts what a change would do into words. */
export function effectView({ indicator, unit, effect, areas, shown }: EffectInput): EffectView {
  const nameOf = (key: string) => areas.find(({ area }) => area === key)?.name ?? key;
  const changed = new Set(effect.figures.map(({ period }) => period));
  return {
    figures: effect.figures.map(({ period, before, after }) => ({
      period: shortly(period),
      href: `/indicators/${indicator}/figures/${encodeURIComponent(period)}`,
      differences: differencesBetween(before, after, nameOf),
    })),
    totals: effect.summaries.flatMap(({ period, area, before, after }) =>
      COUNTS.filter(([count]) => before[count] !== after[count]).map(([count, name]) => ({
        place: `${nameOf(area)}, ${shortly(period)}`,
        name,
        before: String(before[count]),
        after: String(after[count]),
      })),
    ),
    rollUps: effect.rollUps.map(({ period, before, after, returned }) => ({
      period: shortly(period),
      before: amount(before, unit),
      after: amount(after, unit),
      note: returned
        ? 'A returned figure stands for this period and stays.'
        : 'The figure of this period changes with it.',
    })),
    editions: shown
      .filter(({ period }) => changed.has(period))
      .map(({ edition, period, shown: text, value, status }) => ({
        edition,
        period: shortly(period),
        value: text ?? value ?? 'no figure',
        status: capitalised(status.replaceAll('-', ' ')),
      })),
  };
}

function shortly(period: string): string {
  return capitalised(periodInShort(period));
}

/** Parts that divide have no end of digits; more than four tell nobody anything. */
function amount(value: string | null, unit: Unit): string {
  return value === null ? 'cannot be told' : displayValue(value, unit, Math.min(decimalPlaces(value), 4));
}
