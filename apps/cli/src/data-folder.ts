import { chmodSync, mkdirSync, statSync } from 'node:fs';

/**
 * Makes the data folder where there is none, so that nobody else can read it. What is there already keeps its rights.
 *
 * @throws {Error} one sentence that names DATA_DIR.
 */
export function prepareDataFolder(dataDir: string): void {
  const isRoot = process.getuid?.() === 0;
  try {
    const first = mkdirSync(dataDir, { recursive: true, ...(isRoot ? {} : { mode: 0o700 }) });
    // PostgreSQL does not run as root: its account passes through to its own folder, and sees nothing else.
    if (first !== undefined && isRoot) chmodSync(dataDir, 0o711);
  } catch (error) {
    throw new Error(`DATA_DIR is "${dataDir}", which ${faultOf(dataDir, error)}: set DATA_DIR to another folder.`, {
      cause: error,
    });
  }
}

function faultOf(dataDir: string, error: unknown): string {
  if (statSync(dataDir, { throwIfNoEntry: false })?.isFile() === true) return 'is a file and not a folder';
  return `cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
}
