import { execFile } from 'node:child_process';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { startThrowawayServer } from '../support/server';
import { createGeneratedDatabase } from './generated-database';

/** A rebuild of all read models. */
export interface RebuildBenchRow {
  readonly events: number;
  readonly indicators: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** The most memory that the process held. */
  readonly peakMegabytes: number;
}

/** About 100,000 and 1,000,000 events. */
const SIZES = [
  { indicators: 620, years: 10, seed: 1 },
  { indicators: 6_200, years: 10, seed: 1 },
];

/** Measures rebuilds of all read models from generated histories, each in a process of its own. */
export async function benchRebuild(sizes = SIZES): Promise<RebuildBenchRow[]> {
  const server = await startThrowawayServer();
  try {
    const rows: RebuildBenchRow[] = [];
    for (const size of sizes) {
      const url = await createGeneratedDatabase(server.url, `bench_rebuild_${size.indicators}`, size);
      rows.push(await measure(url, size.indicators));
    }
    return rows;
  } finally {
    await server.stop();
  }
}

async function measure(url: string, indicators: number): Promise<RebuildBenchRow> {
  const type = extname(__filename);
  const hook = type === '.ts' ? ['--require', join(__dirname, '../support/register-typescript.cjs')] : [];
  const file = join(__dirname, `rebuild-child${type}`);
  const { stdout } = await promisify(execFile)(process.execPath, [...hook, file, url]);
  // The child prints just this.
  const result = JSON.parse(stdout) as { events: number; seconds: number; peakMegabytes: number };
  return { ...result, indicators, eventsPerSecond: Math.round(result.events / result.seconds) };
}
