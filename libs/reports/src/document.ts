/** A report laid out: what HTML and DOCX show alike. Each renderer knows how, none decides what. */
export interface ReportDocument {
  readonly title: string;
  /** One line that says which report this is, for the foot of each page. */
  readonly footer: string;
  readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | List | Facts | Table;

export interface Heading {
  readonly kind: 'heading';
  /** 1 is the title; none is skipped on the way down. */
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  /** A notice is what nobody may miss; an aside is smaller. */
  readonly style: 'body' | 'aside' | 'notice';
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** Names and what they are. */
export interface Facts {
  readonly kind: 'facts';
  readonly items: readonly { readonly name: string; readonly text: string }[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  /** As many cells as there are columns; the first cell names its row. */
  readonly rows: readonly Row[];
  /** Notes to which its cells refer, to stand below it. */
  readonly notes: readonly string[];
  /** Number of the first note: notes are numbered through the whole report. */
  readonly firstNote: number;
}

export interface Column {
  readonly title: string;
  readonly align: 'start' | 'end';
  /** Share of the width, in relation to the other columns. */
  readonly width: 1 | 2 | 3 | 4 | 5 | 6;
}

export interface Row {
  /** An aside is a row beside the one above it, such as what was printed. */
  readonly style: 'body' | 'total' | 'aside';
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  readonly text: string;
  /** Repeats in colour what the text says. */
  readonly tone?: Tone;
  /** The marker r: an earlier edition showed another value. */
  readonly revised?: boolean;
  /** Numbers of notes. */
  readonly notes?: readonly number[];
}

export type Tone = 'red' | 'amber' | 'green';

/** A row whose cells have their notes as texts. */
export interface NotedRow {
  readonly style: Row['style'];
  readonly cells: readonly (Omit<TableCell, 'notes'> & { readonly notes?: readonly string[] })[];
}

/** A table with each of its notes once, below it. */
export function table(caption: string, columns: readonly Column[], rows: readonly NotedRow[]): Table {
  const notes = [...new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.notes ?? [])))];
  const numberOf = (note: string) => notes.indexOf(note) + 1;
  return {
    kind: 'table',
    caption,
    columns,
    rows: rows.map(({ style, cells }) => ({
      style,
      cells: cells.map(({ notes: own, ...cell }) => (own ? { ...cell, notes: own.map(numberOf) } : cell)),
    })),
    notes,
    firstNote: 1,
  };
}

/** The blocks with their notes numbered through. */
export function numbered(blocks: readonly Block[]): Block[] {
  let before = 0;
  return blocks.map((block) => {
    if (block.kind !== 'table' || block.notes.length === 0) return block;
    const offset = before;
    before += block.notes.length;
    return {
      ...block,
      firstNote: offset + 1,
      rows: block.rows.map(({ style, cells }) => ({
        style,
        cells: cells.map((cell) => (cell.notes ? { ...cell, notes: cell.notes.map((note) => note + offset) } : cell)),
      })),
    };
  });
}

export function heading(level: Heading['level'], text: string): Heading {
  return { kind: 'heading', level, text };
}

export function paragraph(text: string, style: Paragraph['style'] = 'body'): Paragraph {
  return { kind: 'paragraph', style, text };
}

export function list(items: readonly string[]): List {
  return { kind: 'list', items };
}

/** A column of words. */
export function words(title: string, width: Column['width'] = 2): Column {
  return { title, align: 'start', width };
}

/** A column of numbers. */
export function numbers(title: string, width: Column['width'] = 1): Column {
  return { title, align: 'end', width };
}

/** A row of plain texts; what is absent is a dash, as a dash is not zero. */
export function row(texts: readonly (string | number | null)[], style: Row['style'] = 'body'): NotedRow {
  return { style, cells: texts.map((text) => ({ text: textOf(text) })) };
}

/** A text for a cell. */
export function textOf(value: string | number | null): string {
  return value === null ? '–' : String(value);
}
