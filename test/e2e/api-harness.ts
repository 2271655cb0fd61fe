import { createServer as createHttpServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import type { EventStore } from '@outturn/event-store';
import { PgBossJobs } from '@outturn/jobs';
import { ReadModelFollower } from '@outturn/read-models';
import { parseConfiguration, type LogLevel, type SignInSetting } from '@outturn/configuration';
import { createServer, postgresParts, type OutturnServer, type ServerParts } from '../../apps/server/src';
import { createTestDatabase, type Template } from '../support/database';
import { differences, type Schema, type Schemas } from '../support/matches-schema';
import { onPostgres, type MakeStore } from '../support/stores';

export const ISSUER = 'https://identity.test/';
export const AUDIENCE = 'outturn';

/** People of the tests and what their tokens say. */
export const PEOPLE = {
  performance: { sub: 'u-performance', roles: ['performance'] },
  housing: { sub: 'u-housing', roles: ['officer'], areas: ['quality-homes'] },
  housing2: { sub: 'u-housing-2', roles: ['officer'], areas: ['quality-homes'] },
  children: { sub: 'u-children', roles: ['officer'], areas: ['best-start'] },
  approver: { sub: 'u-approver', roles: ['approver'] },
  both: { sub: 'u-both', roles: ['officer', 'approver'], areas: ['quality-homes'] },
  auditor: { sub: 'u-auditor', roles: ['auditor'] },
  commissioner: { sub: 'u-commissioner', roles: ['commissioner'] },
  administrator: { sub: 'u-administrator', roles: ['administrator'] },
  nobody: { sub: 'u-nobody', roles: ['visitor'] },
} as const satisfies Record<string, { sub: string; roles: readonly string[]; areas?: readonly string[] }>;
export type Person = keyof typeof PEOPLE;

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests reach into answers of every shape, and the assertions say what must be there.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Api {
  readonly address: string;
  readonly server: OutturnServer;
  readonly store: EventStore;
  readonly pool: Pool;
  /** Where the server looks for files of the worker. */
  readonly dataDir: string;
  readonly parts: ServerParts;
  readonly follower: ReadModelFollower;
  readonly logs: string[];
  readonly keys: Keys;
  get(person: Person | undefined, path: string, headers?: Record<string, string>): Promise<Answer>;
  post(person: Person | undefined, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Posts and expects that it is recorded; later questions of `get` wait for it. */
  write(person: Person, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Waits until the read models know everything. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface Keys {
  readonly jwksUrl: string;
  readonly privateKey: CryptoKey;
  readonly publicPem: string;
  token(person: Person): Promise<string>;
  close(): void;
}

/** An identity provider with one Ed25519 key. */
export async function startKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'EdDSA', use: 'sig' };
  const server: Server = createHttpServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const tokens = new Map<Person, Promise<string>>();
  const sign = (person: Person) => signedToken(privateKey, PEOPLE[person]);
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    privateKey,
    publicPem: JSON.stringify(jwk),
    token: (person) => {
      const known = tokens.get(person) ?? sign(person);
      tokens.set(person, known);
      return known;
    },
    close: () => server.close(),
  };
}

export function signedToken(key: CryptoKey, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key);
}

export interface ApiOptions {
  /** What its database holds at the start; nothing when absent. */
  readonly template?: Template;
  /** Makes the store that the API stands on, which the harness closes; one in PostgreSQL when absent. */
  readonly makeStore?: MakeStore;
  readonly now?: () => Date;
  /** How people sign in to the pages; not at all when absent. */
  readonly signIn?: SignInSetting;
  /** Whether the read models follow; true when absent. */
  readonly follow?: boolean;
  /** `info` when absent. */
  readonly logLevel?: LogLevel;
}

/** Starts the API on a database of its own, with its read models following in this process. */
export async function startApi(options: ApiOptions = {}): Promise<Api> {
  const database = await createTestDatabase(options.template);
  const store = await (options.makeStore ?? onPostgres)(database.pool);
  const logs: string[] = [];
  const follower = new ReadModelFollower({ store, pool: database.pool });
  if (options.follow !== false) follower.start();
  const jobs = new PgBossJobs({ pool: database.pool, onError: (error) => logs.push(String(error)) });
  const keys = await startKeys();
  const configuration = parseConfiguration(
    {
      PORT: '0',
      DATABASE_URL: database.adminUrl,
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
      JWT_JWKS_URL: keys.jwksUrl,
      LOG_LEVEL: options.logLevel ?? 'info',
    },
    'server',
  );
  const { pool } = database;
  const dataDir = mkdtempSync(join(tmpdir(), 'outturn-api-'));
  const parts: ServerParts = { ...postgresParts({ pool, store, jobs, dataDir, follower }), now: options.now };
  const logTo = { write: (line: string) => void logs.push(line) };
  const signIn = options.signIn ?? configuration.signIn;
  const server = await createServer({ ...configuration, signIn }, parts, { logTo });
  const address = await server.listen();
  return {
    address,
    server,
    store,
    pool,
    dataDir,
    parts,
    follower,
    logs,
    keys,
    ...client(address, keys, parts, logs),
    close: async () => {
      await server.close();
      keys.close();
      await follower.stop();
      await jobs.close();
      await store.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

interface Documentation {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

/** Every answer of every test must be as the documentation says. */
function checker(address: string): (method: 'get' | 'post', path: string, answer: Answer) => Promise<Answer> {
  let known: Promise<Documentation> | undefined;
  return async (method, path, answer) => {
    known ??= fetch(`${address}/api/openapi.json`).then((response) => response.json() as Promise<Documentation>);
    const { paths, components } = await known;
    const [plain = ''] = path.split('?');
    const template = Object.keys(paths).find((candidate) => fits(candidate, plain));
    const schema =
      answer.status >= 400
        ? { $ref: '#/components/schemas/ProblemAnswer' }
        : template && paths[template]?.[method]?.responses[answer.status]?.content?.['application/json']?.schema;
    if (!plain.startsWith('/api/v1/') || answer.body === undefined || isFile(answer)) return answer;
    if (!schema) throw new Error(`${method} ${path} answered ${answer.status}, which is not documented.`);
    const found = differences(answer.body, schema, components.schemas);
    if (found.length > 0) throw new Error(`${method} ${path} answered otherwise than documented: ${found.join(' ')}`);
    return answer;
  };
}

/** `{edition}.html` takes `2023-24-Q4.1.html`, and `{edition}` takes what none before it took. */
/** A file has a form of its own, which is not of this documentation. */
function isFile({ headers }: Answer): boolean {
  return headers.has('content-disposition');
}

function fits(template: string, path: string): boolean {
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function client(
  address: string,
  keys: Keys,
  parts: ServerParts,
  logs: readonly string[],
): Pick<Api, 'get' | 'post' | 'write' | 'settle'> {
  const check = checker(address);
  const settle = async () => {
    const head = await parts.store.headPosition();
    if (!(await parts.readModels.waitFor(head, 10_000))) throw new Error(`The read models do not get to ${head}.`);
  };
  const get: Api['get'] = async (person, path, headers = {}) =>
    check(
      'get',
      path,
      await answerOf(
        await fetch(`${address}${path}`, { headers: { ...(await authorization(keys, person)), ...headers } }),
      ),
    );
  const post: Api['post'] = async (person, path, body, headers = {}) => {
    const answer = await answerOf(
      await fetch(`${address}${path}`, {
        method: 'POST',
        headers: {
          ...(await authorization(keys, person)),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    return check('post', path, answer);
  };
  const write: Api['write'] = async (person, path, body, headers) => {
    const answer = await post(person, path, body, headers);
    if (answer.status !== 201)
      throw new Error(`POST ${path} as ${person}: ${answer.status} ${answer.text} ${logs.slice(-2).join('')}`);
    return answer;
  };
  return { get, post, write, settle };
}

async function authorization(keys: Keys, person: Person | undefined): Promise<Record<string, string>> {
  return person === undefined ? {} : { authorization: `Bearer ${await keys.token(person)}` };
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}
