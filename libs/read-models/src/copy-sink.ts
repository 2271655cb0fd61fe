import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Emit, Tally } from './projection';
import { copyLine, tableName, type Row, type Table } from './table';
import { TallyStore } from './tally-store';

/** So much text goes to the database at once. */
const CHUNK_CHARACTERS = 1024 * 1024;

interface Pending {
  readonly table: Table;
  text: string;
}

/**
 * Writes rows by COPY into tables that are being built, over one connection: while one chunk is on its way, the next is
 * filled. `settle` is where a writer who is too fast waits.
 */
export class CopySink implements Emit {
  readonly tallies = new TallyStore();
  private readonly filling = new Map<Table, Pending>();
  private readonly full: Pending[] = [];
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: PoolClient,
    private readonly suffix: string,
  ) {}

  row(table: Table, row: Row): void {
    let pending = this.filling.get(table);
    if (!pending) {
      pending = { table, text: '' };
      this.filling.set(table, pending);
    }
    pending.text += copyLine(row);
    if (pending.text.length < CHUNK_CHARACTERS) return;
    this.full.push(pending);
    this.filling.delete(table);
  }

  tally(tally: Tally): void {
    this.tallies.add(tally);
  }

  /** Whether there is something to send: ask before `settle`, which costs a turn of the event loop. */
  get isFull(): boolean {
    return this.full.length > 0;
  }

  /** Waits for the chunks sent before, and sends those that are full now. */
  async settle(): Promise<void> {
    await this.sending;
    const chunks = this.full.splice(0);
    this.sending = this.send(chunks);
    // Whoever waits next sees the error; until then nobody is there to take it.
    this.sending.catch(() => undefined);
  }

  /** Sends all that is left and waits for it. */
  async finish(): Promise<void> {
    await this.sending;
    await this.send([...this.full.splice(0), ...this.filling.values()]);
    this.filling.clear();
  }

  private async send(chunks: readonly Pending[]): Promise<void> {
    for (const { table, text } of chunks) {
      const columns = Object.keys(table.columns).join(', ');
      // The tables were made in this transaction, so that nobody else sees their rows: they can be written as old ones.
      const statement = `copy ${tableName(table, this.suffix)} (${columns}) from stdin (freeze)`;
      const stream = this.client.query(copyFrom(statement));
      stream.end(text);
      await once(stream, 'finish');
    }
  }
}
