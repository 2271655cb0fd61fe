import { readFileSync } from 'node:fs';

const ADDRESS = /^[^\s@<>,;:"]{1,64}@[A-Za-z0-9.-]{1,255}$/;

/**
 * Reads the directory of addresses, such as `{ "post-head-of-asset-management": "head.assets@council.example" }`. It is
 * read anew each time, so that a name that is erased from it is gone.
 *
 * @throws {Error} one sentence: the file cannot be read, is no JSON, or holds what is no address.
 */
export function readAddresses(file: string): ReadonlyMap<string, string> {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`DIRECTORY_FILE ${file} cannot be read as JSON: write { "<owner>": "<address>" }.`);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new Error(`DIRECTORY_FILE ${file} holds no object: write { "<owner>": "<address>" }.`);
  }
  return new Map(
    Object.entries(read).map(([owner, address]: [string, unknown]) => {
      if (typeof address === 'string' && ADDRESS.test(address)) return [owner, address];
      throw new Error(`DIRECTORY_FILE ${file} gives "${owner}" what is no e-mail address.`);
    }),
  );
}
