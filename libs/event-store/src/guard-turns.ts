import type { Pool, PoolClient } from 'pg';
import { EventStoreUnavailable } from './event-store';
import { translateError } from './postgres-errors';

/** A turn at a guarding stream, shared by all who take it together. */
export interface Turn {
  /** The revision that the stream has; it is asked for once. */
  head(): Promise<number>;
  /** @throws {EventStoreUnavailable} when the turn was lost, so that nothing may be sent any more */
  refuseLost(): void;
  /** Ends this part in the turn before the work is done: it sends nothing more. */
  leave(): void;
}

interface Waiting {
  readonly isMove: boolean;
  readonly work: (turn: Turn) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** First half of the locks' keys, whose second half follows from the name of the guarding stream. */
const LOCK_CLASS = 72_459_182;
/** Turns that hold a connection at the same time; whoever works in one may need others of the same pool. */
const TURNS_AT_ONCE = 2;

/**
 * Turns at a stream that guards others: appends that rely on its revision go together, an append that moves it goes
 * alone, in the order in which they were asked for; between processes by an advisory lock in PostgreSQL.
 *
 * An event store that appends to one stream at a time cannot hold the revision of another meanwhile, so those who would
 * move it wait. Who loses the connection to PostgreSQL loses the turn with it, and sends nothing more. What is left: an
 * append that is on the way at that very moment may arrive after somebody else has moved the guard.
 */
export class GuardTurns {
  private readonly queues = new Map<string, Waiting[]>();
  private turns = 0;
  private readonly turnless: (() => void)[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly readHead: (streamId: string) => Promise<number>,
  ) {}

  /** Does something that holds only while nobody moves a stream. */
  whileUnmoved<T>(streamId: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    return this.queue(streamId, false, work);
  }

  /** Does something that may move a stream, while nothing relies on it. */
  whileMoving<T>(streamId: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    return this.queue(streamId, true, work);
  }

  private queue<T>(streamId: string, isMove: boolean, work: (turn: Turn) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // What `work` gives goes to `resolve` alone.
      const waiting: Waiting = { isMove, work, resolve: resolve as (result: unknown) => void, reject };
      const queue = this.queues.get(streamId);
      if (queue) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      this.queues.set(streamId, started);
      void this.run(streamId, started);
    });
  }

  private async run(streamId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      // Those who ask within the same turn of the event loop go together.
      await new Promise((next) => setImmediate(next));
      const firstMove = queue.findIndex(({ isMove }) => isMove);
      const together = queue.splice(0, firstMove === 0 ? 1 : firstMove === -1 ? queue.length : firstMove);
      await this.takeTurn(streamId, together).catch((error: unknown) => {
        for (const { reject } of together) reject(error);
      });
    }
    this.queues.delete(streamId);
  }

  private async takeTurn(streamId: string, together: readonly Waiting[]): Promise<void> {
    const kind = together[0]?.isMove === true ? '' : '_shared';
    await this.waitForConnection();
    try {
      const client = await this.pool.connect().catch(rethrowTranslated);
      const key = [LOCK_CLASS, streamId];
      let isSound = false;
      try {
        await client.query(`select pg_advisory_lock${kind}($1, hashtext($2))`, key).catch(rethrowTranslated);
        await this.carryOut(streamId, together, client);
        await client.query(`select pg_advisory_unlock${kind}($1, hashtext($2))`, key).then(
          () => (isSound = true),
          // Ending the session gives the lock back as well.
          () => undefined,
        );
      } finally {
        client.release(!isSound);
      }
    } finally {
      this.turns -= 1;
      this.turnless.shift()?.();
    }
  }

  private async carryOut(streamId: string, together: readonly Waiting[], client: PoolClient): Promise<void> {
    let head: Promise<number> | undefined;
    let isLost = false;
    const lose = () => (isLost = true);
    client.on('end', lose);
    const turn = {
      head: () => (head ??= this.readHead(streamId)),
      refuseLost: () => {
        if (isLost) throw lostTurn(streamId);
      },
    };
    const takePart = ({ work, resolve, reject }: Waiting) =>
      new Promise<void>((leave) => {
        void work({ ...turn, leave })
          .then(resolve, reject)
          .then(leave);
      });
    try {
      await Promise.all(together.map(takePart));
    } finally {
      client.off('end', lose);
    }
  }

  private async waitForConnection(): Promise<void> {
    while (this.turns >= TURNS_AT_ONCE) await new Promise<void>((free) => this.turnless.push(free));
    this.turns += 1;
  }
}

function lostTurn(streamId: string): EventStoreUnavailable {
  return new EventStoreUnavailable(
    `The append has lost its turn at stream ${streamId} with its connection to PostgreSQL, so whether its events were stored is unknown: repeat with the same ids.`,
  );
}

function rethrowTranslated(error: unknown): never {
  throw translateError(error);
}
