/** The most that a file may have; each is checked before anything further is read. */
export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
/** Rows with anything in them, and figures: a wide table has several in a row. */
export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 200;
/** Of a CSV, blank ones with them. */
export const MOST_LINES = 500_000;
/** What Excel allows; a comment in a column that is not read may be as long. */
export const LONGEST_CELL = 32_767;
/** What a workbook may have unpacked, and how much smaller its parts may be packed. */
export const UNPACKED_LIMIT_BYTES = 128 * 1024 * 1024;
export const HIGHEST_RATIO = 200;
export const RATIO_FREE_BYTES = 4 * 1024 * 1024;
export const MOST_PARTS = 500;
/** Of the texts that cells share, and of all cells together: many cells can refer to one long text. */
export const MOST_CHARACTERS = 24 * 1024 * 1024;
/** Far deeper, and with more attributes an element, than a workbook is: what is open is kept in memory. */
export const MOST_DEPTH = 64;
export const MOST_ATTRIBUTES = 200;
export const MOST_MERGED_AREAS = 5_000;

/** Why a file as a whole is not taken; nothing of it has been read further. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  constructor(
    /** Stable, in kebab-case. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** That a file is not of a kind that is read. */
export const wrongType = (message: string): FileRefused => new FileRefused('wrong-file-type', message);

/** That a file has more in it than is taken. */
export const tooLarge = (message: string): FileRefused => new FileRefused('file-too-large', message);
