import type { EventStore } from '@outturn/event-store';
import type { ImportStore } from './import-store';

/** What imports stand on, in the server and in the worker. */
export interface ImportParts {
  readonly store: EventStore;
  readonly imports: ImportStore;
  /** Is told what a command has recorded, and in which time. */
  readonly onRecorded?: (events: readonly { readonly type: string }[], seconds: number) => void;
  /** The time; another in tests. */
  readonly now?: () => Date;
}
