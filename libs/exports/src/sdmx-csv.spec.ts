import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { FIGURE_COLUMNS, type FigureRow } from './figure-rows';
import { figuresAsSdmxCsv } from './sdmx-csv';

type Cells = Readonly<Record<string, string>>;

async function written(...rows: Cells[]): Promise<string> {
  const page: FigureRow[] = rows.map((cells) =>
    FIGURE_COLUMNS.map((name) => ({ indicator: 'qh-repairs', period: '2023-24-Q4', ...cells })[name] ?? null),
  );
  return textOf(Readable.from(figuresAsSdmxCsv(Readable.from([page]))));
}

async function observation(cells: Cells): Promise<Cells | undefined> {
  return parse<Cells>(await written(cells), { columns: true })[0];
}

describe('figures as SDMX-CSV', () => {
  it('begin with STRUCTURE, after which a reader looks for the separator of the columns', async () => {
    expect((await written()).slice(0, 54)).toBe('STRUCTURE[;],STRUCTURE_ID,ACTION,INDICATOR,FREQ,TIME_P');
  });

  it.each([
    ['a value of which nothing was said', { value: '0' }, 'A'],
    ['a value as it was submitted', { value: '1', observation_status: 'B E' }, 'B;E'],
    ['a provisional value', { value: '1', maturity: 'provisional' }, 'P'],
    ['a provisional estimate', { value: '1', maturity: 'provisional', observation_status: 'E' }, 'E;P'],
    ['what was said to be provisional', { value: '1', maturity: 'provisional', observation_status: 'P' }, 'P'],
    ['a value on its way', { value: '1', maturity: 'submitted' }, 'A'],
    ['what is not due', { status: 'not-due', reason: 'annual-only' }, 'M'],
    ['what was not collected', { status: 'data-not-available', reason: 'not-collected' }, 'L'],
    ['what is suppressed', { status: 'data-not-available', reason: 'suppressed' }, 'Q'],
    ['what was withdrawn', { status: 'data-not-available', reason: 'withdrawn' }, 'O'],
  ])('give %s the status %j → %s', async (_, cells, letters) => {
    expect((await observation(cells))?.['OBS_STATUS[]']).toBe(letters);
  });

  it('leave no formula in words', async () => {
    expect(await observation({ commentary: '=1+1', basis: '@SUM(A1)' })).toMatchObject({
      COMMENT_OBS: "'=1+1",
      BASIS: "'@SUM(A1)",
    });
  });
});
