import type { Faults } from './faults';
import type { Log } from './log';
import type { Endpoint } from './statuses';

/** What the calls need of the node that serves them. */
export interface ServedNode {
  readonly log: Log;
  readonly faults: Faults;
  /** How often each call was made. */
  readonly calls: {
    append: number;
    batchAppend: number;
    read: number;
    subscribe: number;
    features: number;
    gossip: number;
  };
  /** The subscriptions that are open. */
  readonly subscriptions: Set<unknown>;
  /** Where each subscription so far has started, by the place of the commit; -1 is the beginning. */
  readonly subscribedAfter: bigint[];
  /** What one append may have at the most, in bytes. */
  readonly appendLimitBytes: number;
  /** Whether it does not tell where the events of a stream lie in the log. */
  readonly isOld: boolean;
  isLeader(): boolean;
  leader(): Endpoint;
  /** Breaks every connection to this node; new ones are taken. */
  cutConnections(): void;
}
