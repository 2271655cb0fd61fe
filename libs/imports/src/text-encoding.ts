import { isUtf8 } from 'node:buffer';
import { wrongType } from './limits';

/** A text and what is to be said of how it was read. */
export interface DecodedText {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * Reads the bytes of a text file: UTF-8 or UTF-16, with or without a byte order mark, or what Windows writes by default.
 *
 * @throws {FileRefused} when it is no text.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (/[^\P{Cc}\t\n\r]/u.test(text)) {
    throw wrongType(
      'The file holds control characters, so it is neither a workbook nor a CSV. Save it as .xlsx or CSV.',
    );
  }
  if (/^\s*<(\?xml|!doctype|html|table)/i.test(text)) {
    throw wrongType('The file is a web page or XML, whatever its name says. Save it as .xlsx or CSV.');
  }
  return { text, notes: encoding === 'utf-8' ? [] : [`The text was read as ${NAMES[encoding]}.`] };
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little-endian)',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252, as it is no UTF-8: check the pound signs',
};

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: a spreadsheet begins with a letter or a digit of ASCII, of which UTF-16 leaves one byte zero.
  if (bytes.length >= 2 && bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
  if (bytes.length >= 2 && bytes[0] === 0 && bytes[1] !== 0) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}
