import type { PipeTransform } from '@nestjs/common';
import { Problem, badRequest } from './problem';
import { periodIn } from './request-pipes';

/** What an address can name besides indicators and areas, and where it is looked up. */
const LISTS = { register: '/api/v1/risks', programme: '/api/v1/programmes' } as const;
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_KEY = 80;
export type NamedThing = keyof typeof LISTS;

/** The key of a thing in an address. */
export class NamedKeyPipe implements PipeTransform<string, string> {
  constructor(private readonly what: NamedThing) {}

  transform(key: string): string {
    if (KEY.test(key) && key.length <= LONGEST_KEY) return key;
    throw unknownThing(this.what, key);
  }
}

/** That an address names what does not exist. */
export function unknownThing(what: NamedThing, name: string): Problem {
  const detail = `There is no ${what} "${name.slice(0, 60)}". Look it up at ${LISTS[what]}.`;
  return new Problem({
    status: 404,
    code: `unknown-${what}`,
    detail,
    errors: [{ in: 'path', pointer: `/${what}`, detail }],
  });
}

/** A financial year in an address. */
export class FinancialYearPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    const { key, kind } = periodIn('path', text);
    if (kind === 'year') return key;
    const detail = `${key} is no financial year. Give one, such as 2023-24.`;
    throw badRequest('not-a-year', { in: 'path', pointer: '/year', detail });
  }
}
