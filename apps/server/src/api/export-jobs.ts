import { randomUUID } from 'node:crypto';
import {
  EXPORT_FORMATS,
  EXPORT_KEPT_DAYS,
  exportFileName,
  exportOrderInput,
  readExportOrder,
  type ExportFiles,
  type ExportOrder,
} from '@outturn/exports';
import { jobIdOf, type Job, type Jobs } from '@outturn/jobs';
import type { Response } from 'express';
import { describeDownload, streamDownload } from './downloads';
import { Problem, reusedIdempotencyKey } from './problem';
import type { WriteContext } from './write-context';

const KIND = 'export';

/**
 * Asks for an export as a job. With an Idempotency-Key, a repeat is answered the job of the first time, as at its position.
 *
 * @throws {Problem} 422 when the key was used for another request.
 */
export async function enqueueExport(jobs: Jobs, order: ExportOrder, context: WriteContext): Promise<Job> {
  const { identity, idempotencyKey, requestHash } = context;
  const key = idempotencyKey === undefined ? randomUUID() : JSON.stringify([identity.actor, idempotencyKey]);
  const input = { ...exportOrderInput(order), requestHash };
  const job = await jobs.enqueue({ id: jobIdOf(KIND, key), kind: KIND, input, startedBy: identity.actor });
  if (job.input.requestHash !== requestHash) throw reusedIdempotencyKey();
  return job;
}

/** Whether a job has made a file; it is kept for some days. */
export function hasMadeFile({ kind, state }: Job): boolean {
  return kind === KIND && state === 'completed';
}

/**
 * Sends the file that a job has made.
 *
 * @throws {Problem} 404 when it has made none, or it is not kept any more.
 */
export async function sendExport(files: ExportFiles, job: Job, response: Response): Promise<void> {
  const order = hasMadeFile(job) ? readExportOrder(job.input) : undefined;
  if (order === undefined) throw noFile(missingBecause(job));
  const { format, figures } = order;
  const file = await files.open(job.id, format);
  if (file === undefined) {
    throw noFile(
      `The file of this export is not kept: it goes after ${EXPORT_KEPT_DAYS} days. Ask for the export again.`,
    );
  }
  try {
    const { size } = await file.stat();
    response.setHeader('Content-Length', size);
    const { mediaType } = EXPORT_FORMATS[format];
    describeDownload(response, { mediaType, fileName: exportFileName(format, figures), ...order.about });
    if (response.req.method === 'HEAD') response.end();
    else await streamDownload(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

function missingBecause({ kind, state }: Job): string {
  if (kind !== KIND) return `A job of the kind ${kind} makes no file.`;
  if (state === 'failed' || state === 'cancelled')
    return `The job is ${state}, so there is no file. Ask for the export again.`;
  return `The job is ${state}: its file is there once it is completed.`;
}

function noFile(detail: string): Problem {
  return new Problem({ status: 404, code: 'no-file', detail, errors: [{ in: 'path', pointer: '/id', detail }] });
}
