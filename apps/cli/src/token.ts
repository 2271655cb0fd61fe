import { parseConfiguration } from '@outturn/configuration';
import { Argument, Command } from 'commander';
import {
  DEMONSTRATION_IDENTITIES,
  isDemonstrationIdentity,
  signDemonstrationToken,
} from '../../server/src/security/demonstration-identities';
import { prepareDataFolder } from './data-folder';
import { say } from './output';

/** `token <identity>`: prints a token for one of the demonstration identities, and nothing else. */
export function tokenCommand(): Command {
  const identities = Object.keys(DEMONSTRATION_IDENTITIES);
  return new Command('token')
    .description(
      'print a token for a demonstration identity, for a server that runs standalone on the same data folder',
    )
    .addArgument(new Argument('<identity>', 'whose').choices(identities))
    .action(async (identity: string) => {
      const { dataDir } = parseConfiguration(process.env, 'tool');
      prepareDataFolder(dataDir);
      if (isDemonstrationIdentity(identity)) say(await signDemonstrationToken(identity, dataDir));
    });
}
