import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Configuration, SignInSetting } from '@outturn/configuration';
import { migrate } from '@outturn/database';
import { londonDate } from '@outturn/domain';
import { openJobs, type Jobs } from '@outturn/jobs';
import { allMigrations } from '@outturn/migrations';
import { OutdatedReadModel, eventTypes, readModels, rebuildReadModels, requireSameStore } from '@outturn/read-models';
import { pino, type DestinationStream } from 'pino';
import { createServer, postgresParts, type ServerParts } from '../../server/src';
import { jobHandlers, jobPartsOf } from '../../worker/src/jobs';
import { startWorker, type RunningWorker } from '../../worker/src/worker.module';
import { Closers } from './closers';
import { prepareDataFolder } from './data-folder';
import { openStore, startDatabase, type Opened } from './database';
import { loadProgress, loadReport } from './demonstration/load';
import { quarterFourReport } from './demonstration/report';
import { nameDemonstrationPeople, startDemonstrationProvider } from './demonstration-provider/client';
import { seconds, sentenceOf } from './output';

export interface StandaloneOptions {
  /** Receives one line a step. */
  readonly report: (line: string) => void;
  /** Receives one line about each thing that went wrong and did not end the program. */
  readonly complain: (line: string) => void;
  /** Ends the start between two steps. */
  readonly signal: AbortSignal;
}

/** Server, worker and database in this process. */
export interface Standalone {
  /** Such as `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Stops the server, then the worker, the store and, last, the database. */
  readonly close: () => Promise<void>;
}

/** Server, worker, jobs, store and waiting requests share them. */
const MAX_CONNECTIONS = 20;
const POLL_MS = 50;
/** Inside the data folder. */
export const LOG_FILE = 'server.log';
const PROGRESS_EVERY_MS = 1_000;

/**
 * Starts everything. What was started is stopped again when a step fails.
 *
 * @throws {Error} one sentence: the data folder is in use, the port is taken, the database cannot be reached.
 */
export async function startStandalone(configuration: Configuration, options: StandaloneOptions): Promise<Standalone> {
  const closers = new Closers(options.complain);
  try {
    const address = await startSteps(configuration, closers, options);
    return { address, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function startSteps(configuration: Configuration, closers: Closers, options: StandaloneOptions): Promise<string> {
  const { report, signal } = options;
  prepareDataFolder(configuration.dataDir);
  const url = await timed('Database ready', report, () => startDatabase(configuration, closers, report));
  signal.throwIfAborted();
  const applied = await migrate(url, allMigrations);
  if (applied.length > 0) report(`Applied ${applied.length} migrations.`);
  signal.throwIfAborted();
  const opened = await openStore(url, configuration.eventStore, MAX_CONNECTIONS, closers);
  // Before anything is written: the store that is named may be empty, and the events in another.
  await requireSameStore(opened.pool, opened.store, readModels);
  await loadExample(opened, options);
  const jobs = await openJobs(configuration.jobs, {
    pool: opened.pool,
    onError: (error) => {
      options.complain(`The jobs had a problem; the work goes on: ${sentenceOf(error)}`);
    },
  });
  closers.add('the jobs', () => jobs.close());
  const worker = await startWork(configuration, opened, jobs, closers, options);
  const { pool, store } = opened;
  const { dataDir } = configuration;
  const parts = postgresParts({ pool, store, jobs, dataDir, follower: worker.follower });
  const signIn = await startSignIn(configuration, parts, closers);
  return listen({ ...configuration, signIn }, parts, closers);
}

/** The people of the example sign in at a provider that runs beside the server. */
async function startSignIn(
  { signIn }: Configuration,
  { directory }: ServerParts,
  closers: Closers,
): Promise<SignInSetting> {
  if (signIn.kind !== 'demonstration') return signIn;
  const provider = await startDemonstrationProvider();
  closers.add('the provider of the example', () => provider.close());
  await nameDemonstrationPeople(directory);
  return provider.setting;
}

/** A store with anything else in it is somebody's own: nothing is added to it. */
async function loadExample({ store }: Opened, { report, signal }: StandaloneOptions): Promise<void> {
  const progress = await loadProgress(quarterFourReport, store);
  const isEmpty = (await store.headPosition()) === 0;
  if (progress === 'complete' || (progress === 'not-begun' && !isEmpty)) return;
  report(
    progress === 'interrupted'
      ? 'The load of the example was interrupted: going on with it.'
      : `Loading the figures of "${quarterFourReport.document}":`,
  );
  const line = (text: string): void => {
    report(`  ${text}`);
  };
  await timed('Example loaded', report, () =>
    loadReport(quarterFourReport, { store, eventTypes, today: londonDate(new Date()), report: line, signal }),
  );
}

/** Starts the worker and waits until the read models have come up. Those of an older version are rebuilt first. */
async function startWork(
  configuration: Configuration,
  opened: Opened,
  jobs: Jobs,
  closers: Closers,
  options: StandaloneOptions,
): Promise<RunningWorker> {
  const handlers = jobHandlers(jobPartsOf(configuration, opened));
  const start = () =>
    startWorker({
      store: opened.store,
      pool: opened.pool,
      jobs,
      handlers,
      onError: (error) => {
        options.complain(`Something went wrong and is tried again: ${error.message}`);
      },
      onFailure: (error) => {
        options.complain(`The read models have stopped: ${error.message}`);
      },
    });
  let worker = await start();
  closers.add('the worker', () => worker.close());
  await catchUp(worker, opened, options);
  if (worker.follower.status().error instanceof OutdatedReadModel) {
    await worker.close();
    await timed('Read models rebuilt for this version of the program', options.report, () => rebuildReadModels(opened));
    worker = await start();
    await catchUp(worker, opened, options);
  }
  return worker;
}

async function catchUp(worker: RunningWorker, { store }: Opened, options: StandaloneOptions): Promise<void> {
  const head = await store.headPosition();
  let saidAt = performance.now();
  for (;;) {
    options.signal.throwIfAborted();
    const { state, position } = worker.follower.status();
    // Another process may follow for this database, and one that failed has said so.
    if (position >= head || state === 'failed' || state === 'waiting') return;
    if (performance.now() - saidAt > PROGRESS_EVERY_MS) {
      options.report(`Read models: ${position} of ${head} events …`);
      saidAt = performance.now();
    }
    await pause(POLL_MS);
  }
}

async function listen(configuration: Configuration, parts: ServerParts, closers: Closers): Promise<string> {
  const server = await createServer(configuration, parts, { logTo: openLog(configuration.dataDir, closers) });
  closers.add('the server', () => server.close());
  return server.listen().catch((error: unknown) => {
    throw listenError(error, configuration.port, configuration.host);
  });
}

/** The server's log goes to a file, so that the steps stay readable; errors are shown as well. */
function openLog(dataDir: string, closers: Closers): DestinationStream {
  const file = pino.destination({ dest: join(dataDir, LOG_FILE), append: true, mode: 0o600, sync: true });
  closers.add('the log', () => {
    file.end();
    return Promise.resolve();
  });
  return pino.multistream([
    { level: 'trace', stream: file },
    { level: 'error', stream: process.stderr },
  ]);
}

function listenError(error: unknown, port: number, host: string): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const cause = { cause: error };
  switch (code ?? '') {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} of ${host} is taken by another program: stop that one, or set PORT to another (0 takes any free one).`,
        cause,
      );
    case 'EACCES':
      return new Error(`This user may not use port ${port}: set PORT to one above 1023.`, cause);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`This machine has no address ${host}: set HOST to one of its own, such as 127.0.0.1.`, cause);
    default:
      return new Error(`The server cannot listen on ${host}, port ${port}: ${message}.`, cause);
  }
}

async function timed<T>(what: string, report: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  report(`${what} (${seconds(performance.now() - startedAt)}).`);
  return result;
}
