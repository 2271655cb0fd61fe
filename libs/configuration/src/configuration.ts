import {
  readCalendar,
  readJobs,
  readMail,
  type CalendarSetting,
  type JobsSetting,
  type MailSetting,
} from './work-settings';
import { Reader, isLoopbackHost, isSafeUrl } from './reader';
import { readSignIn, type SignInSetting } from './sign-in';

/** Which program is configured; each needs something else. */
export type Program =
  /** Server and worker in one process (`npm start`), with an embedded PostgreSQL unless a database is named. */
  | 'standalone'
  /** The server alone: needs a database and who signs its tokens. */
  | 'server'
  /** The worker alone: needs a database. */
  | 'worker'
  /** A command that runs once, such as `token` or `migrate`. */
  | 'tool';

/** User and password without a character that could be taken for the end of them. */
const EVENTSTORE_URL_PATTERN = /^esdb(\+discover)?:\/\/([^\s:@/?#]+:[^\s:@/?#]+@)?[^\s@/?#]+\/?(\?[^\s@#]*)?$/;
const EVENTSTORE_URL_EXAMPLE = 'esdb://user:password@host:2113?tls=true';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Whose tokens the server takes. */
export type Identities =
  /** Those that this machine's own key signs; only standalone and on loopback. */
  | { readonly kind: 'demonstration' }
  /** Those of an identity provider. */
  | { readonly kind: 'provider'; readonly issuer: string; readonly audience: string; readonly jwksUrl: string };

/** Where the events lie. */
export type EventStoreSetting =
  | { readonly kind: 'postgres' }
  /** The URL holds a password, so it never goes into a log. */
  | { readonly kind: 'eventstoredb'; readonly url: string };

/** Everything that the environment decides, checked. */
export interface Configuration {
  readonly program: Program;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Folder for everything that this installation keeps besides its database. */
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL. Holds a password, so it never goes into a log. */
  readonly databaseUrl?: string;
  readonly eventStore: EventStoreSetting;
  readonly jobs: JobsSetting;
  readonly mail: MailSetting;
  /** File with the addresses of owners, by their opaque ids; absent: nobody is written to. */
  readonly directoryFile?: string;
  /** Absent: people open and close periods. */
  readonly calendar?: CalendarSetting;
  readonly identities: Identities;
  readonly signIn: SignInSetting;
  readonly logLevel: LogLevel;
}

/** The environment is wrong; `message` has one line for each mistake. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
  }
}

/**
 * Reads the configuration from environment variables, once, at the start of a program.
 *
 * @param environment usually `process.env`
 * @throws {ConfigurationError} with one clear line for each mistake, all of them together.
 */
export function parseConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  program: Program,
): Configuration {
  const reader = new Reader(environment);
  const host = readHost(reader);
  const settings = {
    program,
    port: readPort(reader),
    host,
    dataDir: readDataDir(reader, environment.DATA_DIR),
    databaseUrl: readDatabaseUrl(reader, program),
    eventStore: readEventStore(reader),
    jobs: readJobs(reader),
    mail: readMail(reader),
    directoryFile: reader.text('DIRECTORY_FILE'),
    calendar: readCalendar(reader),
    identities: readIdentities(reader, program, host),
    logLevel: readLogLevel(reader),
  };
  const circumstances = { host, isStandalone: program === 'standalone', identities: settings.identities.kind };
  const configuration: Configuration = { ...settings, signIn: readSignIn(reader, circumstances) };
  if (reader.mistakes.length > 0) throw new ConfigurationError(reader.mistakes);
  return configuration;
}

function readPort(reader: Reader): number {
  const text = reader.text('PORT') ?? '3000';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  reader.refuse(`PORT is "${text}": give a whole number from 0 to 65535, such as 3000 (0 takes any free port).`);
  return 0;
}

function readHost(reader: Reader): string {
  const host = reader.text('HOST') ?? '127.0.0.1';
  if (!/^[A-Za-z0-9.:_-]{1,253}$/.test(host)) {
    reader.refuse(`HOST is "${host}": give an address or a host name without port, such as 127.0.0.1 or 0.0.0.0.`);
  }
  return host;
}

/** A script that loses the name of its folder must not end up with another one. */
function readDataDir(reader: Reader, given: string | undefined): string {
  if (given?.trim() === '') reader.refuse('DATA_DIR is empty: name a folder, or leave it out for ./data.');
  return reader.text('DATA_DIR') ?? './data';
}

function readDatabaseUrl(reader: Reader, program: Program): string | undefined {
  const url = reader.text('DATABASE_URL');
  if (url === undefined) {
    if (program === 'server' || program === 'worker') {
      reader.refuse(
        `DATABASE_URL is missing: the ${program} alone needs a PostgreSQL, such as postgresql://user:password@host:5432/outturn.`,
      );
    }
    return undefined;
  }
  // The message never repeats the URL, which may hold a password.
  if (!/^postgres(ql)?:\/\/[^\s]+$/.test(url) || !URL.canParse(url.replace('@/', '@localhost/'))) {
    reader.refuse('DATABASE_URL is not a PostgreSQL URL: write postgresql://user:password@host:5432/database.');
  }
  return url;
}

function readEventStore(reader: Reader): EventStoreSetting {
  const kind = reader.text('EVENT_STORE') ?? 'postgres';
  const url = reader.text('EVENTSTORE_URL');
  if (kind === 'eventstoredb') return { kind, url: readEventStoreUrl(reader, url) };
  if (kind !== 'postgres') {
    reader.refuse(`EVENT_STORE is "${kind}": choose "postgres" or "eventstoredb".`);
  } else if (url !== undefined) {
    // Whoever names an EventStoreDB would not look for the events elsewhere.
    reader.refuse('EVENTSTORE_URL is set and the events go to PostgreSQL: set EVENT_STORE=eventstoredb, or remove it.');
  }
  return { kind: 'postgres' };
}

function readEventStoreUrl(reader: Reader, url: string | undefined): string {
  if (url === undefined) {
    reader.refuse(`EVENTSTORE_URL is missing: EVENT_STORE=eventstoredb needs it, such as ${EVENTSTORE_URL_EXAMPLE}.`);
  } else if (!EVENTSTORE_URL_PATTERN.test(url)) {
    // The message never repeats the URL, which may hold a password.
    reader.refuse(
      `EVENTSTORE_URL is not the URL of an EventStoreDB or KurrentDB: write ${EVENTSTORE_URL_EXAMPLE}, with : / ? # and @ in user and password percent-encoded.`,
    );
  }
  return url ?? '';
}

function readLogLevel(reader: Reader): LogLevel {
  const text = reader.text('LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((known) => known === text);
  if (level === undefined) reader.refuse(`LOG_LEVEL is "${text}": choose one of ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
}

function readIdentities(reader: Reader, program: Program, host: string): Identities {
  const issuer = reader.text('JWT_ISSUER');
  const audience = reader.text('JWT_AUDIENCE');
  const jwksUrl = reader.text('JWT_JWKS_URL');
  if (issuer === undefined && audience === undefined && jwksUrl === undefined) {
    refuseWithoutProvider(reader, program, host);
    return { kind: 'demonstration' };
  }
  const needed = { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: jwksUrl };
  for (const [name, value] of Object.entries(needed)) {
    if (value === undefined) {
      reader.refuse(`${name} is missing: JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL belong together, set all three.`);
    }
  }
  if (jwksUrl !== undefined && !isSafeUrl(jwksUrl)) {
    reader.refuse(
      'JWT_JWKS_URL must be an https URL without user and password (http only on this machine), such as https://identity.example/keys.',
    );
  }
  return { kind: 'provider', issuer: issuer ?? '', audience: audience ?? '', jwksUrl: jwksUrl ?? '' };
}

/** Without a provider only the demonstration identities are left, which nobody on another machine may use. */
function refuseWithoutProvider(reader: Reader, program: Program, host: string): void {
  if (program === 'server') {
    reader.refuse(
      'JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL are missing: the server alone takes only the tokens of an identity provider, so set all three.',
    );
  }
  if (program === 'standalone' && !isLoopbackHost(host)) {
    reader.refuse(
      `HOST is "${host}", which other machines can reach, and the demonstration identities are for this machine only: set HOST=127.0.0.1, or JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL of your identity provider.`,
    );
  }
}
