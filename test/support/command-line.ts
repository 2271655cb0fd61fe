import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A program in a process of its own. */
export interface RunningProgram {
  readonly pid: number;
  /** All that it has written so far, to its output and to its errors. */
  output(): string;
  errors(): string;
  /** Settles with the first match in the output; rejects when the command ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
  /** Settles with the exit status when it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

const ROOT = join(__dirname, '..', '..');

type Environment = Readonly<Record<string, string>>;

/** Runs the command line from its sources, with nothing of this environment but what finds programs. */
export function runCommand(words: readonly string[], environment: Environment): RunningProgram {
  return runProgram('apps/cli/src/main.ts', words, environment);
}

/** Runs a program from its sources, with nothing of this environment but what finds programs. */
export function runProgram(file: string, words: readonly string[], environment: Environment): RunningProgram {
  const hook = join(__dirname, 'register-typescript.cjs');
  const child = spawn(process.execPath, ['--require', hook, join(ROOT, file), ...words], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  let hasEnded = false;
  const checks = new Set<() => void>();
  const check = () => {
    for (const one of checks) one();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    check();
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close').then(([code]: unknown[]) => {
    hasEnded = true;
    check();
    return typeof code === 'number' ? code : null;
  });
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output);
        if (found) resolve(found);
        else if (hasEnded) reject(new Error(`${[file, ...words].join(' ')} ended early: ${output}${errors}`));
        else return;
        checks.delete(look);
      };
      checks.add(look);
      look();
    });
  return {
    pid: child.pid ?? -1,
    output: () => output,
    errors: () => errors,
    until,
    signal: (name) => child.kill(name),
    ended,
  };
}
