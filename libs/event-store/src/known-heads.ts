import { LRUCache } from 'lru-cache';

/** What the database answers to one append of a batch. */
export interface AppendVerdict {
  readonly outcome: 'stored' | 'repeated' | 'wrong-revision' | 'guard-moved' | 'id-taken';
  readonly last_position: string | null;
  readonly last_revision: number | null;
  /** Whether the last event that the caller knew of was the last one there was. */
  readonly caller_was_current: boolean;
}

interface SentAppend {
  readonly streamId: string;
  readonly events: readonly { readonly id: string }[];
}

const MAX_STREAMS = 20_000;

/**
 * The revisions of the streams that this process appended to last, as of the last event that it knows of.
 *
 * They are only hints: the database believes them while that very event is still the last one, that is, while no other
 * process has appended, and looks for itself otherwise.
 */
export class KnownHeads {
  /** Id of the last event that this process knows of; null when it knows none. */
  lastId: string | null = null;
  private readonly revisions = new LRUCache<string, number>({ max: MAX_STREAMS });

  /** The known revision for each append; null where none is known. */
  revisionsFor(batch: readonly SentAppend[]): (number | null)[] {
    return batch.map((append) => this.revisions.get(append.streamId) ?? null);
  }

  /** Takes note of what a batch has stored. */
  learn(batch: readonly SentAppend[], verdicts: readonly AppendVerdict[]): void {
    // What others have appended meanwhile may have moved any stream.
    if (verdicts[0]?.caller_was_current !== true) this.forget();
    batch.forEach((append, index) => {
      const verdict = verdicts[index];
      if (verdict?.outcome !== 'stored') return;
      this.lastId = append.events.at(-1)?.id ?? null;
      this.revisions.set(append.streamId, Number(verdict.last_revision));
    });
  }

  private forget(): void {
    this.lastId = null;
    this.revisions.clear();
  }
}
