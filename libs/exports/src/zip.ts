import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Entry {
  readonly name: Buffer;
  readonly offset: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

const LOCAL_HEADER = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Sizes follow the content, and names are in UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980, so that the same content gives the same file. */
const DOS_DATE = 0x0021;
const LIMIT_BYTES = 0xffff_ffff;

/** Writes a ZIP file piece by piece, with no more in memory than is on its way. */
export class ZipWriter {
  private offset = 0;
  private readonly entries: Entry[] = [];

  /** The bytes of one file in it. */
  async *file(name: string, content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
    const entry = { name: Buffer.from(name), offset: this.offset, checksum: 0, packedBytes: 0, bytes: 0 };
    yield this.written(localHeader(entry.name));
    const counted = async function* () {
      for await (const text of content) {
        const bytes = Buffer.from(text);
        entry.checksum = crc32(bytes, entry.checksum);
        entry.bytes += bytes.length;
        yield bytes;
      }
    };
    const deflate = createDeflateRaw();
    // Whoever reads the packed bytes sees the error of the content.
    pipeline(Readable.from(counted(), { objectMode: false }), deflate, () => undefined);
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      entry.packedBytes += chunk.length;
      yield this.written(chunk);
    }
    if (entry.bytes > LIMIT_BYTES || this.offset > LIMIT_BYTES) {
      throw new RangeError('A workbook holds 4 GB at the most: ask for fewer periods, or for CSV.');
    }
    yield this.written(descriptor(entry));
    this.entries.push(entry);
  }

  /** The list of the files, with which it ends. */
  end(): Buffer {
    const start = this.offset;
    const directory = Buffer.concat(this.entries.map(centralHeader));
    const tail = Buffer.alloc(22);
    tail.writeUInt32LE(END, 0);
    tail.writeUInt16LE(this.entries.length, 8);
    tail.writeUInt16LE(this.entries.length, 10);
    tail.writeUInt32LE(directory.length, 12);
    tail.writeUInt32LE(start, 16);
    return Buffer.concat([directory, tail]);
  }

  private written(bytes: Buffer): Buffer {
    this.offset += bytes.length;
    return bytes;
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ checksum, packedBytes, bytes }: Entry): Buffer {
  const fields = Buffer.alloc(16);
  fields.writeUInt32LE(DESCRIPTOR, 0);
  fields.writeUInt32LE(checksum, 4);
  fields.writeUInt32LE(packedBytes, 8);
  fields.writeUInt32LE(bytes, 12);
  return fields;
}

function centralHeader({ name, offset, checksum, packedBytes, bytes }: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DEFLATED, 10);
  header.writeUInt16LE(DOS_DATE, 14);
  header.writeUInt32LE(checksum, 16);
  header.writeUInt32LE(packedBytes, 20);
  header.writeUInt32LE(bytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}
