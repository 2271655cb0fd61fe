import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Workbook } from 'exceljs';
import { FIGURE_COLUMNS, NUMBER_COLUMNS, type FigureRow } from './figure-rows';
import { figuresAsXlsx } from './xlsx';

const ABOUT = { asAt: 'as known now', position: 7, link: '/api/v1/exports/figures.xlsx?asAt=position:7' };

function row(cells: Readonly<Record<string, string>>): FigureRow {
  return FIGURE_COLUMNS.map((name) => cells[name] ?? null);
}

function inPages(pages: FigureRow[][]): AsyncIterable<FigureRow[]> {
  return Readable.from(pages);
}

async function written(pages: FigureRow[][], rowsASheet?: number): Promise<Buffer> {
  return buffer(Readable.from(figuresAsXlsx(inPages(pages), ABOUT, rowsASheet)));
}

async function read(bytes: Buffer): Promise<Workbook> {
  const workbook = new Workbook();
  // A copy, as a small buffer shares its memory with others.
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook;
}

async function cellOf(name: string, text: string) {
  const sheet = (await read(await written([[row({ [name]: text })]]))).getWorksheet('Figures');
  return sheet?.getCell(2, FIGURE_COLUMNS.indexOf(name) + 1);
}

describe('a workbook of figures', () => {
  it.each([
    ['41.20', 41.2, '0.00'],
    ['-5', -5, '0'],
    ['0', 0, '0'],
    ['123456789012.345', 123456789012.345, '0.000'],
  ])('holds %s as a number with its decimals', async (text, value, format) => {
    const cell = await cellOf('value', text);
    expect([cell?.value, cell?.numFmt]).toEqual([value, format]);
  });

  it('holds a number of more digits than a spreadsheet keeps as text', async () => {
    expect((await cellOf('value', '9007199254740993'))?.value).toBe('9007199254740993');
  });

  it.each([
    ['=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'],
    ['a < b & "c" > d\nnext', 'a < b & "c" > d\nnext'],
    ['  spaced  ', '  spaced  '],
    ['bell \u0007', 'bell \ufffd'],
  ])('holds the text %j as text', async (text, value) => {
    expect((await cellOf('note', text))?.value).toBe(value);
  });

  it('goes on on another sheet, and says what its columns are on the last', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => row({ indicator: `indicator-${index}` }));
    const workbook = await read(await written([rows.slice(0, 3), rows.slice(3)], 2));
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['Figures', 'Figures 2', 'Figures 3', 'About']);
    const indicators = workbook.worksheets.slice(0, 3).map((sheet) => sheet.getColumn(1).values.slice(1));
    expect(indicators).toEqual([
      ['indicator', 'indicator-0', 'indicator-1'],
      ['indicator', 'indicator-2', 'indicator-3'],
      ['indicator', 'indicator-4'],
    ]);
    const about = workbook.getWorksheet('About')?.getColumn(1).values ?? [];
    expect(about.slice(-FIGURE_COLUMNS.length)).toEqual(FIGURE_COLUMNS);
  });

  it('has columns that are as wide as what they hold', async () => {
    const workbook = await read(await written([[row({ indicator: 'one' })]]));
    const widthOf = (name: string) =>
      workbook.getWorksheet('Figures')?.getColumn(FIGURE_COLUMNS.indexOf(name) + 1).width;
    expect(['indicator', 'name', 'value', 'commentary'].map(widthOf)).toEqual([16, 60, 16, 60]);
    expect(workbook.getWorksheet('About')?.getColumn(2).width).toBe(60);
  });

  it('is the same file for the same figures', async () => {
    const pages = [[row({ indicator: 'one', value: '1.0' })]];
    expect((await written(pages)).equals(await written(pages))).toBe(true);
  });

  it('fails with what it reads', async () => {
    const failure = new Error('The database does not answer.');
    const broken: AsyncIterable<FigureRow[]> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }),
    };
    await expect(buffer(Readable.from(figuresAsXlsx(broken, ABOUT)))).rejects.toThrow(failure.message);
  });

  it('names only columns that there are', () => {
    expect([...NUMBER_COLUMNS].filter((name) => !FIGURE_COLUMNS.includes(name))).toEqual([]);
  });
});
