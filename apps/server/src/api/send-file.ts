import { createHash } from 'node:crypto';
import { StreamableFile } from '@nestjs/common';
import type { EditionFormat } from '@outturn/domain';
import { MEDIA_TYPES, sha256 } from '@outturn/editions';
import type { Response } from 'express';

/** A file, or nothing for whoever has it already. */
export type SentFile = StreamableFile | undefined;

const INLINE_STYLE = /<style>([^]*?)<\/style>/g;

/**
 * Answers with a file of a report. Its ETag is its SHA-256, and whoever names it in `If-None-Match` is told that nothing
 * has changed (304), without the file. A page may use its own inline style, which it is let by hash,
 * and nothing else: no script, no frame, no other address. A document is given to be kept, not to be opened here.
 *
 * @param name of the file without its ending
 */
export function sendFile(response: Response, name: string, format: EditionFormat, bytes: Buffer): SentFile {
  const etag = `"${sha256(bytes)}"`;
  response.setHeader('ETag', etag);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // As it came: where an ETag is a revision, and not the name of some bytes, the header is taken away.
  if (isKnown(response.req.headersDistinct['if-none-match'], etag)) {
    response.status(304);
    return undefined;
  }
  if (format === 'html') response.setHeader('Content-Security-Policy', pagePolicy(bytes.toString('utf8')));
  const disposition = format === 'docx' ? 'attachment' : 'inline';
  return new StreamableFile(bytes, {
    type: MEDIA_TYPES[format],
    disposition: `${disposition}; filename="${safeName(name)}.${format}"`,
    length: bytes.length,
  });
}

/** Whether the header names the file, by itself or in a list. A proxy may have marked the name as weak. */
function isKnown(ifNoneMatch: readonly string[] | undefined, etag: string): boolean {
  const names = (ifNoneMatch ?? [])
    .join(',')
    .split(',')
    .map((name) => name.trim().replace(/^W\//, ''));
  return names.includes(etag) || names.includes('*');
}

/** Only letters, digits, hyphens and dots that follow on one of them. */
function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/\.{2,}/g, '.');
}

function pagePolicy(html: string): string {
  const styles = [...html.matchAll(INLINE_STYLE)].map(
    ([, style = '']) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  );
  const style = styles.length === 0 ? "'none'" : [...new Set(styles)].join(' ');
  return `default-src 'none'; style-src ${style}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
