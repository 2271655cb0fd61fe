import 'reflect-metadata';
import { ConfigurationError } from '@outturn/configuration';
import { Command, CommanderError } from 'commander';
import { copyEventsCommand } from './copy-events';
import { exportCommand } from './export';
import { importCommand } from './import';
import { jobsCommand } from './jobs';
import { eraseNameCommand } from './erase-name';
import { migrateCommand } from './migrate';
import { complain, sentenceOf } from './output';
import { rebuildCommand } from './rebuild';
import { reconcileCommand } from './reconcile';
import { replayCommand } from './replay';
import { startCommand } from './start';
import { tokenCommand } from './token';
import { verifyCommand } from './verify';

const FAILED = 1;
const MISUSED = 2;

/** The command line. Ends with 0 when all is well, 1 when something failed, 2 when it was asked wrongly. */
async function main(words: readonly string[]): Promise<void> {
  const program = new Command('outturn')
    .description('Performance figures of a council, with a history that can be trusted.')
    .addHelpText('after', '\nConfiguration is by environment: see the README.')
    .showHelpAfterError('(--help shows what there is)');
  const commands = [
    startCommand(),
    tokenCommand(),
    migrateCommand(),
    rebuildCommand(),
    verifyCommand(),
    importCommand(),
    exportCommand(),
    replayCommand(),
    copyEventsCommand(),
    reconcileCommand(),
    jobsCommand(),
    eraseNameCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  endByThrowing(program);
  await program.parseAsync(words, { from: 'user' });
}

/** So that this file alone decides about the exit status. */
function endByThrowing(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) endByThrowing(child);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : MISUSED;
    return;
  }
  complain(sentenceOf(error));
  process.exitCode = error instanceof ConfigurationError ? MISUSED : FAILED;
});
