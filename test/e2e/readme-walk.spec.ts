import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, type RunningProgram } from '../support/command-line';
import { makeTemporaryFolder } from '../support/server';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '..', '..');

/** One step of the walk: the commands, and the output that the README shows below them. */
interface Step {
  readonly commands: string;
  readonly output: string;
}

function walk(): Step[] {
  const [, text = ''] =
    /<!-- walk:begin -->(.*)<!-- walk:end -->/s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  return [...text.matchAll(/```sh\n(.*?)```\n+```text\n(.*?)\n?```/gs)].map(([, commands = '', output = '']) => ({
    commands,
    output,
  }));
}

/** Ids and times are others each time. */
function withoutWhatDiffers(output: string): string {
  return output
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{1,2} [A-Z][a-z]+ \d{4} \d\d:\d\d/g, '<time>');
}

/** `npm run -s token -- x` and `npm run -s outturn -- x`, from the sources and not from a build. */
const NPM = `npm() {
  local words=("\${@:4}")
  if [ "$3" = token ]; then words=(token "\${words[@]}"); fi
  node --require "$HOOK" "$PROGRAM" "\${words[@]}"
}`;

describe('the walk in the README', () => {
  const dataDir = makeTemporaryFolder();
  let server: RunningProgram;

  beforeAll(async () => {
    server = runCommand(['start'], { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' });
    await server.until(/^Ready after/m);
  });

  afterAll(async () => {
    server.signal('SIGINT');
    await server.ended;
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('gives the output that stands there', async () => {
    const [, address = ''] = await server.until(/^Ready after .* s: (http:\S+)$/m);
    const steps = walk();
    expect(steps.length).toBeGreaterThanOrEqual(7);
    const script = [NPM, ...steps.map(({ commands }) => `${commands}\nprintf '\\n@@@\\n'`)].join('\n');
    const { stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: dataDir,
        API: `${address}/api/v1`,
        HOOK: join(ROOT, 'test/support/register-typescript.cjs'),
        PROGRAM: join(ROOT, 'apps/cli/src/main.ts'),
      },
    });
    const given = stdout.split(/\n+@@@\n/).slice(0, -1);
    expect(stderr).toBe('');
    expect(given.map(withoutWhatDiffers)).toEqual(steps.map(({ output }) => withoutWhatDiffers(output)));
  });
});
