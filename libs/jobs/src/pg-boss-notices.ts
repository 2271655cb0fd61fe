import type { Pool, PoolClient } from 'pg';
import { JOBS_CHANNEL } from './migrations';

const LISTEN_AGAIN_MS = 1_000;

/** One connection that hears of every change of a job. Whoever listens also looks from time to time: notices may be lost. */
export class PgBossNotices {
  private client: PoolClient | undefined;
  private retry: NodeJS.Timeout | undefined;
  private readonly listening: Promise<void>;
  private closed = false;

  /** @param onChange is told the state, in the words of pg-boss, and the id */
  constructor(
    private readonly pool: Pool,
    private readonly onChange: (state: string, id: string) => void,
  ) {
    this.listening = this.listen();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.listening;
    // Closed rather than reused: a pooled connection that still listens would collect notices for nobody.
    this.client?.release(true);
    this.client = undefined;
  }

  private async listen(): Promise<void> {
    try {
      const client = await this.pool.connect();
      this.client = client;
      client.on('error', () => {
        if (this.client === client) this.listenAgain();
      });
      client.on('notification', ({ payload = '' }) => {
        const [state = '', id = ''] = payload.split(' ');
        this.onChange(state, id);
      });
      await client.query(`listen ${JOBS_CHANNEL}`);
    } catch {
      this.listenAgain();
    }
  }

  private listenAgain(): void {
    this.client?.release(true);
    this.client = undefined;
    if (this.closed) return;
    this.retry = setTimeout(() => void this.listen(), LISTEN_AGAIN_MS);
  }
}
