import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPORT_KEPT_DAYS, ExportFiles } from './export-files';

const JOB = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';
const OTHER = '7fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';
const NOW = new Date('2024-08-01T12:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

async function* parts(...content: readonly (string | Buffer)[]): AsyncGenerator<string | Buffer> {
  for (const part of content) yield await Promise.resolve(part);
}

async function* broken(): AsyncGenerator<string> {
  yield await Promise.resolve('half of ');
  throw new Error('broken');
}

describe('the files of export jobs', () => {
  let dataDir: string;
  let folder: string;
  let files: ExportFiles;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'outturn-exports-'));
    folder = join(dataDir, 'exports');
    files = new ExportFiles(dataDir);
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function textOf(id: string): Promise<string | undefined> {
    const file = await files.open(id, 'csv');
    try {
      return file && (await file.readFile('utf8'));
    } finally {
      await file?.close();
    }
  }

  it('are written for this account alone, and known by their hash', async () => {
    expect(await files.write(JOB, 'sdmx.csv', parts('a£', Buffer.from('b')))).toEqual({
      bytes: 4,
      sha256: 'dd136ac4a3c0f08e916fa21deb1cbe69190c80f80d6062e8dd464566a94fac51',
    });
    const path = join(folder, `${JOB}.sdmx.csv`);
    expect(readFileSync(path, 'utf8')).toBe('a£b');
    expect([statSync(path).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('are there whole or not at all, and a repeat takes their place', async () => {
    expect(await textOf(JOB)).toBeUndefined();
    await expect(files.write(JOB, 'csv', broken())).rejects.toThrow('broken');
    expect([await textOf(JOB), readdirSync(folder)]).toEqual([undefined, []]);
    await files.write(JOB, 'csv', parts('whole'));
    await expect(files.write(JOB, 'csv', broken())).rejects.toThrow('broken');
    expect(await textOf(JOB)).toBe('whole');
    await Promise.all([files.write(JOB, 'csv', parts('a', 'gain')), files.write(JOB, 'csv', parts('again'))]);
    expect([await textOf(JOB), readdirSync(folder)]).toEqual(['again', [`${JOB}.csv`]]);
  });

  it.each(['', '..', `../${JOB}`, `${JOB}/..`, JOB.toUpperCase(), `${JOB}\0`, `${JOB}\n`])(
    'are never looked for under %j',
    async (id) => {
      await expect(files.open(id, 'csv')).rejects.toThrow(TypeError);
      await expect(files.write(id, 'csv', parts('x'))).rejects.toThrow(TypeError);
      expect(readdirSync(dataDir)).toEqual([]);
    },
  );

  it(`go after ${EXPORT_KEPT_DAYS} days, with what was left unfinished`, async () => {
    await files.removeOld(NOW);
    await files.write(JOB, 'csv', parts('old'));
    await files.write(OTHER, 'csv', parts('new'));
    writeFileSync(join(folder, 'left.unfinished'), '');
    const setAge = (name: string, ageMs: number) => {
      const at = new Date(NOW.getTime() - ageMs);
      utimesSync(join(folder, name), at, at);
    };
    setAge(`${JOB}.csv`, EXPORT_KEPT_DAYS * DAY_MS + 1000);
    setAge('left.unfinished', EXPORT_KEPT_DAYS * DAY_MS + 1000);
    setAge(`${OTHER}.csv`, EXPORT_KEPT_DAYS * DAY_MS);
    await files.removeOld(NOW);
    expect(readdirSync(folder)).toEqual([`${OTHER}.csv`]);
  });
});
