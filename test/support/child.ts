import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A TypeScript file that runs in a process of its own. */
export interface Child {
  /** Every line that it has printed so far. */
  readonly lines: readonly string[];
  /** Settles once the lines fulfil the condition; rejects, with what it wrote to standard error, when it ends before. */
  until(condition: (lines: readonly string[]) => boolean): Promise<void>;
  /** Kills it as a crash would, and settles when it has ended and all its lines are read. */
  killNine(): Promise<void>;
  /** Asks it to end, and settles when it has. */
  end(): Promise<void>;
  readonly process: ChildProcess;
}

/** Runs a TypeScript file of `test/support` in a process of its own, with arguments. */
export function startChild(file: string, args: readonly string[]): Child {
  const hook = join(__dirname, 'register-typescript.cjs');
  const child = spawn(process.execPath, ['--require', hook, join(__dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const checks = new Set<() => void>();
  let complaints = '';
  let hasEnded = false;
  const announce = () => {
    for (const check of checks) check();
  };
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    announce();
  });
  const closed = once(child, 'close').then(() => {
    hasEnded = true;
    announce();
  });
  const finish = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await closed;
  };
  return {
    lines,
    process: child,
    killNine: () => finish('SIGKILL'),
    end: () => finish('SIGTERM'),
    until: (condition) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!condition(lines) && !hasEnded) return;
          checks.delete(check);
          if (condition(lines)) resolve();
          else reject(new Error(`${file} ended early: ${complaints}`));
        };
        checks.add(check);
        check();
      }),
  };
}
