const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** 1 January 1980 00:00, the first moment that a ZIP file can name, as its time and date. */
const FIRST_MOMENT = 0x0021_0000;

/**
 * A ZIP file whose entries all have the same time, so that the same content gives the same bytes whenever it is packed.
 *
 * The layout is that of PKWARE's APPNOTE, 4.3: the end of the directory, its entries, and the header before each file.
 *
 * @throws {Error} where the bytes are no ZIP file of this simple kind.
 */
export function withFixedTimes(zip: Buffer): Buffer {
  const fixed = Buffer.from(zip);
  const end = fixed.length - 22;
  if (end < 0 || fixed.readUInt32LE(end) !== END_OF_DIRECTORY)
    throw new Error('This is no ZIP file without a comment.');
  const entries = fixed.readUInt16LE(end + 10);
  let at = fixed.readUInt32LE(end + 16);
  for (let entry = 0; entry < entries; entry += 1) {
    const local = fixed.readUInt32LE(at + 42);
    if (fixed.readUInt32LE(at) !== CENTRAL_HEADER || fixed.readUInt32LE(local) !== LOCAL_HEADER) {
      throw new Error('The directory of this ZIP file does not fit its entries.');
    }
    fixed.writeUInt32LE(FIRST_MOMENT, at + 12);
    fixed.writeUInt32LE(FIRST_MOMENT, local + 10);
    at += 46 + fixed.readUInt16LE(at + 28) + fixed.readUInt16LE(at + 30) + fixed.readUInt16LE(at + 32);
  }
  return fixed;
}
