import { randomUUID } from 'node:crypto';
import { correlationIdOf, type CorrelatedRequest } from '../api/correlation';
import { Problem, badRequest, toProblem } from '../api/problem';
import { requestHash, type WriteContext } from '../api/write-context';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import type { FieldError } from './page';

/** Field with the revision that was seen; a later one makes the form stale. */
export const REVISION_FIELD = 'revision';
/** Field with a key that belongs to one showing of a form: sent twice, it is carried out once. */
export const ONCE_FIELD = 'once';

/** What somebody has typed, by the name of each field; what was not sent is empty. */
export type Typed<Name extends string> = Readonly<Record<Name, string>>;

/**
 * Reads a form as it was typed. That secret which every form carries has been taken out of it before.
 *
 * @throws {Problem} 400 for a field that the form does not have, or one that is given twice.
 */
export function typedIn<Name extends string>(request: Pick<PageRequest, 'body'>, names: readonly Name[]): Typed<Name> {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const typed = new Map<string, string>(names.map((name) => [name, '']));
  for (const [name, value] of Object.entries(body)) {
    if (!typed.has(name)) throw badField(name, `There is no field "${name.slice(0, 60)}" in this form.`);
    if (typeof value !== 'string') throw badField(name, `The field "${name}" is given more than once.`);
    typed.set(name, value);
  }
  // Every name has been set, and no other.
  return Object.fromEntries(typed) as Typed<Name>;
}

function badField(name: string, detail: string): Problem {
  return badRequest('invalid-request', { in: 'body', pointer: `/${name.slice(0, 60)}`, detail });
}

/** A key for one showing of a form. */
export const newOnce = (): string => randomUUID();

/** What a form brings along besides its fields, as the commands of the API take it. */
export function formContext(
  request: PageRequest & CorrelatedRequest,
  { revision, once }: Partial<Typed<typeof REVISION_FIELD | typeof ONCE_FIELD>>,
): WriteContext {
  const seen = /^\d{1,15}$/.test(revision ?? '') ? Number(revision) : undefined;
  return {
    ...callerOf(request),
    correlationId: correlationIdOf(request),
    expectedRevision: seen,
    idempotencyKey: /^[0-9a-f-]{36}$/.test(once ?? '') ? once : undefined,
    requestHash: requestHash(request.method, request.path, request.body),
  };
}

/** What came of carrying out a form: done, or what is wrong, by field, to show the form again with. */
export type Attempt<Done> =
  | { readonly done: Done; readonly problem?: undefined; readonly errors?: undefined }
  | { readonly done?: undefined; readonly problem: Problem; readonly errors: readonly FieldError[] };

/** Problems that whoever filled in the form can do something about; all others are pages of their own. */
const OF_THE_FORM: ReadonlySet<number> = new Set([400, 409, 412, 413, 415, 422, 503]);

/**
 * Carries out what a form asks for, by the command that the API uses too.
 *
 * @param fields ids of the fields by the pointers of the command (`/value`); under '' that of the field that is named
 * where the command points nowhere
 * @throws whatever is not the form's own fault, such as that the role is missing
 */
export async function attempt<Done>(
  carryOut: () => Promise<Done>,
  fields: Readonly<Record<string, string>>,
): Promise<Attempt<Done>> {
  try {
    return { done: await carryOut() };
  } catch (error) {
    const problem = toProblem(error);
    if (!OF_THE_FORM.has(problem.status)) throw error;
    return { problem, errors: fieldErrors(problem, fields) };
  }
}

function fieldErrors({ errors, message, status }: Problem, fields: Readonly<Record<string, string>>): FieldError[] {
  const whole = fields[''] ?? 'main-content';
  if (status === 412) return [{ field: whole, text: 'Somebody changed this while you were filling in the form.' }];
  const places = errors.filter((place) => place.in !== 'header');
  if (places.length === 0) return [{ field: whole, text: message }];
  return places.map(({ pointer, detail }) => ({ field: fieldAt(pointer, fields) ?? whole, text: detail }));
}

/** `/evidence/0` is in the field of `/evidence` where it has none of its own. */
function fieldAt(pointer: string, fields: Readonly<Record<string, string>>): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (fields[at] !== undefined) return fields[at];
  }
  return undefined;
}

/** The first error of each field, for the macros of the fields. */
export function errorsByField(errors: readonly FieldError[]): Readonly<Record<string, { readonly text: string }>> {
  return Object.fromEntries([...errors].reverse().map(({ field, text }) => [field, { text }]));
}
