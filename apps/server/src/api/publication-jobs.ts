import { publicationOrderInput, type EditionRequest } from '@outturn/editions';
import { jobIdOf, type Job, type Jobs } from '@outturn/jobs';
import type { PeriodKey } from '@outturn/domain';
import { rolesFor } from '../security/permissions';
import { reusedIdempotencyKey } from './problem';
import type { WriteContext } from './write-context';
import { commandIdOf } from './writer';

/**
 * Asks for an edition as a job. It carries out the same command as a request that waits: one Idempotency-Key stands for
 * both, and publishes once.
 *
 * @throws {Problem} 422 when the key was used for another request.
 */
export async function enqueuePublication(
  jobs: Jobs,
  period: PeriodKey,
  request: EditionRequest,
  context: WriteContext,
): Promise<Job> {
  const { identity, permission, correlationId, expectedRevision, idempotencyKey } = context;
  const commandId = commandIdOf(context);
  const requestHash = idempotencyKey === undefined ? undefined : context.requestHash;
  const role = rolesFor(identity, permission)[0] ?? '';
  const order = { ...request, period, commandId, role, correlationId, expectedRevision, requestHash };
  const job = await jobs.enqueue({
    id: jobIdOf('publication', commandId),
    kind: 'publication',
    input: publicationOrderInput(order),
    startedBy: identity.actor,
  });
  if (job.input.requestHash !== (requestHash ?? null)) throw reusedIdempotencyKey();
  return job;
}
