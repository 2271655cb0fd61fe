import { deepStrictEqual } from 'node:assert';
import * as fc from 'fast-check';
import { Polarity } from '../../libs/domain/src/definition';
import { RatingInput, rate } from '../../libs/domain/src/rating';
import { RatingScheme, parseScheme } from '../../libs/domain/src/rating-scheme';
import { LevelName } from '../../libs/domain/src/schemes';
import { Target, TargetOperator } from '../../libs/domain/src/target';

/** A target in per cent for the fourth quarter of 2023-24. */
export function target(operator: TargetOperator, value: string, more: Partial<Target> = {}): Target {
  return { period: '2023-24-Q4', kind: 'target', operator, value, unit: 'percent', ...more };
}

/** A figure in per cent with one decimal, of the polarity that its target implies. */
export function figure(value: string, against: Target | undefined, more: Partial<RatingInput> = {}): RatingInput {
  const lower = against?.operator === '<=' || against?.operator === '<';
  const polarity: Polarity = lower ? 'lower-is-better' : 'higher-is-better';
  return { value, displayDecimals: 1, unit: 'percent', polarity, target: against, ...more };
}

/** The status that a scheme gives to a figure. */
export function statusOf(scheme: RatingScheme, input: RatingInput): string {
  return rate(scheme, input).status;
}

type Change = Partial<Omit<RatingInput, 'value' | 'target'>> & { readonly target?: Partial<Target> };

/** A figure in per cent, higher is better, unless the change says otherwise. */
export function against(operator: TargetOperator, aim: string, change: Change = {}): (value: string) => RatingInput {
  const lower = operator === '<=' || operator === '<';
  const { target, ...rest } = change;
  const unit = rest.unit ?? 'percent';
  return (value) => ({
    value,
    displayDecimals: 2,
    unit,
    polarity: lower ? 'lower-is-better' : 'higher-is-better',
    target: { period: '2023-24-Q4', kind: 'target', operator, value: aim, unit, ...target },
    ...rest,
  });
}

/** The level that a figure gets, or `unrated`. Every scheme passes its own check first, as data that was stored and read. */
function levelOfFigure(scheme: RatingScheme, input: RatingInput): string {
  const stored = parseScheme(JSON.parse(JSON.stringify(scheme)), '/scheme');
  deepStrictEqual(stored, scheme);
  return rate(stored, input).level?.key ?? 'unrated';
}

/** The levels that a scheme gives to several figures. */
export function levels(
  scheme: RatingScheme,
  figure: (value: string) => RatingInput,
  values: readonly string[],
): string[] {
  return values.map((value) => levelOfFigure(scheme, figure(value)));
}

/** The name, colour and group of a level, labelled like its key. */
export function named(key: string, colour: string, group: LevelName['group']): LevelName {
  return { key, label: key.replaceAll('-', ' '), colour, group };
}

export const atLeast100 = against('>=', '100');
export const atMost100 = against('<=', '100');

/** Numbers of either sign with up to four decimals. */
export const decimals = fc
  .tuple(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: 0, max: 4 }))
  .map(([whole, places]) => {
    const digits = String(Math.abs(whole)).padStart(places + 1, '0');
    const point = digits.length - places;
    return `${whole < 0 ? '-' : ''}${digits.slice(0, point)}${places ? `.${digits.slice(point)}` : ''}`;
  });
