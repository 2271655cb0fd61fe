const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** As many as a number that a spreadsheet holds exactly may have. */
const MOST_DECIMALS = 15;
const FIRST_OWN_FORMAT = 164;

/** A sheet of a workbook around its rows, with the first row in sight, and the widths of its columns in characters. */
export async function* worksheet(
  rows: AsyncIterable<string> | Iterable<string>,
  widths: readonly number[],
): AsyncGenerator<string> {
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`;
  yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `<cols>${columns.join('')}</cols><sheetData>`;
  yield* rows;
  yield '</sheetData></worksheet>';
}

/** What a workbook has beside its sheets: names of files and their contents. Style n + 1 shows n decimals. */
export function appParts(sheets: readonly string[]): [string, string][] {
  return [
    ['xl/workbook.xml', workbook(sheets)],
    ['xl/_rels/workbook.xml.rels', relationships([...sheets.map(sheetRelation), ['styles', 'styles.xml']])],
    ['xl/styles.xml', styles()],
    ['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
    ['[Content_Types].xml', contentTypes(sheets)],
  ];
}

function workbook(sheets: readonly string[]): string {
  const list = sheets.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index + 1}"/>`);
  return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`;
}

function sheetRelation(_: string, index: number): [string, string] {
  return ['worksheet', `worksheets/sheet${index + 1}.xml`];
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], index) => `<Relationship Id="r${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function styles(): string {
  const decimals = Array.from({ length: MOST_DECIMALS + 1 }, (_, count) => count);
  const formats = decimals.map(
    (count) =>
      `<numFmt numFmtId="${FIRST_OWN_FORMAT + count}" formatCode="0${count > 0 ? '.' : ''}${'0'.repeat(count)}"/>`,
  );
  const cells = decimals.map((count) => `<xf numFmtId="${FIRST_OWN_FORMAT + count}" xfId="0" applyNumberFormat="1"/>`);
  return `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.join('')}</numFmts>\
<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>\
<cellXfs count="${cells.length + 1}"><xf numFmtId="0" xfId="0"/>${cells.join('')}</cellXfs></styleSheet>`;
}

function contentTypes(sheets: readonly string[]): string {
  const parts: [string, string][] = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...sheets.map((_, index): [string, string] => [`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet']),
  ];
  const list = parts.map(([name, type]) => `<Override PartName="${name}" ContentType="${TYPES}.${type}+xml"/>`);
  return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>${list.join('')}</Types>`;
}
