import { startProvider } from './provider';

/**
 * The provider at which the people of the example sign in: a process of its own, as a council's provider is a program of
 * its own. Its parent gives it a client secret, hears where it answers, and takes it along when it ends.
 */
async function main(): Promise<void> {
  const secret = process.env.DEMONSTRATION_CLIENT_SECRET ?? '';
  if (process.send === undefined || secret === '') {
    throw new Error('The provider of the example is started by "start" and by nothing else.');
  }
  process.once('disconnect', () => process.exit(0));
  // Ctrl-C goes to parent and child; the parent needs this one until it has stopped its server.
  process.on('SIGINT', () => undefined);
  process.send({ issuer: await startProvider(secret) });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
