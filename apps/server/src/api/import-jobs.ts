import { isDeepStrictEqual } from 'node:util';
import type { Acceptance, ImportRecord, Uploader } from '@outturn/imports';
import { hasEnded, jobIdOf, type Job, type Jobs, type JsonObject } from '@outturn/jobs';
import { jobAnswer } from './job-answers';
import { Problem } from './problem';

/** An acceptance of more rows than this is long work. */
const MOST_ROWS_AT_ONCE = 1_000;

export function isLong({ counts }: ImportRecord): boolean {
  return counts.rows > MOST_ROWS_AT_ONCE;
}

/**
 * Asks for an acceptance as a job. The jobs of an import are numbered, so that whoever asks at the same moment asks for
 * the same one; another begins only when the last has ended.
 *
 * @throws {Problem} 409 while another acceptance of the same import is under way.
 */
export async function enqueueAcceptance(
  jobs: Jobs,
  { id: importId }: ImportRecord,
  { rows, corrections }: Acceptance,
  { actor, role, areas }: Uploader,
): Promise<Job> {
  const grounds = corrections === undefined ? null : { reason: corrections.reason, cause: corrections.cause };
  const input: JsonObject = { importId, rows, corrections: grounds, role, areas };
  for (let number = 1; ; number += 1) {
    const id = jobIdOf('import', `${importId} ${number}`);
    const known = await jobs.find(id);
    if (known !== undefined && hasEnded(known)) continue;
    const job = known ?? (await jobs.enqueue({ id, kind: 'import', input, startedBy: actor }));
    if (isDeepStrictEqual(job.input, input)) return job;
    throw new Problem({
      status: 409,
      code: 'acceptance-under-way',
      detail: `Another acceptance of this import is under way as the job ${id}. Wait for its end, or cancel it.`,
      state: jobAnswer(job),
    });
  }
}
