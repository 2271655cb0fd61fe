/** The words of a text as they are compared: without case, accents and punctuation. */
export function wordsOf(text: string): readonly string[] {
  return folded(text).split(' ').filter(Boolean);
}

/** Whether every word, in any order, is in a text or begins or ends in it. */
export function holdsAll(text: string, words: readonly string[]): boolean {
  const place = folded(text);
  return words.every((word) => place.includes(word));
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
}
