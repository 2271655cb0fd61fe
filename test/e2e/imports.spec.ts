/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument -- the harness checks every answer against its documented schema */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import { runCommand } from '../support/command-line';
import { ATTENDANCE, FIRE, HOUSING, QUARTER, defineIndicator, indicatorPath, outturn, prepare } from './api-examples';
import { answerOf, startApi, type Answer, type Api, type Person } from './api-harness';

jest.setTimeout(60_000);

const CLEANING = 'qh-cleaning-cost';
const CALLS = 'qh-call-wait';
const LETTINGS = 'qh-lettings';
const ANNUAL = 'qh-stock-condition';

let api: Api;

beforeEach(async () => {
  api = await startApi();
  await prepare(api);
  const plain = { name: 'Plain', rollUp: 'last' };
  for (const [key, extra] of [
    [CLEANING, { ...plain, unit: 'pence', displayDecimals: 2 }],
    [CALLS, { ...plain, unit: 'seconds', displayDecimals: 0 }],
    [LETTINGS, { ...plain, unit: 'count' }],
    [ANNUAL, { ...plain, unit: 'count', frequency: 'annual' }],
  ] as const) {
    const definition = { ...DEFINITION, ...extra };
    await api.write('performance', '/api/v1/indicators', { indicator: key, area: HOUSING, definition });
  }
});
afterEach(() => api.close());

const DEFINITION = {
  kind: 'indicator',
  owner: 'post-asset-management',
  displayDecimals: 1,
  polarity: 'higher-is-better',
  frequency: 'quarterly',
  series: 'discrete',
  deadBand: '0',
  validFrom: '2020-04-01',
};

async function upload(person: Person, content: string | Buffer, fields: Record<string, string> = {}): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), 'figures.csv');
  const response = await fetch(`${api.address}/api/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await api.keys.token(person)}` },
    body: form,
  });
  return answerOf(response);
}

const lines = (...rows: string[]) => ['indicator,period,value,no data reason,note', ...rows].join('\n');
const rowsOf = async (person: Person, id: string, query = '') =>
  (await api.get(person, `/api/v1/imports/${id}${query}`)).body.items as Record<string, unknown>[];
const brief = (rows: Record<string, unknown>[]) =>
  rows.map(({ row, verdict, action, code }) => [row, verdict, action, code].join(' '));
const accept = (id: string, body: object, person: Person = 'housing') =>
  api.post(person, `/api/v1/imports/${id}/acceptance`, body);

/** What was recorded since, without what differs from one time to the next. */
async function recordedSince(position: number) {
  const events = [];
  for await (const batch of api.store.readAll({ afterPosition: position, batchSize: 100 })) events.push(...batch);
  return events
    .map(({ streamId, type, data }) => ({ streamId, type, data }))
    .sort((a, b) => (a.streamId < b.streamId ? -1 : 1));
}

describe('an import', () => {
  it('says of every row what it would do, and records nothing', async () => {
    await api.write('housing', `${indicatorPath(LETTINGS)}/outturns`, { period: QUARTER, value: '12', unit: 'count' });
    const head = await api.store.headPosition();
    const { status, body, headers } = await upload(
      'housing',
      lines(
        `${FIRE},${QUARTER},95%,,`,
        `${FIRE},2024-25-Q1,0.95,,`,
        `${CLEANING},${QUARTER},"£1,234.56",,`,
        `${CALLS},${QUARTER},\u00a00:04:35,,`,
        `${LETTINGS},${QUARTER},12.0,,`,
        `${LETTINGS},2023-24-Q3,,,`,
        `${ANNUAL},${QUARTER},not due,,`,
        `${ATTENDANCE},${QUARTER},97%,,`,
        `qh-none,${QUARTER},1,,`,
        `${ANNUAL},2023-24,not due,,`,
      ),
    );
    expect([status, headers.get('location')]).toEqual([201, `/api/v1/imports/${body.id}`]);
    expect(body).toMatchObject({ state: 'checked', fileName: 'figures.csv', position: head });
    expect(body.counts).toMatchObject({ rows: 10, accepted: 5, warned: 1, refused: 4, recorded: 0 });
    expect(brief(await rowsOf('housing', body.id))).toEqual([
      '2 accepted submit ready',
      '3 refused none ambiguous',
      '4 accepted submit ready',
      '5 warned submit look-at-it',
      '6 accepted none already-held',
      '7 accepted none blank',
      '8 accepted none not-due',
      '9 refused none other-area',
      '10 refused none unknown-indicator',
      '11 refused none not-due-but-due',
    ]);
    const [call] = await rowsOf('auditor', body.id, '?after=3&limit=1');
    expect(call).toMatchObject({
      sheet: 'CSV',
      row: 5,
      column: 'C',
      raw: '\u00a00:04:35',
      value: '275',
      outcome: null,
    });
    expect(await api.store.headPosition()).toBe(head);

    const all = await accept(body.id, { rows: 'all' });
    expect([all.status, all.body.code, all.body.state.rows.length]).toEqual([409, 'rows-refused', 4]);
    expect(await api.store.headPosition()).toBe(head);
    expect((await accept(body.id, { rows: 'good' }, 'housing2')).status).toBe(404);
    expect((await api.get('housing2', `/api/v1/imports/${body.id}`)).status).toBe(404);
    expect((await api.get('commissioner', `/api/v1/imports/${body.id}`)).status).toBe(403);
  });

  it('records what was accepted, once, as who uploaded it', async () => {
    const file = lines(
      `${CLEANING},${QUARTER},£5.00,,`,
      `${LETTINGS},${QUARTER},circa 7,,`,
      `${CALLS},${QUARTER},no data,late,Sent tomorrow.`,
    );
    const { body } = await upload('housing', file);
    const head = await api.store.headPosition();
    const accepted = await accept(body.id, { rows: 'all' });
    expect(accepted.body).toMatchObject({ state: 'accepted', counts: { recorded: 3, leftOut: 0 } });
    const recorded = await recordedSince(head);
    expect(recorded).toMatchObject([
      {
        streamId: `indicator-${CALLS}`,
        type: 'OutturnDeclaredUnavailable',
        data: { reason: 'late', note: 'Sent tomorrow.' },
      },
      { streamId: `indicator-${CLEANING}`, data: { value: { value: '500', unit: 'pence' }, submittedBy: 'u-housing' } },
      { streamId: `indicator-${LETTINGS}`, data: { value: { value: '7', qualifier: 'circa' } } },
    ]);
    const [row] = await rowsOf('housing', body.id);
    const event = await api.store.findEvent(String(row?.eventId));
    expect(event?.metadata).toMatchObject({
      actor: 'u-housing',
      role: 'officer',
      correlationId: `import-${body.id}.1`,
    });

    const again = await upload('housing', file);
    expect(again.body).toMatchObject({ id: body.id, state: 'accepted' });
    expect((await accept(body.id, { rows: 'all' })).body.counts).toMatchObject({ recorded: 3 });
    const other = await upload('housing', `${file}\n`);
    expect(other.body.id).not.toBe(body.id);
    expect((await accept(other.body.id, { rows: 'all' })).body.counts).toMatchObject({
      recorded: 0,
      nothingToRecord: 3,
    });
    expect(await api.store.headPosition()).toBe(head + 3);

    const listed = await api.get('housing', '/api/v1/imports');
    expect(listed.body.items).toMatchObject([{ id: other.body.id, state: 'accepted' }, { id: body.id }]);
    expect((await api.get('housing', '/api/v1/imports?limit=1')).body.items).toHaveLength(1);
    expect((await api.get('housing2', '/api/v1/imports')).body.items).toEqual([]);
  });

  it('goes on where an acceptance was interrupted', async () => {
    const { body } = await upload('housing', lines(`${CLEANING},${QUARTER},£5.00,,`, `${LETTINGS},${QUARTER},7,,`));
    await accept(body.id, { rows: 'all' });
    const head = await api.store.headPosition();
    const rows = await rowsOf('housing', body.id);
    // As it is after a crash between the ledger and what is noted beside it.
    await api.parts.imports.saveOutcomes(body.id, [
      { number: 1, outcome: 'refused' },
      { number: 2, outcome: 'left-out' },
    ]);
    expect((await accept(body.id, { rows: 'all' })).body.counts).toMatchObject({ recorded: 2 });
    expect(await rowsOf('housing', body.id)).toEqual(rows);
    expect(await api.store.headPosition()).toBe(head);
  });

  it('offers another value as a correction, which needs a reason', async () => {
    await api.write('housing', `${indicatorPath(LETTINGS)}/outturns`, { period: QUARTER, value: '12', unit: 'count' });
    const { body } = await upload('housing', lines(`${LETTINGS},${QUARTER},13,,`, `${CLEANING},${QUARTER},£1,,`));
    expect(brief(await rowsOf('housing', body.id))).toEqual(['2 warned correct correction', '3 accepted submit ready']);
    const head = await api.store.headPosition();
    expect((await accept(body.id, { rows: 'all' })).body).toMatchObject({
      status: 409,
      code: 'corrections-need-a-reason',
    });
    expect(await api.store.headPosition()).toBe(head);
    expect((await accept(body.id, { rows: 'good' })).body.counts).toMatchObject({ recorded: 1, leftOut: 1 });

    const corrections = { reason: 'One letting was missed.', cause: 'It was entered late.' };
    expect((await accept(body.id, { rows: 'all', corrections })).body.counts).toMatchObject({
      recorded: 2,
      leftOut: 0,
    });
    expect((await recordedSince(head + 1))[0]).toMatchObject({
      type: 'CorrectionProposed',
      data: {
        change: { from: { value: '12' }, to: { value: '13' } },
        justification: { ...corrections, evidence: [`import ${body.id}, sheet "CSV", row 2`] },
      },
    });
  });

  it('does nothing that was not shown: what has changed since is refused', async () => {
    const { body } = await upload('housing', lines(`${LETTINGS},${QUARTER},13,,`));
    await api.write('housing2', `${indicatorPath(LETTINGS)}/outturns`, { period: QUARTER, value: '12', unit: 'count' });
    const head = await api.store.headPosition();
    const { status, body: problem } = await accept(body.id, { rows: 'all', corrections: { reason: 'r', cause: 'c' } });
    expect([status, problem.state.rows[0].code]).toEqual([409, 'changed-since-check']);
    expect(await api.store.headPosition()).toBe(head);
  });

  it('does not correct another value than the one that was shown', async () => {
    const path = `${indicatorPath(LETTINGS)}/outturns`;
    const given = { period: QUARTER, unit: 'count', provisional: true };
    await api.write('housing', path, { ...given, value: '12' });
    const { body } = await upload('housing', lines(`${LETTINGS},${QUARTER},13,,`));
    await api.write('housing2', path, { ...given, value: '14' });
    const head = await api.store.headPosition();
    expect((await accept(body.id, { rows: 'good' })).body.counts).toMatchObject({ recorded: 0, leftOut: 1 });
    expect(await rowsOf('housing', body.id)).toMatchObject([
      { outcome: 'left-out', outcomeReason: expect.stringContaining('Upload it again.') },
    ]);
    expect(await api.store.headPosition()).toBe(head);
  });

  it('of a file that comes again looks anew at what was not recorded', async () => {
    const file = lines(`${LETTINGS},${QUARTER},13,,`, `${CLEANING},${QUARTER},£1,,`);
    const { body } = await upload('housing', file);
    await api.write('housing2', `${indicatorPath(LETTINGS)}/outturns`, { period: QUARTER, value: '12', unit: 'count' });
    expect((await accept(body.id, { rows: 'good' })).body.counts).toMatchObject({ recorded: 1, leftOut: 1 });
    const head = await api.store.headPosition();
    const again = await upload('housing', file);
    expect(again.body).toMatchObject({ id: body.id, state: 'accepted', position: head });
    expect(again.body.counts).toMatchObject({
      rows: 2,
      warned: 1,
      refused: 0,
      corrections: 1,
      recorded: 1,
      leftOut: 0,
    });
    expect(brief(await rowsOf('housing', body.id))).toEqual(['2 warned correct correction', '3 accepted submit ready']);
    expect(await rowsOf('housing', body.id)).toMatchObject([
      { outcome: null, outcomeReason: null },
      { outcome: 'recorded' },
    ]);
    expect(await api.store.headPosition()).toBe(head);
    const corrections = { reason: 'One letting was missed.', cause: 'It was entered late.' };
    const { counts } = (await accept(body.id, { rows: 'all', corrections })).body;
    expect(counts).toMatchObject({ recorded: 2, leftOut: 0 });
    expect(await api.store.headPosition()).toBe(head + 1);
  });

  it('is carried out once, however often at the same moment', async () => {
    const { body } = await upload('housing', lines(`${LETTINGS},${QUARTER},13,,`, `${CLEANING},${QUARTER},£1,,`));
    const head = await api.store.headPosition();
    const answers = await Promise.all([1, 2, 3].map(() => accept(body.id, { rows: 'all' })));
    for (const { status, body: accepted } of answers) {
      expect([status, accepted.counts.recorded]).toEqual([201, 2]);
    }
    expect(await api.store.headPosition()).toBe(head + 2);
  });

  it('takes one file, and neither the first nor the last of two', async () => {
    const form = new FormData();
    for (const value of ['13', '14']) {
      form.append('file', new Blob([lines(`${LETTINGS},${QUARTER},${value},,`)]), 'figures.csv');
    }
    const response = await fetch(`${api.address}/api/v1/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await api.keys.token('housing')}` },
      body: form,
    });
    const { status, body } = await answerOf(response);
    expect([status, body.detail]).toEqual([400, 'The form takes one "file" and at most one "period".']);
  });

  it('says that a file needs a name, where one is sent as a field', async () => {
    const form = new FormData();
    form.append('file', 'indicator,value');
    const response = await fetch(`${api.address}/api/v1/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await api.keys.token('housing')}` },
      body: form,
    });
    expect([response.status, (await answerOf(response)).body.errors[0].detail]).toEqual([
      400,
      '"file" is no file, as it has no name. Send a spreadsheet with its file name.',
    ]);
  });

  it('takes the period from the form where the table names none', async () => {
    const { body } = await upload('housing', `indicator,value\n${LETTINGS},13`, { period: QUARTER });
    expect(body).toMatchObject({ period: QUARTER, counts: { accepted: 1 } });
  });

  it('takes none of the rows that are about one figure', async () => {
    const { body } = await upload('housing', lines(`${LETTINGS},${QUARTER},13,,`, `${LETTINGS},${QUARTER},14,,`));
    expect(brief(await rowsOf('housing', body.id))).toEqual(['2 refused none repeated', '3 refused none repeated']);
  });

  it.each<[string, () => Promise<Answer>, number, string]>([
    ['that is none', () => api.post('housing', '/api/v1/imports', { file: 'x' }), 415, 'not-a-form'],
    ['of more than 10 MB', () => upload('housing', 'a'.repeat(10_500_000)), 413, 'file-too-large'],
    ['of another type', () => upload('housing', '%PDF-1.7'), 415, 'wrong-file-type'],
    ['for a period that is none', () => upload('housing', lines(), { period: '2024-Q1' }), 400, 'invalid-period'],
    ['with a part that is not known', () => upload('housing', lines(), { asAt: 'x' }), 400, 'invalid-request'],
    ['by somebody who submits nothing', () => upload('auditor', lines()), 403, 'missing-role'],
  ])('of a file %s is a problem', async (_, send, status, code) => {
    const answer = await send();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('the template', () => {
  async function template(person: Person, query: string): Promise<Workbook> {
    const response = await fetch(`${api.address}/api/v1/imports/template.xlsx?${query}`, {
      headers: { authorization: `Bearer ${await api.keys.token(person)}` },
    });
    expect([response.status, response.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="outturn-${QUARTER}.xlsx"`,
    ]);
    const workbook = new Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    return workbook;
  }

  it('filled in and imported gives the same events as the API', async () => {
    const workbook = await template('housing', `period=${QUARTER}`);
    const sheet = workbook.getWorksheet('Figures')!;
    const keys = [2, 3, 4, 5].map((row) => sheet.getCell(`A${row}`).value);
    expect(keys).toEqual([CALLS, CLEANING, FIRE, LETTINGS]);
    expect([sheet.getCell('C4').value, sheet.getCell('E4').value]).toEqual(['percent', 'at least 95%']);
    sheet.getCell('G2').value = 275 / 86_400;
    sheet.getCell('G3').value = 1234.5;
    sheet.getCell('G4').value = 0.562;
    sheet.getCell('G5').value = 984.5;
    sheet.getCell('H4').value = 562;
    sheet.getCell('I4').value = 1000;
    const head = await api.store.headPosition();
    const { body } = await upload('housing', Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(body.counts).toMatchObject({ rows: 4, accepted: 4 });
    await accept(body.id, { rows: 'all' });
    const imported = await recordedSince(head);

    await api.close();
    api = await startApi();
    await prepare(api);
    for (const [key, unit] of [
      [CALLS, 'seconds'],
      [CLEANING, 'pence'],
      [LETTINGS, 'count'],
    ] as const) {
      const definition = { ...DEFINITION, name: 'Plain', rollUp: 'last', unit };
      await api.write('performance', '/api/v1/indicators', { indicator: key, area: HOUSING, definition });
    }
    const before = await api.store.headPosition();
    for (const [key, value, unit] of [
      [CALLS, '275', 'seconds'],
      [CLEANING, '123450', 'pence'],
      [LETTINGS, '984.5', 'count'],
    ] as const) {
      await api.write('housing', `${indicatorPath(key)}/outturns`, { period: QUARTER, value, unit });
    }
    await api.write(
      'housing',
      `${indicatorPath(FIRE)}/outturns`,
      outturn('56.2', QUARTER, { numerator: '562', denominator: '1000' }),
    );
    expect(imported).toEqual(await recordedSince(before));
  });

  it('brings what is held and the last value, and changes nothing when it is imported as it is', async () => {
    await defineIndicator(api, 'qh-gas', HOUSING);
    await api.write('performance', '/api/v1/periods/2023-24-Q3/opening', { coverage: 'full' });
    await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('94.96', '2023-24-Q3'));
    await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('41.20'));
    await api.write('housing', `${indicatorPath(CLEANING)}/outturns`, { period: QUARTER, value: '500', unit: 'pence' });
    await api.write('housing', `${indicatorPath(CALLS)}/outturns`, { period: QUARTER, value: '275', unit: 'seconds' });
    const workbook = await template('performance', `period=${QUARTER}&area=${HOUSING}`);
    const sheet = workbook.getWorksheet('Figures')!;
    expect([sheet.getCell('F4').value, sheet.getCell('G4').value]).toEqual(['94.96% (2023-24-Q3)', '41.20%']);
    const { body } = await upload('housing', Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(body.counts).toMatchObject({ rows: 5, accepted: 5, corrections: 0 });
    expect((await accept(body.id, { rows: 'all' })).body.counts).toMatchObject({ recorded: 0, nothingToRecord: 5 });
  });

  it('needs a period, and an area that there is', async () => {
    expect((await api.get('housing', '/api/v1/imports/template.xlsx')).body.errors[0].pointer).toBe('/period');
    await api.settle();
    const unknown = await api.get('housing', `/api/v1/imports/template.xlsx?period=${QUARTER}&area=none`);
    expect(unknown.body.code).toBe('unknown-area');
  });
});

describe('the command import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outturn-import-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(...words: string[]) {
    const file = join(folder, 'q4.csv');
    writeFileSync(file, lines(`${LETTINGS},${QUARTER},7,,`, `${FIRE},${QUARTER},0.95,,`));
    const token = await api.keys.token('housing');
    const command = runCommand(['import', file, '--api', api.address, ...words], { OUTTURN_TOKEN: token });
    return { code: await command.ended, output: command.output(), errors: command.errors() };
  }

  it('checks, then records the good rows as whose token it is', async () => {
    const checked = await run();
    expect([checked.code, checked.errors]).toEqual([1, '']);
    expect(checked.output).toContain(
      'CSV!C3  qh-fire-risk-assessments 2023-24-Q4  "0.95"  refused: "0.95" could be 0.95% or 95%',
    );
    expect(checked.output).toContain('Nothing has been recorded');
    expect(await run('--accept', 'all')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('1 rows are refused'),
    });
    const accepted = await run('--accept', 'good', '--json');
    expect(JSON.parse(accepted.output)).toMatchObject({ state: 'accepted', counts: { recorded: 1, leftOut: 1 } });
    expect((await run('--reason', 'x')).code).toBe(2);
    const command = runCommand(['import', '/dev/zero', '--api', api.address], { OUTTURN_TOKEN: 'x' });
    expect([await command.ended, command.errors()]).toEqual([1, expect.stringContaining('/dev/zero is no file')]);
  });
});
