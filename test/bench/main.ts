/**
 * Measures this build on this machine: `npm run bench`, or `npm run bench -- append rebuild as-at pages` for some of it;
 * an EventStoreDB only when EVENTSTORE_URL names one.
 * Prints a table for each, then everything as JSON. Absolute numbers are this machine's; quote the ratios.
 */
import { cpus, totalmem } from 'node:os';
import { benchAppend } from './append';
import { benchAsAt } from './as-at';
import { benchEventStoreDb } from './eventstoredb';
import { benchExports } from './exports';
import { benchImports } from './imports';
import { benchPages } from './pages';
import { benchRebuild } from './rebuild';

const BENCHES: Readonly<Record<string, () => Promise<readonly object[]>>> = {
  append: benchAppend,
  eventstoredb: benchEventStoreDb,
  rebuild: benchRebuild,
  'as-at': benchAsAt,
  imports: benchImports,
  exports: benchExports,
  pages: benchPages,
};

async function main(words: readonly string[]): Promise<void> {
  const unknown = words.filter((word) => !(word in BENCHES));
  if (unknown.length > 0) {
    throw new Error(`There is no measurement ${unknown.join(', ')}. Choose from: ${Object.keys(BENCHES).join(', ')}.`);
  }
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
  console.table(machine);
  const results: Record<string, readonly object[]> = {};
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (words.length > 0 && !words.includes(name)) continue;
    console.log(`\n${name} …`);
    const rows = await bench();
    results[name] = rows;
    if (rows.length > 0) console.table(rows);
  }
  console.log(JSON.stringify({ machine, results }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
