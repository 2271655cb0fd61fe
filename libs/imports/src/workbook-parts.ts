import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import {
  FileRefused,
  HIGHEST_RATIO,
  MOST_ATTRIBUTES,
  MOST_DEPTH,
  MOST_PARTS,
  RATIO_FREE_BYTES,
  UNPACKED_LIMIT_BYTES,
  tooLarge,
  wrongType,
} from './limits';

/** That a workbook is not put together as one. */
export const malformed = (cause?: unknown): FileRefused =>
  Object.assign(new FileRefused('malformed-workbook', 'The workbook is damaged. Open it and save it again as .xlsx.'), {
    cause,
  });

/** What of an XML part is listened to; names come without their prefix. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** The parts of a workbook, which is a ZIP archive; a part is found by its name in the archive and nowhere else. */
export class WorkbookParts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws {FileRefused} when it is encrypted, no workbook, has macros, or is larger unpacked than anybody's figures. */
  static async open(bytes: Buffer): Promise<WorkbookParts> {
    const zip = await fromBufferPromise(bytes, { autoClose: false }).catch((error: unknown) => {
      throw malformed(error);
    });
    const entries = await entriesOf(zip);
    refuseOthers([...entries.keys()]);
    const parts = new WorkbookParts(zip, entries);
    await parts.refuseMacros();
    return parts;
  }

  /** By what a part is said to be: a part with macros may have any name. */
  private async refuseMacros(): Promise<void> {
    await this.read('[Content_Types].xml', {
      open: (_, { ContentType = '' }) => {
        if (/macro|vbaproject/i.test(ContentType)) throw macros();
      },
    });
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Reads a part to its end; an absent one has nothing in it. */
  async read(name: string, listener: XmlListener): Promise<void> {
    await this.gather(name, listener, () => []).next();
  }

  /** Reads a part piece by piece, and gives after each what the listener has gathered. */
  async *gather<T>(name: string, listener: XmlListener, take: () => readonly T[]): AsyncGenerator<T> {
    const entry = this.entries.get(name);
    if (entry === undefined) return;
    const parser = parserFor(listener);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const stream = await openStream(this.zip, entry);
    try {
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        parser.write(decoder.decode(bytes, { stream: true }));
        yield* take();
      }
      parser.write(decoder.decode());
      parser.close();
      yield* take();
    } catch (error) {
      throw error instanceof FileRefused ? error : malformed(error);
    } finally {
      stream.destroy();
    }
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) {
        throw new FileRefused('encrypted-file', 'The file is encrypted. Save it without a password.');
      }
      unpacked += entry.uncompressedSize;
      refuseBomb(entry, unpacked);
      if (entries.size >= MOST_PARTS)
        throw tooLarge(`The workbook has more than ${MOST_PARTS} parts. Save only the figures.`);
      if (entries.has(entry.fileName)) throw malformed();
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : malformed(error);
  }
  return entries;
}

/** The sizes that the archive states; the reader of a part stops where the part is larger than stated. */
function refuseBomb({ uncompressedSize, compressedSize }: Entry, unpacked: number): void {
  const ratio = uncompressedSize / Math.max(compressedSize, 1);
  if (unpacked <= UNPACKED_LIMIT_BYTES && (uncompressedSize <= RATIO_FREE_BYTES || ratio <= HIGHEST_RATIO)) return;
  throw new FileRefused(
    'zip-bomb',
    'The workbook unpacks to far more than it holds (a "zip bomb"). Copy the figures into a new workbook.',
  );
}

const macros = (): FileRefused =>
  new FileRefused('macros', 'The workbook has macros, which are not taken. Save it as .xlsx, without macros.');

function refuseOthers(names: readonly string[]): void {
  if (names.some((name) => /vbaproject\.bin$|^xl\/macrosheets\//i.test(name))) {
    throw macros();
  }
  if (names.includes('xl/workbook.bin')) throw wrongType('The file is a binary workbook (.xlsb). Save it as .xlsx.');
  if (names.includes('content.xml')) throw wrongType('The file is an OpenDocument (.ods). Save it as .xlsx or CSV.');
  if (!names.includes('xl/workbook.xml') || !names.includes('[Content_Types].xml')) {
    throw wrongType('The file is a ZIP archive and no workbook of Excel. Save it as .xlsx or CSV.');
  }
}

function openStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return zip.openReadStreamPromise(entry).catch((error: unknown) => {
    throw malformed(error);
  });
}

function parserFor({ open, text, close }: XmlListener): SaxesParser {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw malformed(error);
  });
  // A document type is where entities are declared, outside ones among them; a spreadsheet has none.
  parser.on('doctype', () => {
    throw new FileRefused(
      'document-type',
      'The workbook declares a document type (DTD), which no spreadsheet does. Copy the figures into a new workbook.',
    );
  });
  let depth = 0;
  let attributesRead = 0;
  parser.on('attribute', () => {
    attributesRead += 1;
    if (attributesRead > MOST_ATTRIBUTES) throw malformed();
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    attributesRead = 0;
    depth += 1;
    if (depth > MOST_DEPTH) throw malformed();
    open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    depth -= 1;
    close?.(localName(name));
  });
  parser.on('text', (read) => text?.(read));
  parser.on('cdata', (read) => text?.(read));
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
