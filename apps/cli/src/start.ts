import { join } from 'node:path';
import { parseConfiguration } from '@outturn/configuration';
import { Command } from 'commander';
import { complain, say, seconds, sentenceOf } from './output';
import type { Standalone } from './standalone';

/** `start`: everything in one process, until Ctrl-C or SIGTERM. */
export function startCommand(): Command {
  return new Command('start')
    .description('start everything in one process: database, server and worker')
    .action(async () => {
      const startedAt = performance.now();
      const configuration = parseConfiguration(process.env, 'standalone');
      const stopping = stopOnSignals();
      let running: Standalone | undefined;
      const { LOG_FILE, startStandalone } = loadStandalone();
      try {
        running = await startStandalone(configuration, { report: say, complain, signal: stopping });
        say(`Ready after ${seconds(performance.now() - startedAt)}: ${running.address}`);
        say('  Open it in a browser to see the pages.');
        say(`  The API is described at ${running.address}/api/docs`);
        if (configuration.identities.kind === 'demonstration') {
          say('  A token for one of the people of the example: npm run -s token -- officer.housing');
        }
        say(`  Requests are logged in ${join(configuration.dataDir, LOG_FILE)}`);
        say('Ctrl-C stops everything.');
        await aborted(stopping);
      } catch (error) {
        if (!stopping.aborted) throw error;
      }
      say('Stopping …');
      await running?.close();
      say('Stopped.');
    });
}

/** Server and worker take longer to load than most other commands take to do their work, so only `start` loads them. */
function loadStandalone() {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import() would need an extension that the sources do not have
  return require('./standalone') as typeof import('./standalone');
}

/** The first signal asks for an orderly end, a second one insists. */
function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) {
      complain('Ending at once. The next start recovers.');
      process.exit(1);
    }
    stopping.abort(new Error('Stopped.'));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('unhandledRejection', (error) => {
    complain(`Unexpected: ${sentenceOf(error)}`);
  });
  return stopping.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
