import { parseConfiguration } from '@outturn/configuration';
import { Command } from 'commander';
import { Directory } from '@outturn/people';
import { withDatabase } from './database';
import { say } from './output';

/** `erase-name <id>`: forgets what somebody is called. Events hold no names, so nothing else has to be erased. */
export function eraseNameCommand(): Command {
  return new Command('erase-name')
    .description('forget what a person is called; pages show their id from then on')
    .argument('<id>', 'the opaque id of the person, as events hold it')
    .action(async (person: string) => {
      await withDatabase(parseConfiguration(process.env, 'tool'), async ({ pool }) => {
        const wasKnown = await new Directory(pool).erase(person);
        say(wasKnown ? `The name of ${person} is erased.` : `There was no name for ${person}.`);
      });
    });
}
