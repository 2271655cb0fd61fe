/** Writes one line for people. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes one line about something that went wrong, beside the program's output. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** What an error says, without its stack: causes are for logs, sentences for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A duration for people: `0.4 s`. */
export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
