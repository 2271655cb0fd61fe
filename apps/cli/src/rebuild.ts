import { parseConfiguration } from '@outturn/configuration';
import { readModels, rebuildReadModels, type ReadModel } from '@outturn/read-models';
import { Argument, Command } from 'commander';
import { withDatabase } from './database';
import { complain, say, seconds } from './output';

const PROGRESS_EVERY_MS = 1_000;

/** `rebuild [--all|name]`: makes read models again from the events, beside those in use, and then puts them in their place. */
export function rebuildCommand(): Command {
  const command = new Command('rebuild');
  return command
    .description('make read models again from the events')
    .addArgument(new Argument('[name]', 'which one').choices(readModels.map((model) => model.name)))
    .option('--all', 'all of them')
    .action(async (name: string | undefined, { all = false }: { all?: boolean }) => {
      const chosen = readModels.filter((model) => all || model.name === name);
      if (chosen.length === 0 || (all && name !== undefined)) {
        command.error('error: name one read model, or give --all');
      }
      await withDatabase(parseConfiguration(process.env, 'tool'), ({ store, pool }) => rebuild(chosen, store, pool));
    });
}

type Opened = Pick<Parameters<typeof rebuildReadModels>[0], 'store' | 'pool'>;

async function rebuild(models: readonly ReadModel[], store: Opened['store'], pool: Opened['pool']): Promise<void> {
  const startedAt = performance.now();
  const position = await rebuildReadModels({ store, pool, models, onProgress: progressReport() });
  const names = models.map((model) => model.name).join(', ');
  say(`Rebuilt ${names} up to position ${position} (${seconds(performance.now() - startedAt)}).`);
}

/** A line a second about how many indicators, or what else, are done, beside the command's output. */
export function progressReport(what = 'indicators'): (done: number, total: number) => void {
  let saidAt = performance.now();
  return (done, total) => {
    if (performance.now() - saidAt < PROGRESS_EVERY_MS) return;
    complain(`${done} of ${total} ${what} …`);
    saidAt = performance.now();
  };
}
