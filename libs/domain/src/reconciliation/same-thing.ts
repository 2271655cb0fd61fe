/** A text without what does not matter: blanks and capitals. */
export function normalised(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * Each statement that disagrees with an earlier one about the same thing, beside the first such.
 *
 * @param keyOf what a statement is about; undefined where it is compared with none.
 */
export function conflictingPairs<T>(
  statements: readonly T[],
  keyOf: (statement: T) => string | undefined,
  disagree: (earlier: T, later: T) => boolean,
): [earlier: T, later: T][] {
  const seen = new Map<string, T[]>();
  return statements.flatMap((later): [T, T][] => {
    const key = keyOf(later);
    if (key === undefined) return [];
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, [later]);
    else earlier.push(later);
    const other = earlier?.find((candidate) => candidate !== later && disagree(candidate, later));
    return other === undefined ? [] : [[other, later]];
  });
}
