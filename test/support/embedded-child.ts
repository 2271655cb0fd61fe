/** Starts the embedded PostgreSQL on a data folder, prints what it reports and then its URL, and stops it on SIGTERM. */
import { startEmbeddedPostgres } from '@outturn/database';

async function main(): Promise<void> {
  const dataDir = process.argv[2] ?? '';
  const report = (line: string) => process.stdout.write(`report: ${line}\n`);
  const server = await startEmbeddedPostgres({ dataDir, report });
  // Keeps this process alive until it is told to end.
  const timer = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(timer);
    void server.stop();
  });
  process.stdout.write(`pid: ${server.pid}\nurl: ${server.connectionString('outturn')}\n`);
}

main().catch((error: unknown) => {
  process.stdout.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
});
