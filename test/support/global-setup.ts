import { randomBytes } from 'node:crypto';
import { hasRedis } from './has-redis.cjs';
import { redisSuites, startThrowawayRedis, type ThrowawayRedis } from './redis';
import { existsSync } from 'node:fs';
import { CHROMIUM } from './chromium';
import { startThrowawayServer, type ThrowawayServer } from './server';

/** What the end of the run must stop; the set-up and the tear-down share one process. */
export const run: { server?: ThrowawayServer; redis?: ThrowawayRedis } = {};

/** Starts one PostgreSQL for the whole run, or uses the one that DATABASE_URL names; and a Redis where there is one. */
export default async function globalSetup(): Promise<void> {
  if (!existsSync(CHROMIUM)) {
    process.stderr.write(
      `There is no browser at ${CHROMIUM}: the tests in test/browser are left out. Install Chromium (apt-get install chromium), or name one in CHROMIUM_PATH.\n`,
    );
  }
  const given = process.env.DATABASE_URL;
  if (given === undefined || given === '') run.server = await startThrowawayServer();
  process.env.OUTTURN_TEST_SERVER = run.server?.url ?? given;
  if (hasRedis()) run.redis = await startThrowawayRedis();
  else {
    process.stderr.write(
      `Skipped, as this machine has no redis-server (Debian: apt-get install redis-server): ${redisSuites().join(', ')}.\n`,
    );
  }
  process.env.OUTTURN_TEST_REDIS = run.redis?.url;
  process.env.OUTTURN_TEST_RUN = randomBytes(4).toString('hex');
}
