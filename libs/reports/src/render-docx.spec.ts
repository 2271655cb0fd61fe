import { fullContent, withTexts } from '../../../test/report-content';
import { reportFacts } from '../../../test/report-examples';
import { unzip } from '../../../test/support/unzip';
import { buildReport } from './build-report';
import type { ReportContent } from './content';
import { layOut } from './lay-out';
import { renderDocx } from './render-docx';

async function partOf(content: ReportContent, name: string): Promise<string> {
  const part = unzip(await renderDocx(content)).get(name);
  if (part === undefined) throw new Error(`The document has no ${name}.`);
  return part;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

/** The texts of a part of the document, paragraph by paragraph. */
function paragraphsOf(part: string): string[] {
  return [...part.matchAll(/<w:p>([^]*?)<\/w:p>/g)].map(([, paragraph = '']) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
      .map(([, text = '']) => text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity))
      .join(''),
  );
}

describe('the document of a report', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is the same bytes for the same content, at another time too', async () => {
    const first = await renderDocx(fullContent());
    expect((await renderDocx(fullContent())).equals(first)).toBe(true);
    jest.useFakeTimers({
      now: new Date('2031-07-01T12:00:00Z'),
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout'],
    });
    expect((await renderDocx(fullContent())).equals(first)).toBe(true);
  });

  it('is dated with the moment that the report is as at', async () => {
    const properties = await partOf(fullContent(), 'docProps/core.xml');
    expect(properties).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2024-02-20T10:00:00Z</dcterms:created>');
    expect(properties).toContain('<dcterms:modified xsi:type="dcterms:W3CDTF">2024-02-20T10:00:00Z</dcterms:modified>');
    const asAt = { position: 0, recordedAt: null, text: 'before anything was recorded' };
    expect(await partOf(buildReport(reportFacts({ asAt })), 'docProps/core.xml')).toContain('1980-01-01T00:00:00Z');
  });

  it('holds every text of the report, in its order', async () => {
    const shown = paragraphsOf(await partOf(fullContent(), 'word/document.xml'));
    const wanted = layOut(fullContent()).blocks.flatMap((block) => {
      switch (block.kind) {
        case 'heading':
        case 'paragraph':
          return [block.text];
        case 'list':
          return block.items;
        case 'facts':
          return block.items.flatMap(({ name, text }) => [name, text]);
        case 'table':
          return [
            block.caption,
            ...block.columns.map(({ title }) => title),
            ...block.rows.flatMap(({ cells }) =>
              cells.map(({ text, revised, notes = [] }) => {
                const numbers = notes.length === 0 ? '' : ` ${notes.join(', ')}`;
                return `${text}${revised === true ? 'r' : ''}${numbers}`;
              }),
            ),
            ...block.notes.map((note, index) => `${block.firstNote + index}. ${note}`),
          ];
      }
    });
    expect(shown.filter((text) => text !== '')).toEqual(wanted.filter((text) => text !== ''));
  });

  it('has real headings, and tables whose header rows repeat', async () => {
    const body = await partOf(fullContent(), 'word/document.xml');
    const { blocks } = layOut(fullContent());
    for (const level of [1, 2, 3, 4]) {
      const wanted = blocks.filter((block) => block.kind === 'heading' && block.level === level).length;
      expect(body.match(new RegExp(`<w:pStyle w:val="Heading${level}"/>`, 'g'))).toHaveLength(wanted);
    }
    const tables = [...body.matchAll(/<w:tbl>([^]*?)<\/w:tbl>/g)].map(([, table = '']) => table);
    const withHeader = tables.filter((table) => table.includes('<w:tblHeader/>'));
    expect(withHeader).toHaveLength(blocks.filter(({ kind }) => kind === 'table').length);
    for (const table of tables) {
      const columns = table.match(/<w:gridCol /g)?.length;
      for (const [, cells = ''] of table.matchAll(/<w:tr>([^]*?)<\/w:tr>/g)) {
        expect(cells.match(/<w:tc>/g)).toHaveLength(columns ?? 0);
      }
    }
  });

  it('is on A4 on its side, in British English, with numbered pages', async () => {
    const files = unzip(await renderDocx(fullContent()));
    expect(files.get('word/document.xml')).toContain('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>');
    expect(files.get('word/styles.xml')).toContain('<w:lang w:val="en-GB"/>');
    const footer = files.get('word/footer1.xml') ?? '';
    expect(footer).toContain('>PAGE<');
    expect(footer).toContain('>NUMPAGES<');
    expect(footer).toContain('Edition 2, which follows edition 1');
  });

  it('lets no text be more than text, and holds nothing that XML cannot', async () => {
    const attack = `<w:p/>&"']]>\u0000\ud800`;
    const files = unzip(await renderDocx(withTexts(fullContent(), attack)));
    for (const part of files.values()) {
      expect(part).not.toMatch(/[^\P{Cc}\t\n\r]|\p{Surrogate}/u);
      expect(part).not.toContain('<w:p/>&"');
    }
    const texts = paragraphsOf(files.get('word/document.xml') ?? '').filter((text) => text.includes(']]>'));
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.every((text) => text.includes(`<w:p/>&"']]>\ufffd\ufffd`))).toBe(true);
  });
});
