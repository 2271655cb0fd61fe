import { run } from './global-setup';
import { dropDatabasesOfRun } from './test-server';

/** Removes what the run has made: its server, or its databases on the server that was given. */
export default async function globalTeardown(): Promise<void> {
  await run.redis?.stop();
  if (run.server === undefined) await dropDatabasesOfRun();
  else await run.server.stop();
}
