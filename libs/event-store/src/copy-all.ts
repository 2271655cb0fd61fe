import { createHash } from 'node:crypto';
import { NotACopy, type CopySource, type CopyTarget } from './copy-target';
import type { StoredEvent } from './event-store';

export interface CopyOptions {
  /** Is told how many of how many events have been copied, again and again. */
  readonly onCopied?: (done: number, total: number) => void;
  /** The same of those that have been compared. */
  readonly onCompared?: (done: number, total: number) => void;
}

export interface CopyResult {
  /** How many events were written now; the others had been copied before. */
  readonly copied: number;
  /** How many events both stores hold. */
  readonly events: number;
  /** SHA-256 (hex) over the events of either; the same for both. */
  readonly digest: string;
}

const BATCH_SIZE = 1_000;
const CHOOSE_ANOTHER =
  'nothing was written; copy into an empty store, or into the one that this source was copied to before';
const TRY_AGAIN = 'stop every program that writes to one of them, and copy again';

/**
 * Copies all events of one store to another and proves that both then hold the same. What was copied before is compared
 * and left alone, so a copy that was cut off goes on where it ended.
 *
 * @throws {NotACopy} when the target holds anything but the source's first events, before anything is written; or when
 *   both differ afterwards, because somebody else has appended meanwhile
 */
export async function copyAll(
  source: CopySource,
  target: CopyTarget,
  { onCopied = ignore, onCompared = ignore }: CopyOptions = {},
): Promise<CopyResult> {
  const end = await source.settledHead();
  const begun = await target.settledHead();
  await digestOfBoth(source, target, begun, CHOOSE_ANOTHER, onCompared);
  const range = { afterPosition: begun, untilPosition: end, batchSize: BATCH_SIZE };
  for await (const batch of source.readAll(range)) onCopied(await target.copyEvents(batch), end);
  const events = Math.max(await source.settledHead(), await target.settledHead());
  const digest = await digestOfBoth(source, target, events, TRY_AGAIN, onCompared);
  return { copied: end - begun, events, digest };
}

/**
 * SHA-256 (hex) over the events that both stores hold from the first position to another, each as one line of JSON.
 * Both are read side by side, so that the first difference is found and the memory stays flat.
 */
async function digestOfBoth(
  source: CopySource,
  target: CopySource,
  untilPosition: number,
  advice: string,
  onCompared: (done: number, total: number) => void,
): Promise<string> {
  const digest = createHash('sha256');
  const originals = eventsOf(source, untilPosition);
  const copies = eventsOf(target, untilPosition);
  try {
    for (let position = 1; position <= untilPosition; position += 1) {
      const [original, copy] = [await lineOfNext(originals), await lineOfNext(copies)];
      if (original === undefined || original !== copy) throw new NotACopy(position, advice);
      digest.update(original);
      if (position % BATCH_SIZE === 0) onCompared(position, untilPosition);
    }
  } finally {
    await Promise.all([originals.return(undefined), copies.return(undefined)]);
  }
  return digest.digest('hex');
}

async function* eventsOf(store: CopySource, untilPosition: number): AsyncGenerator<StoredEvent, undefined> {
  for await (const batch of store.readAll({ afterPosition: 0, untilPosition, batchSize: BATCH_SIZE })) yield* batch;
}

/** Every field in a fixed order; data and metadata as they were written. Undefined at the end. */
async function lineOfNext(events: AsyncGenerator<StoredEvent, undefined>): Promise<string | undefined> {
  const event = (await events.next()).value;
  if (!event) return undefined;
  const { position, streamId, revision, id, type, schemaVersion, data, metadata, recordedAt } = event;
  return `${JSON.stringify([position, streamId, revision, id, type, schemaVersion, data, metadata, recordedAt])}\n`;
}

function ignore(): void {
  // Nobody wants to know.
}
