import { displayTarget, targetFor, type IndicatorDefinition, type PeriodKey } from '@outturn/domain';
import { capitalised } from '@outturn/reports';
import type { Standing } from './submissions';

/** What an indicator measures, for whoever gives its figure. */
export function definitionCard(
  definition: IndicatorDefinition,
  { version, state }: Standing,
  period: PeriodKey,
): readonly { readonly key: string; readonly value: string }[] {
  const target = targetFor(state, period, definition.unit)?.target;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Unit', capitalised(definition.unit.replaceAll('-', ' '))],
    ['What is good', capitalised(definition.polarity.replaceAll('-', ' '))],
    [
      'Target',
      target === undefined
        ? 'No target: the figure will not be rated'
        : displayTarget(target, definition.displayDecimals),
    ],
    ['Covers', SERIES[definition.series]],
    ['Numerator', definition.numerator],
    ['Denominator', definition.denominator],
    ['Source', definition.source],
    ['Note', definition.note],
    ['Definition', version && `Version ${version.version}`],
  ];
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

const SERIES = {
  discrete: 'This period alone',
  'year-to-date': 'The year up to the end of this period',
  'rolling-twelve-months': 'The twelve months up to the end of this period',
} as const;
