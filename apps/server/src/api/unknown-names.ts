import type { ProblemPlace } from './problem';

/** Whether a name means something on every object: no request has it, and checks that look names up would find it. */
export function isInherited(name: string): boolean {
  return name in Object.prototype || name === 'prototype';
}

/** That a request says something that nothing here is called. */
export function unknownName(name: string, place: 'body' | 'query', pointer: string): ProblemPlace {
  const what = place === 'body' ? 'field' : 'parameter';
  const detail = `There is no ${what} "${name.slice(0, 60)}" here. Check its spelling, or leave it out.`;
  return { in: place, pointer, detail };
}
