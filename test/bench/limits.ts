import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createDatabase } from './contenders/contender';
import { CREATE_EVENTS } from './contenders/plain-insert';
import { DATA, METADATA } from './load';

const PAGE_BYTES = 8_192;
const ROWS_A_COPY = 10_000;
const COLUMNS = 'stream_id, revision, event_id, type, schema_version, data, metadata';
const LINE_END = ['outturn-submitted', '1', JSON.stringify(DATA), JSON.stringify(METADATA)].join('\t');

/** How often a second the disk confirms a page that was written: no store commits more often than that, one by one. */
export async function syncsPerSecond(durationMs: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'outturn-sync-'));
  const file = await open(join(folder, 'log'), 'w');
  const page = Buffer.alloc(PAGE_BYTES, 1);
  const start = performance.now();
  let syncs = 0;
  while (performance.now() - start < durationMs) {
    await file.write(page);
    await file.datasync();
    syncs += 1;
  }
  const seconds = (performance.now() - start) / 1_000;
  await file.close();
  rmSync(folder, { recursive: true });
  return syncs / seconds;
}

/** What one COPY after another takes in: the same rows with the same keys, 10,000 a transaction, and no questions asked. */
export async function openCopy(serverUrl: string, database: string): Promise<CopyLimit> {
  const client = new Client(await createDatabase(serverUrl, database));
  await client.connect();
  await client.query(CREATE_EVENTS);
  return {
    measure: async (durationMs) => {
      const start = performance.now();
      let rows = 0;
      while (performance.now() - start < durationMs) {
        await pipeline(
          Readable.from(linesOf(randomUUID())),
          client.query(copyFrom(`copy events (${COLUMNS}) from stdin`)),
        );
        rows += ROWS_A_COPY;
      }
      return (rows * 1_000) / (performance.now() - start);
    },
    close: () => client.end(),
  };
}

/** COPY on an open connection. */
export interface CopyLimit {
  /** Rows a second. */
  measure(durationMs: number): Promise<number>;
  close(): Promise<void>;
}

function* linesOf(streamId: string): Generator<string> {
  for (let from = 0; from < ROWS_A_COPY; from += 500) {
    let chunk = '';
    for (let revision = from; revision < from + 500; revision += 1) {
      chunk += `${streamId}\t${revision}\t${randomUUID()}\t${LINE_END}\n`;
    }
    yield chunk;
  }
}
