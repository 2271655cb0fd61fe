import { parseConfiguration } from '@outturn/configuration';
import { readModels, rebuildReadModels, type ReadModel } from '@outturn/read-models';
import { Argument, Command } from 'commander';
import { withDatabase } from './database';
import { say, seconds } from './output';
import { progressDisplay } from './progress';

/** `rebuild [--all|name]`: makes read models again from the events, beside those in use, and then puts them in their place. */
export function rebuildCommand(): Command {
  const command = new Command('rebuild');
  return command
    .description('make read models again from the events')
    .addArgument(new Argument('[name]', 'which one').choices(readModels.map((model) => model.name)))
    .option('--all', 'all of them')
    .option('--json', 'what was done, as JSON')
    .action(async (name: string | undefined, { all = false, json = false }: { all?: boolean; json?: boolean }) => {
      const chosen = readModels.filter((model) => all || model.name === name);
      if (chosen.length === 0 || (all && name !== undefined)) {
        command.error('error: name one read model, or give --all');
      }
      await withDatabase(parseConfiguration(process.env, 'tool'), (opened) => rebuild(chosen, opened, json));
    });
}

type Opened = Pick<Parameters<typeof rebuildReadModels>[0], 'store' | 'pool'>;

async function rebuild(models: readonly ReadModel[], { store, pool }: Opened, json: boolean): Promise<void> {
  const startedAt = performance.now();
  const position = await showingProgress((onProgress) => rebuildReadModels({ store, pool, models, onProgress }));
  const names = models.map((model) => model.name);
  if (json) say(JSON.stringify({ readModels: names, position }));
  else say(`Rebuilt ${names.join(', ')} up to position ${position} (${seconds(performance.now() - startedAt)}).`);
}

/** Does something that goes through all indicators, and shows how many are done. */
export async function showingProgress<T>(
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const display = progressDisplay();
  try {
    return await work((done, total) => {
      display.show(Math.floor((done * 100) / total), `${done} of ${total} indicators`);
    });
  } finally {
    display.end();
  }
}
