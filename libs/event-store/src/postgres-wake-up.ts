import type { Pool, PoolClient } from 'pg';
import { backOffMs } from './back-off';

/**
 * Listens for the notice that a batch was committed. It only wakes followers up early: they also look by themselves from
 * time to time, so a lost notice costs a delay and nothing else.
 */
export class WakeUp {
  private readonly waiting = new Set<() => void>();
  private seen = 0;
  private client: PoolClient | undefined;
  private retry: NodeJS.Timeout | undefined;
  private failures = 0;
  private closed = false;

  constructor(private readonly pool: Pool) {
    void this.listen();
  }

  /** How many notices there were; pass it to `wait` to miss none that came between. */
  get count(): number {
    return this.seen;
  }

  /** Settles at the first notice after `count`, when time is up, or when the signal fires. */
  wait(count: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.seen !== count || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.waiting.delete(finish);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, timeoutMs);
      this.waiting.add(finish);
      signal.addEventListener('abort', finish);
    });
  }

  /** Gives the connection back. */
  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.drop();
  }

  private async listen(): Promise<void> {
    try {
      const client = await this.pool.connect();
      this.client = client;
      const onLost = () => {
        // A connection given up earlier may still report its end.
        if (this.client === client) this.listenAgain();
      };
      client.on('error', onLost);
      client.on('end', onLost);
      client.on('notification', this.onNotice);
      await client.query('listen ledger_events');
      this.failures = 0;
      // What came before the listening began is only seen by looking.
      this.onNotice();
      if (this.closed) this.drop();
    } catch {
      this.listenAgain();
    }
  }

  private readonly onNotice = (): void => {
    this.seen += 1;
    for (const finish of this.waiting) finish();
  };

  private listenAgain(): void {
    this.drop();
    if (this.closed) return;
    clearTimeout(this.retry);
    this.failures += 1;
    this.retry = setTimeout(() => void this.listen(), backOffMs(this.failures));
  }

  private drop(): void {
    const client = this.client;
    this.client = undefined;
    client?.off('notification', this.onNotice);
    // Closed rather than reused: a pooled connection that still listens would collect notices for nobody.
    client?.release(true);
  }
}
