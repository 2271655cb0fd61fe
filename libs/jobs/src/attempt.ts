import { JobFailure, type Job, type JobHandler, type JobProgress, type JsonObject } from './jobs';

/** Why an attempt is told to stop. `lost`: another worker has taken the job over, so that nothing is to be said of it here. */
export type StopReason = 'cancelled' | 'handed-back' | 'lost';

/** What came of an attempt. */
export type Outcome =
  | { readonly kind: 'completed'; readonly result: JsonObject }
  /** `final`: not to be tried again. */
  | { readonly kind: 'failed'; readonly sentence: string; readonly final: boolean }
  | { readonly kind: StopReason };

const REPORT_EVERY_MS = 200;
const UNEXPECTED = 'Something went wrong; the log of the worker says what, under the id of the job.';

export interface AttemptOptions {
  /** Undefined when this program has none for the kind of the job. */
  readonly handler: JobHandler | undefined;
  readonly job: Job;
  readonly save: (progress: JobProgress) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** One run of a handler, which can be told to stop. Saves the latest progress a few times a second. */
export class Attempt {
  /** The latest progress that the handler has told. */
  progress: JobProgress | null;
  private readonly stopping = new AbortController();
  private isSaved = true;
  private saving: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: AttemptOptions) {
    this.progress = options.job.progress;
  }

  stop(reason: StopReason): void {
    this.stopping.abort(reason);
  }

  /** Runs the handler to its end. Never rejects. */
  async run(): Promise<Outcome> {
    const { handler, job, onError } = this.options;
    const { signal } = this.stopping;
    try {
      if (handler === undefined) throw new Error(`This worker does not know jobs of the kind "${job.kind}".`);
      const report = (progress: JobProgress): void => {
        this.report(progress);
      };
      const result = await handler.run(job, { signal, report });
      return { kind: 'completed', result };
    } catch (error) {
      // The reason is one of this class's own.
      if (signal.aborted) return { kind: signal.reason as StopReason };
      if (error instanceof JobFailure) return { kind: 'failed', sentence: error.message, final: true };
      onError(new Error(`The job ${job.id} (${job.kind}) went wrong.`, { cause: error }));
      return { kind: 'failed', sentence: UNEXPECTED, final: false };
    } finally {
      clearTimeout(this.timer);
      await this.saving;
    }
  }

  private report(progress: JobProgress): void {
    this.progress = progress;
    this.isSaved = false;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.saving = this.save();
    }, REPORT_EVERY_MS);
  }

  private async save(): Promise<void> {
    if (this.isSaved || this.progress === null) return;
    this.isSaved = true;
    await this.options.save(this.progress).catch(this.options.onError);
  }
}
