import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/command-line';

jest.setTimeout(120_000);

const REPORT = 'apps/cli/src/demonstration/printed-2023-24-q4.json';

describe('outturn reconcile', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'outturn-reconcile-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function reconcile(...words: readonly string[]) {
    const command = runCommand(['reconcile', ...words], {});
    const code = await command.ended;
    return { code, output: command.output(), errors: command.errors() };
  }

  function fileOf(content: string): string {
    const file = join(folder, 'document.json');
    writeFileSync(file, content);
    return file;
  }

  it('prints the findings, a line each, and ends with 1', async () => {
    const { code, output, errors } = await reconcile(REPORT);
    expect([code, errors]).toEqual([1, '']);
    const lines = output.trimEnd().split('\n');
    expect(lines).toHaveLength(18);
    expect(lines[1]).toBe("4.3: 'red', 2023/24: 42 of 136 is 30.9%, and 30.8% is printed. [share, certain]");
    expect(lines[17]).toBe('17 findings: 10 certain, 4 probable, 3 possible.');
    expect(readFileSync('README.md', 'utf8')).toContain(`\`\`\`text\n${output}\`\`\`\n`);
  });

  it('prints them as JSON', async () => {
    const [first, second] = await Promise.all([reconcile(REPORT, '--json'), reconcile('--json', REPORT)]);
    expect(first).toEqual(second);
    expect(JSON.parse(first.output)).toMatchObject({ publishedOn: '2024-07-31', findings: { length: 17 } });
  });

  it('ends with 0 when there are none', async () => {
    const document = { format: 'outturn-printed-document', version: 1, name: 'Report', publishedOn: '2024-07-31' };
    const { code, output } = await reconcile(fileOf(JSON.stringify({ ...document, paragraphs: ['1'] })));
    expect([code, output]).toEqual([0, 'No findings.\n']);
  });

  it('takes a file that begins with a byte order mark', async () => {
    const document = { format: 'outturn-printed-document', version: 1, name: 'Report', publishedOn: '2024-07-31' };
    const { code, output } = await reconcile(fileOf(`\uFEFF${JSON.stringify({ ...document, paragraphs: ['1'] })}`));
    expect([code, output]).toEqual([0, 'No findings.\n']);
  });

  it('ends with 2 and says what is wrong where when the file is no printed document', async () => {
    const missing = await reconcile(join(folder, 'nothing.json'));
    expect([missing.code, missing.output]).toEqual([2, '']);
    expect(missing.errors).toMatch(/nothing\.json cannot be read: ENOENT/);
    const text = await reconcile(fileOf('Report to Council'));
    expect([text.code, text.output]).toEqual([2, '']);
    expect(text.errors).toMatch(/document\.json is not JSON: /);
    const other = await reconcile(fileOf('{"format":"outturn-printed-document","version":2}'));
    expect([other.code, other.output]).toEqual([2, '']);
    expect(other.errors).toMatch(/document\.json, \/version: \/version must be 1\.\n$/);
    expect((await reconcile()).code).toBe(2);
  });
});
