/** The fields of a documented class, without the class: what is read from a body and written into an answer. */
export type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Plain<T[Name]> }
    : T;

/** A copy of a body that is no instance of its class: commands and events hold facts and nothing else. */
export function plainOf<T extends object>(body: T): Plain<T> {
  // A structured clone keeps the fields and drops the class, at every depth.
  return structuredClone(body) as Plain<T>;
}
