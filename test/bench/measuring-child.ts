import { execFile, fork, type ChildProcess } from 'node:child_process';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const TYPE = extname(__filename);
const HOOK = TYPE === '.ts' ? ['--require', join(__dirname, '../support/register-typescript.cjs')] : [];

/** Runs a program of this folder in a process of its own, so that its memory can be told; gives the JSON that it prints. */
export async function resultOfChild<Result>(name: string, args: readonly string[]): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [...HOOK, fileOf(name), ...args]);
  // Whoever starts a child knows what it prints.
  return JSON.parse(stdout) as Result;
}

/** Starts a program of this folder that is told by a message what to do. */
export function forkChild(name: string): ChildProcess {
  return fork(fileOf(name), [], { execArgv: HOOK });
}

function fileOf(name: string): string {
  return join(__dirname, `${name}${TYPE}`);
}
