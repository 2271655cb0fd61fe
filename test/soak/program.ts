import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, type RunningProgram } from '../support/command-line';

/** What a process holds of the machine. */
export interface Footprint {
  readonly residentMegabytes: number;
  readonly fileDescriptors: number;
}

const READY = /answers at (\S+)|Following the event store|(esdb:\S+)/;
const LAST_WORDS_CHARACTERS = 1_000;
const CLOCK = join(__dirname, 'shift-clock.cjs');

/** A program in a process of its own, which is killed and started again; its clock can jump. */
export class Program {
  /** Where the present process answers, where it does. */
  address = '';
  starts = 0;
  /** What it said last, each time that it ended though nobody killed it. */
  readonly lastWords: string[] = [];
  private running: RunningProgram | undefined;

  constructor(
    readonly name: string,
    private readonly file: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Settles when it is ready. */
  async start(): Promise<void> {
    const environment = { ...this.environment, NODE_OPTIONS: `--require "${CLOCK}"` };
    const running = runProgram(this.file, [], environment);
    this.running = running;
    this.starts += 1;
    void running.ended.then((status) => {
      if (this.running !== running) return;
      const said = `${running.output()}${running.errors()}`.trim().slice(-LAST_WORDS_CHARACTERS);
      this.lastWords.push(`${this.name} ended by itself with ${status ?? 'a signal'}: ${said}`);
    });
    const [, address, url] = await running.until(READY);
    this.address = address ?? url ?? '';
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    running?.signal('SIGKILL');
    await running?.ended;
  }

  signal(name: NodeJS.Signals): void {
    this.running?.signal(name);
  }

  /** Zeros where the system does not tell. */
  footprint(): Footprint {
    const folder = `/proc/${this.running?.pid ?? 0}`;
    try {
      const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(join(folder, 'status'), 'utf8'))?.[1];
      const fileDescriptors = readdirSync(join(folder, 'fd')).length;
      return { residentMegabytes: Math.round(Number(resident) / 1_024), fileDescriptors };
    } catch {
      return { residentMegabytes: 0, fileDescriptors: 0 };
    }
  }
}
