import type { EventStore } from '@outturn/event-store';
import type { ExportFiles } from '@outturn/exports';
import type { ReadModels } from '@outturn/read-models';
import type { Pool } from 'pg';
import type { Mailer } from './mail';

/** What the jobs of the worker stand on. */
export interface JobParts {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly readModels: ReadModels;
  readonly mailer: Mailer;
  /** Where exports are written, and the server looks for them. */
  readonly exportFiles: ExportFiles;
  /** Addresses by the opaque ids of owners; no event holds one. */
  readonly addresses: () => ReadonlyMap<string, string>;
  /** When periods open and close by themselves; absent: when people open and close them. */
  readonly calendar?: CalendarRules;
  /** The time; another in tests. */
  readonly now?: () => Date;
}

/** Days after the last day of a quarter or a year. */
export interface CalendarRules {
  /** Until then, first figures are in time. */
  readonly cutOffDays: number;
  /** From then on, only corrections; absent: people close. */
  readonly closingDays?: number;
}
