import { Refusal, publication, publicationStream, type PublicationEvent } from '@outturn/domain';
import { EditionMaker, readPublicationOrder, type PublicationOrder } from '@outturn/editions';
import {
  CommandIdReused,
  StaleRevision,
  findEarlierOutcome,
  handle,
  toRecorded,
  type EventMetadata,
} from '@outturn/event-store';
import { JobFailure, type Job, type JobContext, type JobHandler, type JsonObject } from '@outturn/jobs';
import { eventTypes } from '@outturn/read-models';
import type { JobParts } from './parts';

/**
 * Renders the report of a closed period and publishes it as an edition, as the person who asked. The ids of its events
 * follow from the order, so that a job that is begun again publishes nothing twice.
 */
export function publishEdition({ store, readModels }: JobParts): JobHandler {
  return {
    kind: 'publication',
    async run(job, context) {
      const order = readPublicationOrder(job.input);
      if (order === undefined) {
        throw new JobFailure('The job does not say what is to be published. Ask for the edition again.');
      }
      try {
        return (await published(order, { store })) ?? (await publish(order, job, context, { store, readModels }));
      } catch (error) {
        throw isFinal(error) ? new JobFailure(error.message, { cause: error }) : error;
      }
    },
  };
}

/** What was published by the order before; undefined when nothing was. */
async function published(
  { period, commandId, requestHash }: PublicationOrder,
  { store }: Pick<JobParts, 'store'>,
): Promise<JsonObject | undefined> {
  const stored = await findEarlierOutcome(store, publicationStream(period), commandId, requestHash);
  const [first] = stored.map((event) => toRecorded<PublicationEvent>(eventTypes, event));
  return first && resultOf(first.data.edition, stored.at(-1)?.position ?? 0);
}

async function publish(
  order: PublicationOrder,
  { startedBy }: Job,
  { signal, report }: JobContext,
  parts: Pick<JobParts, 'store' | 'readModels'>,
): Promise<JsonObject> {
  const { period, commandId, expectedRevision, role, correlationId, requestHash } = order;
  const command = await new EditionMaker(parts).make(period, order, startedBy);
  signal.throwIfAborted();
  report({ percent: 80, message: 'The report is rendered.' });
  const metadata: EventMetadata = {
    actor: startedBy,
    role,
    correlationId,
    causationId: commandId,
    ...(requestHash === undefined ? {} : { requestHash }),
  };
  const { events, position } = await handle({
    store: parts.store,
    decider: publication,
    eventTypes,
    streamId: publicationStream(period),
    command,
    commandId,
    expectedRevision,
    metadata,
  });
  return resultOf(events[0]?.data.edition ?? '', position);
}

function resultOf(edition: string, position: number): JsonObject {
  return { edition, position, location: `/api/v1/publications/${edition}` };
}

/** What trying again would not help; its message is for people. */
function isFinal(error: unknown): error is Error {
  return error instanceof Refusal || error instanceof StaleRevision || error instanceof CommandIdReused;
}
