import { LONGEST_CELL, MOST_CHARACTERS, tooLarge } from './limits';
import { numberFormatOf } from './number-format';
import type { NumberFormat, RawRow } from './raw-cell';
import type { MergedArea } from './merged-area';
import { SheetListener } from './sheet-listener';
import { WorkbookParts, malformed } from './workbook-parts';

interface SheetPlace {
  readonly name: string;
  readonly part: string;
}

/** A workbook that has been opened; its rows are read one after the other. */
export interface OpenedWorkbook {
  /** Sheets that are not read, and why. */
  readonly notes: readonly string[];
  readonly rows: () => AsyncGenerator<RawRow>;
  /** Areas of cells that are shown as one; complete when the rows have been read. */
  readonly merged: readonly MergedArea[];
}

/**
 * Opens a workbook. Its XML is read here and not by a library that turns every number into a binary one: digits typed are
 * digits stored.
 *
 * @throws {FileRefused} see `WorkbookParts.open`.
 */
export async function openWorkbook(bytes: Buffer): Promise<OpenedWorkbook> {
  const parts = await WorkbookParts.open(bytes);
  const { sheets, hidden } = await sheetsOf(parts);
  const formats = await formatsOf(parts);
  const shared = await sharedTextsOf(parts);
  const merged: MergedArea[] = [];
  return {
    merged,
    notes: hidden.map((name) => `The hidden sheet "${name}" is not read.`),
    rows: async function* () {
      for (const { name, part } of sheets) {
        const listener = new SheetListener(name, formats, shared, merged);
        yield* parts.gather(part, listener, () => listener.take());
      }
    },
  };
}

async function sheetsOf(parts: WorkbookParts): Promise<{ sheets: SheetPlace[]; hidden: string[] }> {
  const targets = new Map<string, string>();
  await parts.read('xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target, TargetMode }) => {
      // What lies outside of the file is never looked for.
      if (name !== 'Relationship' || TargetMode === 'External' || Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const known = new Set<string>();
  const sheets: SheetPlace[] = [];
  const hidden: string[] = [];
  await parts.read('xl/workbook.xml', {
    open: (element, attributes) => {
      if (element !== 'sheet') return;
      const { name = '', state } = attributes;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const part = targets.get(relation);
      // A part that is read again and again for as many sheets would never come to an end.
      if (part === undefined || !parts.has(part) || known.has(part)) throw malformed();
      known.add(part);
      // A sheet of charts only has no rows, and none are found in it.
      if (state === undefined || state === 'visible') sheets.push({ name: name.slice(0, 100), part });
      else hidden.push(name.slice(0, 100));
    },
  });
  return { sheets, hidden };
}

/** The number format of each style of cells, by its number. */
async function formatsOf(parts: WorkbookParts): Promise<NumberFormat[]> {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let inCellFormats = false;
  await parts.read('xl/styles.xml', {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(numFmtId, formatCode.slice(0, 255));
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) formats.push(numberFormatOf(Number(numFmtId), codes.get(numFmtId)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formats;
}

/** The texts that cells refer to by number; how a word is pronounced is no part of it. */
async function sharedTextsOf(parts: WorkbookParts): Promise<string[]> {
  const texts: string[] = [];
  let characters = 0;
  let text = '';
  let inText = false;
  let pronouncing = false;
  await parts.read('xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') pronouncing = true;
      inText = name === 't' && !pronouncing;
    },
    text: (read) => {
      if (inText && text.length <= LONGEST_CELL) text += read.slice(0, LONGEST_CELL + 1);
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') pronouncing = false;
      if (name !== 'si') return;
      characters += text.length + 16;
      if (characters > MOST_CHARACTERS) throw tooLarge('The workbook holds too much text. Save only the figures.');
      texts.push(text);
    },
  });
  return texts;
}
