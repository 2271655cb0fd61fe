import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { EditionFormat, NewEditionFile, Sha256 } from '@outturn/domain';

/** What each format is for browsers and mail. */
export const MEDIA_TYPES: Readonly<Record<EditionFormat, string>> = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** SHA-256 of bytes, or of the UTF-8 of a text, in hexadecimal digits. */
export function sha256(content: Buffer | string): Sha256 {
  return createHash('sha256').update(content).digest('hex');
}

/** A file as an edition keeps it. */
export function newEditionFile(format: EditionFormat, bytes: Buffer): NewEditionFile {
  return {
    format,
    mediaType: MEDIA_TYPES[format],
    sha256: sha256(bytes),
    bytes: bytes.length,
    deflated: deflateRawSync(bytes).toString('base64'),
  };
}
