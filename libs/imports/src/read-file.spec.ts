import { Workbook } from 'exceljs';
import { textRow, workbookParts, zipBytes } from '../../../test/support/zip-bytes';
import { FILE_LIMIT_BYTES } from './limits';
import { readImportFile } from './read-file';

const HEADINGS = ['indicator', 'period', 'value'];

async function brief(bytes: Buffer, period?: string): Promise<string[]> {
  const { entries } = await readImportFile(bytes, period);
  return entries.map(({ sheet, row, column, indicator, period: about, cell }) =>
    [sheet, row, column, indicator, 'period' in about ? about.period : '?', cell?.text ?? 'blank'].join(' '),
  );
}

async function unclear(bytes: Buffer): Promise<string[]> {
  const { entries } = await readImportFile(bytes);
  return entries.flatMap(({ indicator, unclear: why }) => (why === undefined ? [] : [`${indicator} ${why}`]));
}

async function codeOf(bytes: Buffer): Promise<string> {
  try {
    await readImportFile(bytes);
    return 'read';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const csv = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

describe('a CSV', () => {
  it('is read by rows, with its blank cells, and lines without any left out', async () => {
    const bytes = csv('indicator,period,value', 'qh-a,2023-24-Q4,"1,234"', '', 'qh-b,Q1 2024/25,', ',,');
    expect(await brief(bytes)).toEqual(['CSV 2 3 qh-a 2023-24-Q4 1,234', 'CSV 4 3 qh-b 2024-25-Q1 blank']);
  });

  it.each<[string, Buffer]>([
    ['a byte order mark', Buffer.concat([Buffer.from('\ufeff'), csv('indicator,period,value', 'qh-a,2023-24-Q4,£5')])],
    ['semicolons', csv('indicator;period;value', 'qh-a;2023-24-Q4;£5')],
    ['tabs', csv('indicator\tperiod\tvalue', 'qh-a\t2023-24-Q4\t£5')],
    ['UTF-16', Buffer.from('\ufeffindicator,period,value\nqh-a,2023-24-Q4,£5', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('indicator,period,value\nqh-a,2023-24-Q4,£5', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\ufeffindicator,period,value\nqh-a,2023-24-Q4,£5', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('indicator,period,value\nqh-a,2023-24-Q4,\xa35', 'latin1')],
    ['no-break spaces', csv('indicator,\u00a0period\u00a0,value', '\u00a0qh-a,2023-24-Q4,£5')],
  ])('with %s is read', async (_, bytes) => {
    expect(await brief(bytes)).toEqual(['CSV 2 3 qh-a 2023-24-Q4 £5']);
  });

  it('says how it was read', async () => {
    const { notes } = await readImportFile(
      Buffer.from('key,quarter,actual,shoe size\nqh-a,Q4 2023-24,\xa35,9', 'latin1'),
    );
    expect(notes).toEqual([
      'The text was read as Windows-1252, as it is no UTF-8: check the pound signs.',
      'Not read in the sheet "CSV": "shoe size".',
    ]);
  });

  it('may have quarters as columns, and rows above its headings', async () => {
    const bytes = csv(
      'Quality Homes',
      '',
      'indicator,name,2023-24-Q4,Q1 2024/25,2024/25',
      'qh-a,Voids,5,,7',
      'Total,,,,',
    );
    expect((await brief(bytes)).slice(0, 3)).toEqual([
      'CSV 4 3 qh-a 2023-24-Q4 5',
      'CSV 4 4 qh-a 2024-25-Q1 blank',
      'CSV 4 5 qh-a 2024-25 7',
    ]);
  });

  it('may leave the period to the file', async () => {
    expect(await brief(csv('indicator,value', 'qh-a,5'), '2024-25-Q1')).toEqual(['CSV 2 2 qh-a 2024-25-Q1 5']);
    expect(await brief(csv('indicator,Q1,Q2', 'qh-a,5,6'), '2024-25')).toEqual([
      'CSV 2 2 qh-a 2024-25-Q1 5',
      'CSV 2 3 qh-a 2024-25-Q2 6',
    ]);
    expect(await brief(csv('indicator,period,value', 'qh-a,Q1 2024,5'))).toEqual(['CSV 2 3 qh-a ? 5']);
  });

  it.each(['\r\n', '\n', '\r'])(
    'is parted into rows by each kind of line end, whatever the first is',
    async (first) => {
      const bytes = Buffer.from(
        `indicator,period,value,note${first}qh-a,2023-24-Q4,5,x\nqh-b,2023-24-Q4,6,y\r\nqh-c,2023-24-Q4,7,z\r`,
      );
      expect(await brief(bytes)).toEqual([
        'CSV 2 3 qh-a 2023-24-Q4 5',
        'CSV 3 3 qh-b 2023-24-Q4 6',
        'CSV 4 3 qh-c 2023-24-Q4 7',
      ]);
    },
  );

  it('says of a row with more cells than headings that it is not clear, as of an unquoted 1,234', async () => {
    expect(await unclear(csv('indicator,period,value', 'qh-a,2023-24-Q4,1,234', 'qh-b,2023-24-Q4,5'))).toEqual([
      'qh-a The row has more cells than there are headings, as when 1,234 stands without quotation marks. Correct the row.',
    ]);
    expect(await unclear(csv('indicator,2023-24-Q4,2024-25-Q1', 'qh-a,1,234,'))).toHaveLength(2);
    expect(await unclear(csv('Quality Homes,,,,', 'indicator,period,value,,', 'qh-a,2023-24-Q4,5,,'))).toEqual([]);
  });

  it('is parted where its headings are, whatever its notes hold', async () => {
    const bytes = csv(
      'Figures, by area, of the quarter',
      'indicator;period;value;note',
      'qh-a;2023-24-Q4;5;one, two, three, four, five, six',
    );
    expect(await brief(bytes)).toEqual(['CSV 3 3 qh-a 2023-24-Q4 5']);
  });

  it('lets others work while it is read, however many blank lines it has', async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    expect(await brief(Buffer.from(`indicator,value${'\n'.repeat(40_000)}`))).toEqual([]);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
  });

  it.each<[string, Buffer, string]>([
    ['nothing in it', Buffer.alloc(0), 'empty-file'],
    ['no headings', csv('a,b', '1,2'), 'no-table'],
    ['a heading twice', csv('indicator,value,figure', 'a,1,2'), 'unclear-headings'],
    ['a quarter of an unnamed kind of year', csv('indicator,Q1 2024', 'a,1'), 'unclear-headings'],
    ['both kinds of columns', csv('indicator,value,2023-24-Q4', 'a,1,2'), 'unclear-headings'],
    ['an open quotation mark', csv('indicator,period,value', 'a,"b,c'), 'malformed-csv'],
    ['a NUL', csv('indicator,period,value', 'a,b,\0'), 'wrong-file-type'],
    ['a web page', csv('<html><table>', '</table>'), 'wrong-file-type'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'wrong-file-type'],
    ['an endless row', csv('indicator,period,value', ','.repeat(200_001)), 'file-too-large'],
    ['a long cell', csv('indicator,period,value', `a,b,${'x'.repeat(33_000)}`), 'file-too-large'],
    ['too many rows', csv('indicator,period,value', ...Array<string>(50_001).fill('a,2023-24-Q4,1')), 'file-too-large'],
    ['too many lines', Buffer.from('\r\n'.repeat(500_001)), 'file-too-large'],
    ['too many bytes', Buffer.alloc(FILE_LIMIT_BYTES + 1, 'a'), 'file-too-large'],
  ])('with %s is refused by name', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });
});

describe('a workbook', () => {
  it('gives its cells by type, with formats, formulas and the digits in the file', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('Figures');
    workbook.addWorksheet('Hidden', { state: 'hidden' }).addRow(HEADINGS);
    workbook.addWorksheet('Read me').addRow(['Hello']);
    sheet.addRow(HEADINGS);
    sheet.addRow(['qh-a', '2023-24-Q4', 0.5626]).getCell(3).numFmt = '0.00%';
    sheet.addRow(['qh-b', '2023-24-Q4', { formula: '1+1', result: 2 }]);
    sheet.addRow(['qh-c', '2023-24-Q4', { richText: [{ text: 'no ' }, { text: 'data' }] }]);
    sheet.addRow(['qh-d', '2023-24-Q4', new Date(Date.UTC(2024, 2, 31))]);
    sheet.addRow(['qh-e', '2023-24-Q4', { error: '#DIV/0!' }]);
    sheet.addRow(['qh-f', '2023-24-Q4', true]);
    const { entries, notes } = await readImportFile(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(entries.map(({ cell }) => [cell?.text, cell?.kind, cell?.format, cell?.formula])).toEqual([
      ['0.5626', 'number', 'percent', false],
      ['2', 'number', 'plain', true],
      ['no data', 'text', 'plain', false],
      ['45382', 'number', 'date', false],
      ['#DIV/0!', 'error', 'plain', false],
      ['1', 'boolean', 'plain', false],
    ]);
    expect(notes).toEqual([
      'The hidden sheet "Hidden" is not read.',
      'The sheet "Read me" has no table of figures and is not read.',
    ]);
  });

  const rows = `${textRow(1, HEADINGS)}<row r="2"><c r="A2" t="inlineStr"><is><t>qh-a</t></is></c><c r="B2" t="str"><v>2023-24-Q4</v></c><c r="C2" s="1"><v>0.95</v></c></row>`;

  it('is read whoever wrote it', async () => {
    expect(await brief(zipBytes(workbookParts(rows, ['0%'])))).toEqual(['Figures 2 3 qh-a 2023-24-Q4 0.95']);
  });

  it('says of merged cells that nobody knows for which figures they stand', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('Figures');
    sheet.addRow(['Quality Homes']);
    sheet.mergeCells('A1:C1');
    sheet.addRow(['indicator', '2023-24-Q3', '2023-24-Q4']);
    sheet.addRow(['qh-a', 5]);
    sheet.addRow(['qh-b', 6, 7]);
    sheet.mergeCells('B3:C3');
    expect(await unclear(Buffer.from(await workbook.xlsx.writeBuffer()))).toEqual([
      'qh-a The cell is part of the merged cells B3:C3, so nobody knows for which figures it stands. Unmerge them.',
      'qh-a The cell is part of the merged cells B3:C3, so nobody knows for which figures it stands. Unmerge them.',
    ]);
  });

  it('says what is hidden, and in which columns without a heading something stands', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('Figures');
    sheet.addRow(HEADINGS);
    sheet.addRow(['qh-a', '2023-24-Q4', 5, undefined, 'aside']);
    sheet.addRow(['qh-b', '2023-24-Q4', 6]).hidden = true;
    const { entries, notes } = await readImportFile(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(entries.map(({ cell }) => cell?.hidden)).toEqual([false, true]);
    expect(notes).toEqual(['Not read in the sheet "Figures", as they have no heading: columns E.']);
    sheet.getColumn(3).hidden = true;
    const again = await readImportFile(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(again.entries.map(({ cell }) => cell?.hidden)).toEqual([true, true]);
  });

  it('takes a formula that comes to an empty text for a blank, and one without a value for none', async () => {
    const cells = (value: string) =>
      `${textRow(1, HEADINGS)}<row r="2"><c t="str"><v>qh-a</v></c><c t="str"><v>2023-24-Q4</v></c>${value}</row>`;
    expect(await brief(zipBytes(workbookParts(cells('<c t="str"><f>""</f><v></v></c>'))))).toEqual([
      'Figures 2 3 qh-a 2023-24-Q4 blank',
    ]);
    for (const none of ['<c><f>1+1</f></c>', '<c><f>1+1</f><v></v></c>', '<c t="str"><f>1+1</f></c>']) {
      const { entries } = await readImportFile(zipBytes(workbookParts(cells(none))));
      expect(entries[0]?.cell).toMatchObject({ text: '', formula: true });
    }
  });

  it.each<[string, Buffer, string]>([
    [
      'macros under another name',
      zipBytes({
        ...workbookParts(rows),
        '[Content_Types].xml':
          '<Types><Override PartName="/xl/x.dat" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
      }),
      'macros',
    ],
    [
      'one sheet as many',
      zipBytes({
        ...workbookParts(rows),
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${'<sheet name="Figures" r:id="rId1"/>'.repeat(2)}</sheets></workbook>`,
      }),
      'malformed-workbook',
    ],
    ['endless depth', zipBytes(workbookParts('<a>'.repeat(1_000))), 'malformed-workbook'],
    [
      'endless attributes',
      zipBytes(workbookParts(`<row ${Array.from({ length: 1_000 }, (_, index) => `a${index}=""`).join(' ')}/>`)),
      'malformed-workbook',
    ],
    [
      'one long text in many cells',
      zipBytes({
        ...workbookParts(`${textRow(1, HEADINGS)}${'<row><c t="s"><v>0</v></c></row>'.repeat(1_000)}`),
        'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>`,
      }),
      'file-too-large',
    ],
    ['two values in a cell', zipBytes(workbookParts('<row><c><v>5</v><v>6</v></c></row>')), 'malformed-workbook'],
    ['a type of cell that is none', zipBytes(workbookParts('<row><c t="constructor"/></row>')), 'malformed-workbook'],
    ['figures in OpenDocument', zipBytes({ mimetype: 'x', 'content.xml': '<x/>' }), 'wrong-file-type'],
    ['macros', zipBytes({ ...workbookParts(rows), 'xl/vbaProject.bin': 'x' }), 'macros'],
    [
      'an external entity',
      zipBytes({
        ...workbookParts(rows),
        'xl/worksheets/sheet1.xml':
          '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&e;</sheetData></worksheet>',
      }),
      'document-type',
    ],
    ['a bomb', zipBytes({ ...workbookParts(rows), 'xl/sharedStrings.xml': Buffer.alloc(20_000_000, ' ') }), 'zip-bomb'],
    ['a password', zipBytes(workbookParts(rows), { encrypted: true }), 'encrypted-file'],
    [
      'a password of Excel',
      Buffer.concat([
        Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'encrypted-file',
    ],
    ['the old format', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'wrong-file-type'],
    ['another kind of archive', zipBytes({ 'word/document.xml': '<w/>' }), 'wrong-file-type'],
    ['a binary workbook', zipBytes({ 'xl/workbook.bin': 'x' }), 'wrong-file-type'],
    ['half of its bytes', zipBytes(workbookParts(rows)).subarray(0, 300), 'malformed-workbook'],
    ['a name that leads outside', zipBytes({ ...workbookParts(rows), '../evil': 'x' }), 'malformed-workbook'],
    ['broken XML', zipBytes({ ...workbookParts('<row') }), 'malformed-workbook'],
    ['cells out of order', zipBytes(workbookParts('<row r="2"/><row r="1"/>')), 'malformed-workbook'],
    [
      'a text that is not there',
      zipBytes(workbookParts('<row r="1"><c t="s"><v>7</v></c></row>')),
      'malformed-workbook',
    ],
    ['an endless row', zipBytes(workbookParts('<row r="1"><c r="ZZ1" t="str"><v>x</v></c></row>')), 'file-too-large'],
  ])('with %s is refused by name', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });
});
