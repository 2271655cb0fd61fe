import { request as httpRequest } from 'node:http';
import { parse } from 'csv-parse/sync';
import { Workbook } from 'exceljs';
import { FIGURE_COLUMNS } from '@outturn/exports';
import { EXAMPLE } from '../support/example';
import { startApi, type Api } from './api-harness';

const FILES = '/api/v1/exports';
const FIRE = 'qh-fire-risk-assessments';
const ONE = 'from=2023-24-Q4&to=2023-24-Q4&area=quality-homes';

type Row = Readonly<Record<string, string>>;

let api: Api;
let position: number;

beforeAll(async () => {
  api = await startApi({ template: EXAMPLE });
  position = await api.store.headPosition();
  await api.settle();
});
afterAll(() => api.close());

async function download(path: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
  const response = await fetch(`${api.address}${FILES}/${path}`, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function table(path: string): Promise<Row[]> {
  return parse<Row>(await download(path), { columns: true, bom: true });
}

async function fireRow(path: string): Promise<Row | undefined> {
  return (await table(path)).find((row) => row.indicator === FIRE && row.period === '2023-24-Q4');
}

describe('figures as CSV', () => {
  it('come with their name, their moment and an address that gives them again', async () => {
    const answer = await api.get('auditor', `${FILES}/figures.csv?${ONE}`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="figures-as-at-${position}.csv"`,
      'content-location': `${FILES}/figures.csv?${ONE}&asAt=position:${position}`,
      'outturn-position': String(position),
    });
    const again = await api.get('auditor', answer.headers.get('content-location') ?? '');
    expect(again.text).toBe(answer.text);
  });

  it('have the digits and the words that are stored', async () => {
    const row = await fireRow(`figures.csv?${ONE}`);
    const cell = (await api.parts.readModels.cell(FIRE, '2023-24-Q4', position))?.cell;
    expect(Object.keys(row ?? {})).toEqual(FIGURE_COLUMNS);
    expect(row).toMatchObject({
      area: 'quality-homes',
      period_start: '2024-01-01',
      period_end: '2024-03-31',
      unit: 'percent',
      value: '56.26',
      status: 'red',
      target_operator: '>=',
      target_value: cell?.target?.value,
      maturity: 'approved',
      known_to: '',
      as_at_position: String(position),
    });
  });

  it('are those of the periods and the area that are asked for', async () => {
    const rows = await table(`figures.csv?${ONE}`);
    const cells = await api.parts.readModels.cellsOfPeriod('2023-24-Q4', position);
    const wanted = cells.filter(({ cell }) => cell.area === 'quality-homes').map(({ cell }) => cell.indicator);
    expect(rows.map((row) => row.indicator)).toEqual(wanted);
    const year = await table('figures.csv?from=2023-24-Q1&to=2023-24');
    expect(new Set(year.map((row) => row.period))).toEqual(
      new Set([
        '2023-09..2023-12',
        '2023-24',
        '2023-24-Q1',
        '2023-24-Q3',
        '2023-24-Q4',
        '2024-01',
        '2024-02',
        '2024-03',
      ]),
    );
  });

  it('are as they were known then', async () => {
    const versions = await table(`figures.csv?${ONE}&includeHistory=true`);
    const fire = versions.filter((row) => row.indicator === FIRE);
    expect(fire.length).toBeGreaterThan(2);
    for (const [index, version] of fire.entries()) {
      const from = Number(version.known_from_position);
      expect(version.known_to_position).toBe(fire[index + 1]?.known_from_position ?? '');
      expect(version.known_from).toBe(await api.store.recordedAt(from));
      const then = await fireRow(`figures.csv?${ONE}&asAt=position:${from}`);
      expect(then).toMatchObject({ value: version.value, status: version.status, known_to: '' });
      expect(await fireRow(`figures.csv?${ONE}&asAt=position:${from - 1}`)).not.toEqual(then);
    }
  });

  it('are a heading alone before anything was recorded', async () => {
    expect(String(await download('figures.csv?asAt=position:0'))).toBe(`\uFEFF${FIGURE_COLUMNS.join(',')}\r\n`);
  });
});

describe('figures as a workbook', () => {
  it('say the same as the CSV, in numbers with their decimals, and what they are', async () => {
    const workbook = new Workbook();
    // The types of the package are of an older Node, whose buffers were another type.
    await workbook.xlsx.load((await download(`figures.xlsx?${ONE}`)).buffer as ArrayBuffer);
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['Figures', 'About']);
    const [sheet, about] = workbook.worksheets;
    const rows = await table(`figures.csv?${ONE}`);
    expect(sheet?.rowCount).toBe(rows.length + 1);
    const place = rows.findIndex((row) => row.indicator === FIRE) + 2;
    const value = sheet?.getCell(place, FIGURE_COLUMNS.indexOf('value') + 1);
    expect([value?.value, value?.numFmt]).toEqual([56.26, '0.00']);
    for (const [index, row] of rows.entries()) {
      const texts = FIGURE_COLUMNS.map((name, column) => {
        const cell = sheet?.getCell(index + 2, column + 1);
        if (typeof cell?.value !== 'number') return [name, cell?.text ?? ''];
        return [name, cell.value.toFixed((cell.numFmt.split('.')[1] ?? '').length)];
      });
      expect(Object.fromEntries(texts)).toEqual(row);
    }
    expect(about?.getCell('B2').value).toBe(String(position));
    expect(about?.getCell('B3').value).toBe(`${FILES}/figures.xlsx?${ONE}&asAt=position:${position}`);
  });
});

describe('figures as SDMX-CSV', () => {
  it('are observations of the structure that is told beside them', async () => {
    const rows = await table(`figures.sdmx.csv?${ONE}`);
    const { data } = JSON.parse(String(await download('structure.json'))) as {
      data: {
        dataStructures: [{ dataStructureComponents: Record<string, Record<string, unknown>> }];
        codelists: { id: string; codes: { id: string }[] }[];
      };
    };
    const { dimensionList, measureList, attributeList } = data.dataStructures[0].dataStructureComponents;
    const components = [
      ...(dimensionList?.dimensions as { id: string }[]),
      dimensionList?.timeDimension as { id: string },
      ...(measureList?.measures as { id: string }[]),
      ...(attributeList?.attributes as { id: string }[]),
    ].map(({ id }) => id);
    const columns = Object.keys(rows[0] ?? {});
    expect(columns.slice(0, 3)).toEqual(['STRUCTURE[;]', 'STRUCTURE_ID', 'ACTION']);
    expect(columns.slice(3).map((name) => name.replace('[]', ''))).toEqual(components);
    const codes = (list: string) => data.codelists.find(({ id }) => id === list)?.codes.map(({ id }) => id) ?? [];
    for (const row of rows) {
      expect(codes('CL_INDICATOR')).toContain(row.INDICATOR);
      expect(codes('CL_AREA')).toContain(row.AREA);
      expect(codes('CL_FREQ')).toContain(row.FREQ);
      expect(codes('CL_UNIT_MEASURE')).toContain(row.UNIT_MEASURE);
      expect(codes('CL_RAG_STATUS')).toContain(row.RAG_STATUS);
      expect(codes('CL_TARGET_OPERATOR').concat('')).toContain(row.TARGET_OPERATOR);
      for (const letter of (row['OBS_STATUS[]'] ?? '').split(';')) expect(codes('CL_OBS_STATUS')).toContain(letter);
    }
    expect(rows.find((row) => row.INDICATOR === FIRE)).toMatchObject({
      'STRUCTURE[;]': 'dataflow',
      STRUCTURE_ID: 'OUTTURN:FIGURES(1.0.0)',
      ACTION: 'I',
      FREQ: 'Q',
      TIME_PERIOD: '2023-Q4',
      REPORTING_YEAR_START_DAY: '--04-01',
      PERIOD: '2023-24-Q4',
      OBS_VALUE: '56.26',
      UNIT_MEASURE: 'PERCENT',
      RAG_STATUS: 'RED',
      TARGET_OPERATOR: 'GE',
      VALID_TO: '',
    });
  });
});

describe('the structure as SDMX-ML', () => {
  it('names the indicators and areas of its moment', async () => {
    const answer = await api.get('commissioner', `${FILES}/structure.xml`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/vnd.sdmx.structure+xml; version=3.0.0',
      'content-disposition': `attachment; filename="structure-as-at-${position}.xml"`,
      'content-location': `${FILES}/structure.xml?asAt=position:${position}`,
    });
    expect(answer.text).toContain(`<str:Code id="${FIRE}">`);
    const before = await api.get('commissioner', `${FILES}/structure.xml?asAt=position:0`);
    expect([before.status, before.text.includes(FIRE), before.text.includes('CL_OBS_STATUS')]).toEqual([
      200,
      false,
      true,
    ]);
  });
});

describe('what cannot be exported', () => {
  it.each([
    ['figures.csv?asof=2024-07-31', 'invalid-request'],
    ['structure.xml?area=quality-homes', 'invalid-request'],
    ['figures.csv?asAt=2999-01-01', 'as-at-in-future'],
    ['figures.csv?from=2023-24-Q5', 'invalid-period'],
    ['figures.csv?from=2023-24-Q4&to=2023-24-Q1', 'invalid-request'],
    ['figures.xlsx?area=no-such', 'unknown-area'],
    ['figures.sdmx.csv?includeHistory=yes', 'invalid-request'],
  ])('is refused in a sentence: %s', async (path, code) => {
    expect((await api.get('auditor', `${FILES}/${path}`)).body).toMatchObject({ status: 400, code });
  });
});

describe('a file that cannot be finished', () => {
  it('breaks off, so that nobody takes it for all of it', async () => {
    const parts = api.parts as { -readonly [Name in keyof typeof api.parts]: (typeof api.parts)[Name] };
    const { figuresOf } = parts;
    parts.figuresOf = async function* (question) {
      for await (const page of figuresOf(question)) {
        yield page;
        throw new Error('secret of the inside');
      }
    };
    await expect(download('figures.csv')).rejects.toThrow('terminated');
    parts.figuresOf = figuresOf;
    expect(api.logs.filter((line) => line.includes('secret of the inside'))).toHaveLength(1);
  });
});

describe('a question for the headers alone', () => {
  it('reads no figures', async () => {
    const figuresOf = jest.spyOn(api.parts, 'figuresOf');
    const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
    const response = await fetch(`${api.address}${FILES}/figures.xlsx`, { method: 'HEAD', headers });
    expect([response.status, response.headers.get('outturn-position')]).toEqual([200, String(position)]);
    expect(figuresOf).not.toHaveBeenCalled();
    figuresOf.mockRestore();
  });
});

describe('a reader who leaves', () => {
  it('ends the reading of the database', async () => {
    const parts = api.parts as { -readonly [Name in keyof typeof api.parts]: (typeof api.parts)[Name] };
    const { figuresOf } = parts;
    const loggedBefore = api.logs.length;
    let pages = 0;
    const ended = new Promise<void>((resolve) => {
      parts.figuresOf = async function* (question) {
        try {
          for (;;) {
            for await (const page of figuresOf(question)) {
              pages += 1;
              yield page;
            }
          }
        } finally {
          resolve();
        }
      };
    });
    const token = await api.keys.token('auditor');
    const call = httpRequest(`${api.address}${FILES}/figures.csv`, { headers: { authorization: `Bearer ${token}` } });
    call.end();
    const response = await new Promise<import('node:http').IncomingMessage>((resolve) =>
      call.once('response', resolve),
    );
    await new Promise((resolve) => response.once('data', resolve));
    response.destroy();
    await ended;
    parts.figuresOf = figuresOf;
    expect(pages).toBeGreaterThan(0);
    expect(api.logs.slice(loggedBefore).filter((line) => line.includes('internal-error'))).toEqual([]);
  });
});
