import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exportFigures, readFigures, type ExportFormat, type FigureRow, type FiguresQuestion } from '@outturn/exports';
import { rebuildReadModels } from '@outturn/read-models';
import { runCommand } from '../support/command-line';
import { EXAMPLE } from '../support/example';
import { createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';
import { makeTemporaryFolder } from '../support/server';

describe('exports', () => {
  const folder = makeTemporaryFolder();
  let world: ReadModelWorld;
  let position: number;

  beforeAll(async () => {
    world = await createReadModelWorld(undefined, EXAMPLE);
    position = await world.store.headPosition();
  });

  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function textOf(format: ExportFormat, question: FiguresQuestion): Promise<string> {
    const about = { asAt: '', position: question.position, link: '' };
    let text = '';
    for await (const piece of exportFigures(readFigures(world.pool, question), format, about)) text += String(piece);
    return text;
  }

  async function run(...words: string[]) {
    const command = runCommand(words, { DATABASE_URL: world.database.adminUrl, DATA_DIR: folder });
    return { code: await command.ended, output: command.output(), errors: command.errors() };
  }

  it.each([
    [
      'csv',
      'oc-ccc-abandonment,Abandonment rate - Corporate Contact Centre,one-council-one-team,indicator,2023-24-Q4,2024-01-01,2024-03-31,percent,10.86,,,,,,A,Paragraph 12.4.,red,,,target,<=,8,,,8%,1,1,1,2,lower-is-better,outturn,approved,,10.86,,WORDS,false,POSITION,RECORDED,,,HEAD',
    ],
    [
      'sdmx.csv',
      'dataflow,OUTTURN:FIGURES(1.0.0),I,oc-ccc-abandonment,Q,2023-Q4,10.86,--04-01,2023-24-Q4,one-council-one-team,PERCENT,2,A,RED,,LE,8,,,,,,approved,outturn,,,WORDS,RECORDED,,HEAD',
    ],
  ] as const)('say of a figure of the report, as %s, to the letter: %s', async (format, line) => {
    const question = { position, firstDay: '2024-01-01', lastDay: '2024-03-31', includeHistory: false };
    const words =
      '"Paragraph 12.4: ""Performance be attributed to several factors including vacancies, sickness, and assisting the One Stope Shop (OSS), Community Hubs and Elections face to face service."""';
    const found = await world.readModels.cell('oc-ccc-abandonment', '2023-24-Q4', position);
    const since = found?.fromPosition ?? 0;
    const recordedAt = (await world.store.recordedAt(since)) ?? '';
    const lines = (await textOf(format, question)).split('\r\n');
    expect(lines.filter((text) => text.includes('oc-ccc-abandonment'))).toEqual([
      line
        .replace('WORDS', words)
        .replace('POSITION', String(since))
        .replace('RECORDED', recordedAt)
        .replace('HEAD', String(position)),
    ]);
  });

  it('come out the same though a rebuild puts other tables in place meanwhile', async () => {
    const question = { position, includeHistory: true };
    const pages = readFigures(world.pool, question);
    const rows: FigureRow[] = [...((await pages.next()).value as FigureRow[])];
    await rebuildReadModels(world);
    for await (const page of pages) rows.push(...page);
    const uninterrupted: FigureRow[] = [];
    for await (const page of readFigures(world.pool, question)) uninterrupted.push(...page);
    expect(rows).toEqual(uninterrupted);
    expect(rows.length).toBeGreaterThan(400);
  });

  it('are written by the command, complete or not at all', async () => {
    const file = join(folder, 'figures.csv');
    const [now, then, wrong] = await Promise.all([
      run('export', 'csv', '--output', file, '--json'),
      run('export', 'csv', '--as-at', 'position:300', '--period', '2023-24', '--history', '--output', '-'),
      run('export', 'xlsx', '--as-at', 'position:99999', '--output', join(folder, 'wrong.xlsx')),
    ]);
    const rows = (await textOf('csv', { position, includeHistory: false })).split('\r\n').length - 2;
    expect([now.code, now.errors, JSON.parse(now.output)]).toEqual([0, '', { file, position, rows }]);
    expect(readFileSync(file, 'utf8')).toBe(await textOf('csv', { position, includeHistory: false }));
    expect([then.code, then.errors]).toEqual([
      0,
      expect.stringMatching(/^Wrote \d+ figures as known on .*, London to -\.\n$/),
    ]);
    const [header, ...lines] = (await textOf('csv', { position: 300, includeHistory: true })).split(/(?<=\r\n)/);
    const ofTheYear = lines.filter((line) =>
      /,202(3-(0[4-9]|1\d)|4-0[1-3])-\d\d,202(3-\d\d|4-0[1-3])-\d\d,/.test(line),
    );
    expect(then.output).toBe([header, ...ofTheYear].join(''));
    expect([wrong.code, wrong.errors]).toEqual([
      1,
      `Position 99999 lies beyond the last event, which is at ${position}.\n`,
    ]);
    expect(readdirSync(folder)).toEqual(['figures.csv']);
  });

  it('name an area that does not exist, instead of writing nothing of it', async () => {
    const { code, errors } = await run('export', 'csv', '--area', 'no-such', '--output', '-');
    expect(errors).toMatch(/^There is no area "no-such"\. Give one of best-start, .*, quality-homes, .*\.\n$/);
    expect(code).toBe(1);
  });

  it('wait for what the read models have not followed yet, and say so when it does not come', async () => {
    const metadata = { actor: 'u-1', role: 'performance', correlationId: randomUUID(), causationId: randomUUID() };
    const data = { area: 'new', name: 'New', aliases: [], order: 9, definedBy: 'u-1' };
    const event = { type: 'AreaDefined', data, id: randomUUID(), schemaVersion: 1, metadata };
    const { position: head } = await world.store.append('area-new', [event], 'any');
    const { code, errors } = await run('export', 'csv', '--as-at', `position:${head}`, '--output', '-');
    expect(errors).toBe(
      `The read models have not got to position ${head} within 5 seconds: ask again when the server or a worker runs.\n`,
    );
    expect(code).toBe(1);
  });

  it('are refused with the status of a command asked wrongly', async () => {
    const asked = [['export'], ['export', 'pdf'], ['export', 'csv', '--period', '2023-24-Q5']];
    const answers = await Promise.all(asked.map((words) => run(...words)));
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2]);
  });
});
