import { FILE_LIMIT_BYTES, FileRefused, tooLarge, wrongType } from './limits';

export type FileType = 'xlsx' | 'csv';

/** What a file begins with, where it is none that is read, and what it is then. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['%PDF', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['GIF8', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['{\\rtf', 'a text document (RTF)'],
  ['\x1f\x8b', 'a packed file (gzip)'],
  ['7z\xbc\xaf', 'a packed file (7z)'],
  ['Rar!', 'a packed file (RAR)'],
  ['MZ', 'a program'],
  ['\x7fELF', 'a program'],
];

/**
 * What a file is by its content, whatever its name says.
 *
 * @throws {FileRefused} when it is neither a workbook nor text.
 */
export function fileTypeOf(bytes: Buffer): FileType {
  if (bytes.length === 0) throw new FileRefused('empty-file', 'The file is empty. Choose a spreadsheet with figures.');
  if (bytes.length > FILE_LIMIT_BYTES) throw tooLarge('The file is larger than 10 MB. Split it.');
  const start = bytes.toString('latin1', 0, 8);
  if (start.startsWith('PK\x03\x04')) return 'xlsx';
  if (start.startsWith('PK')) throw wrongType('The file is an empty or split ZIP archive. Save it as .xlsx or CSV.');
  if (start.startsWith('\xd0\xcf\x11\xe0')) throw compoundFile(bytes);
  const other = OTHERS.find(([first]) => start.startsWith(first));
  if (other !== undefined) throw wrongType(`The file is ${other[1]}, whatever its name says. Save it as .xlsx or CSV.`);
  return 'csv';
}

/** The container of the Excel of before 2007, in which later ones put what is encrypted. */
function compoundFile(bytes: Buffer): FileRefused {
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? new FileRefused('encrypted-file', 'The workbook is encrypted with a password. Save it without one.')
    : wrongType('The file is a workbook of the old kind (.xls). Save it as .xlsx or CSV.');
}
