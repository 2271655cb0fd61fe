import type { EventStore } from '@outturn/event-store';
import type { ExportFiles, FiguresQuestion, FigureRow } from '@outturn/exports';
import type { ImportStore } from '@outturn/imports';
import type { Jobs } from '@outturn/jobs';
import type { Directory } from '@outturn/people';
import type { ReadModels } from '@outturn/read-models';
import type { Sessions } from './security/sessions';

/** What the server stands on. Whoever makes these closes them, after the server. */
export interface ServerParts {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  /** The figures of an export, page after page. */
  figuresOf(question: FiguresQuestion): AsyncGenerator<FigureRow[]>;
  /** What jobs have exported. */
  readonly exportFiles: ExportFiles;
  /** Uploaded spreadsheets and the verdicts about their rows. */
  readonly imports: ImportStore;
  /** Long work. */
  readonly jobs: Jobs;
  readonly sessions: Sessions;
  readonly directory: Directory;
  /** Resolves when the database answers and nothing is left to migrate; rejects with a sentence otherwise. */
  checkDatabase(): Promise<void>;
  /** What stopped the read models from following the store, where they follow it in this process. */
  followerError?(): Error | undefined;
  /** The time; another in tests. */
  now?(): Date;
}

/** Name under which Nest finds the parts. */
export const SERVER_PARTS = Symbol('ServerParts');
