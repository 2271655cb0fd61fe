import { UNITS, decimalPlaces, displayValue } from '@outturn/domain';
import { capitalised, periodInShort, periodsInShort, sentence } from '@outturn/reports';
import type { TravelAnswer } from '../api/context-answers';
import type { Figure } from '../api/figures';
import type { Plain } from '../api/plain';

const DIRECTIONS: Readonly<Record<Plain<TravelAnswer>['direction'], string>> = {
  improving: 'Improving',
  worsening: 'Worsening',
  'no-change': 'No change',
  increasing: 'Increasing',
  decreasing: 'Decreasing',
  'not-comparable': 'Not comparable',
  unavailable: 'No comparison',
};

const MARKERS: Readonly<Record<string, string>> = {
  corrected: 'corrected',
  revised: 'revised',
  restated: 'restated on a new basis',
  late: 'submitted after the cut-off',
  overridden: 'rated by judgement',
  'correction-pending': 'a correction awaits a decision',
  r: 'r: an earlier edition showed another value',
};

/** What kind of observation a figure is, as officers say when they give it; others come in files, by their code. */
export const OBSERVATION_NAMES: Readonly<Record<string, string>> = {
  A: 'Normal',
  E: 'Estimated',
  F: 'Forecast',
  U: 'Of low reliability',
  V: 'Not validated',
};

/** A figure as tables show it. */
export interface FigureView {
  readonly indicator: string;
  readonly name: string;
  readonly period: string;
  readonly periodText: string;
  readonly status: string;
  readonly statusText: string;
  readonly value: string;
  readonly target: string;
  /** "better than target": never above or below, which say nothing where less is better. */
  readonly standing: string;
  readonly maturity: string;
  readonly markers: readonly string[];
  readonly travels: readonly { readonly heading: string; readonly text: string }[];
  /** The page that says why it has its colour. */
  readonly href: string;
  readonly historyHref: string;
  readonly indicatorHref: string;
}

/**
 * Puts a figure into words.
 *
 * @param moment parameters of the moment, so that links stay in it
 */
export function figureView(figure: Figure, moment: string): FigureView {
  const { indicator, period, value, target, standing, reasonText } = figure;
  const indicatorHref = `/indicators/${indicator}`;
  const href = `${indicatorHref}/figures/${encodeURIComponent(period)}`;
  return {
    indicator,
    name: figure.name,
    period,
    periodText: capitalised(periodInShort(period)),
    status: figure.status,
    statusText: figure.statusText,
    value: value === undefined ? (reasonText ?? 'No figure') : valueInWords(value),
    target: target?.display ?? 'No target',
    standing: standing?.replaceAll('-', ' ') ?? '',
    maturity: value?.maturity ?? '',
    markers: figure.markers.map(markerInWords),
    travels: [
      { heading: 'Against the period before', text: travelInWords(figure.travel.previousPeriod) },
      { heading: 'Against the same period last year', text: travelInWords(figure.travel.samePeriodLastYear) },
    ],
    href: `${href}${moment}`,
    historyHref: `${href}/history${moment}`,
    indicatorHref: `${indicatorHref}${moment}`,
  };
}

/** How a figure came about: `correction-pending` as `a correction awaits a decision`. */
export function markerInWords(marker: string): string {
  return MARKERS[marker] ?? marker.replaceAll('-', ' ');
}

/** A value in its unit; others measure in units of their own, which are shown as they are written. */
export function valueInUnit(value: string, unit: string): string {
  const known = UNITS.find((candidate) => candidate === unit);
  return known === undefined ? `${value} ${unit}` : displayValue(value, known, decimalPlaces(value));
}

function valueInWords({ display, qualifier }: NonNullable<Figure['value']>): string {
  return qualifier === undefined ? display : `${qualifier.replaceAll('-', ' ')} ${display}`;
}

function travelInWords(travel: Plain<TravelAnswer>): string {
  const { direction, earlierDisplay, earlierPeriod, changeDisplay, reason, movedByRestatement } = travel;
  const compared =
    earlierDisplay === undefined || earlierPeriod === undefined
      ? undefined
      : `${earlierDisplay} in ${periodInShort(earlierPeriod)}`;
  const facts = [compared, changeDisplay].filter((fact) => fact !== undefined && fact !== 'no change').join(', ');
  const words = facts === '' ? DIRECTIONS[direction] : `${DIRECTIONS[direction]}: ${facts}`;
  const because = reason === undefined ? '' : ` ${sentence(periodsInShort(reason))}`;
  const moved = movedByRestatement === true ? ' It moved only because the earlier figure has been changed since.' : '';
  return `${sentence(words)}${because}${moved}`;
}
