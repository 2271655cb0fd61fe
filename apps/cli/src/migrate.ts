import { parseConfiguration } from '@outturn/configuration';
import { migrate } from '@outturn/database';
import { allMigrations } from '@outturn/migrations';
import { Command } from 'commander';
import { Closers } from './closers';
import { startDatabase } from './database';
import { complain, say } from './output';
import { runningDatabase } from './running';

/** `migrate`: brings the database up to date and says what it applied. */
export function migrateCommand(): Command {
  return new Command('migrate').description('bring the database up to date').action(async () => {
    const configuration = parseConfiguration(process.env, 'tool');
    const closers = new Closers(complain);
    try {
      const running = configuration.databaseUrl ?? (await runningDatabase(configuration.dataDir));
      const applied = await migrate(running ?? (await startDatabase(configuration, closers, complain)), allMigrations);
      for (const name of applied) say(`Applied ${name}.`);
      if (applied.length === 0) say('The database is up to date.');
    } finally {
      await closers.close();
    }
  });
}
