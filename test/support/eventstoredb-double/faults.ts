/** What goes wrong with one append. */
export type AppendFault =
  /** The connection breaks before the events are stored. */
  | 'cut-before-storing'
  /** The connection breaks after the events are stored, before the answer. */
  | 'cut-after-storing'
  /** Nothing is stored and no answer ever comes. */
  | 'hang-before-storing'
  /** The events are stored and no answer ever comes. */
  | 'hang-after-storing'
  /** The server ends the call as if all were well, without an answer. */
  | 'end-before-storing'
  | 'unavailable'
  | 'not-leader'
  | 'access-denied'
  | 'too-large';

/** What goes wrong with one read or subscription, after so many events. */
export interface ReadFault {
  readonly kind: 'cut' | 'hang' | 'end' | 'drop' | 'not-leader' | 'access-denied';
  /** Events that are sent before it goes wrong; 0 when absent. */
  readonly afterEvents?: number;
}

/** Which faults wait to happen; each happens once. */
export class Faults {
  private readonly appends: AppendFault[] = [];
  private readonly reads: ReadFault[] = [];
  private readonly subscriptions: ReadFault[] = [];

  /** The next appends go wrong, one fault each. */
  failAppends(...faults: readonly AppendFault[]): void {
    this.appends.push(...faults);
  }

  /** The next reads of streams go wrong, one fault each. */
  failReads(...faults: readonly ReadFault[]): void {
    this.reads.push(...faults);
  }

  /** The next subscriptions go wrong, one fault each. */
  failSubscriptions(...faults: readonly ReadFault[]): void {
    this.subscriptions.push(...faults);
  }

  takeAppend(): AppendFault | undefined {
    return this.appends.shift();
  }

  takeRead(isSubscription: boolean): ReadFault | undefined {
    return (isSubscription ? this.subscriptions : this.reads).shift();
  }
}
