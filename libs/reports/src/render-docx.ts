import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell as DocxCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx';
import type { ReportContent } from './content';
import type { Block, Column, Facts, ReportDocument, Row, Table as ReportTable, TableCell, Tone } from './document';
import { layOut } from './lay-out';
import { cleaned, markup } from './markup';
import { withFixedTimes } from './zip-times';

/** A4 on its side, in twentieths of a point. */
const PAGE = { width: 16838, height: 11906, margin: 850 } as const;
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
/** What is used where nothing was recorded before the report. */
const NO_MOMENT = '1980-01-01T00:00:00Z';

/**
 * A report for word processors: real headings, tables whose header rows repeat on each page, page numbers, British English.
 *
 * The same content gives the same bytes at any time: the document is dated with the moment that the report is as at.
 */
export async function renderDocx(content: ReportContent): Promise<Buffer> {
  const report = layOut(content);
  const properties = { path: 'docProps/core.xml', data: corePropertiesOf(report, content) };
  return withFixedTimes(await Packer.toBuffer(documentOf(report), undefined, [properties]));
}

function documentOf({ title, footer, blocks }: ReportDocument): Document {
  const { width, height, margin } = PAGE;
  const margins = { top: margin, bottom: margin, left: margin, right: margin };
  return new Document({
    title: cleaned(title),
    features: { updateFields: false },
    styles: STYLES,
    sections: [
      {
        properties: {
          page: { size: { width: height, height: width, orientation: PageOrientation.LANDSCAPE }, margin: margins },
        },
        footers: { default: footerOf(footer) },
        children: blocks.flatMap(blockOf),
      },
    ],
  });
}

const FONT = 'Arial';
const STYLES = {
  default: {
    document: { run: { font: FONT, size: 20, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 120 } } },
    heading1: { run: { font: FONT, size: 40, bold: true }, paragraph: { spacing: { after: 200 }, keepNext: true } },
    heading2: {
      run: { font: FONT, size: 30, bold: true },
      paragraph: { spacing: { before: 360, after: 120 }, keepNext: true },
    },
    heading3: {
      run: { font: FONT, size: 24, bold: true },
      paragraph: { spacing: { before: 240, after: 100 }, keepNext: true },
    },
    heading4: {
      run: { font: FONT, size: 20, bold: true },
      paragraph: { spacing: { before: 160, after: 60 }, keepNext: true },
    },
  },
  paragraphStyles: [
    { id: 'Aside', name: 'Aside', basedOn: 'Normal', run: { size: 18, color: '424242' } },
    { id: 'Notice', name: 'Notice', basedOn: 'Normal', run: { bold: true, size: 24 } },
    {
      id: 'TableCaption',
      name: 'Table Caption',
      basedOn: 'Normal',
      run: { bold: true },
      paragraph: { keepNext: true },
    },
    { id: 'TableText', name: 'Table Text', basedOn: 'Normal', run: { size: 18 }, paragraph: { spacing: { after: 0 } } },
  ],
};

function footerOf(text: string): Footer {
  const children = [cleaned(text), ' · Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES];
  return new Footer({ children: [new Paragraph({ style: 'Aside', children: [new TextRun({ children })] })] });
}

function paragraph(text: string, options: Omit<IParagraphOptions, 'text' | 'children'> = {}): Paragraph {
  return new Paragraph({ ...options, children: [new TextRun(cleaned(text))] });
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const;
const PARAGRAPH_STYLES = { body: 'Normal', aside: 'Aside', notice: 'Notice' } as const;

function blockOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [paragraph(block.text, { heading: HEADINGS[block.level - 1] })];
    case 'paragraph':
      return [paragraph(block.text, { style: PARAGRAPH_STYLES[block.style] })];
    case 'list':
      return block.items.map((item) => paragraph(item, { bullet: { level: 0 } }));
    case 'facts':
      return [factsOf(block), paragraph('')];
    case 'table':
      // Word joins two tables that touch.
      return [
        paragraph(block.caption, { style: 'TableCaption' }),
        tableOf(block),
        paragraph('', { style: 'TableText' }),
        ...notesOf(block),
      ];
  }
}

function notesOf({ notes, firstNote }: ReportTable): Paragraph[] {
  return notes.map((note, index) =>
    paragraph(`${firstNote + index}. ${note}`, { style: 'Aside', indent: { left: 400, hanging: 400 } }),
  );
}

function factsOf({ items }: Facts): Table {
  const columns: readonly Column[] = [
    { title: '', align: 'start', width: 1 },
    { title: '', align: 'start', width: 5 },
  ];
  return table(
    columns,
    items.map(({ name, text }) => rowOf({ style: 'body', cells: [{ text: name }, { text }] }, columns)),
  );
}

function tableOf({ columns, rows }: ReportTable): Table {
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ title, align }) => {
      const run: IRunOptions = { text: cleaned(title), bold: true };
      return cellOf([new TextRun(run)], align, 'eef2f7');
    }),
  });
  return table(columns, [header, ...rows.map((row) => rowOf(row, columns))]);
}

function table(columns: readonly Column[], rows: TableRow[]): Table {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  return new Table({
    rows,
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: columns.map(({ width }) => Math.floor((TEXT_WIDTH * width) / whole)),
    borders: BORDERS,
  });
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'bbbbbb' } as const;
const BORDERS = { top: LINE, bottom: LINE, left: NONE, right: NONE, insideHorizontal: LINE, insideVertical: NONE };

const FILLS: Readonly<Record<Tone, string>> = { red: 'fdecea', amber: 'fff4e0', green: 'e9f6ec' };

function rowOf({ style, cells }: Row, columns: readonly Column[]): TableRow {
  return new TableRow({
    cantSplit: true,
    children: cells.map((cell, index) =>
      cellOf(runsOf(cell, style), columns[index]?.align ?? 'start', cell.tone && FILLS[cell.tone]),
    ),
  });
}

const EMPHASES: Readonly<Record<Row['style'], IRunOptions>> = {
  body: {},
  total: { bold: true },
  aside: { italics: true },
};

function runsOf({ text, revised, notes = [] }: TableCell, style: Row['style']): TextRun[] {
  const marker: IRunOptions = { text: 'r', italics: true, superScript: true };
  return [
    new TextRun({ ...EMPHASES[style], text: cleaned(text) }),
    ...(revised === true ? [new TextRun(marker)] : []),
    ...(notes.length === 0 ? [] : [new TextRun({ text: ` ${notes.join(', ')}`, superScript: true })]),
  ];
}

function cellOf(children: TextRun[], align: Column['align'], fill: string | undefined): DocxCell {
  const alignment = align === 'end' ? AlignmentType.RIGHT : AlignmentType.LEFT;
  return new DocxCell({
    children: [new Paragraph({ style: 'TableText', alignment, children })],
    margins: { top: 50, bottom: 50, left: 80, right: 80 },
    ...(fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, fill, color: 'auto' } }),
  });
}

/** The library dates its properties with the clock; these are dated with the moment of the report. */
function corePropertiesOf({ title }: ReportDocument, { edition }: ReportContent): string {
  const moment = edition.asAt.recordedAt?.replace(/\.\d+Z$/, 'Z') ?? NO_MOMENT;
  return markup`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${title}</dc:title><dc:creator>Outturn</dc:creator><dc:description>${edition.text}</dc:description><dc:language>en-GB</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`
    .text;
}
