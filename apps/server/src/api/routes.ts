import type { HttpServer } from '@nestjs/common';
import type { Express } from 'express';

export interface Route {
  readonly method: string;
  /** As Express writes it: `/api/v1/indicators/:indicator`. */
  readonly path: string;
}

/** Every route that the server answers, in the order in which they are tried. */
export function routesOf(adapter: Pick<HttpServer, 'getInstance'>): Route[] {
  // Nest does not say which framework it stands on; this server is put together on Express.
  const { router } = adapter.getInstance() as Express;
  return router.stack.flatMap((layer) => {
    if (layer.route === undefined) return [];
    const { path, stack } = layer.route;
    // What Nest puts in front of every address is no route of its own.
    if (path.includes('*')) return [];
    return [...new Set(stack.map((handler) => handler.method.toUpperCase()))].map((method) => ({ method, path }));
  });
}

/** The methods that are taken at a path; none when there is nothing. GET brings HEAD along. */
export function methodsOf(routes: readonly Route[], path: string): string[] {
  const found = routes.filter((route) => matches(route.path, path)).map((route) => route.method);
  return [...new Set(found.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort();
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.replace(/\/$/, '').split('/');
  return wanted.length === given.length && wanted.every((part, index) => matchesPart(part, given[index] ?? ''));
}

/** `:edition` takes any text, and `:edition.html` any that ends so. */
function matchesPart(wanted: string, given: string): boolean {
  if (!wanted.startsWith(':')) return wanted === given;
  const ending = wanted.replace(/^:\w+/, '');
  return given.length > ending.length && given.endsWith(ending);
}
