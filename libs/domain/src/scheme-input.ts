import { Refusal, invalid } from './refusal';

// How the parts of a rating scheme are read from what a caller sent: each function checks one thing and names its place.

export function refused(message: string, pointer: string): Refusal {
  return invalid('invalid-scheme', message, pointer);
}

export function record(input: unknown, pointer: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw refused(`${pointer} must be an object.`, pointer);
  }
  // Any object that is no array can be read by its keys; each value is checked by its reader.
  return input as Readonly<Record<string, unknown>>;
}

/** The object with exactly these fields: a name that means nothing here would otherwise be a silent mistake. */
export function fields(
  input: unknown,
  pointer: string,
  names: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const object = record(input, pointer);
  for (const name of names) {
    if (object[name] === undefined) throw refused(`${pointer} lacks "${name}".`, `${pointer}/${name}`);
  }
  const known: readonly string[] = [...names, ...optional];
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown === undefined) return object;
  throw refused(`${pointer} has no field "${unknown.slice(0, 40)}". Leave it out.`, pointer);
}

export function items(input: unknown, pointer: string, maximum: number, what: string): readonly unknown[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > maximum) {
    throw refused(`${pointer} must be a list of 1 to ${maximum} ${what}.`, pointer);
  }
  return input;
}

export function text(input: unknown, pointer: string): string {
  if (typeof input === 'string' && input.trim() !== '' && input.length <= 200) return input;
  throw refused(`${pointer} must be a text of 1 to 200 characters.`, pointer);
}

export function oneOf<T extends string>(input: unknown, allowed: readonly T[], pointer: string): T {
  const found = allowed.find((item) => item === input);
  if (found !== undefined) return found;
  throw refused(`${pointer} must be one of ${allowed.join(', ')}.`, pointer);
}
