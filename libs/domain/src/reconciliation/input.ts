import { invalid, type Refusal } from '../refusal';

// How what a caller sent is read, field by field. A reader gives the value in its type or refuses with its place.

/** @throws {Refusal} `invalid-document`, with the JSON pointer of what is at fault. */
export type Reader<T> = (input: unknown, pointer: string) => T;

export function refusedInput(message: string, pointer: string): Refusal {
  return invalid('invalid-document', message, pointer);
}

type Fields<T> = { readonly [Name in keyof T]-?: undefined extends T[Name] ? Optional<T[Name]> : Reader<T[Name]> };

/** A reader of a field that may be left out. */
interface Optional<T> {
  readonly read: Reader<T>;
}

export function optional<T>(read: Reader<T>): Optional<T | undefined> {
  return { read };
}

/** An object with these fields and no other: a name that means nothing here would otherwise be a silent mistake. */
export function object<T extends object>(fields: Fields<T>): Reader<T> {
  return (input, pointer) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw refusedInput(`${shown(pointer)} must be an object.`, pointer);
    }
    // An object that is no list can be read by its names; each value is checked by its own reader.
    const given = input as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined) {
      const place = `${pointer}/${unknown.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      throw refusedInput(
        `There is no field "${unknown.slice(0, 60)}" here. Check its spelling, or leave it out.`,
        place,
      );
    }
    const read = Object.entries<Reader<unknown> | Optional<unknown>>(fields).flatMap(([name, field]) => {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (typeof field === 'function' && value === undefined) {
        throw refusedInput(`"${name}" is missing.`, `${pointer}/${name}`);
      }
      if (value === undefined) return [];
      return [[name, (typeof field === 'function' ? field : field.read)(value, `${pointer}/${name}`)]];
    });
    // Every field of T has been read by the reader of its type.
    return Object.fromEntries(read) as T;
  };
}

/** A list of at most so many. */
export function listOf<T>(item: Reader<T>, most: number, least = 0): Reader<readonly T[]> {
  return (input, pointer) => {
    if (!Array.isArray(input) || input.length < least || input.length > most) {
      throw refusedInput(`${shown(pointer)} must be a list of ${least} to ${most}.`, pointer);
    }
    return input.map((value, index) => item(value, `${pointer}/${index}`));
  };
}

/** A text of one to so many characters that can be stored. */
export function textOf(longest: number): Reader<string> {
  return (input, pointer) => {
    const isText = typeof input === 'string' && input.trim() !== '' && input.length <= longest;
    if (isText && !/\p{Surrogate}|\p{Cc}/u.test(input)) return input;
    throw refusedInput(`${shown(pointer)} must be a text of 1 to ${longest} characters in one line.`, pointer);
  };
}

export function oneOf<T extends string | number>(...allowed: readonly T[]): Reader<T> {
  return (input, pointer) => {
    const found = allowed.find((item) => item === input);
    if (found !== undefined) return found;
    throw refusedInput(`${shown(pointer)} must be ${allowed.join(' or ')}.`, pointer);
  };
}

export const flag: Reader<boolean> = (input, pointer) => {
  if (typeof input === 'boolean') return input;
  throw refusedInput(`${shown(pointer)} must be true or false.`, pointer);
};

function shown(pointer: string): string {
  return pointer === '' ? 'The document' : pointer;
}
