import { until } from './wait';

/** What came of a command, as far as whoever sent it can know. */
export type Told =
  | { readonly outcome: 'acknowledged'; readonly eventIds: readonly string[] }
  | { readonly outcome: 'refused' }
  /** An answer was lost, so it was done once or not at all. */
  | { readonly outcome: 'in-doubt' };

/**
 * What the clients of one store were told. Every command has an id of its own, which its events carry as correlation id,
 * so that the log can be held against this.
 */
export class Book {
  readonly commands = new Map<string, Told>();
  /** Answers that nobody should get, whatever fails: each is a mistake. */
  readonly surprises: string[] = [];
  private readonly counts = { acknowledged: 0, refused: 0, 'in-doubt': 0 };
  /** How often a client got no answer, or the answer that there is none for the moment. */
  lostAnswers = 0;

  tell(command: string, told: Told): void {
    if (this.commands.has(command)) throw new Error(`The command ${command} was entered twice.`);
    this.commands.set(command, told);
    this.counts[told.outcome] += 1;
  }

  count(outcome: Told['outcome']): number {
    return this.counts[outcome];
  }

  /** Settles when so many more commands are acknowledged. */
  async untilMoreAcknowledged(count: number, limitMs: number, signal: AbortSignal): Promise<void> {
    const wanted = this.counts.acknowledged + count;
    const what = `${count} more commands should have been acknowledged`;
    await until(what, limitMs, () => this.counts.acknowledged >= wanted, signal);
  }
}
