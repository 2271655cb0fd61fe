import { randomBytes } from 'node:crypto';
import { startThrowawayServer, type ThrowawayServer } from './server';

/** What the end of the run must stop; the set-up and the tear-down share one process. */
export const run: { server?: ThrowawayServer } = {};

/** Starts one PostgreSQL for the whole run, or uses the one that DATABASE_URL names. */
export default async function globalSetup(): Promise<void> {
  const given = process.env.DATABASE_URL;
  if (given === undefined || given === '') run.server = await startThrowawayServer();
  process.env.OUTTURN_TEST_SERVER = run.server?.url ?? given;
  process.env.OUTTURN_TEST_RUN = randomBytes(4).toString('hex');
}
