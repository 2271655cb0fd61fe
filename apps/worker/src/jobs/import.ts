import { Refusal } from '@outturn/domain';
import { ImportAcceptances, ImportStore, type Acceptance, type Uploader } from '@outturn/imports';
import { JobFailure, progressOf, type Job, type JobHandler, type JsonValue } from '@outturn/jobs';
import type { JobParts } from './parts';

/**
 * Carries out the rows of a checked spreadsheet, as who uploaded it. The ids of the commands follow from the import and
 * the row, so that a job that is begun again records nothing twice.
 */
export function importFigures({ store, pool, now }: JobParts): JobHandler {
  const imports = new ImportStore(pool);
  const acceptances = new ImportAcceptances({ store, imports, now });
  return {
    kind: 'import',
    async run(job, { signal, report }) {
      const { importId, acceptance, uploader } = askedOf(job);
      const record = await imports.find(importId);
      if (record?.uploadedBy !== uploader.actor) throw new JobFailure('There is no such import of this person.');
      const attendance = {
        signal,
        report: (done: number, total: number) => {
          report(progressOf(done, total, `${done} of ${total} rows`));
        },
      };
      try {
        const { counts } = await acceptances.accept(record, acceptance, uploader, attendance);
        return { importId, outcomes: { ...counts.outcomes } };
      } catch (error) {
        throw error instanceof Refusal ? new JobFailure(error.message, { cause: error }) : error;
      }
    },
  };
}

interface Asked {
  readonly importId: string;
  readonly acceptance: Acceptance;
  readonly uploader: Uploader;
}

/** @throws {JobFailure} when the input is not what the server writes. */
function askedOf({ input, startedBy }: Job): Asked {
  const { importId, rows, corrections, role, areas } = input;
  const isWhole = typeof importId === 'string' && typeof role === 'string' && isTexts(areas);
  if (!isWhole || (rows !== 'all' && rows !== 'good')) {
    throw new JobFailure('The job does not say what is to be accepted. Accept the import again.');
  }
  return {
    importId,
    acceptance: { rows, corrections: groundsOf(corrections) },
    uploader: { actor: startedBy, role, areas },
  };
}

function groundsOf(corrections: JsonValue | undefined): Acceptance['corrections'] {
  if (typeof corrections !== 'object' || corrections === null || !('reason' in corrections)) return undefined;
  const { reason, cause } = corrections;
  return typeof reason === 'string' && typeof cause === 'string' ? { reason, cause } : undefined;
}

function isTexts(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
