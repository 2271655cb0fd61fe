import { Condition, parseCondition } from './condition';
import { fields, items, oneOf, refused, text } from './scheme-input';

export * from './condition';

/**
 * A rating scheme: data, not code, so that every version that ever gave a colour can be kept and run again.
 *
 * It is an ordered list of named levels, best first; the first level whose condition holds is the rating. Colour is data
 * (elsewhere blue is the middle), and the group says how summaries count the level.
 */
export interface RatingScheme {
  readonly name: string;
  /** `full-precision` unless the council compares the rounded figures it prints; the choice is recorded with each rating. */
  readonly compare: 'full-precision' | 'as-displayed';
  readonly levels: readonly RatingLevel[];
  /**
   * How the council names and colours a due figure that it does not have ("M = missing", "grey = no data"). Display only:
   * the ladder of cell statuses says that the data are not available before any scheme is asked.
   */
  readonly missing?: { readonly label: string; readonly colour: string };
}

export const LEVEL_GROUPS = ['good', 'middle', 'bad', 'unrated'] as const;
/** How summaries count a level: green, amber, red, or not at all. */
export type LevelGroup = (typeof LEVEL_GROUPS)[number];

export interface RatingLevel {
  /** Stable name, in kebab-case. */
  readonly key: string;
  readonly label: string;
  readonly colour: string;
  readonly group: LevelGroup;
  readonly when: Condition;
}

const MAXIMUM_LEVELS = 12;
const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const COLOUR = /^(#[0-9a-f]{6}|[a-z][a-z0-9 -]{0,29})$/;

/**
 * Checks a rating scheme as it was given and returns it with nothing in it but what was checked.
 *
 * A scheme has 1 to 12 levels with different keys; `otherwise` stands only last; tolerances are positive, except that a
 * good or unrated level may reach into over-performance; conditions nest at most 4 deep.
 *
 * @throws {Refusal} `invalid-scheme` or `invalid-decimal`, with the pointer of the part at fault.
 */
export function parseScheme(input: unknown, pointer: string): RatingScheme {
  const scheme = fields(input, pointer, ['name', 'compare', 'levels'], ['missing']);
  const levels = items(scheme.levels, `${pointer}/levels`, MAXIMUM_LEVELS, 'levels');
  const parsed: RatingScheme = {
    name: text(scheme.name, `${pointer}/name`),
    compare: oneOf(scheme.compare, ['full-precision', 'as-displayed'], `${pointer}/compare`),
    levels: levels.map((level, index) => parseLevel(level, `${pointer}/levels/${index}`, index === levels.length - 1)),
  };
  assertUniqueKeys(parsed.levels, pointer);
  if (scheme.missing === undefined) return parsed;
  const missing = fields(scheme.missing, `${pointer}/missing`, ['label', 'colour']);
  const label = text(missing.label, `${pointer}/missing/label`);
  return { ...parsed, missing: { label, colour: colour(missing.colour, `${pointer}/missing/colour`) } };
}

function assertUniqueKeys(levels: readonly RatingLevel[], pointer: string): void {
  const seen = new Set<string>();
  levels.forEach(({ key }, index) => {
    if (seen.has(key)) {
      throw refused(`Two levels have the key "${key}". Give each its own.`, `${pointer}/levels/${index}/key`);
    }
    seen.add(key);
  });
}

function parseLevel(input: unknown, pointer: string, isLast: boolean): RatingLevel {
  const level = fields(input, pointer, ['key', 'label', 'colour', 'group', 'when']);
  const group = oneOf(level.group, LEVEL_GROUPS, `${pointer}/group`);
  const key = text(level.key, `${pointer}/key`);
  if (!KEY.test(key)) {
    throw refused(`"${key}" is not a key. Use small letters, digits and single hyphens: on-target.`, `${pointer}/key`);
  }
  const place = { depth: 1, overPerformance: group === 'good' || group === 'unrated', otherwise: isLast };
  return {
    key,
    label: text(level.label, `${pointer}/label`),
    colour: colour(level.colour, `${pointer}/colour`),
    group,
    when: parseCondition(level.when, `${pointer}/when`, place),
  };
}

function colour(input: unknown, pointer: string): string {
  const name = text(input, pointer);
  if (COLOUR.test(name)) return name;
  throw refused(`"${name}" is not a colour. Write a name such as amber, or #ffbf00 in small letters.`, pointer);
}
