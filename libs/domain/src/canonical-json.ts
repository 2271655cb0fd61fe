import { invalid } from './refusal';

/**
 * A value as canonical JSON (RFC 8785): the same text for the same content, whoever writes it, so that its hash proves it.
 *
 * Names are in the order of their UTF-16 code units, numbers and texts as ECMAScript writes them, without blanks. Fields
 * that are undefined are left out, as JSON does. The canonical bytes are the UTF-8 of the text.
 *
 * @throws {Refusal} `not-json`, with a pointer, for what JSON has no word for: NaN, infinities, half a character, functions.
 */
export function canonicalJson(value: unknown): string {
  return written(value, '');
}

function written(value: unknown, pointer: string): string {
  switch (typeof value) {
    case 'string':
      return writtenText(value, pointer);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(`The number ${value}`, pointer);
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writtenList(value, pointer) : writtenObject(value, pointer);
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      throw notJson(`A value of type ${typeof value}`, pointer);
  }
}

function writtenText(text: string, pointer: string): string {
  if (/\p{Surrogate}/u.test(text)) throw notJson('A text with half a character', pointer);
  return JSON.stringify(text);
}

function writtenList(list: readonly unknown[], pointer: string): string {
  // Not `map`, which would pass over the holes of a list.
  return `[${Array.from(list, (item, index) => written(item, `${pointer}/${index}`)).join(',')}]`;
}

function writtenObject(value: object, pointer: string): string {
  const fields = Object.entries(value).filter(([, part]) => part !== undefined);
  // Comparing texts in JavaScript is comparing their UTF-16 code units (RFC 8785, 3.2.3).
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = fields.map(([name, part]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return `${writtenText(name, at)}:${written(part, at)}`;
  });
  return `{${parts.join(',')}}`;
}

function notJson(what: string, pointer: string) {
  return invalid('not-json', `${what} cannot be written as JSON. Leave it out or write it as a text.`, pointer);
}
