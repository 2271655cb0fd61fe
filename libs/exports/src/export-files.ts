import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFormat } from './formats';

/** How long the file of an export is kept after it was written. */
export const EXPORT_KEPT_DAYS = 7;

/** What was written. */
export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

const FOLDER = 'exports';
const DAY_MS = 24 * 60 * 60 * 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where the file of a job lies inside the data folder.
 *
 * @throws {TypeError} for an id that is none: nothing else becomes a part of a path.
 */
export function exportPlace(jobId: string, format: ExportFormat): string {
  if (!UUID.test(jobId)) throw new TypeError('The id of a job must be a UUID in lower case.');
  return join(FOLDER, `${jobId}.${format}`);
}

/** Files that jobs have written, each under the id of its job, in the folder `exports` of the data folder. */
export class ExportFiles {
  private readonly folder: string;

  constructor(private readonly dataDir: string) {
    this.folder = join(dataDir, FOLDER);
  }

  /**
   * Writes the file of a job. It takes its name when all of it is on the disk, so that half of it is never read; a repeat
   * takes the place of what was there.
   */
  async write(jobId: string, format: ExportFormat, content: AsyncIterable<string | Buffer>): Promise<WrittenFile> {
    const path = this.pathOf(jobId, format);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // Two workers may be at the same job for a moment, when one of them counts as lost.
    const unfinished = `${path}.${randomUUID()}.unfinished`;
    try {
      const written = await writeNew(unfinished, content);
      await rename(unfinished, path);
      await flush(this.folder);
      return written;
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** The file of a job, to be closed by whoever asks for it; undefined when there is none, or none any more. */
  async open(jobId: string, format: ExportFormat): Promise<FileHandle | undefined> {
    return absentIsUndefined(open(this.pathOf(jobId, format), 'r'));
  }

  /** Removes what was written more than so many days ago, and what a worker that died has left unfinished. */
  async removeOld(now: Date): Promise<void> {
    const names = (await absentIsUndefined(readdir(this.folder))) ?? [];
    for (const name of names) {
      const path = join(this.folder, name);
      const found = await absentIsUndefined(stat(path));
      if (found?.isFile() !== true || now.getTime() - found.mtimeMs <= EXPORT_KEPT_DAYS * DAY_MS) continue;
      await rm(path, { force: true });
    }
  }

  private pathOf(jobId: string, format: ExportFormat): string {
    return join(this.dataDir, exportPlace(jobId, format));
  }
}

async function writeNew(path: string, content: AsyncIterable<string | Buffer>): Promise<WrittenFile> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const part of content) {
      const buffer = Buffer.from(part);
      await file.appendFile(buffer);
      hash.update(buffer);
      bytes += buffer.length;
    }
    await file.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** Lets a new name in a folder outlast a loss of power. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function absentIsUndefined<Found>(found: Promise<Found>): Promise<Found | undefined> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
