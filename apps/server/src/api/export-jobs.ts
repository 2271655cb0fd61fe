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
/** Of one person within the days that a file is kept: files must not fill the disk. */
export const MOST_EXPORTS = 100;
const DAY_SECONDS = 24 * 60 * 60;

/**
 * Asks for an export as a job. With an Idempotency-Key, a repeat is answered the job of the first time, as at its position.
 *
 * @throws {Problem} 422 when the key was used for another request, 429 when one person asks for too many.
 */
export async function enqueueExport(jobs: Jobs, order: ExportOrder, context: WriteContext, now: Date): Promise<Job> {
  const { identity, idempotencyKey, requestHash } = context;
  const key = idempotencyKey === undefined ? randomUUID() : JSON.stringify([identity.actor, idempotencyKey]);
  const id = jobIdOf(KIND, key);
  const known = idempotencyKey === undefined ? undefined : await jobs.find(id);
  if (known === undefined) await refuseTooMany(jobs, identity.actor, now);
  const input = { ...exportOrderInput(order), requestHash };
  const job = known ?? (await jobs.enqueue({ id, kind: KIND, input, startedBy: identity.actor }));
  if (job.input.requestHash !== requestHash) throw reusedIdempotencyKey();
  return job;
}

async function refuseTooMany(jobs: Jobs, startedBy: string, now: Date): Promise<void> {
  const states = ['waiting', 'running', 'retrying', 'completed'] as const;
  const asked = await jobs.list({ states, kinds: [KIND], startedBy, limit: MOST_EXPORTS });
  const oldest = asked[MOST_EXPORTS - 1];
  if (oldest === undefined) return;
  const ageSeconds = (now.getTime() - Date.parse(oldest.enqueuedAt)) / 1000;
  const waitSeconds = Math.ceil(EXPORT_KEPT_DAYS * DAY_SECONDS - ageSeconds);
  if (waitSeconds <= 0) return;
  const detail = `You have asked for ${MOST_EXPORTS} exports within ${EXPORT_KEPT_DAYS} days, and their files are kept: use one of these, or read figures without a job at /api/v1/exports/figures.csv.`;
  const headers = { 'Retry-After': String(waitSeconds) };
  throw new Problem({ status: 429, code: 'too-many-exports', detail, headers });
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
