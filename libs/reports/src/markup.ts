/** HTML that may be written out as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What no document may hold, not even escaped: controls, halves of characters, and what turns the direction of the text. */
const FORBIDDEN = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

/** A text without characters that a document cannot hold; each is shown as the sign for an unknown one. */
export function cleaned(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}

/** Puts a page together: every text that is not markup is escaped, for elements and for attributes in quotation marks. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = parts.map((part, index) => markupOf(part) + (strings[index + 1] ?? ''));
  return new Markup((strings[0] ?? '') + texts.join(''));
}

function markupOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return cleaned(String(part)).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
