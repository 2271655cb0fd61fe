/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- bodies of answers are of every shape, and the assertions say what must be there */
import { FIRE, outturn, prepare } from '../e2e/api-examples';
import { answerOf, startApi, type Api } from '../e2e/api-harness';
import type { Schema, Schemas } from '../support/matches-schema';
import { Caller, addressOf } from './security-api';

// Pieces of SQL in every text that the API takes: in each field of each body, each name of each address, each parameter
// and each header that is read, made from the documentation, so that no new one is forgotten.

jest.setTimeout(240_000);

const PAYLOADS = [
  "'; drop table ledger.events; --",
  "' or '1'='1",
  "x' union select current_user, version() --",
  '1); select pg_sleep(60); --',
  "' || pg_sleep(60) || '",
  '"; truncate read_models.figures cascade; --',
  "\\'; copy (select 1) to program 'touch /tmp/outturn-injected'; --",
  '$$; select pg_sleep(60); $$',
  "{1,2}'::text[]",
  '%27%20or%201=1',
  'E\\x27 or 1=1',
  '$1',
];

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Documentation {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

let api: Api;
let caller: Caller;
let documentation: Documentation;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.settle();
  caller = await Caller.of(api, {
    sub: 'u-everything',
    roles: ['officer', 'approver', 'performance', 'auditor', 'commissioner', 'administrator'],
    areas: ['quality-homes', 'best-start'],
  });
  const answer = await answerOf(await fetch(`${api.address}/api/openapi.json`));
  documentation = answer.body as Documentation;
});
afterAll(() => api.close());

const operations = (method: 'get' | 'post') =>
  Object.entries(documentation.paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, of]) => (of[method] === undefined ? [] : [{ path, operation: of[method] }]));

/** The address with an example in the place of each name, but for those that are given. */
const filled = (path: string, named: Readonly<Record<string, string>> = {}) =>
  addressOf(path.replace(/\{([^}]+)\}/g, ':$1'), named);

/** A value that fits a schema, as its examples say. */
function exampleOf(schema: Schema): unknown {
  const { schemas } = documentation.components;
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) return exampleOf(schemas[reference.replace('#/components/schemas/', '')] ?? {});
  if (schema.example !== undefined) return structuredClone(schema.example);
  if (schema.type === 'array') return [exampleOf(schema.items ?? {})];
  if (schema.type !== 'object') return schema.enum?.[0] ?? 'x';
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, exampleOf(part)]));
}

/** An answer need not wait until the read models are at the position of the example. */
function withoutWaiting(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'minPosition' in body ? { ...body, minPosition: 0 } : body;
}

/** The body once for each text in it, with that one replaced. */
function withEachText(value: unknown, replacement: string): unknown[] {
  if (typeof value === 'string') return [replacement];
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return items.flatMap((item, index) => withEachText(item, replacement).map((changed) => items.with(index, changed)));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    withEachText(part, replacement).map((changed) => ({ ...value, [name]: changed })),
  );
}

/** Whatever must be as it was: tables and columns, functions, and what each role may do. */
async function shape(): Promise<unknown> {
  const { rows } = await api.pool.query(
    `select md5(string_agg(line, e'\\n' order by line)) as shape from (
       select format('%s.%s.%s %s', table_schema, table_name, column_name, data_type) from information_schema.columns
       union all select format('%s.%s', routine_schema, routine_name) from information_schema.routines
       union all select format('%s %s.%s %s', grantee, table_schema, table_name, privilege_type) from information_schema.role_table_grants
     ) as lines (line)`,
  );
  return rows;
}

/** Asks for one after the other, as many at once would only hinder each other, and tells what was no proper answer. */
async function failures(requests: readonly (readonly [string, () => ReturnType<Caller['ask']>])[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, ask] of requests) {
    const { status, text } = await ask();
    // 503 would be a wait that ended, such as for a lock that somebody else holds.
    if (status >= 500) found.push(`${name}: ${status} ${text.slice(0, 200)}`);
    if (/syntax error|SQLSTATE|unterminated|pg_catalog|PostgreSQL 1/i.test(text)) found.push(`${name}: ${text}`);
  }
  return found;
}

describe('a piece of SQL', () => {
  let before: unknown;
  beforeEach(async () => {
    before = await shape();
  });
  afterEach(async () => {
    expect(await shape()).toEqual(before);
    // As many events as positions: none is gone, and none came by another way.
    const { rows } = await api.pool.query<{ count: string }>('select count(*) from ledger.events');
    expect(Number(rows[0]?.count)).toBe(await api.store.headPosition());
    expect(api.logs.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
    const sleeping = await api.pool.query("select from pg_stat_activity where wait_event = 'PgSleep'");
    expect(sleeping.rowCount).toBe(0);
    await api.settle();
  });

  // Every text meets two of them, and each of them meets hundreds of texts: all with all would take minutes.
  it('in any text of any body is only a text', async () => {
    const requests = operations('post').flatMap(({ path, operation }) => {
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      const body = schema === undefined ? {} : withoutWaiting(exampleOf(schema));
      return withEachText(body, '').flatMap((_, place) =>
        [place, place + PAYLOADS.length / 2].map((number) => {
          const changed = withEachText(body, PAYLOADS[Math.floor(number) % PAYLOADS.length] ?? '')[place];
          const name = `POST ${path} ${JSON.stringify(changed).slice(0, 300)}`;
          return [name, () => caller.ask(filled(path), changed)] as const;
        }),
      );
    });
    expect(requests.length).toBeGreaterThan(500);
    expect(await failures(requests)).toEqual([]);
  });

  it('in any name of any address is only a name', async () => {
    const requests = (['get', 'post'] as const).flatMap((method) =>
      operations(method).flatMap(({ path }) =>
        [...path.matchAll(/\{([^}]+)\}/g)].flatMap(([, name = '']) =>
          PAYLOADS.map((payload) => {
            const address = filled(path, { [name]: encodeURIComponent(payload) });
            return [`${method} ${address}`, () => caller.ask(address, method === 'post' ? {} : undefined)] as const;
          }),
        ),
      ),
    );
    expect(requests.length).toBeGreaterThan(500);
    expect(await failures(requests)).toEqual([]);
  });

  it('in any parameter of any question is only a parameter', async () => {
    const requests = operations('get').flatMap(({ path, operation }) =>
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .flatMap(({ name }) =>
          PAYLOADS.map((payload) => {
            const address = `${filled(path)}?${new URLSearchParams({ [name]: payload }).toString()}`;
            return [`get ${address}`, () => caller.ask(address)] as const;
          }),
        ),
    );
    expect(requests.length).toBeGreaterThan(500);
    expect(await failures(requests)).toEqual([]);
  });

  it('in any header that is read is only a header', async () => {
    const names = [
      'x-correlation-id',
      'idempotency-key',
      'if-match',
      'if-none-match',
      'accept',
      'user-agent',
      'last-event-id',
    ];
    const requests = names.flatMap((name) =>
      PAYLOADS.map((payload) => {
        const body = { period: '2023-24-Q4', text: `${name} ${payload}` };
        const path = `/api/v1/indicators/${FIRE}/commentary`;
        return [`${name}: ${payload}`, () => caller.ask(path, body, { [name]: payload })] as const;
      }),
    );
    expect(await failures(requests)).toEqual([]);
  });

  it('that was recorded comes back letter for letter', async () => {
    const note = PAYLOADS.join('\n');
    const { status } = await caller.ask(`/api/v1/indicators/${FIRE}/outturns`, { ...outturn('92'), note });
    expect(status).toBe(201);
    await api.settle();
    const { body } = await caller.ask(`/api/v1/indicators/${FIRE}/figures/2023-24-Q4`);
    expect(body.figure.value.note).toBe(note);
  });
});
