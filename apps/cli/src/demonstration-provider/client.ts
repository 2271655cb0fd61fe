import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { DEFAULT_CLAIMS, type ProviderSetting } from '@outturn/configuration';
import type { ServerParts } from '../../../server/src';
// Not from the server's index: the process of the provider would load the whole server.
import {
  DEMONSTRATION_IDENTITIES,
  isDemonstrationIdentity,
  type DemonstrationIdentity,
} from '../../../server/src/security/demonstration-identities';

export const DEMONSTRATION_CLIENT_ID = 'outturn';

/** What the people of the example are called: by what they do, as they are nobody. */
export const DEMONSTRATION_NAMES: Readonly<Record<DemonstrationIdentity, string>> = {
  'officer.housing': 'Housing officer',
  'officer.children': 'Children’s services officer',
  approver: 'Approver',
  performance: 'Performance team',
  auditor: 'Auditor',
  commissioner: 'Commissioner',
  administrator: 'Administrator',
};

/** Notes what the people of the example are called, also before they have signed in. */
export async function nameDemonstrationPeople(directory: ServerParts['directory']): Promise<void> {
  for (const [word, { sub }] of Object.entries(DEMONSTRATION_IDENTITIES)) {
    if (isDemonstrationIdentity(word)) await directory.name(sub, DEMONSTRATION_NAMES[word]);
  }
}

/** A running provider of the example. */
export interface DemonstrationProvider {
  readonly setting: ProviderSetting;
  close(): Promise<void>;
}

/**
 * Starts the provider of the example in a process of its own, which ends with this one.
 *
 * @param execArgv words for Node, such as what lets it run TypeScript
 * @throws {Error} when it ends before it answers.
 */
export async function startDemonstrationProvider(execArgv = process.execArgv): Promise<DemonstrationProvider> {
  const clientSecret = randomBytes(32).toString('base64url');
  const child = fork(join(__dirname, `main${extname(__filename)}`), [], {
    execArgv: [...execArgv],
    // It says much about what may not be done in earnest, and keeps everything in its memory.
    env: { PATH: process.env.PATH, DEMONSTRATION_CLIENT_SECRET: clientSecret, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2_000)));
  const ended = once(child, 'exit');
  const message = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (message === undefined) throw new Error(`The provider of the example did not start: ${errors.trim()}`);
  const [{ issuer }] = message as [{ readonly issuer: string }];
  return {
    setting: { kind: 'provider', issuer, clientId: DEMONSTRATION_CLIENT_ID, clientSecret, claims: DEFAULT_CLAIMS },
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
