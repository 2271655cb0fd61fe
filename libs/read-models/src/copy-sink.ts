import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Emit, Tally } from './projection';
import { copyLine, copyStatement, type Row, type Table } from './table';
import { TallyStore } from './tally-store';

/** So much goes to the database at once. */
const CHUNK_BYTES = 512 * 1024;
/** So many chunks may wait for the database; with more, whoever fills them waits. */
const WAITING_CHUNKS = 8;
/** The most bytes that one character of a string takes in UTF-8. */
const BYTES_A_CHARACTER = 3;

interface Chunk {
  readonly table: Table;
  readonly bytes: Buffer;
  length: number;
}

/**
 * Writes rows by COPY into tables that are being built, over one connection: while some chunks are on their way, others
 * are filled. Rows are encoded at once into memory outside the heap, where the garbage collector has nothing to move.
 * `settle` is where a writer who is too fast waits.
 */
export class CopySink implements Emit {
  readonly tallies = new TallyStore();
  private readonly filling = new Map<Table, Chunk>();
  private readonly full: Chunk[] = [];
  private readonly spare: Buffer[] = [];
  private readonly sending: Promise<void>[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly suffix: string,
  ) {}

  row(table: Table, row: Row): void {
    const line = copyLine(row);
    const most = line.length * BYTES_A_CHARACTER;
    let chunk = this.filling.get(table);
    if (chunk === undefined || chunk.length + most > chunk.bytes.length) {
      if (chunk) this.full.push(chunk);
      chunk = { table, bytes: this.emptyBuffer(most), length: 0 };
      this.filling.set(table, chunk);
    }
    chunk.length += chunk.bytes.write(line, chunk.length, 'utf8');
  }

  tally(tally: Tally): void {
    this.tallies.add(tally);
  }

  /** Whether there is something to send: ask before `settle`, which costs a turn of the event loop. */
  get isFull(): boolean {
    return this.full.length > 0;
  }

  /** Sends what is full, and waits when the database is too far behind. */
  async settle(): Promise<void> {
    for (const chunk of this.full.splice(0)) {
      const sent = (this.sending.at(-1) ?? Promise.resolve()).then(() => this.send(chunk));
      // Whoever waits for it sees the error; until then nobody is there to take it.
      sent.catch(() => undefined);
      this.sending.push(sent);
    }
    while (this.sending.length > WAITING_CHUNKS) await this.sending.shift();
  }

  /** Sends all that is left and waits for it. */
  async finish(): Promise<void> {
    this.full.push(...this.filling.values());
    this.filling.clear();
    await this.settle();
    await Promise.all(this.sending.splice(0));
  }

  private emptyBuffer(atLeast: number): Buffer {
    if (atLeast > CHUNK_BYTES) return Buffer.allocUnsafe(atLeast);
    return this.spare.pop() ?? Buffer.allocUnsafe(CHUNK_BYTES);
  }

  private async send({ table, bytes, length }: Chunk): Promise<void> {
    // The tables were made in this transaction, so that nobody else sees their rows: they can be written as old ones.
    const stream = this.client.query(copyFrom(copyStatement(table, this.suffix, '(freeze)')));
    stream.end(bytes.subarray(0, length));
    // It finishes when the database has taken all of it, so that the memory is free again.
    await once(stream, 'finish');
    if (bytes.length === CHUNK_BYTES) this.spare.push(bytes);
  }
}
