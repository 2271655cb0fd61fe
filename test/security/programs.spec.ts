import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, runProgram } from '../support/command-line';
import { createTestDatabase, type TestDatabase } from '../support/database';

// A program that cannot go on says why, and repeats none of the secrets that it was given, at any level of its log.

jest.setTimeout(120_000);

const SECRET = 'hunter2';
const ENCODED = 'hun%74er2';
const folder = mkdtempSync(join(tmpdir(), 'outturn-programs-'));

/** Takes connections and ends each at once: a database, a Redis or an event store that is none. */
let nothing: Server;
let port: number;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  nothing = createServer((socket: Socket) => socket.destroy());
  await new Promise<void>((resolve) => nothing.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with a port.
  ({ port } = nothing.address() as AddressInfo);
});
afterAll(async () => {
  await database.drop();
  nothing.close();
  rmSync(folder, { recursive: true, force: true });
});

type Environment = Readonly<Record<string, string>>;
interface Ending {
  readonly code: number | null;
  readonly written: string;
}

async function ending(
  start: (environment: Environment) => ReturnType<typeof runCommand>,
  environment: Environment,
): Promise<Ending> {
  const program = start({ DATA_DIR: folder, LOG_LEVEL: 'trace', ...environment });
  const code = await program.ended;
  return { code, written: program.output() + program.errors() };
}

const command =
  (...words: string[]) =>
  (environment: Environment) =>
    runCommand(words, environment);
const server = (environment: Environment) => runProgram('apps/server/src/main.ts', [], environment);
const worker = (environment: Environment) => runProgram('apps/worker/src/main.ts', [], environment);

const provider = {
  JWT_ISSUER: 'https://identity.test/',
  JWT_AUDIENCE: 'outturn',
  JWT_JWKS_URL: 'https://identity.test/keys',
};
interface Case {
  readonly start: (environment: Environment) => ReturnType<typeof runCommand>;
  readonly environment: () => Environment;
  /** What it must say, so that it is known how far it got. */
  readonly says: RegExp;
}

const postgres = (host: string, password = SECRET) => ({ DATABASE_URL: `postgresql://me:${password}@${host}/x` });
const broken = () => postgres(`127.0.0.1:${port}`);

const CASES: Readonly<Record<string, Case>> = {
  'a command without its database': { start: command('verify'), environment: broken, says: /check DATABASE_URL/ },
  'a command with a database at an impossible port': {
    start: command('migrate'),
    environment: () => postgres('127.0.0.1:99999'),
    says: /^DATABASE_URL is not a PostgreSQL URL/,
  },
  'a command with a password that is badly encoded': {
    start: command('migrate'),
    environment: () => postgres(`127.0.0.1:${port}`, `${ENCODED}%zz`),
    says: /check DATABASE_URL/,
  },
  'a command with URLs as its words': {
    start: command('copy-events', '--from', postgres('127.0.0.1:1').DATABASE_URL, '--to', 'postgres'),
    environment: () => ({ DATABASE_URL: database.adminUrl }),
    says: /^--from 127\.0\.0\.1:1\/x cannot be used/,
  },
  'a command with an event store as its word': {
    start: command('copy-events', '--from', `esdb://me:${SECRET}@127.0.0.1:1?tls=false`, '--to', 'postgres'),
    environment: () => ({ DATABASE_URL: database.adminUrl }),
    says: /event store at 127\.0\.0\.1:1 /,
  },
  'a command with words that are no store': {
    start: command('copy-events', '--from', `mysql://me:${SECRET}@h/x`, '--to', 'postgres'),
    environment: () => ({}),
    says: /^--from is no store/,
  },
  'a command with a token': {
    start: command('import', __filename, '--api', `http://127.0.0.1:1`),
    environment: () => ({ OUTTURN_TOKEN: SECRET }),
    says: /^The server does not answer at/,
  },
  'the server without its database': {
    start: server,
    environment: () => ({ ...provider, ...broken() }),
    says: /^The server cannot start: No connection to the database \(.+\): check DATABASE_URL/,
  },
  'the server without its Redis': {
    start: server,
    environment: () => ({
      ...provider,
      DATABASE_URL: database.adminUrl,
      REDIS_URL: `redis://me:${SECRET}@127.0.0.1:${port}/0`,
    }),
    says: /^The server cannot start: .*Redis/,
  },
  'the worker without its database': {
    start: worker,
    environment: broken,
    says: /^The worker cannot start: No connection to the database \(.+\): check DATABASE_URL/m,
  },
  'the worker with a host that is not there': {
    start: worker,
    environment: () => postgres('host.invalid:5432'),
    says: /^The worker cannot start: .*host\.invalid/m,
  },
  'the server with every mistake at once': {
    start: server,
    environment: () => ({
      DATABASE_URL: `mysql://me:${SECRET}@h`,
      REDIS_URL: `http://me:${SECRET}@h`,
      SMTP_URL: `imap://me:${SECRET}@h`,
      EVENT_STORE: 'eventstoredb',
      EVENTSTORE_URL: `http://me:${SECRET}@h`,
      JWT_JWKS_URL: `https://me:${SECRET}@h/keys`,
    }),
    says: /DATABASE_URL[^]*EVENTSTORE_URL[^]*REDIS_URL[^]*SMTP_URL[^]*JWT_JWKS_URL/,
  },
};

it.each(Object.entries(CASES))('%s says why it cannot go on, and repeats no secret', async (_, of) => {
  const { code, written } = await ending(of.start, of.environment());
  expect(written).toMatch(of.says);
  expect(code).toBeGreaterThan(0);
  for (const secret of [SECRET, ENCODED]) expect(written).not.toContain(secret);
});
