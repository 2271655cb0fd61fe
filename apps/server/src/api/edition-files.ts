import { inflateRawSync } from 'node:zlib';
import {
  parseEditionId,
  publicationStream,
  type EditionFile,
  type EditionFormat,
  type EditionId,
  type PublicationEvent,
} from '@outturn/domain';
import { sha256 } from '@outturn/editions';
import { toRecorded, type EventStore } from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';
import { Problem } from './problem';

/** A file of an edition as it was published. */
export interface StoredFile {
  readonly file: EditionFile;
  readonly bytes: Buffer;
}

/**
 * A file of an edition, byte for byte as it was published: from the events alone, whatever later templates would make of
 * the same content. Undefined where there is no such edition.
 *
 * @throws {Problem} 500 `edition-damaged` when what is kept is not what was published.
 */
export async function readEditionFile(
  store: EventStore,
  edition: EditionId,
  format: EditionFormat,
): Promise<StoredFile | undefined> {
  const { period } = parseEditionId(edition, '/edition');
  let file: EditionFile | undefined;
  const parts: string[] = [];
  for (const stored of await store.readStream(publicationStream(period))) {
    const { type, data } = toRecorded<PublicationEvent>(eventTypes, stored);
    if (data.edition !== edition) continue;
    if (type === 'EditionPublished') file = data.files.find((candidate) => candidate.format === format);
    if (type === 'EditionFilePartStored' && data.format === format) parts[data.part - 1] = data.data;
  }
  return file && { file, bytes: verifiedBytes(edition, file, parts) };
}

function verifiedBytes(edition: EditionId, file: EditionFile, parts: readonly string[]): Buffer {
  const bytes = inflated(parts.join(''), file.bytes);
  if (parts.length === file.parts && bytes !== undefined && sha256(bytes) === file.sha256) return bytes;
  throw new Problem({
    status: 500,
    code: 'edition-damaged',
    detail: `What is kept as ${edition}.${file.format} is not what was published: its SHA-256 is not ${file.sha256}. It is not shown. Somebody has changed the ledger; compare it with a backup.`,
  });
}

/** Undefined for what is not deflated, or comes to more than was published. */
function inflated(base64: string, limitBytes: number): Buffer | undefined {
  try {
    return inflateRawSync(Buffer.from(base64, 'base64'), { maxOutputLength: Math.max(1, limitBytes) });
  } catch {
    return undefined;
  }
}
