/** Writes one line for people. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes one line about something that went wrong, beside the program's output. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The same line is written again after so long. */
const REPEAT_AFTER_MS = 60_000;

/**
 * Writes lines without those that only repeat the one before within a minute, as a program does that tries again.
 *
 * @param now milliseconds of a clock that never runs backwards
 */
export function withoutRepeats(write: (line: string) => void, now = () => performance.now()): (line: string) => void {
  let last: string | undefined;
  let writtenAt = -Infinity;
  return (line) => {
    if (line === last && now() - writtenAt < REPEAT_AFTER_MS) return;
    last = line;
    writtenAt = now();
    write(line);
  };
}

/** What an error says, without its stack: causes are for logs, sentences for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A duration for people: `0.4 s`. */
export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
