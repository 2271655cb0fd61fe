import type { Pool } from 'pg';
import { BullMqJobs } from './bullmq';
import type { Jobs } from './jobs';
import { PgBossJobs } from './pg-boss';

/** Where the jobs wait. */
export type JobsChoice =
  /** In the application's database. */
  | { readonly kind: 'postgres' }
  /** The URL holds a password, so it never goes into a log. */
  | { readonly kind: 'redis'; readonly url: string };

/**
 * Opens the jobs of this installation.
 *
 * @throws {Error} when no Redis answers at the address.
 */
export async function openJobs(
  choice: JobsChoice,
  options: { readonly pool: Pool; readonly onError: (error: unknown) => void },
): Promise<Jobs> {
  const { pool, onError } = options;
  return choice.kind === 'postgres' ? new PgBossJobs({ pool, onError }) : BullMqJobs.open({ url: choice.url, onError });
}
