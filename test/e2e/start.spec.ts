import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runCommand, type RunningProgram } from '../support/command-line';
import { makeTemporaryFolder } from '../support/server';

jest.setTimeout(120_000);

describe('the command line', () => {
  const folders: string[] = [];
  const running: RunningProgram[] = [];

  afterAll(async () => {
    for (const command of running) command.signal('SIGKILL');
    await Promise.all(running.map((command) => command.ended));
    for (const folder of folders) {
      const pid = postmasterOf(folder);
      if (pid !== undefined) process.kill(pid, 'SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    }
  });

  function newFolder(): string {
    const folder = makeTemporaryFolder();
    folders.push(folder);
    return folder;
  }

  function run(dataDir: string, words: readonly string[], environment: Record<string, string> = {}): RunningProgram {
    const command = runCommand(words, { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', ...environment });
    running.push(command);
    return command;
  }

  async function finished(dataDir: string, words: readonly string[]) {
    const command = run(dataDir, words);
    const code = await command.ended;
    return { code, output: command.output(), errors: command.errors() };
  }

  /** The process id of the PostgreSQL that runs on a data folder. */
  function postmasterOf(dataDir: string): number | undefined {
    try {
      const pid = Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 0);
      return pid;
    } catch {
      return undefined;
    }
  }

  it('starts on an empty folder, is not started twice, recovers after kill -9, and stops everything', async () => {
    const dataDir = newFolder();
    const first = run(dataDir, ['start']);
    const [, address] = await first.until(/^Ready after .* s: (http:\S+)$/m);
    expect(first.output()).toContain('Loading 57 indicators');
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect(statSync(join(dataDir, 'server.log')).mode & 0o777).toBe(0o600);

    const figure = ['replay', 'oc-adults-abandonment', '2023-24-Q4'];
    const [second, token, before] = await Promise.all([
      finished(dataDir, ['start']),
      finished(dataDir, ['token', 'approver']),
      finished(dataDir, figure),
    ]);
    expect(second.code).toBe(1);
    expect(second.errors).toMatch(/^The data folder \S+ is in use by process \d+: stop that one first/);

    expect([token.code, token.errors]).toEqual([0, '']);
    expect(token.output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(before.output).toContain('after:  6% · green · target no more than 6% · approved');

    first.signal('SIGKILL');
    await first.ended;
    const next = run(dataDir, ['start']);
    await next.until(/^Ready after /m);
    expect(next.output()).not.toContain('Loading');
    const [after, verified] = await Promise.all([finished(dataDir, figure), finished(dataDir, ['verify'])]);
    expect(after).toEqual(before);
    expect(verified.output).toMatch(/^All \d+ rows follow from the events/);

    next.signal('SIGINT');
    expect(await next.ended).toBe(0);
    expect(next.output()).toMatch(/Stopping …\nStopped\.\n$/);
    expect(next.errors()).toBe('');
    expect(postmasterOf(dataDir)).toBeUndefined();
  });

  it('says so when the port is taken, and leaves nothing running', async () => {
    const dataDir = newFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const command = run(dataDir, ['start'], { PORT: String(port) });
    expect(await command.ended).toBe(1);
    expect(command.errors()).toBe(
      `Port ${port} of 127.0.0.1 is taken by another program: stop that one, or set PORT to another (0 takes any free one).\n`,
    );
    expect(postmasterOf(dataDir)).toBeUndefined();
    other.close();
  });

  it('says so when the data folder is a file, and makes a new one that others cannot read', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, 'x');
    const folder = join(newFolder(), 'new');
    const [started, token, other] = await Promise.all([
      finished(file, ['start']),
      finished(file, ['token', 'approver']),
      finished(folder, ['token', 'approver']),
    ]);
    const sentence = `DATA_DIR is "${file}", which is a file and not a folder: set DATA_DIR to another folder.\n`;
    expect([started.code, started.errors]).toEqual([1, sentence]);
    expect([token.code, token.errors]).toEqual([1, sentence]);
    expect(other.code).toBe(0);
    expect(statSync(folder).mode & 0o066).toBe(0);
  });

  it('says what is wrong with the configuration, with a status of its own', async () => {
    const command = run(newFolder(), ['start'], { PORT: 'x', HOST: '0.0.0.0' });
    expect(await command.ended).toBe(2);
    expect(command.errors().trim().split('\n')).toHaveLength(2);
  });

  it('ends with 0 when it is asked for help, and with 2 when it is asked wrongly', async () => {
    const dataDir = newFolder();
    const asked = [['--help'], ['token', 'nobody'], ['rebuild'], ['nonsense']];
    const answers = await Promise.all(asked.map((words) => finished(dataDir, words)));
    expect(answers.map((answer) => answer.code)).toEqual([0, 2, 2, 2]);
  });
});
