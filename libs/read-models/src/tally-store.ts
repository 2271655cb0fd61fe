import { COLUMNS } from './period-summaries';
import type { Tally } from './projection';

const CHUNK = 65_536;

interface Chunk {
  readonly positions: Float64Array;
  readonly keys: Int32Array;
  /** The index of the column, and whether the cell joined. */
  readonly kinds: Uint8Array;
}

/**
 * Many tallies in little memory, 13 bytes each: a rebuild goes through the log stream by stream, and counts can only be
 * made when it knows all cells that join and leave, in order.
 */
export class TallyStore {
  private readonly chunks: Chunk[] = [];
  private size = 0;
  private readonly keys: { period: string; area: string }[] = [];
  private readonly keyIndex = new Map<string, Map<string, number>>();

  add({ position, period, area, column, by }: Tally): void {
    const place = this.size % CHUNK;
    if (place === 0) this.chunks.push(newChunk());
    const chunk = this.chunks.at(-1);
    if (!chunk) return;
    chunk.positions[place] = position;
    chunk.keys[place] = this.indexOf(period, area);
    chunk.kinds[place] = COLUMNS.indexOf(column) * 2 + (by === 1 ? 1 : 0);
    this.size += 1;
  }

  /** All tallies in the order of their positions; those of one position as they came. */
  *inOrder(): Generator<Tally> {
    for (const index of this.sortedIndexes()) {
      const chunk = this.chunks[Math.floor(index / CHUNK)];
      const place = index % CHUNK;
      const key = this.keys[chunk?.keys[place] ?? 0];
      const kind = chunk?.kinds[place] ?? 0;
      const column = COLUMNS[kind >> 1];
      if (!chunk || !key || !column) return;
      yield { position: chunk.positions[place] ?? 0, ...key, column, by: kind % 2 === 1 ? 1 : -1 };
    }
  }

  private sortedIndexes(): Uint32Array {
    const positions = new Float64Array(this.size);
    this.chunks.forEach((chunk, number) => {
      const start = number * CHUNK;
      positions.set(chunk.positions.subarray(0, Math.min(CHUNK, this.size - start)), start);
    });
    const indexes = Uint32Array.from(positions.keys());
    return indexes.sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0) || a - b);
  }

  private indexOf(period: string, area: string): number {
    let areas = this.keyIndex.get(period);
    if (!areas) {
      areas = new Map();
      this.keyIndex.set(period, areas);
    }
    const known = areas.get(area);
    if (known !== undefined) return known;
    areas.set(area, this.keys.length);
    return this.keys.push({ period, area }) - 1;
  }
}

function newChunk(): Chunk {
  return { positions: new Float64Array(CHUNK), keys: new Int32Array(CHUNK), kinds: new Uint8Array(CHUNK) };
}
