import { complain } from './output';

/** Tells people beside the command's output how far long work has come. */
export interface ProgressDisplay {
  show(percent: number, message: string): void;
  /** Ends it, so that what is said next stands on a line of its own. */
  end(): void;
}

const WIDTH = 30;
const LINE_EVERY_MS = 1_000;
const CLEAR_LINE = '\r\u001b[K';

/** A bar where somebody looks at a terminal, and otherwise a plain line a second. */
export function progressDisplay(stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  return stream.isTTY ? bar(stream) : lines();
}

function bar(stream: NodeJS.WriteStream): ProgressDisplay {
  let isShown = false;
  return {
    show: (percent, message) => {
      isShown = true;
      stream.write(`${CLEAR_LINE}${barOf(percent)} ${message}`);
    },
    end: () => {
      if (isShown) stream.write(CLEAR_LINE);
    },
  };
}

/** Such as `[#######.......................]  25%`. */
export function barOf(percent: number): string {
  const filled = Math.floor((percent * WIDTH) / 100);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${String(percent).padStart(3)}%`;
}

function lines(): ProgressDisplay {
  let saidAt = performance.now();
  let said = '';
  return {
    show: (percent, message) => {
      if (performance.now() - saidAt < LINE_EVERY_MS || message === said) return;
      complain(`${percent}%: ${message}`);
      saidAt = performance.now();
      said = message;
    },
    end: () => undefined,
  };
}
