import { invalid } from './refusal';

/** More than anybody will read; a report of this length belongs in a document that is referred to. */
const LONGEST_TEXT = 10_000;
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_KEY = 80;

/**
 * Checks that a text says something, that it can be stored, and that it is not longer than anybody will read.
 *
 * @throws {Refusal} `missing-text`, `text-too-long` or `invalid-text`, with the pointer given.
 */
export function requireText(text: string, pointer: string, what: string): string {
  if (text.length > LONGEST_TEXT)
    throw invalid('text-too-long', `${what} has more than ${LONGEST_TEXT} characters. Shorten it.`, pointer);
  if (text.trim() === '') throw invalid('missing-text', `${what} is missing. Say it in a sentence.`, pointer);
  // Databases keep neither NUL nor half a surrogate pair, so such a text would not come back as it was given.
  if (text.includes('\0') || /\p{Surrogate}/u.test(text))
    throw invalid('invalid-text', `${what} has characters that are no text. Type it anew.`, pointer);
  return text;
}

/** The same for a text that may be left out or empty. */
export function requireTextIfGiven(text: string | undefined, pointer: string, what: string): void {
  if (text !== undefined && text !== '') requireText(text, pointer, what);
}

/** Checks a key as it stands in addresses: `qh-fire-risk-assessments`. */
export function requireKey(key: string, pointer: string, what: string): string {
  if (key.length <= LONGEST_KEY && KEY.test(key)) return key;
  throw invalid(
    'invalid-key',
    `${what} has at most ${LONGEST_KEY} lower-case letters, digits and single hyphens.`,
    pointer,
  );
}

/** Checks that a list is not longer than anything true can make it. */
export function requireList(list: readonly unknown[], most: number, pointer: string, what: string): void {
  if (list.length > most) throw invalid('list-too-long', `There are more than ${most} ${what}. Give fewer.`, pointer);
}
