/**
 * Measures this build on this machine: `npm run bench`, or `npm run bench -- append follow as-at` for some of it, and with
 * `--json results.json` into a file too; an EventStoreDB only when EVENTSTORE_URL names one.
 * Prints a table for each, then everything as JSON. Absolute numbers are this machine's; quote the ratios.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startThrowawayServer } from '../support/server';
import { benchAppend } from './append';
import { benchAsAt } from './as-at';
import { benchEventStoreDb } from './eventstoredb';
import { benchExports } from './exports';
import { benchFollow } from './follow';
import { benchGrowth, type Measured } from './growth';
import { Histories } from './histories';
import { benchHttp } from './http';
import { benchImports } from './imports';
import { describeMachine } from './machine';
import { benchOrder } from './order';
import { benchPages } from './pages';

/** What the measurements of one run share. */
interface Run {
  readonly serverUrl: string;
  readonly histories: Histories;
  /** What was measured before in this run. */
  readonly results: Measured;
}

/** In the order in which they run: the last spoils the histories for the others. */
const BENCHES: Readonly<Record<string, (run: Run) => Promise<readonly object[]>>> = {
  append: ({ serverUrl }) => benchAppend(serverUrl),
  eventstoredb: ({ serverUrl }) => benchEventStoreDb(serverUrl),
  order: ({ serverUrl }) => benchOrder(serverUrl),
  http: ({ serverUrl }) => benchHttp(serverUrl),
  imports: ({ serverUrl }) => benchImports(serverUrl),
  pages: () => benchPages(),
  follow: ({ serverUrl, histories }) => benchFollow(serverUrl, histories),
  'as-at': ({ histories }) => benchAsAt(histories),
  exports: ({ histories }) => benchExports(histories),
  growth: ({ histories, results }) => benchGrowth(histories, results),
};

async function main(): Promise<void> {
  const { positionals: words, values } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
  const unknown = words.filter((word) => !(word in BENCHES));
  if (unknown.length > 0) {
    throw new Error(`There is no measurement ${unknown.join(', ')}. Choose from: ${Object.keys(BENCHES).join(', ')}.`);
  }
  const server = await startThrowawayServer();
  try {
    const machine = await describeMachine(server.url);
    console.table(machine);
    const results = await measure(server.url, words);
    const json = JSON.stringify({ machine, results });
    console.log(json);
    if (values.json !== undefined) writeFileSync(values.json, `${json}\n`);
  } finally {
    await server.stop();
  }
}

async function measure(serverUrl: string, words: readonly string[]): Promise<Record<string, readonly object[]>> {
  const histories = new Histories(serverUrl);
  const results: Record<string, readonly object[]> = {};
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (words.length > 0 && !words.includes(name)) continue;
    console.log(`\n${name} …`);
    const started = performance.now();
    const rows = await bench({ serverUrl, histories, results });
    results[name] = rows;
    if (rows.length > 0) console.table(rows.map(flat));
    console.log(`  took ${Math.round((performance.now() - started) / 1_000)} s`);
  }
  return results;
}

/** A table has no columns within columns. */
function flat(row: object): object {
  const cells = Object.entries(row).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([inner, one]: [string, unknown]) => [`${inner}: ${name}`, one])
      : [[name, value]],
  );
  // The entries are pairs of a name and what stands in the cell.
  return Object.fromEntries(cells) as object;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
