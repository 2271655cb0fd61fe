import { EndedByServer, NoAnswer } from './eventstoredb-errors';

/** What is used of the streams that the client gives, whose types are not those of Node's streams. */
interface ClientStream {
  readonly readableLength: number;
  on(event: 'readable' | 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  read(): unknown;
  destroy(): unknown;
}

/** Stands for "nothing to read, but somebody has called": see `Pull.nudge`. */
export const NUDGED = Symbol('nudged');

/**
 * Reads a stream of the client one by one, at the reader's pace.
 *
 * The client reports some errors after its stream was given up, and would end the process if nobody listened then; and a
 * stream that is given up goes on over the network until it is cancelled.
 */
export class Pull {
  private ended = false;
  private failure: Error | undefined;
  private isNudged = false;
  private wake: () => void = () => undefined;

  /**
   * @param cancel ends the call behind the stream
   * @param idleTimeoutMs fails with `NoAnswer` when nothing comes for so long; waits without end when absent
   */
  constructor(
    private readonly stream: ClientStream,
    private readonly cancel: () => Promise<void>,
    private readonly idleTimeoutMs?: number,
  ) {
    stream.on('readable', () => {
      this.wake();
    });
    stream.on('end', () => {
      this.ended = true;
      this.wake();
    });
    stream.on('close', () => {
      // A stream that closes before its end is cut off: what came of it is not all.
      if (!this.ended) this.failure ??= new EndedByServer();
      this.wake();
    });
    stream.on('error', (error: Error) => {
      this.failure ??= error;
      this.wake();
    });
  }

  /** The next item; undefined at the end. @throws what the stream failed with */
  async next(): Promise<unknown> {
    const deadline = this.idleTimeoutMs === undefined ? Infinity : performance.now() + this.idleTimeoutMs;
    for (;;) {
      const item = this.take();
      if (item !== null) return item;
      if (this.failure) throw this.failure;
      if (this.ended) return undefined;
      if (this.isNudged) {
        this.isNudged = false;
        return NUDGED;
      }
      if (performance.now() >= deadline) throw new NoAnswer(this.idleTimeoutMs ?? 0);
      await this.waitUntil(deadline);
    }
  }

  /** The next item if there is one already, otherwise null. */
  take(): unknown {
    return this.stream.read();
  }

  /** Whether everything that has come was taken. */
  isDrained(): boolean {
    return this.stream.readableLength === 0;
  }

  /** Makes a `next` that waits answer with `NUDGED`. */
  nudge(): void {
    this.isNudged = true;
    this.wake();
  }

  /** Gives the stream up, on both sides; whoever waits for the next item gets the end. */
  close(): void {
    this.ended = true;
    this.stream.destroy();
    this.wake();
    // Without a connection there is nothing to cancel.
    this.cancel().catch(() => undefined);
  }

  private waitUntil(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const timer =
        deadline === Infinity ? undefined : setTimeout(resolve, Math.max(1, Math.ceil(deadline - performance.now())));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
