import type { ClientConfig } from 'pg';

/**
 * The settings for `pg` to connect to a database by URL, with session settings added to those of the URL.
 *
 * @param url such as `postgresql://user:password@host:5432/database?sslmode=require`
 * @param sessionSettings such as `['role=outturn_application']`; they win over the server's defaults
 * @throws {Error} when it is not a PostgreSQL URL; the message does not repeat it, as it may hold a password.
 */
export function connectionConfig(url: string, sessionSettings: readonly string[]): ClientConfig {
  const address = parseAddress(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  // In this string, a backslash keeps a blank inside a value.
  const added = sessionSettings.map((setting) => `-c ${setting.replaceAll(' ', '\\ ')}`);
  return {
    connectionString: address.href,
    options: [given, ...added].join(' ').trim(),
    application_name: 'outturn',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
}

/** Where a database is, for people: host, port and name, never the user's password. */
export function describeAddress(url: string): string {
  const address = parseAddress(url);
  const host = address.searchParams.get('host') ?? address.host;
  return `${host}${address.pathname}`;
}

function parseAddress(url: string): URL {
  try {
    // A URL with a user and no host, as is usual with sockets, is one for PostgreSQL but not for the standard.
    const address = new URL(url.replace('@/', '@localhost/'));
    if (address.protocol === 'postgres:' || address.protocol === 'postgresql:') return address;
  } catch {
    // The standard error would repeat the URL with its password.
  }
  throw new Error('DATABASE_URL is not a PostgreSQL URL: write postgresql://user:password@host:5432/database.');
}
