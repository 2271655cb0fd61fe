// XML 1.0 has no way to write these.
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Text as XML has it. */
export function escaped(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? '').replace(UNWRITABLE, '\ufffd');
}

/** An element around what is XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly string[]
): string {
  const opening = Object.entries(attributes).map(
    ([attribute, value]) => ` ${attribute}="${escaped(value).replaceAll('"', '&quot;')}"`,
  );
  return `<${name}${opening.join('')}>${content.join('')}</${name}>`;
}
