import { parseConfiguration } from '@outturn/configuration';
import { verifyReadModels, type Difference } from '@outturn/read-models';
import { Command } from 'commander';
import { withDatabase } from './database';
import { say, seconds } from './output';
import { showingProgress } from './rebuild';

const MOST_SHOWN = 20;

/** `verify`: proves row for row that the read models say what the events say; changes nothing. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('prove row for row that the read models say what the events say')
    .option('--json', 'what was found, as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const startedAt = performance.now();
      const found = await withDatabase(parseConfiguration(process.env, 'tool'), ({ store, pool }) =>
        showingProgress((onProgress) => verifyReadModels({ store, pool, onProgress })),
      );
      const { position, rows, differences } = found;
      if (json) say(JSON.stringify(found));
      else for (const difference of differences.slice(0, MOST_SHOWN)) for (const line of linesOf(difference)) say(line);
      if (differences.length > 0) {
        throw new Error(`The read models differ from the events in ${differences.length} rows: run "rebuild --all".`);
      }
      if (json) return;
      say(
        `All ${rows} rows follow from the events up to position ${position} (${seconds(performance.now() - startedAt)}).`,
      );
    });
}

function linesOf({ table, key, stored, rebuilt }: Difference): string[] {
  return [`${table} ${key}`, `  stored:  ${stored ?? 'no row'}`, `  rebuilt: ${rebuilt ?? 'no row'}`];
}
