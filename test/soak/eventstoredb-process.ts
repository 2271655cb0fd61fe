/** An EventStoreDB in a process of its own: prints its URL, and breaks all its connections at SIGHUP. */
import { startEventStoreDbDouble } from '../support/eventstoredb-double';

async function main(): Promise<void> {
  const double = await startEventStoreDbDouble();
  process.on('SIGHUP', () => {
    double.leader.cutConnections();
  });
  process.stdout.write(`${double.url}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
