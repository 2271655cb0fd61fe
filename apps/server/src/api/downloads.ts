import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** What a file of figures says of itself in the headers. */
export interface Download {
  readonly mediaType: string;
  readonly fileName: string;
  /** The address that gives the same for ever. */
  readonly link: string;
  readonly position: number;
}

/** Writes the headers of a download. */
export function describeDownload(response: Response, { mediaType, fileName, link, position }: Download): void {
  response.setHeader('Content-Type', mediaType);
  // The name is made of words of this program and a number, so that nothing in it has to be quoted.
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  response.setHeader('Content-Location', link);
  response.setHeader('Outturn-Position', String(position));
}

/** Sends a file at the pace of the reader. Who leaves early ends the reading; what fails midway breaks the connection. */
export async function streamDownload(content: AsyncIterable<string | Buffer>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(content, { objectMode: false }), response);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
