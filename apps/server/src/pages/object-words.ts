/** What tells events apart and not what they say. */
const BOOKKEEPING = /(^|\. )(order|id|(\w+ )*event ids?)( \d+)?$/i;

/** Every fact of an object as a text, by the way to it in words: `vintage. estimated on`. */
export function textsOf(part: object | null): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(part ?? {})
      .flatMap(([name, value]) => leaves(wordsOf(name), value))
      .filter(([field]) => !BOOKKEEPING.test(field)),
  );
}

function leaves(way: string, value: unknown): (readonly [string, string])[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return [[way, value]];
  if (typeof value !== 'object') return [[way, JSON.stringify(value)]];
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(`${way} ${index + 1}`, item));
  return Object.entries(value).flatMap(([name, inner]) => leaves(`${way}. ${wordsOf(name)}`, inner));
}

/** `estimatedOn` as `estimated on`. */
function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}
