import { SYSTEM_ACTOR } from '@outturn/jobs';
import type { Chance } from './chance';
import type { LosingRedis } from './redis';
import type { Sender } from './sender';

const JOBS = '/api/v1/jobs';
const ENDED = ['completed', 'cancelled', 'failed'];
const PAUSE_MS = 1_000;

/** As the API documents it. */
interface JobAnswer {
  readonly id: string;
  readonly startedBy: string;
  readonly state: string;
  readonly attempt: number;
  readonly endedAt: string | null;
  readonly result: { readonly differenceCount?: number } | null;
}

interface AskedJob {
  readonly id: string;
  /** How often Redis had lost everything when the job was asked for. */
  readonly lossesBefore: number;
  /** As it was when it was first seen to have ended, and how often Redis had lost everything by then. */
  ended?: JobAnswer;
  lossesAtEnd?: number;
}

/** Long work that clients ask for, and what became of it. */
export class AskedJobs {
  private readonly asked: AskedJob[] = [];
  private readonly problems: string[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly redis: LosingRedis | undefined,
  ) {}

  /** In one line. */
  summary(): string {
    const count = (state: string) => this.asked.filter(({ ended }) => ended?.state === state).length;
    const gone = this.asked.filter(({ ended }) => ended === undefined).length;
    return `${this.asked.length} jobs: ${count('completed')} completed, ${count('failed')} failed for the last time, ${gone} gone with Redis`;
  }

  /** Asks for one job after another, each when the last has ended, until the end. */
  async run(sender: Sender, stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.ask(sender);
      await this.awaitEnd(sender, this.asked.at(-1));
      await sender.think(PAUSE_MS);
    }
  }

  /** Waits until everything that was asked for has ended or is lost, and gives what is wrong. */
  async settle(sender: Sender): Promise<string[]> {
    for (const job of this.asked) {
      await this.awaitEnd(sender, job);
      const now = await this.look(sender, job.id);
      if (now === 'stopped') this.problems.push(`The job ${job.id} has not ended.`);
      else if (now && this.isDoneAgain(job, now)) {
        this.problems.push(`The job ${job.id} ended at ${job.ended?.endedAt} and again at ${now.endedAt}.`);
      }
    }
    return this.problems;
  }

  /**
   * A Redis that has lost everything does not know what is done. What the schedule starts has its hour for its id, and is
   * done again when a clock comes to that hour once more; nothing else ever comes back.
   */
  private isDoneAgain({ ended, lossesAtEnd }: AskedJob, now: JobAnswer): boolean {
    if (ended === undefined) return false;
    const isForgotten = now.startedBy === SYSTEM_ACTOR && lossesAtEnd !== (this.redis?.losses ?? 0);
    return !isForgotten && (now.endedAt !== ended.endedAt || now.attempt !== ended.attempt);
  }

  private async ask(sender: Sender): Promise<void> {
    const kind = this.chance.oneOf(['verification', 'verification', 'rebuild']);
    const lossesBefore = this.redis?.losses ?? 0;
    const answer = await sender.post('administrator', JOBS, { kind });
    if (answer?.status !== 201) return;
    // What the API documents of such an answer.
    const { id } = JSON.parse(answer.text) as JobAnswer;
    if (!this.asked.some((job) => job.id === id)) this.asked.push({ id, lossesBefore });
  }

  private async awaitEnd(sender: Sender, job: AskedJob | undefined): Promise<void> {
    if (!job || job.ended) return;
    for (;;) {
      const now = await this.look(sender, job.id);
      if (now === 'stopped') return;
      if (now === undefined) {
        if (job.lossesBefore === (this.redis?.losses ?? 0)) this.problems.push(`The job ${job.id} is lost.`);
        return;
      }
      if (ENDED.includes(now.state)) {
        job.ended = now;
        job.lossesAtEnd = this.redis?.losses ?? 0;
        const differences = now.result?.differenceCount ?? 0;
        if (differences > 0) this.problems.push(`The verification ${job.id} found ${differences} differences.`);
        return;
      }
      await sender.think(PAUSE_MS);
    }
  }

  private async look(sender: Sender, id: string): Promise<JobAnswer | 'stopped' | undefined> {
    const answer = await sender.get('administrator', `${JOBS}/${id}`);
    if (!answer) return 'stopped';
    // What the API documents of such an answer.
    return answer.status === 200 ? (JSON.parse(answer.bytes.toString()) as JobAnswer) : undefined;
  }
}
