import { EXPORT_FORMATS, exportFigures, exportFileName, type ExportFormat } from './formats';
import { FIGURE_COLUMNS, type FigureRow } from './figure-rows';

const FORMATS = Object.keys(EXPORT_FORMATS) as ExportFormat[];
const ABOUT = { asAt: 'as known now', position: 7, link: '' };
const PAGE: FigureRow[] = Array.from({ length: 100 }, (_, index) =>
  FIGURE_COLUMNS.map((name) => (name === 'period' ? '2023-24-Q4' : `${name} ${index}`)),
);

describe('a file of figures', () => {
  it.each(FORMATS)('as %s asks for no more pages than its reader takes', async (format) => {
    let pages = 0;
    const endless = (async function* () {
      for (;;) {
        pages += 1;
        yield await Promise.resolve(PAGE);
      }
    })();
    const file = exportFigures(endless, format, ABOUT);
    for (let piece = 0; piece < 5; piece += 1) await file.next();
    // Until it has asked for nothing more for many turns, or for far too much.
    for (let quiet = 0, asked = pages; quiet < 1_000 && pages < 50; quiet = pages === asked ? quiet + 1 : 0) {
      asked = pages;
      await new Promise(setImmediate);
    }
    expect(pages).toBeLessThan(50);
    await file.return();
  });

  it.each([
    ['csv', false, 'figures-as-at-433.csv'],
    ['sdmx.csv', true, 'figures-history-as-at-433.sdmx.csv'],
  ] as const)('as %s is named after its moment', (format, includeHistory, name) => {
    expect(exportFileName(format, { position: 433, includeHistory })).toBe(name);
  });
});
