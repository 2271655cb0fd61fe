import { Client, escapeIdentifier } from 'pg';

/** URL of a database on the server of this test run, with all rights. */
export function testServerUrl(database?: string): string {
  const given = process.env.OUTTURN_TEST_SERVER;
  if (given === undefined) throw new Error('No test server: run the tests through jest.');
  const url = new URL(given);
  if (database !== undefined) url.pathname = `/${database}`;
  return url.href;
}

/** Every database of this run has this prefix. */
export function databasePrefix(): string {
  return `outturn_test_${process.env.OUTTURN_TEST_RUN ?? ''}_`;
}

/** Runs statements on the server with all rights. */
export async function onServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(testServerUrl());
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Removes a database, whoever is still connected. */
export async function dropDatabase(name: string): Promise<void> {
  await onServer((client) => client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`));
}

/** Removes all databases of this run. */
export async function dropDatabasesOfRun(): Promise<void> {
  const names = await onServer(async (client) => {
    const found = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [databasePrefix()],
    );
    return found.rows.map((row) => row.name);
  });
  for (const name of names) await dropDatabase(name);
}
