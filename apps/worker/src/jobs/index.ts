import { join } from 'node:path';
import type { Configuration } from '@outturn/configuration';
import type { EventStore } from '@outturn/event-store';
import { ExportFiles } from '@outturn/exports';
import type { JobHandler } from '@outturn/jobs';
import { PostgresReadModels } from '@outturn/read-models';
import type { Pool } from 'pg';
import { readAddresses } from './addresses';
import { calendar } from './calendar';
import { exportFile } from './export';
import { importFigures } from './import';
import { folderMailer, smtpMailer, type Mailer } from './mail';
import type { JobParts } from './parts';
import { publishEdition } from './publication';
import { rebuild } from './rebuild';
import { reminders } from './reminders';
import { staleCommentary } from './stale-commentary';
import { verification } from './verification';

/** Every kind of job that the worker does. */
export const jobHandlers = (parts: JobParts): readonly JobHandler[] => [
  rebuild(parts),
  verification(parts),
  calendar(parts),
  reminders(parts),
  staleCommentary(parts),
  importFigures(parts),
  exportFile(parts),
  publishEdition(parts),
];

/** Inside the data folder: where mail is put that no server sends. */
const MAIL_FOLDER = 'mail';

/** What the jobs stand on, as the configuration says. */
export function jobPartsOf(
  { dataDir, mail, directoryFile, calendar: rules }: Configuration,
  { store, pool }: { readonly store: EventStore; readonly pool: Pool },
): JobParts {
  const mailer: Mailer =
    mail.kind === 'smtp' ? smtpMailer(mail.url, mail.from) : folderMailer(join(dataDir, MAIL_FOLDER), mail.from);
  return {
    store,
    pool,
    readModels: new PostgresReadModels(pool, store),
    mailer,
    exportFiles: new ExportFiles(dataDir),
    addresses: () => (directoryFile === undefined ? new Map() : readAddresses(directoryFile)),
    calendar: rules,
  };
}
